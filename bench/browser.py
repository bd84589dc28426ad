"""What a visit weighs, and how soon a slow telephone shows it, in Chromium."""

from __future__ import annotations

import os
import shutil
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from bench import pages
from bench.dataset import DataSet
from bench.goals import Report
from bench.serving import served
from tests.chromium import FLAGS

# Lighthouse's "slow 4G" and its telephone of the middle range.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
SLOWER = 4
WATCH = """
window.seen = {lcp: 0, cls: 0, tbt: 0};
const watch = (type, each) =>
  new PerformanceObserver(list => list.getEntries().forEach(each)).observe({type, buffered: true});
watch("largest-contentful-paint", e => { seen.lcp = e.startTime; });
watch("layout-shift", e => { if (!e.hadRecentInput) seen.cls += e.value; });
watch("longtask", e => { seen.tbt += Math.max(0, e.duration - 50); });
"""
VISITS = 3


def chromium() -> str | None:
    """Where Chromium is, if it is there."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


def tell_visits(report: Report, data: DataSet) -> None:
    """The first visit of a session list, the next one, and how soon it is there."""
    report.heading("A visit to the session list")
    found = chromium()
    if found is None:
        report.skip("A visit", "no Chromium; CHROMIUM can name one")
        return
    reader = pages.practitioner(data, data.small)
    name, _, value = reader.cookie.partition("=")
    with served(data) as server, sync_playwright() as playwright:
        address = f"http://127.0.0.1:{server.port}"
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            context = _context(browser, address, name, value)
            first, requests = _weigh(context, f"{address}/supervision")
            repeat, _ = _weigh(context, f"{address}/supervision")
            context.close()
            seen = [_watch(browser, address, name, value) for _ in range(VISITS)]
        finally:
            browser.close()
    report.at_most("First visit, transferred", first / 1000, "kB", 45, "20")
    report.at_most("… requests", requests, "requests", 5, "20")
    report.at_most("Repeat visit, transferred", repeat / 1000, "kB", 8, "20")
    best = min(seen, key=lambda one: float(one["lcp"]))
    report.at_most("Largest paint, slow 4G and 4× slower", best["lcp"], "ms", 1_000, "21")
    report.at_most("Shift of the layout", best["cls"], "", 0, "21")
    report.at_most("Blocked by scripts", best["tbt"], "ms", 50, "21")
    report.at_most("Elements of the page", best["nodes"], "elements", 800, "21")


def _context(browser: Any, address: str, name: str, value: str) -> BrowserContext:
    context: BrowserContext = browser.new_context(viewport={"width": 412, "height": 823})
    context.add_cookies([{"name": name, "value": value, "url": address}])
    return context


def _weigh(context: BrowserContext, address: str) -> tuple[float, int]:
    """Bytes and requests that a page takes from the network."""
    page = context.new_page()
    told = page.context.new_cdp_session(page)
    told.send("Network.enable")
    cached: set[str] = set()
    sizes: dict[str, float] = {}
    told.on("Network.requestServedFromCache", lambda e: cached.add(e["requestId"]))
    told.on(
        "Network.loadingFinished",
        lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
    )
    page.goto(address, wait_until="networkidle")
    page.close()
    sent = {key: size for key, size in sizes.items() if size and key not in cached}
    return sum(sent.values()), len(sent)


def _watch(browser: Any, address: str, name: str, value: str) -> dict[str, float]:
    """What a visitor with an empty cache and a slow telephone meets."""
    context = _context(browser, address, name, value)
    page: Page = context.new_page()
    told = context.new_cdp_session(page)
    told.send("Network.enable")
    told.send("Network.emulateNetworkConditions", SLOW_4G)
    told.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(f"{address}/supervision", wait_until="networkidle")
    page.wait_for_timeout(500)
    seen: dict[str, float] = page.evaluate(
        "({...seen, nodes: document.querySelectorAll('*').length})"
    )
    context.close()
    return seen
