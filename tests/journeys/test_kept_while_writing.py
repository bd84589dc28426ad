"""Words are kept while somebody writes: the tab closes, the network goes, and nothing is lost."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Doorstep, Visitor

SOON, LATER = 2_100, 10_100  # milliseconds of the page's own clock
WORDS = "She laughed when the fiddle came out."
KEPT = re.compile(r"Kept at \d\d:\d\d for you alone, not saved yet")


def writing(visitors: Doorstep) -> Visitor:
    """Somebody at the page to write on, whose clock the test holds."""
    callum = visitors.let_in("callum@lochside.example")
    callum.page.clock.install()
    callum.go("/reflections/new")
    return callum


def typed(callum: Visitor, words: str, wait: int = SOON) -> None:
    callum.page.locator("#happened").press_sequentially(words)
    callum.page.clock.run_for(wait)


def away(visitors: Doorstep) -> None:
    """The browser was told of requests that failed for want of a network, and of nothing else."""
    assert visitors.faults
    assert all("net::ERR_" in fault for fault in visitors.faults), visitors.faults
    visitors.faults.clear()


def says(callum: Visitor, words: str | re.Pattern[str]) -> None:
    callum.page.locator("main [data-saved]").filter(has_text=words).wait_for(timeout=5_000)


@pytest.mark.parametrize("house", ["sqlite", "postgresql"], indirect=True)
def test_a_tab_that_closes_loses_nothing(visitors: Doorstep) -> None:
    callum = writing(visitors)
    says(callum, "Not saved yet")
    typed(callum, WORDS)
    says(callum, KEPT)
    with callum.page.context.expect_page() as opened:
        callum.page.evaluate("window.open('/reflections/new')")
    callum.page.close()  # as when the battery is empty: no question, no last word
    callum.page = opened.value
    callum.go("/reflections/new")
    assert "and did not save it" in callum.words
    callum.follow("Carry on with it")
    assert callum.page.locator("#happened").input_value() == WORDS
    callum.page.locator("#title").fill("The fiddle")
    callum.press("Keep it to myself")
    assert WORDS in callum.words
    callum.go("/reflections/new")
    assert "did not save it" not in callum.words
    callum.go("/not-saved")
    assert "Nothing is waiting to be saved" in callum.words


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_without_a_network_it_says_no_more_than_it_knows(visitors: Doorstep) -> None:
    callum = writing(visitors)
    callum.page.context.set_offline(True)
    with callum.page.expect_event("requestfailed"):
        typed(callum, WORDS)
    says(callum, "Not saved yet")
    callum.page.context.set_offline(False)
    callum.page.clock.run_for(LATER)
    says(callum, KEPT)
    away(visitors)


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_leaving_asks_only_while_something_is_not_kept(visitors: Doorstep) -> None:
    callum = writing(visitors)
    asked: list[str] = []

    def stay(dialog: object) -> None:
        asked.append(dialog.type)  # type: ignore[attr-defined]  # of playwright, without a stub
        dialog.dismiss()  # type: ignore[attr-defined]

    callum.page.on("dialog", stay)
    callum.page.route("**/not-saved", lambda route: route.abort())
    typed(callum, WORDS)
    callum.page.evaluate("location.href = '/reflections'")
    callum.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    callum.page.unroute("**/not-saved")
    typed(callum, " And again.", LATER)
    says(callum, KEPT)
    with callum.page.expect_navigation(url="**/reflections"):
        callum.page.evaluate("location.href = '/reflections'")
    assert asked == ["beforeunload"]
    away(visitors)


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_what_is_typed_last_goes_along_when_the_page_is_put_away(visitors: Doorstep) -> None:
    callum = writing(visitors)
    with callum.page.expect_response("**/not-saved") as kept:
        callum.page.locator("#happened").press_sequentially(WORDS)
        callum.page.evaluate(
            "Object.defineProperty(document, 'visibilityState', {value: 'hidden'});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
    assert kept.value.status == 200


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_saved_in_one_window_what_is_typed_in_the_other_is_kept_too(visitors: Doorstep) -> None:
    callum = writing(visitors)
    typed(callum, WORDS)
    says(callum, KEPT)
    address = callum.page.url
    callum.press("Keep it to myself")
    callum.page.go_back()
    typed(callum, " And then we danced.", LATER)
    callum.page.clock.run_for(LATER)
    says(callum, KEPT)
    callum.go(address.removeprefix(callum.house.address))
    callum.follow("Carry on with it")
    assert "danced" in callum.page.locator("#happened").input_value()


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_signed_out_elsewhere_it_says_that_nothing_newer_is_kept(visitors: Doorstep) -> None:
    callum = writing(visitors)
    typed(callum, WORDS)
    says(callum, KEPT)
    callum.page.route("**/not-saved", lambda route: route.fulfill(status=401, body=""))
    typed(callum, " And again.", LATER)
    says(callum, "Not saved yet")
    callum.page.unroute("**/not-saved")
    typed(callum, " And once more.", LATER)
    says(callum, KEPT)


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_what_came_back_to_be_put_right_is_kept_at_once(visitors: Doorstep) -> None:
    callum = writing(visitors)
    callum.page.locator("#title").fill("The fiddle" * 30)
    callum.page.locator("#happened").fill(WORDS)
    callum.press("Keep it to myself")
    callum.page.clock.run_for(SOON)
    says(callum, KEPT)


@pytest.mark.parametrize("house", ["sqlite"], indirect=True)
def test_words_typed_just_before_the_page_is_drawn_again_are_kept(visitors: Doorstep) -> None:
    callum = writing(visitors)
    typed(callum, WORDS)
    says(callum, KEPT)
    callum.page.locator("#happened").press_sequentially(" And then we danced.")
    callum.press("Free form")
    callum.page.clock.run_for(SOON)
    says(callum, KEPT)
    callum.go("/reflections/new")
    callum.follow("Carry on with it")
    assert "danced" in callum.page.locator("#happened").input_value()
