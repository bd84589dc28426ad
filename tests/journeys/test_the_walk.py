"""The walk: from what matters to someone, to an example that a team mate finds.

Callum records and reflects; Morag answers and supervises; both sign; Callum proposes an example, is
stopped once, and rewrites; Grace publishes; Tomasz finds it; and Oona, who works elsewhere, finds
nothing at any of these addresses. Everything is made through pages.
"""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Doorstep, Visitor, today

SAID = "I would like to be missed when I am not there."
PLAIN_PAGES = re.compile(r"^/(sign-in|$|\?)")


@pytest.mark.parametrize(
    ("house", "scripts"),
    [("sqlite", False), ("postgresql", True)],  # the other way round from the other journeys
    indirect=["house"],
    ids=["sqlite without", "postgresql with scripts"],
)
def test_the_walk(visitors: Doorstep, scripts: bool) -> None:
    callum = visitors.let_in("callum@lochside.example", scripts=scripts)
    morag = visitors.let_in("morag@lochside.example", scripts=scripts)

    records_what_matters(callum)
    reflects_and_asks_for_backing(callum)
    finds_both_and_answers(morag)
    adds_to_the_agenda(callum)
    writes_the_record(morag)
    signs(callum, "You signed this today. Morag has not signed yet.")
    signs(morag, "Signed by both")
    address = proposes_an_example(callum)
    publishes(visitors.let_in("grace@lochside.example", scripts=scripts))
    finds_it(visitors.let_in("tomasz@lochside.example", scripts=scripts))
    assert address
    finds_nothing(visitors.let_in("oona@harbour.example", scripts=scripts), callum)


def records_what_matters(callum: Visitor) -> None:
    callum.follow("Record what matters to someone")
    callum.page.locator("#what_matters").fill(SAID)
    callum.press("Record it")
    assert SAID in callum.words
    assert "De-identified" in callum.words
    assert re.search(r"person [A-Z][A-Z0-9]{3}", callum.words)


def reflects_and_asks_for_backing(callum: Visitor) -> None:
    callum.follow("Write a reflection about this")
    page = callum.page
    page.get_by_label("What happened?").fill(
        "I went in to talk about Rowan Court and the lunch club, and filled in the bus form."
    )
    page.get_by_label("What mattered, to them or to you?").fill("Being listened to.")
    page.get_by_label("What will you keep, or try next?").fill("Put the form away.")
    page.get_by_label("A title, if you like").fill("Waiting at the door")
    page.get_by_label("Backing").check()
    page.get_by_label("In your own words, if you like").fill("I would like not to be alone in it.")
    callum.press("Share with Morag")
    assert "Morag can read it now" in callum.words
    assert "Only you and Morag can read this." in callum.words


def finds_both_and_answers(morag: Visitor) -> None:
    morag.go("/")
    assert "Callum would like backing" in morag.words
    assert "I would like not to be alone in it." in morag.words
    assert "Waiting at the door" in morag.words
    assert "What matters to person" in morag.words
    morag.follow("What matters to person")
    assert SAID in morag.words
    morag.go("/")
    morag.follow("Callum would like backing")
    reflection = morag.page.url
    morag.press("Read, thank you")
    plan_a_session(morag)
    morag.page.goto(reflection)
    morag.press("Bring to the session")
    assert "It is on the agenda" in morag.words
    morag.page.get_by_label("Your words").fill("I will say it with you.")
    morag.press("Send to Callum")
    assert "I will say it with you." in morag.words


def plan_a_session(morag: Visitor) -> None:
    morag.go("/")
    row = morag.page.locator("li", has_text="Callum").filter(has_text="Choose a date")
    with morag.page.expect_navigation():
        row.get_by_role("link").click()
    morag.arrived()
    day = today()
    morag.page.get_by_label("Day").fill(str(day.day))
    morag.page.get_by_label("Month").fill(str(day.month))
    morag.page.get_by_label("Year").fill(str(day.year))
    morag.page.get_by_label("At what time?").fill("11.55 pm")
    morag.page.get_by_label("Where, if you know").fill("In the small room")
    morag.press("Choose this date")
    assert "11.55 pm" in morag.words


