"""Every page of the demonstration, opened in a real browser as each kind of person.

A few of each kind of page, found by following links: at 360 and 1280 px, light and dark, nothing
scrolls sideways and axe finds nothing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import ROOT, House, Served

LOOKS = [(360, "light"), (360, "dark"), (1280, "dark"), (1280, "light")]
PEOPLE = ["practitioner", "supervisor", "curator", "leader", "auditor", "governance", "admin"]
EACH = 1  # of a kind and a person; other people bring other ones
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration behind a real server."""
    folder: Path = tmp_path_factory.mktemp("demonstration")
    url = f"sqlite:///{folder / 'demonstration.sqlite3'}"
    served = Served.__new__(Served)
    environ = {
        **os.environ,
        "SUPERVISION_INSTANCE": str(folder / "instance"),
        "SUPERVISION_DATABASE_URL": url,
        "SUPERVISION_SECRET_KEY": (b"s" * 32).hex(),
        "SUPERVISION_MASTER_KEY": (b"m" * 32).hex(),
        "SUPERVISION_PLAIN_HTTP": "1",
        "SUPERVISION_DEMO": "1",
    }
    subprocess.run(
        [Path(sys.executable).parent / "flask", "--app", "wsgi", "start"],
        cwd=ROOT,
        env=environ,
        check=True,
        capture_output=True,
    )
    served.__init__(folder, url)  # type: ignore[misc]
    with served as house:
        yield house


def kind_of(path: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|/[A-Z][A-Z0-9]{3}(?=/|$)", "*", path)


def links(page: Page, house: House) -> list[str]:
    found = page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
    paths = []
    for href in found:
        if href.startswith(house.address):
            parts = urlsplit(href)
            paths.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return paths


def crawl(page: Page, house: House, seen_kinds: set[str]) -> Iterator[str]:
    """The addresses of one person, each kind of page once, opened one after the other."""
    todo, known, mine = ["/", "/nothing/here"], {"/", "/nothing/here"}, Counter[str]()
    while todo:
        path = todo.pop(0)
        page.goto(house.address + path)
        yield path
        for onward in links(page, house):
            kind = kind_of(onward.partition("?")[0]) + ("?" if "?" in onward else "")
            new = onward not in known and mine[kind] < EACH
            if new and (kind not in seen_kinds or onward.partition("?")[0].count("/") == 1):
                mine[kind] += 1
                known.add(onward)
                todo.append(onward)
    seen_kinds |= set(mine)


def test_every_page_for_everyone(browser: Browser, demonstration: House) -> None:
    faults: list[str] = []
    looked, seen_kinds = 0, set[str]()
    for name in PEOPLE:
        context = browser.new_context(viewport={"width": 360, "height": 800})
        context.set_default_timeout(8_000)
        page = context.new_page()
        page.goto(f"{demonstration.address}/sign-in")
        page.get_by_label("Email address").fill(f"{name}@demo.example")
        page.get_by_label("Password").fill("demonstration")
        with page.expect_navigation():
            page.get_by_role("button", name="Sign in").click()
        for path in crawl(page, demonstration, seen_kinds):
            looked += 1
            for width, scheme in LOOKS:
                page.set_viewport_size({"width": width, "height": 800})
                page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                where = f"{name} {kind_of(path)} at {width}, {scheme}"
                if page.evaluate(WIDE) > 0:
                    faults.append(f"{where}: scrolls sideways")
                for violation in Axe().run(page).response["violations"]:
                    html = violation["nodes"][0]["html"][:160]
                    faults.append(f"{where}: {violation['id']}: {html}")
        context.close()
    assert looked > 40, f"the crawl found only {looked} pages"
    assert not faults, "\n".join(faults)
