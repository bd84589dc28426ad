"""A real server, a real browser: what journeys share.

Each journey gets the house of `tests/worlds.py` behind gunicorn, on a database of
its own, and browsers without cookies. A browser that a page makes unhappy (a script error, a
refused resource, a report of the content policy) fails the journey.
"""

from __future__ import annotations

import hashlib
import os
import re
import socket
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests import postgres, worlds
from tests.demonstrated import of_the_run
from tests.started import Started, run


def today() -> date:
    """The day it is where the organisations of these journeys are."""
    return datetime.now(ZoneInfo("Europe/London")).date()


@dataclass
class House:
    """A running house: its address, and every page address that its visitors opened."""

    address: str
    database: str
    visited: list[str] = field(default_factory=list)


@dataclass
class Visitor:
    """One person at one browser."""

    looked_at: ClassVar[Path]
    page: Page
    house: House
    scripts: bool = True

    def sign_in(self, email: str) -> None:
        self.go("/sign-in")
        self.page.get_by_label("Work email, or the name you sign in with").fill(email)
        self.page.get_by_label("Password").fill(worlds.PASSWORD)
        self.press("Sign in")

    def go(self, path: str) -> None:
        self.page.goto(self.house.address + path)
        self.arrived()

    def press(self, button: str | re.Pattern[str]) -> None:
        """Press a button by its words, and wait for the page that it brings."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=button).first.click()
        self.arrived()

    def follow(self, link: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=link).first.click()
        self.arrived()

    def arrived(self) -> None:
        """Note the address, and look at the page: no sideways scroll, nothing for axe."""
        path = self.page.url.removeprefix(self.house.address)
        self.house.visited.append(path)
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert self.page.evaluate(wide) <= 0, f"{path} scrolls sideways"
        if not self.scripts or self.house.database != "sqlite":
            return  # axe is a script, and the pages are the same ones on either database
        kind = re.sub(r"[0-9a-f-]{36}", "*", path.partition("?")[0])
        look = kind, str(self.page.viewport_size), self.page.locator("main form").count()
        try:
            name = hashlib.sha256(repr(look).encode()).hexdigest()
            (self.looked_at / name).touch(exist_ok=False)
        except FileExistsError:
            return  # each kind of page once in a run: most journeys begin with the same ones
        found = Axe().run(self.page).response["violations"]
        assert not found, f"{path}: {[(v['id'], v['nodes'][0]['html']) for v in found]}"

    @property
    def words(self) -> str:
        """What the page says, as read aloud."""
        return self.page.locator("main").inner_text()


@pytest.fixture(scope="session", autouse=True)
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that the processes of a run share: a file for each kind of page that axe saw."""
    folder = of_the_run(tmp_path_factory) / "looked-at"
    folder.mkdir(exist_ok=True)
    Visitor.looked_at = folder


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lodging]:
    """A PostgreSQL that keeps what it says it has kept, with the world as a template."""
    folder: Path = tmp_path_factory.mktemp("postgresql")
    with (
        postgres.postgres_url(durable=True) as server,
        worlds.postgresql(folder, server) as backend,
    ):
        yield Lodging(backend, server)


@dataclass
class Lodging:
    backend: worlds.Backend
    server: postgres.Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A house of its own for one journey, on either database."""
    if request.param == "sqlite":
        with worlds.sqlite(tmp_path) as backend:
            backend.reset()
            with Served(tmp_path, f"sqlite:///{tmp_path / 'world.sqlite3'}") as made:
                yield made
        return
    lodging: Lodging = request.getfixturevalue("postgresql")
    lodging.backend.reset()
    with Served(tmp_path, lodging.server.url_of("template")) as made:
        yield made


# With scripts and without, on either database; what crosses both is in the walk.
WITH_OR_WITHOUT = pytest.mark.parametrize(
    ("house", "scripts"),
    [("sqlite", True), ("postgresql", False)],
    indirect=["house"],
    ids=["sqlite with scripts", "postgresql without"],
)


class Served:
    """gunicorn over a database, for as long as the block lasts; made first for a demonstration,
    or for nobody yet."""

    def __init__(
        self, folder: Path, url: str, *, demonstration: bool = False, empty: bool = False
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.house = House(f"http://127.0.0.1:{port}", url.partition(":")[0])
        self.environ = {
            **os.environ,
            "SUPERVISION_URL": self.house.address,
            "SUPERVISION_INSTANCE": str(folder / "instance"),
            "SUPERVISION_DATABASE_URL": url,
            "SUPERVISION_SECRET_KEY": (b"s" * 32).hex(),
            "SUPERVISION_MASTER_KEY": (b"m" * 32).hex(),
            "SUPERVISION_PLAIN_HTTP": "1",
            "WEB_CONCURRENCY": "1",  # several are asked in tests/faults
        }
        if demonstration:
            self.environ["SUPERVISION_DEMO"] = "1"
        if demonstration or empty:
            self.flask("start")
        self.log = folder / "server.log"
        words = ["gunicorn", "wsgi:app", "-b", f"127.0.0.1:{port}"]
        self.server = Started(words, self.environ, self.log)

    def flask(self, *words: str) -> str:
        """Run a command as whoever runs the machine would; comes back with what it says."""
        done = run("flask", "--app", "wsgi", *words, environ=self.environ)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def __enter__(self) -> House:
        for _ in range(200):
            try:
                with urllib.request.urlopen(self.house.address + "/readyz", timeout=2):
                    return self.house
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise AssertionError(f"the server did not start: {self.log.read_text()[-2000:]}")

    def __exit__(self, *_: object) -> None:
        self.server.terminate()
        self.server.wait(timeout=30)


@pytest.fixture
def visitors(browser: Browser, house: House) -> Iterator[Doorstep]:
    """Lets people in, each with a browser of their own."""
    doorstep = Doorstep(browser, house)
    yield doorstep
    doorstep.close()


class Doorstep:
    """Opens browsers, and hears what goes wrong in them."""

    def __init__(self, browser: Browser, house: House) -> None:
        self.browser, self.house = browser, house
        self.contexts: list[BrowserContext] = []
        self.faults: list[str] = []

    def let_in(self, email: str, *, width: int = 360, scripts: bool = True) -> Visitor:
        """A browser of this width, signed in as this person."""
        visitor = Visitor(self.open(width=width, scripts=scripts), self.house, scripts)
        visitor.sign_in(email)
        return visitor

    def open(self, *, width: int, scripts: bool = True) -> Page:
        """A browser of this width, without cookies."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts
        )
        self.contexts.append(context)
        context.set_default_timeout(8_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda line: self._hear(line.type, line.text))
        return page

    def _hear(self, kind: str, text: str) -> None:
        # A page of 404 or 409 is told on the console too; those the journey asks for itself.
        if kind == "error" and "status of 4" not in text:
            self.faults.append(text)

    def close(self) -> None:
        for context in self.contexts:
            context.close()
        assert not self.faults, self.faults
