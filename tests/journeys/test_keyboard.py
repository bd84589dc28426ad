"""With the keyboard alone: sign in, write, put a mistake right, share, take it back, sign out; and
for whoever looks after people, find somebody, narrow the list, bring a file and carry it out.

At every stop of the Tab key something shows where one is.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests import worlds
from tests.journeys.conftest import Doorstep, House

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

MOST = 70  # stops from the top of a page to its end
FOCUS = """() => {
    const one = document.activeElement;
    const ring = (element) => {
        const style = getComputedStyle(element);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return outlined || style.boxShadow !== "none";
    };
    const box = one.getBoundingClientRect();
    const label = one.labels && one.labels.length ? one.labels[0] : null;
    return {
        tag: one.tagName,
        name: ((label || one).innerText || one.getAttribute("aria-label") || "").trim(),
        ring: ring(one) || (label !== null && ring(label)),
        seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


def tab_to(page: Page, name: str) -> None:
    """Go on with the Tab key until what has the focus is called this."""
    passed = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here["tag"] == "BODY":
            continue  # past the end of the page, and from its top again
        assert here["ring"], f"nothing shows that {here} has the focus"
        assert here["seen"], f"{here} has the focus out of sight"
        passed.append(here["name"])
        if re.match(name, here["name"]):
            return
    raise AssertionError(f"{name} is not reached: {passed}")


def enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def words(page: Page) -> str:
    return page.locator("main").inner_text()


def sign_in(page: Page, house: House, name: str) -> None:
    page.goto(house.address + "/sign-in")
    tab_to(page, "Work email, or the name you sign in with")
    page.keyboard.type(f"{name}@lochside.example")
    tab_to(page, "Password")
    page.keyboard.type(worlds.PASSWORD)
    enter(page)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reflection_without_a_mouse(visitors: Doorstep, house: House, width: int) -> None:
    page = visitors.open(width=width)
    sign_in(page, house, "callum")

    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)["name"] == "Skip to what this page is about"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(house.address + "/")
    tab_to(page, "Reflections")
    enter(page)
    tab_to(page, "Write the first one")
    enter(page)

    tab_to(page, "A title, if you like")
    page.keyboard.type("As far as the gate")
    tab_to(page, "Keep it to myself")
    enter(page)
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUS)["name"] == "What happened?"
    page.keyboard.type("We walked as far as the gate.")
    tab_to(page, "No, not this time")
    page.keyboard.press("ArrowDown")
    chosen = page.evaluate(FOCUS)["name"]
    assert chosen and page.evaluate("document.activeElement.checked")
    tab_to(page, "Share with Morag")
    enter(page)
    assert "Only you and Morag can read this." in words(page)
    assert "We walked as far as the gate." in words(page)

    tab_to(page, "Take it back")
    enter(page)
    assert "Taken back. Only you can read this." in words(page)
    if width == 360:
        page.keyboard.press("Control+Home")
    tab_to(page, "Sign out")
    enter(page)
    page.goto(house.address + "/reflections")
    assert page.get_by_label("Password").count() == 1, "signed out"


@pytest.mark.parametrize("width", [360, 1280])
def test_people_are_found_without_a_mouse(visitors: Doorstep, house: House, width: int) -> None:
    page = visitors.open(width=width)
    sign_in(page, house, "sandy")
    page.goto(house.address + "/people")
    tab_to(page, "Find somebody by part of a name or address")
    page.keyboard.type("kirs")
    enter(page)
    tab_to(page, "Kirsty of Lochside")
    enter(page)
    tab_to(page, "Their last day")
    page.goto(house.address + "/people")
    tab_to(page, "Role")
    page.keyboard.type("Curator")
    tab_to(page, "Show these")
    enter(page)
    assert "Grace of Lochside" in words(page)
    assert "Kirsty of Lochside" not in words(page)


def test_a_file_is_brought_without_a_mouse(visitors: Doorstep, house: House) -> None:
    page = visitors.open(width=360)
    sign_in(page, house, "sandy")
    page.goto(house.address + "/people")
    tab_to(page, "Add many from a file")
    enter(page)
    tab_to(page, "The file")
    with page.expect_file_chooser() as asked:
        page.keyboard.press("Space")
    rows = "Name;Email;Team\nIsla Gunn;isla@lochside.example;Lochside\nRory;rory.innes;Nowhere\n"
    asked.value.set_files(
        files=[{"name": "people.csv", "mimeType": "text/csv", "buffer": rows.encode()}]
    )
    tab_to(page, "Look at this file")
    enter(page)
    assert "Row 3" in words(page)
    tab_to(page, "Leave out the rows")
    page.keyboard.press("Space")
    tab_to(page, "Carry out this file")
    enter(page)
    page.get_by_role("heading", name="The file is carried out").wait_for(timeout=30_000)
    assert "One person was added." in words(page)
