"""The pages that come of what someone sends: mistakes, clashes, and what could not be done.

No link leads to them, so `test_every_page.py` does not meet them. Each is looked at as all are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page

from tests import worlds
from tests.journeys.conftest import House, today
from tests.journeys.looks import LOOKS, Seen

# The same form once more: what a second press or going back can do.
SENT_BEFORE = """() => {
    const form = document.querySelector("form[action$='/agenda-items']");
    return fetch(form.action, {method: "POST", body: new URLSearchParams(new FormData(form))});
}"""
pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


class Person:
    """Someone with as many windows as they like."""

    def __init__(self, browser: Browser, house: House, name: str) -> None:
        self.house, self.name = house, name
        self.context = browser.new_context(viewport={"width": 360, "height": 800})
        self.context.set_default_timeout(8_000)
        self.page = self.context.new_page()

    def sign_in(self) -> Person:
        self.go("/sign-in")
        self.page.get_by_label("Work email").fill(f"{self.name}@lochside.example")
        self.page.get_by_label("Password").fill(worlds.PASSWORD)
        self.press("Sign in")
        return self

    def window(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(self.house.address + path)
        return page

    def go(self, path: str) -> int:
        answer = self.page.goto(self.house.address + path)
        return answer.status if answer else 0

    def press(self, button: str, page: Page | None = None) -> int:
        """Press a button; returns the status of the page that it brings."""
        page = page or self.page
        with page.expect_navigation() as brought:
            page.get_by_role("button", name=button).first.click()
        return brought.value.status if brought.value else 0

    def words(self, page: Page | None = None) -> str:
        return (page or self.page).locator("main").inner_text()


@pytest.fixture
def seen() -> Iterator[Seen]:
    """Looks at pages, and fails at the end for whatever it found."""
    looks = Seen()
    yield looks
    assert looks.looks and set(looks.looks.values()) == {len(LOOKS)}
    assert not looks.faults, "\n".join(looks.faults)


def test_mistakes(browser: Browser, house: House, seen: Seen) -> None:
    """Every form for something new, sent as it is."""
    callum = Person(browser, house, "callum")
    callum.go("/sign-in")
    seen.look(callum.page, "sign in", "nobody")
    callum.page.get_by_label("Work email").fill("callum@lochside.example")
    callum.page.get_by_label("Password").fill("not this one")
    assert callum.press("Sign in") == 422
    seen.look(callum.page, "sign in, not let in", "nobody")
    callum.sign_in()
    for path, button in (
        ("/reflections/new", "Keep it to myself"),
        ("/outcomes/new", "Record it"),
        ("/supervision/new", "Choose this date"),
        ("/supervision/groups/new", "Plan this session"),
        ("/good-practice/proposals/new", "Propose it to the curators"),
        ("/account/password", "Change my password"),
    ):
        assert callum.go(path) == 200
        assert callum.press(button) == 422, path
        assert callum.page.get_by_role("alert").count() == 1, path
        seen.look(callum.page, f"{path}, to put right", "callum")
    callum.context.close()


def test_what_cannot_be_done(browser: Browser, house: House, seen: Seen) -> None:
    """The page of errors, plain and with words that are given back; and signing in again."""
    callum = Person(browser, house, "callum").sign_in()
    grace = Person(browser, house, "grace").sign_in()
    assert callum.go("/nothing/here") == 404
    seen.look(callum.page, "nothing here", "callum")
    assert callum.go("/sign-out") == 405
    seen.look(callum.page, "not like that", "callum")
    assert grace.go("/supervision/new") == 403
    seen.look(grace.page, "not for you", "grace")

    callum.go("/reflections/new")
    callum.page.get_by_label("What happened?").fill("We walked as far as the gate. " * 40)
    callum.page.evaluate(
        "document.querySelectorAll('[name=csrf_token]').forEach(t => t.value = '')"
    )
    assert callum.press("Keep it to myself") == 400
    given_back = callum.page.locator("main textarea").first.input_value()
    assert given_back.startswith("We walked as far as the gate.")
    seen.look(callum.page, "words given back", "callum")

    callum.go("/reflections/new")
    callum.page.get_by_label("What happened?").fill("We walked as far as the gate.")
    elsewhere = Person(browser, house, "callum").sign_in()
    elsewhere.go("/account/sign-ins")
    elsewhere.press("End all the others")
    assert callum.press("Keep it to myself") == 401
    assert callum.page.get_by_label("Password").count() == 1
    seen.look(callum.page, "sign in again", "callum")
    for person in (callum, grace, elsewhere):
        person.context.close()


def test_clash_of_a_text(browser: Browser, house: House, seen: Seen) -> None:
    callum = Person(browser, house, "callum").sign_in()
    callum.go("/reflections/new")
    callum.page.get_by_label("What happened?").fill("The first words.")
    callum.press("Keep it to myself")
    address = callum.page.url.removeprefix(house.address)
    first, second = (callum.window(f"{address}/edit") for _ in range(2))
    for page, words in ((first, "Words of one window."), (second, "Words of the other. " * 30)):
        page.get_by_label("What happened?").fill(words)
    assert callum.press("Keep it to myself", first) == 200
    assert callum.press("Keep it to myself", second) == 409
    assert "Nothing is lost" in callum.words(second)
    seen.look(second, "two versions", "callum")
    callum.context.close()


def test_clashes_in_a_session(browser: Browser, house: House, seen: Seen) -> None:
    callum, morag = (Person(browser, house, name).sign_in() for name in ("callum", "morag"))
    address = plans(morag)

    callum.go(address)
    callum.page.get_by_label("Add to the agenda").fill("Leave in January")
    callum.page.evaluate(SENT_BEFORE)
    callum.page.get_by_label("Add to the agenda").fill("A seat by the door")
    assert callum.press("Add it to the agenda") == 409
    assert "Leave in January" in callum.words() and "A seat by the door" in callum.words()
    seen.look(callum.page, "two things for the agenda", "callum")

    moving = callum.window(f"{address}/date")
    morag.go(f"{address}/date")
    moves = ((morag, morag.page, 0, "11.59 pm"), (callum, moving, 4, "2 pm"))
    for person, page, days, clock in moves:
        page.get_by_label("Leave", exact=True).check()
        fill_day(page, today() + timedelta(days=days))
        page.get_by_label("At what time?").fill(clock)
        status = person.press("Move the session", page)
        assert status == (200 if person is morag else 409)
    seen.look(moving, "moved by someone else", "callum")

    first, second = (morag.window(f"{address}/record") for _ in range(2))
    for page, words in ((first, "Words of one window."), (second, "Words of the other. " * 30)):
        page.get_by_label("What did you notice together?").fill(words)
    assert morag.press("Save the record", first) == 200
    assert morag.press("Save the record", second) == 409
    seen.look(second, "two versions of a record", "morag")
    assert callum.press("Move the session", moving) == 409
    assert "This session has changed" in callum.words(moving)
    seen.look(moving, "begun meanwhile", "callum")

    morag.go(f"{address}/record")
    morag.press("Share the draft with Callum")
    callum.go(address)
    morag.go(f"{address}/record")
    morag.page.get_by_label("What did you notice together?").fill("Other words.")
    morag.press("Save the draft")
    assert callum.press("Sign this record") == 409
    seen.look(callum.page, "changed before it was signed", "callum")
    for person in (callum, morag):
        person.context.close()


def plans(morag: Person) -> str:
    morag.go("/supervision/new")
    morag.page.get_by_label("Callum").check()
    fill_day(morag.page, today())
    morag.page.get_by_label("At what time?").fill("11.55 pm")
    morag.press("Choose this date")
    return morag.page.url.removeprefix(morag.house.address)


def fill_day(page: Page, day: date) -> None:
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part).fill(str(value))
