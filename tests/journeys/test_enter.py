"""Enter in a one-line field does the harmless thing: it keeps, and never shows words to anyone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.journeys.conftest import Doorstep

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)


def test_enter_keeps_a_reflection_private(visitors: Doorstep) -> None:
    callum = visitors.let_in("callum@lochside.example")
    callum.go("/reflections/new")
    callum.page.get_by_label("What happened?").fill("Only for me.")
    title = callum.page.get_by_label("A title, if you like")
    title.fill("Mine")
    with callum.page.expect_navigation():
        title.press("Enter")
    callum.arrived()
    assert "Only you can read this." in callum.words


def test_enter_in_a_record_saves_it_all(visitors: Doorstep) -> None:
    morag = visitors.let_in("morag@lochside.example")
    morag.go("/supervision/new")
    morag.page.get_by_label("Callum").check()
    day = date.today() + timedelta(days=1)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        morag.page.get_by_label(part).fill(str(value))
    morag.page.get_by_label("At what time?").fill("2 pm")
    morag.press("Choose this date")
    morag.follow("Write the record")
    page = morag.page
    page.get_by_label("What did you notice together?").fill("It was quiet.")
    action = page.get_by_label("Add an action")
    action.fill("Ask the driver")
    with page.expect_navigation():
        action.press("Enter")
    morag.arrived()
    assert "Ask the driver" in morag.words
    assert page.get_by_label("What did you notice together?").input_value() == "It was quiet."
    assert page.get_by_role("alert").count() == 0
