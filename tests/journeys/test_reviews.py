"""A review over time: every review stands in the journey, in order, as a line and as words."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.journeys.conftest import Doorstep, Visitor

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

# Days ago, which way it went, and what they said. They are not told in this order.
REVIEWS = [
    (21, "Closer", "The driver waits for me."),
    (14, "Closer", "They saved my seat."),
    (6, "Further away", "The bus did not come."),
    (0, "Keeping it going", "I go on Tuesdays."),
]
PLACES = """all => all.map((step) => {
    const dot = step.querySelector(".app-journey__dot circle").getBoundingClientRect();
    const words = step.querySelector(".app-journey__words").getBoundingClientRect();
    const path = step.querySelector(".app-journey__path");
    return {
        left: dot.left, right: dot.right, top: dot.top, words: words.left, width: words.width,
        hidden: path.getAttribute("aria-hidden"), lines: step.querySelectorAll("path").length,
    };
})"""


def test_a_journey_shows_every_review(visitors: Doorstep, tmp_path: Path) -> None:
    callum = visitors.let_in("callum@lochside.example")
    callum.go("/outcomes/new")
    callum.page.locator("#what_matters").fill("I would like to be missed when I am not there.")
    callum.press("Record it")
    address = callum.page.url
    assert "It begins here." in callum.words
    time_passes(tmp_path / "world.sqlite3")
    for told in (1, 0, 3, 2):
        reviews(callum, *REVIEWS[told])

    shows_all(callum)
    callum.page.set_viewport_size({"width": 1280, "height": 800})
    callum.page.goto(address)
    shows_all(callum)
    callum.go("/outcomes")
    assert "Keeping it going at the last review." in callum.words

    morag = visitors.let_in("morag@lochside.example")
    morag.page.goto(address)
    morag.arrived()
    assert said(morag) == [*(words for *_, words in reversed(REVIEWS)), ""]


def time_passes(file: Path) -> None:
    """What was recorded just now becomes what was recorded a month ago."""
    with closing(sqlite3.connect(file)) as world:
        table = "outcome_recordings"
        world.execute(f"UPDATE {table} SET written_at = datetime(written_at, '-29 days')")
        world.commit()


def reviews(callum: Visitor, ago: int, way: str, words: str) -> None:
    callum.follow("Write a review")
    page = callum.page
    page.get_by_label(way, exact=True).check()
    day = date.today() - timedelta(days=ago)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part).fill(str(value))
    page.get_by_label("What did they say?").fill(words)
    page.get_by_label("What helped?").fill("The same driver each time")
    callum.press("Save the review")
    assert words in callum.words, callum.words


def said(visitor: Visitor) -> list[str]:
    """What each step of the journey quotes, newest first; empty where it quotes nothing."""
    steps = visitor.page.locator(".app-journey__step").all()
    return ["".join(step.locator(".app-journey__said").all_inner_texts()) for step in steps]


def shows_all(callum: Visitor) -> None:
    """The picture has a step for each review and one for where it began, newest first; what it
    says by its shape, its headings say in words."""
    headings = callum.page.locator(".app-journey__step h3").all_inner_texts()
    ways = [re.split(r"\s+(?=today|yesterday|\d|on )", one)[0].strip() for one in headings]
    assert ways == [*(way for _, way, _ in reversed(REVIEWS)), "Where it began"], headings
    assert said(callum) == [*(words for *_, words in reversed(REVIEWS)), ""]

    found = callum.page.eval_on_selector_all(".app-journey__step", PLACES)
    newest_first = [round(step["left"]) for step in found]
    today, after_setback, seated, driver, began = newest_first
    assert began < driver < seated, "closer lies further right"
    assert after_setback < seated, "further away lies further left"
    assert today == after_setback, "keeping it going stays where it is"
    assert [step["lines"] for step in found] == [1, 1, 1, 1, 0], "a line joins each to the next"
    assert all(step["hidden"] == "true" for step in found), "read aloud, the words are enough"
    width = callum.page.viewport_size["width"]  # type: ignore[index]
    for step in found:
        assert step["left"] >= 0 and step["right"] <= step["words"] + 1, "no dot lies on words"
        assert step["width"] >= min(220, width * 0.6), "the words keep the room they need"
