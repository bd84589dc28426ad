"""Takes the pictures of the README anew: the demonstration in a browser, in light colours.

Usage: python scripts/pictures.py FOLDER (CHROMIUM says where the browser is; `make pictures` finds
it). What is typed for a picture is never sent.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
MOST = 200_000  # bytes of one picture
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True)
class Shot:
    """One picture: whose screen and how large, the way to the page, and what is done there.

    `way` begins with an address; links to follow come after. `typed` is (label, words). `top` is
    the heading that the picture begins with; without it, it begins where the page does.
    """

    name: str
    who: str
    width: int
    height: int
    way: tuple[str, ...]
    typed: tuple[tuple[str, str], ...] = ()
    top: str = ""


SHOTS = (
    Shot("home-supervisor", "supervisor", 1180, 914, ("/",)),
    Shot(
        "reflection-phone",
        "practitioner",
        390,
        844,
        ("/reflections/new",),
        typed=(
            (
                "What happened",
                "Asked what a good day would be, and then I managed to keep quiet. It was a long "
                "minute. “One where nobody asks me,” they said, and we both laughed.",
            ),
        ),
    ),
    Shot("session", "supervisor", 1180, 980, ("/", "Open the session")),
    Shot(
        "journey",
        "practitioner",
        1180,
        880,
        ("/outcomes", "I sang alto"),
        top="What matters to person K7QM",
    ),
    Shot("library", "rhona", 1180, 760, ("/good-practice",)),
)


def main(folder: Path) -> int:
    """Start a demonstration of its own, take every picture, and say which came out too large."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        port = free_port()
        environ = {
            **os.environ,
            "SUPERVISION_INSTANCE": scratch,
            "SUPERVISION_PLAIN_HTTP": "1",
            "SUPERVISION_DEMO": "1",
            "SUPERVISION_LOG": "warning",
        }
        tools = Path(sys.executable).parent
        start = [str(tools / "flask"), "--app", "wsgi", "start"]
        subprocess.run(start, cwd=ROOT, env=environ, check=True, stdout=subprocess.DEVNULL)
        serve = [str(tools / "gunicorn"), "wsgi:app", f"--bind=127.0.0.1:{port}", "--threads=4"]
        server = subprocess.Popen(
            [*serve, "--worker-class=gthread", "--no-control-socket", "--log-level=warning"],
            cwd=ROOT,
            env=environ,
        )
        try:
            wait_for(f"http://127.0.0.1:{port}")
            take(f"http://127.0.0.1:{port}", folder)
        finally:
            server.terminate()
            server.wait(timeout=30)
    large = [shot.name for shot in SHOTS if (folder / f"{shot.name}.png").stat().st_size > MOST]
    for name in large:
        print(f"{name}.png is larger than {MOST} bytes: make it less high.", file=sys.stderr)
    return 1 if large else 0


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def take(address: str, folder: Path) -> None:
    """Take every picture of the service at this address."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or "/usr/bin/chromium", args=list(FLAGS)
        )
        for shot in SHOTS:
            size = ViewportSize(width=shot.width, height=shot.height)
            context = browser.new_context(
                viewport=size, color_scheme="light", reduced_motion="reduce", locale="en-GB"
            )
            page = context.new_page()
            reach(page, address, shot)
            page.screenshot(path=folder / f"{shot.name}.png")
            context.close()
        browser.close()


def reach(page: Page, address: str, shot: Shot) -> None:
    """Sign in, follow the way, type, and bring the picture's top to the top of the window."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email address").fill(f"{shot.who}@demo.example")
    page.get_by_label("Password").fill("demonstration")
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    page.goto(address + shot.way[0])
    for link in shot.way[1:]:
        with page.expect_navigation():
            page.get_by_role("link", name=link).first.click(timeout=5_000)
    for label, words in shot.typed:
        page.get_by_label(label).first.fill(words)
    if shot.top:
        heading = page.get_by_role("heading", name=shot.top).first
        heading.evaluate("it => scrollBy(0, it.getBoundingClientRect().top - 24)")


def wait_for(address: str) -> None:
    """Wait until the service answers; end the script when it does not."""
    for _ in range(200):
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not start")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
