"""The content policy in a browser: our own script lives with it, and it stops what it is for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.journeys.conftest import Doorstep, House

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

LISTEN = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.broken.push(`${event.effectiveDirective} ${event.sourceFile} ${event.lineNumber}`);
});
"""
PLACES = (
    "/",
    "/reflections",
    "/reflections/new",
    "/supervision",
    "/outcomes",
    "/good-practice",
    "/who-can-read-what",
    "/nothing-here",
)


def _broken(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.broken")
    return found


def test_our_script_breaks_no_rule(visitors: Doorstep) -> None:
    visitor = visitors.let_in("callum@lochside.example")
    page = visitor.page
    page.add_init_script(LISTEN)
    for place in PLACES:
        page.goto(visitor.house.address + place)
        assert _broken(page) == [], place
    visitor.go("/reflections/new")
    page.get_by_label("A title, if you like").fill("A title alone")
    visitor.press("Keep it to myself")  # to be put right: the summary takes the focus
    assert page.evaluate("document.activeElement.matches('[data-error-summary]')")
    assert _broken(page) == []
    page.get_by_label("What happened?").fill("We walked to the shore")
    visitor.press("Keep it to myself")
    assert "We walked to the shore" in visitor.words
    assert _broken(page) == []


BREAKS = {
    "markup made of text": "document.body.innerHTML = '<p>x</p>'",
    "a script made of text": "document.createElement('script').text = 'x'",
    "an address of a script": "document.createElement('script').src = '/x.js'",
    "a page written anew": "document.write('<p>x</p>')",
    "a policy of one's own": "trustedTypes.createPolicy('default', {createHTML: (x) => x})",
}


def test_text_never_becomes_markup_or_script(browser: Browser, house: House) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(LISTEN)
    for what, script in BREAKS.items():
        page.goto(house.address + "/sign-in")
        with pytest.raises(Error, match="TypeError"):
            page.evaluate(f"() => {{ {script} }}")
        page.wait_for_function("window.broken.length > 0")
        rule = _broken(page)[0].split()[0]
        assert rule in {"require-trusted-types-for", "trusted-types"}, what
    context.close()