def adds_to_the_agenda(callum: Visitor) -> None:
    callum.go("/")
    assert "Morag wrote to you" in callum.words
    callum.page.get_by_label("Add to the agenda").fill("Leave in January")
    callum.press("Add it")
    assert "Leave in January" in callum.words
    assert "I would like not to be alone in it." in callum.words


def writes_the_record(morag: Visitor) -> None:
    morag.go("/")
    morag.follow("Open the session")
    morag.follow("Write the record")
    page = morag.page
    assert "Waiting at the door" in morag.words
    page.get_by_label("What would you like to keep from this?").fill("Tired but steadier.")
    page.get_by_label("What did you notice together?").fill("The form had been in charge.")
    page.get_by_label("Add an action").fill("Ask who keeps a seat")
    page.get_by_label("Callum", exact=True).check()
    morag.press("Add the action")
    assert "Ask who keeps a seat" in morag.words
    assert page.get_by_label("What did you notice together?").input_value() == (
        "The form had been in charge."
    )
    morag.press("Share the draft with Callum")
    assert "Callum can read" in morag.words


def signs(visitor: Visitor, then: str) -> None:
    visitor.go("/supervision")
    link = visitor.page.locator("section", has_text="To read and sign").get_by_role("link")
    with visitor.page.expect_navigation():
        link.first.click()
    visitor.arrived()
    assert "The form had been in charge." in visitor.words
    visitor.press("Sign this record")
    assert then in visitor.words, visitor.words


def proposes_an_example(callum: Visitor) -> str:
    callum.go("/reflections")
    callum.follow("Waiting at the door")
    callum.follow("Start a practice example")
    page = callum.page
    assert "a copy of your reflection" in callum.words
    page.get_by_label("Title").fill("The seat by the door")
    page.locator("#summary").fill("Asking who would miss you changed a lunch club for good.")
    page.locator("#stood").fill("Isobel had stopped coming, and we had put it down to the bus.")
    page.locator("#done").fill("We put the form away and asked who would notice.")
    callum.press("Propose it to the curators")
    assert "Isobel" in callum.words
    assert page.locator("#stood").input_value().startswith("Isobel had stopped")
    page.locator("#stood").fill("Two people had stopped coming, and we had put it down to the bus.")
    callum.press("Propose it to the curators")
    return page.url


def publishes(grace: Visitor) -> None:
    grace.go("/")
    grace.follow("Read it")
    assert "Two people had stopped coming" in grace.words
    grace.press("Publish it")
    assert "neighbour" in grace.words  # the tick was forgotten, and the page says so
    grace.page.get_by_role("checkbox").check()
    grace.press("Publish it")


def finds_it(tomasz: Visitor) -> None:
    tomasz.follow("Good practice")
    tomasz.page.get_by_label("Search the examples").fill("lunch form")
    tomasz.press("Search")
    tomasz.follow("The seat by the door")
    assert "We put the form away" in tomasz.words
    assert "Everyone in Lochside Partnership can read this." in tomasz.words
    assert "Callum" not in tomasz.words


def finds_nothing(oona: Visitor, other: Visitor) -> None:
    """404 for every address with a thing of the other house in it."""
    things = {
        path
        for path in other.house.visited
        if re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", path) and "relation=" not in path
    }
    assert len(things) >= 12, things
    for path in sorted(things):
        answer = oona.page.request.get(oona.house.address + path)
        expected = 200 if path.startswith("/reflections/new?about=") else 404
        if path.startswith("/good-practice/proposals/new"):
            expected = 404
        assert answer.status == expected, path
        assert "Waiting at the door" not in answer.text()
        assert SAID not in answer.text()
