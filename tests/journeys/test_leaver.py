"""Somebody leaves: on a day that is known, and then at once.

Morag's last day is given two weeks ahead; Callum goes on with Fergus, and Tomasz is left without a
supervisor for now. Home offers Morag the file of what Morag wrote, and Eilidh hands over whom Morag
worked with. Then it has to end at once: in both browsers in which Morag is signed in the next click
is refused, kindly, and there is no way back in. What Morag shared with the team stays there; Sandy
has read none of it. Later Morag works here again, and begins with nothing.
"""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from tests import worlds
from tests.journeys.conftest import WITH_OR_WITHOUT, Doorstep, Visitor, today

WORDS = "The kettle had been put away, and nobody asked why."


@WITH_OR_WITHOUT
def test_a_last_day_and_an_end(visitors: Doorstep, scripts: bool) -> None:
    morag = visitors.let_in("morag@lochside.example", scripts=scripts)
    elsewhere = visitors.let_in("morag@lochside.example", width=1280, scripts=scripts)
    sandy = visitors.let_in("sandy@lochside.example", scripts=scripts)
    records(morag)
    reflection = writes(morag)

    person = gives_a_last_day(sandy)
    takes_it_along(morag)
    elsewhere.go("/")
    assert "Your last day here" in elsewhere.words
    hands_over(visitors.let_in("eilidh@lochside.example", scripts=scripts))

    ends_it(sandy, person)
    is_refused(morag, "/reflections")
    is_refused(elsewhere, reflection)
    cannot_come_back(elsewhere)
    keeps_what_was_shared(visitors, reflection, scripts=scripts)
    assert sandy.page.request.get(sandy.house.address + reflection).status == 404
    sees_what_is_left_to_do(sandy, person)
    has_them_back(sandy, person)


def records(morag: Visitor) -> None:
    """What matters to somebody, whom Morag works with from then on."""
    morag.go("/outcomes/new")
    morag.page.locator("#what_matters").fill("I would like to be missed when I am not there.")
    morag.press("Record it")


def hands_over(eilidh: Visitor) -> None:
    """Whoever supervises a leaver hands over the people supported, and reads nothing of them."""
    eilidh.go("/")
    eilidh.follow("Hand over the people Morag works with")
    assert "missed" not in eilidh.words
    with eilidh.page.expect_navigation():
        eilidh.page.locator("#left + ul").get_by_role("link").first.click()
    eilidh.arrived()
    eilidh.page.get_by_label("Part of a colleague’s name").fill("tomasz")
    eilidh.press("Find a colleague")
    eilidh.page.get_by_label("Tomasz").check()
    eilidh.press(re.compile("Hand over person"))
    assert "Nothing is left to hand over" in eilidh.words


def writes(morag: Visitor) -> str:
    morag.go("/reflections")
    morag.follow("Write the first one")
    morag.page.get_by_label("What happened?").fill(WORDS)
    morag.page.get_by_label("A title, if you like").fill("The kettle")
    morag.press("Keep it to myself")
    reflection = morag.page.url.removeprefix(morag.house.address)
    morag.follow("Share with the Lochside team")
    morag.press("Share with the Lochside team")
    return reflection


def gives_a_last_day(sandy: Visitor) -> str:
    """Two weeks from now, with one of the two whom Morag supervises handed over."""
    sandy.go("/people")
    sandy.page.get_by_label("Find somebody by part of a name or address").fill("mora")
    sandy.press("Find")
    sandy.follow("Morag of Lochside")
    person = sandy.page.url.removeprefix(sandy.house.address)
    sandy.follow("Their last day")
    assert "Callum of Lochside" in sandy.words and "Tomasz of Lochside" in sandy.words
    day = today() + timedelta(days=14)
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        sandy.page.locator(f"#last_day-{part}").fill(str(number))
    to_fergus = sandy.page.get_by_label("Who is the line supervisor of Callum")
    to_fergus.fill("Fergus, I think")
    sandy.press("Give this last day")
    assert "Nobody who works here is called that" in sandy.words
    assert to_fergus.input_value() == "Fergus, I think", "what was typed is still there"
    to_fergus.fill("Fergus of Lochside")
    sandy.press("Give this last day")
    assert "Their last day here is" in sandy.words
    return person


def takes_it_along(morag: Visitor) -> None:
    morag.go("/")
    assert "Your last day here is" in morag.words
    morag.follow("Take what I wrote with me")
    assert "One reflection" in morag.words
    with morag.page.expect_download() as begun:
        morag.page.get_by_role("link", name="Take the file").click()
    file = Path(begun.value.path())
    assert begun.value.suggested_filename == "what-i-wrote.html"
    assert WORDS in file.read_text("utf-8")


def ends_it(sandy: Visitor, person: str) -> None:
    sandy.go(person)
    sandy.follow("Their last day")
    sandy.follow("End their access now")
    sandy.press("End their access")
    assert "Tick the box, or leave it as it is" in sandy.words
    sandy.page.get_by_label("End their access now, in every browser").check()
    sandy.press("End their access")
    assert sandy.page.url == sandy.house.address + person


def is_refused(morag: Visitor, path: str) -> None:
    """The next thing that is asked for leads to the door, and nothing of it is shown."""
    morag.go(path)
    assert morag.page.get_by_label("Password").count() == 1
    assert "kettle" not in morag.page.content()


def cannot_come_back(morag: Visitor) -> None:
    morag.page.get_by_label(re.compile("Work email")).fill("morag@lochside.example")
    morag.page.get_by_label("Password").fill(worlds.PASSWORD)
    morag.press("Sign in")
    assert morag.page.get_by_label("Password").count() == 1


def keeps_what_was_shared(visitors: Doorstep, reflection: str, *, scripts: bool) -> None:
    """Callum of the team reads it still; Fergus, who follows Morag, does not."""
    callum = visitors.let_in("callum@lochside.example", scripts=scripts)
    callum.go(reflection)
    assert WORDS in callum.words
    fergus = visitors.let_in("fergus@lochside.example", scripts=scripts)
    assert fergus.page.request.get(fergus.house.address + reflection).status == 404


def sees_what_is_left_to_do(sandy: Visitor, person: str) -> None:
    """Nobody supervises Tomasz now; of what Morag wrote there is no trace."""
    sandy.go(person)
    assert "Their access was ended" in sandy.words
    assert "kettle" not in sandy.page.content()
    sandy.follow("Who supervises whom")
    ended = sandy.page.locator("section", has_text="Supervision that ended without handover")
    assert "Tomasz of Lochside" in ended.inner_text()


def has_them_back(sandy: Visitor, person: str) -> None:
    sandy.go(person)
    sandy.follow("Have them back")
    assert "no team, no role" in sandy.words
    sandy.press("Have them back")
    assert "Nothing of before came back by itself." in sandy.page.content()
    assert "In no team at present." in sandy.words
