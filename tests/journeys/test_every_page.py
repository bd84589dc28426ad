"""Every kind of page, opened in a real browser by people who may: narrow and wide, light and dark.

A kind is an endpoint of the application that answers GET. People of every role follow the links and
forms of the demonstration; one page of each kind, and of each way it looks, is looked at. A new
kind that nobody reaches fails here, until someone reaches it or it is named with a reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import build_opener

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.exceptions import HTTPException

from supervision import create_app
from tests import demonstrated, worlds
from tests.journeys.conftest import House, Served
from tests.journeys.looks import WIDTHS, Seen, bring

ROLES = ["practitioner", "supervisor", "curator", "leader", "auditor", "governance", "admin"]
PEOPLE = [*ROLES, "priya", "fergus", "mairi-anna"]  # in groups; asked to change a proposal
ENOUGH = ["practitioner", "curator", "governance", "admin", "priya"]  # for pages of most kinds
OF_A_KIND = 6  # of a person, to find the ways that lead on
NO_PAGES = {
    "assets.file": "a style sheet, a script or a picture",
    "health.alive": "one word for the machine that asks",
    "health.ready": "one word for the machine that asks",
    "auth.open_link": "a link from a mail, which leads on to choosing a new password",
    "account.my_writing_file": "a file to take away: tests/journeys/test_leaver.py",
    "auth.open_invitation": "a link from a mail or on paper, which leads on to the invitation",
    "imports.template": "a table to take away",
    "imports.problems": "a table to take away",
    "imports.read": "of a file that somebody brought: tests/journeys/test_import.py",
    "imports.progress": "of a file that is carried out: tests/journeys/test_import.py",
    "people.back": "of somebody who has left: tests/journeys/test_leaver.py",
    "recordings.left": "of somebody who leaves: tests/journeys/test_leaver.py",
    "recordings.hand_over_for": "of somebody who leaves: tests/journeys/test_leaver.py",
    "standing.second_look": "of what was asked for: tests/journeys/test_set_up.py",
    "sessions.sign_group": "leads back to the page of the group, which is looked at",
}
# What is open to those who are not signed in and leads to no other; without a link a new password
# and an invitation say that the link is used up.
AT_THE_DOOR = {
    "auth.sign_in": "/sign-in",
    "auth.forgotten": "/forgotten-password",
    "auth.link_sent": "/forgotten-password/sent",
    "auth.new_password": "/new-password",
    "auth.invitation": "/invitation",
}
# Its form is there once a record is begun, and the demonstration has no group at that point; its
# address shows the form all the same.
BESIDE = re.compile(r"(/supervision/groups/[0-9a-f-]{36})/agenda-items")
LINK = re.compile(r'<(?:a|form)\b[^>]*?\b(?:href|action)="([^"#]+)')
TAG = re.compile(r'class="app-tag[^>]*>([^<]*)<')
MAIN = re.compile(r"<main.*</main>", re.DOTALL)


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The demonstration behind a real server."""
    folder: Path = tmp_path_factory.mktemp("demonstration")
    url = f"sqlite:///{folder / 'demonstration.sqlite3'}"
    demonstrated.copied(tmp_path_factory, folder / "demonstration.sqlite3")
    with Served(folder, url, demonstration=True) as house:
        yield house


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The application, to ask it what an address is the address of."""
    folder: Path = tmp_path_factory.mktemp("addresses")
    return create_app(worlds.settings(folder, f"sqlite:///{folder / 'none.sqlite3'}"))


class Walker:
    """Someone who follows every link, without looking."""

    def __init__(self, app: Flask, house: House, context: BrowserContext) -> None:
        self.addresses = app.url_map.bind("localhost")
        self.house, self.opener = house, build_opener()
        cookies = [f"{each['name']}={each['value']}" for each in context.cookies()]
        self.opener.addheaders = [("Cookie", "; ".join(cookies))]
        self.found: dict[tuple[str, str], str] = {}  # a kind and a way it looks: an address

    def kind(self, path: str) -> str | None:
        """The endpoint that answers GET at an address, if there is one."""
        try:
            return str(self.addresses.match(urlsplit(path).path, method="GET")[0])
        except HTTPException:
            return None

    def walk(self) -> None:
        todo, known, opened = ["/"], {"/"}, dict[str, int]()
        while todo:
            path = todo.pop(0)
            landed, text = self._read(path)
            if not text:
                continue
            self._note(path, landed, text)
            beside = [f"{group}/actions" for group in BESIDE.findall(text)]
            for onward in [*map(unescape, LINK.findall(text)), *beside]:
                kind = self.kind(onward) if onward.startswith("/") else None
                if kind is None or kind in NO_PAGES or onward in known:
                    continue
                known.add(onward)
                opened[kind] = opened.get(kind, 0) + 1
                if opened[kind] <= OF_A_KIND:
                    todo.append(onward)

    def _read(self, path: str) -> tuple[str, str]:
        """Where an address leads, and the page that stands there; no text without a page."""
        try:
            with self.opener.open(self.house.address + path) as answer:
                landed = answer.url.removeprefix(self.house.address)
                is_page = "text/html" in answer.headers["content-type"]
                return landed, answer.read().decode() if is_page else ""
        except HTTPError:
            return path, ""

    def _note(self, path: str, landed: str, text: str) -> None:
        """Keep the address of a page for its kind and the way it looks."""
        main = MAIN.findall(text)[0]
        asks = sorted({str(self._posts(one)) for one in re.findall(r'action="([^"]+)"', main)})
        tags = TAG.findall(main.partition("</p>")[0])
        self.found.setdefault((self.kind(path) or "", " ".join([*tags, *asks])), path)
        self.found.setdefault((self.kind(landed) or "", " ".join([*tags, *asks])), landed)

    def _posts(self, action: str) -> str | None:
        try:
            path = urlsplit(unescape(action)).path
            return str(self.addresses.match(path, method="POST")[0])
        except HTTPException:
            return None


def enter(browser: Browser, house: House, name: str) -> Page:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    context.set_default_timeout(8_000)
    page = context.new_page()
    page.goto(f"{house.address}/sign-in")
    page.get_by_label("Work email, or the name you sign in with").fill(f"{name}@demo.example")
    page.get_by_label("Password").fill(worlds.PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page(browser: Browser, demonstration: House, app: Flask, width: int) -> None:
    seen, reached, ways = Seen(widths=(width,)), set[str](), set[tuple[str, str]]()
    page = browser.new_page()
    bring(page.context)
    for kind, path in AT_THE_DOOR.items():
        page.goto(demonstration.address + path)
        seen.look(page, kind, "nobody")
        reached.add(kind)
    page.close()
    for name in PEOPLE if width == WIDTHS[0] else ENOUGH:
        page = enter(browser, demonstration, name)
        walker = Walker(app, demonstration, page.context)
        walker.walk()
        bring(page.context)
        looked = set()
        for (kind, looks), path in walker.found.items():
            # Wide, one page of a kind is enough: what differs within a kind is looked at narrow.
            way = kind, looks if width == WIDTHS[0] else ""
            if way in ways and (path != "/" or name not in ROLES):
                continue
            ways.add(way)
            answer = page.goto(demonstration.address + path)
            assert answer is not None and answer.status == 200, f"{path} as {name}"
            seen.look(page, way[0], name)
            looked.add(way[0])
        reached |= {kind for kind, _ in walker.found}
        assert len({kind for kind, _ in walker.found}) >= 8, f"{name} was led nowhere"
        assert "home.home" in looked or name not in ROLES, f"the Home of {name}"
        print(f"{name}: {len(walker.found)} ways that pages look, {len(looked)} kinds looked at")
        page.context.close()
    assert not seen.faults, "\n".join(seen.faults)
    missing = pages(app) - set(NO_PAGES) - reached
    assert not missing or width != WIDTHS[0], f"nobody reaches these: {sorted(missing)}"
    assert len(missing) < 10, f"nobody reaches these: {sorted(missing)}"
    unlooked = reached - set(seen.looks)
    assert not unlooked, f"axe has not seen these: {sorted(unlooked)}"
    gone = set(NO_PAGES) - pages(app)
    assert not gone, f"named, and there no more: {sorted(gone)}"


def pages(app: Flask) -> set[str]:
    """Every endpoint that answers GET."""
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
