"""Takes the pictures of the README anew: the demonstration in a browser, light, at two widths.

Usage: python scripts/pictures.py FOLDER (a browser is found as the tests find one)
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
WIDE, PHONE = (1180, 820), (390, 780)

# name, who, size, and the way there: an address, then links to follow.
SHOTS = (
    ("home-supervisor", "supervisor", WIDE, ("/",)),
    ("reflection-phone", "practitioner", PHONE, ("/reflections/new",)),
    ("session", "supervisor", WIDE, ("/supervision", "Callum, today")),
    ("outcomes-journey", "practitioner", WIDE, ("/outcomes", "person K7QM")),
    ("library-phone", "curator", PHONE, ("/good-practice",)),
)


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environ = {
            **os.environ,
            "SUPERVISION_INSTANCE": scratch,
            "SUPERVISION_PLAIN_HTTP": "1",
            "SUPERVISION_DEMO": "1",
            "SUPERVISION_LOG": "warning",
        }
        tools = Path(sys.executable).parent
        subprocess.run(
            [tools / "flask", "--app", "wsgi", "start"], cwd=ROOT, env=environ, check=True
        )
        server = subprocess.Popen(
            [tools / "gunicorn", "wsgi:app", "-b", f"127.0.0.1:{port}", "--no-control-socket"],
            cwd=ROOT,
            env=environ,
        )
        try:
            take(f"http://127.0.0.1:{port}", folder)
        finally:
            server.terminate()
            server.wait(timeout=30)


def take(address: str, folder: Path) -> None:
    _wait(address)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium",
            args=["--no-sandbox", "--disable-gpu"],
        )
        for name, who, (width, height), way in SHOTS:
            page = browser.new_context(viewport={"width": width, "height": height}).new_page()
            page.goto(f"{address}/sign-in")
            page.get_by_label("Email address").fill(f"{who}@demo.example")
            page.get_by_label("Password").fill("demonstration")
            _through(page, lambda p=page: p.get_by_role("button", name="Sign in").click())
            page.goto(address + way[0])
            for link in way[1:]:
                _through(page, lambda p=page, n=link: p.get_by_role("link", name=n).first.click())
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


def _through(page: Page, act) -> None:
    with page.expect_navigation():
        act()


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
