"""Sharing behind the gate, and taking it back.

Callum writes, is stopped by a name and by a date, and shares with the team. Tomasz of the team
reads it; Rhona of another team reads it once it is shared with Rhona by name. Callum sees who has
read it, and takes it back. Without scripts it is the same journey.
"""

from __future__ import annotations

import re

from tests.journeys.conftest import WITH_OR_WITHOUT, Doorstep, Visitor

WORDS = "We walked as far as the gate."
NAMED = "Mrs Campbell counted the steps on 3 March 2026."
CHANGED = "The person counted the steps on 3 March 2026."
WHY = "Everyone here was at the walk that day."


@WITH_OR_WITHOUT
def test_share_and_take_back(visitors: Doorstep, scripts: bool) -> None:
    callum = visitors.let_in("callum@lochside.example", scripts=scripts)
    tomasz = visitors.let_in("tomasz@lochside.example", scripts=scripts)
    rhona = visitors.let_in("rhona@lochside.example", width=1280, scripts=scripts)

    address = writes(callum)
    finds_nothing_of_it(tomasz, address)
    is_stopped_by_a_name(callum, address)
    shares_with_the_team(callum, address)
    reads_it_with_the_team(tomasz, address)
    finds_nothing_of_it(rhona, address)
    shares_with_a_colleague(callum, address)
    reads_it_and_thanks(rhona, address)
    sees_who_has_read_it(callum, address)
    takes_back_from_one(callum, address)
    finds_nothing_of_it(rhona, address)
    reads_it_with_the_team(tomasz, address)
    takes_back_from_everyone(callum, address)
    finds_nothing_of_it(tomasz, address)
    finds_nothing_of_it(rhona, address)


def writes(callum: Visitor) -> str:
    callum.go("/reflections")
    callum.follow("Write the first one")
    callum.page.get_by_label("What happened?").fill(WORDS)
    callum.page.get_by_label("What mattered, to them or to you?").fill(NAMED)
    callum.page.get_by_label("A title, if you like").fill("As far as the gate")
    callum.press("Keep it to myself")
    assert "Only you can read this." in callum.words
    return callum.page.url.removeprefix(callum.house.address)


def is_stopped_by_a_name(callum: Visitor, address: str) -> None:
    callum.go(address)
    callum.follow("Share with the Lochside team")
    assert "Morag and Tomasz will be able to read it" in callum.words
    assert "Mrs Campbell" in callum.words and "Certain" in callum.words
    assert callum.page.get_by_role("button", name="Share with the Lochside team").count() == 0
    callum.follow("Change the words")
    callum.page.get_by_label("What mattered, to them or to you?").fill(CHANGED)
    callum.press("Keep it to myself")


def shares_with_the_team(callum: Visitor, address: str) -> None:
    callum.go(address)
    callum.follow("Share with the Lochside team")
    callum.press("Share with the Lochside team")  # the date may tell who it is: why can it stay?
    assert "Say why “3 March 2026” can stay, or change the words" in callum.words
    callum.page.get_by_label("Why can these words stay?").fill(WHY)
    callum.press("Share with the Lochside team")
    assert "You and the two people of the Lochside team can read this." in callum.words
    assert callum.page.get_by_role("link", name="Share with the Lochside team").count() == 0


def reads_it_with_the_team(tomasz: Visitor, address: str) -> None:
    tomasz.go("/reflections")
    assert "Callum shared this with the Lochside team." in tomasz.words
    tomasz.follow("As far as the gate")
    assert tomasz.page.url.endswith(address)
    assert WORDS in tomasz.words and CHANGED in tomasz.words
    assert WHY not in tomasz.words, "why the words can stay is read by their writer alone"
    assert tomasz.page.get_by_role("button", name=re.compile("Take|Share|Delete")).count() == 0


def shares_with_a_colleague(callum: Visitor, address: str) -> None:
    callum.go(address)
    callum.follow("Share with a colleague")
    callum.page.get_by_label("Part of a name").fill("rho")
    callum.press("Find a colleague")
    callum.follow("Rhona")
    assert "Rhona will be able to read it." in callum.words
    callum.page.get_by_label("Why can these words stay?").fill(WHY)
    callum.press("Share with Rhona")
    assert "You, the two people of the Lochside team and Rhona can read this." in callum.words


def reads_it_and_thanks(rhona: Visitor, address: str) -> None:
    rhona.go("/reflections")
    rhona.follow("As far as the gate")
    assert WORDS in rhona.words
    rhona.press("Read, thank you")
    assert "You read this, with thanks, today" in rhona.words


def sees_who_has_read_it(callum: Visitor, address: str) -> None:
    callum.go(address)
    assert "Rhona has read it, with thanks" in callum.words
    opened = callum.page.locator("section", has_text="Who has opened it").last.inner_text()
    assert "Tomasz, today at" in opened and "Rhona, today at" in opened
    assert "Morag" not in opened, "Morag could read it, and has not"


def takes_back_from_one(callum: Visitor, address: str) -> None:
    callum.go(address)
    callum.press(re.compile("Take back.*Rhona"))
    assert "You and the two people of the Lochside team can read this." in callum.words


def takes_back_from_everyone(callum: Visitor, address: str) -> None:
    callum.go(address)
    callum.press("Take it back")
    assert "Taken back. Only you can read this." in callum.words
    assert WORDS in callum.words, "taking back loses nothing"


def finds_nothing_of_it(reader: Visitor, address: str) -> None:
    """For this reader it does not exist: not by its address, not in a list, not by searching."""
    answer = reader.page.request.get(reader.house.address + address)
    assert answer.status == 404
    assert WORDS not in answer.text() and "As far as the gate" not in answer.text()
    for place in ("/", "/reflections"):
        reader.go(place)
        assert "As far as the gate" not in reader.words, place
