"""With the keyboard alone: sign in, write, put a mistake right, share, take it back, sign out.

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


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reflection_without_a_mouse(visitors: Doorstep, house: House, width: int) -> None:
    page = visitors.open(width=width)
    page.goto(house.address + "/sign-in")
    tab_to(page, "Email address")
    page.keyboard.type("callum@lochside.example")
    tab_to(page, "Password")
    page.keyboard.type(worlds.PASSWORD)
    enter(page)

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
