"""What an older browser is given: pages whose forms work, though they look plainer.

Chromium stands in for one: newer rules are taken out of the style sheets as an older browser would
drop them, and scripts do not run. `docs/browsers.md` says which browsers this stands for.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Route

from tests import worlds
from tests.journeys.conftest import House
from tests.started import ROOT

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

STATIC = ROOT / "supervision" / "static"
# A selector that is not known drops its whole rule; a value that is not known, its declaration.
SELECTORS = re.compile(r":(has|is|where|focus-visible)\b")
VALUES = re.compile(r"\b(min|max|clamp|env|color-mix|light-dark)\(|fit-content|anywhere")
PROPERTIES = re.compile(
    r"^\s*((row-|column-)?gap|inset|margin-inline|padding-inline|accent-color|field-sizing|"
    r"text-wrap|aspect-ratio|text-decoration-thickness|text-underline-offset)\s*:"
)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
PLACES = (
    "/",
    "/reflections",
    "/reflections/new",
    "/supervision",
    "/supervision/new",
    "/outcomes",
    "/outcomes/new",
    "/good-practice",
    "/good-practice/proposals/new",
)
HIDDEN = """() => [...document.querySelectorAll(
    "main input:not([type=hidden]), main textarea, main select, main button, main a, main label"
  )].filter((one) => {
    if (one.closest("details:not([open]), [aria-hidden=true]")) return false;
    const typed = one.matches("textarea, select, input:not([type=radio], [type=checkbox])");
    const { width, height } = one.getBoundingClientRect();
    return !one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) ||
      width < (typed ? 40 : 12) || height < 12;
  }).map((one) => one.outerHTML.slice(0, 120))"""


def _reduced(css: str) -> str:
    """A style sheet as a browser before about 2020 reads it."""

    def rule(match: re.Match[str]) -> str:
        if SELECTORS.search(match[1]):
            return ""
        kept = [
            each
            for each in match[2].split(";")
            if not PROPERTIES.search(each) and not VALUES.search(each)
        ]
        return f"{match[1]}{{{';'.join(kept)}}}"

    return RULE.sub(rule, re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def _older(page: Page, *, styles: bool) -> None:
    def sheet(route: Route) -> None:
        name = "vendor/govuk-frontend.css" if "vendor" in route.request.url else "app.css"
        whole = (STATIC / name).read_text("utf-8")
        css = _reduced(whole) if styles else ""
        assert not styles or len(css) > len(whole) * 0.6, "most of it is known to older browsers"
        route.fulfill(body=css, content_type="text/css")

    page.route("**/*.css", sheet)


@pytest.mark.parametrize("styles", [True, False], ids=["older styles", "no styles"])
def test_forms_are_there_and_work(browser: Browser, house: House, styles: bool) -> None:
    for width in (360, 1280):
        context = browser.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=False
        )
        page = context.new_page()
        _older(page, styles=styles)
        page.goto(house.address + "/sign-in")
        page.get_by_label("Work email").fill("callum@lochside.example")
        page.get_by_label("Password").fill(worlds.PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        for place in PLACES:
            page.goto(house.address + place)
            assert page.evaluate(HIDDEN) == [], f"{place} at {width}"
        page.goto(house.address + "/reflections/new")
        page.get_by_label("What happened?").fill(f"We walked to the shore, {width}")
        page.get_by_role("button", name="Keep it to myself").click()
        assert f"We walked to the shore, {width}" in page.locator("main").inner_text()
        context.close()
