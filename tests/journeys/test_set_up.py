"""From an empty system to the first supervision session, through pages alone.

Whoever runs the machine makes the organisation and hands on two printed links. Sandy takes one up,
makes a service and a team, and brings Morag (invited by mail) and Callum (who reads no mail at
work, so that the link is on paper). Both come in; Morag plans a session and writes its record, and
both sign. What Sandy may not do alone waits until Noor has agreed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Doorstep, Lodging, Served, Visitor, today

PASSWORD = "three herons at dawn"
LINK = re.compile(r"http://127\.0\.0\.1:\d+/invitation/[\w-]{43}")
ORGANISATION = ("--name", "Lochside Partnership", "--nation", "scotland")
SANDY = ("--administrator", "Sandy Mackay", "Sandy", "sandy@lochside.example")
NOOR = ("--administrator", "Noor Ali", "Noor", "noor@lochside.example")


@pytest.fixture(params=["sqlite", "postgresql"])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """A server over a database with tables in it, and nobody."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    else:
        lodging: Lodging = request.getfixturevalue("postgresql")
        url = lodging.server.create_database("empty")
    served = Served(tmp_path, url, empty=True)
    with served:
        yield served


@pytest.mark.parametrize(
    ("served", "scripts"),
    [("sqlite", True), ("postgresql", False)],
    indirect=["served"],
    ids=["sqlite with scripts", "postgresql without"],
)
def test_from_nothing_to_a_first_session(
    browser: Browser, served: Served, tmp_path: Path, scripts: bool
) -> None:
    doorstep = Doorstep(browser, served.house)
    told = served.flask("organisation", "create", *ORGANISATION, *SANDY, *NOOR)
    for_sandy, for_noor = LINK.findall(told)

    sandy = comes_in(doorstep, for_sandy, scripts=scripts)
    assert "Looking after people at Lochside Partnership" in sandy.words
    makes_a_service_and_a_team(sandy)
    adds(sandy, "Morag Bell", "morag@lochside.example")
    sandy.press("Invite them by mail")
    adds(sandy, "Callum Reid", "callum.reid", supervisor="Morag Bell")
    sandy.press("Make a link to print")
    (on_paper,) = LINK.findall(sandy.words)
    assert "You sign in with: callum.reid" in sandy.words
    noor = comes_in(doorstep, for_noor, scripts=scripts)
    two_agree(sandy, noor)

    morag = comes_in(doorstep, mailed(served, tmp_path), scripts=scripts)
    callum = comes_in(doorstep, on_paper, scripts=scripts)
    again = Visitor(doorstep.open(width=360, scripts=scripts), served.house, scripts)
    again.page.goto(on_paper)
    again.arrived()
    assert "can make a new one" in again.words, "it works once"

    meets(morag)
    for person, then in ((callum, "Morag has not signed yet"), (morag, "Signed by both")):
        signs(person, then)
    sees_nothing_of_it(sandy, callum)
    doorstep.close()


def comes_in(doorstep: Doorstep, link: str, *, scripts: bool) -> Visitor:
    """Somebody with a link, at a browser of their own, who sets a password."""
    page = doorstep.open(width=360, scripts=scripts)
    visitor = Visitor(page, doorstep.house, scripts)
    page.goto(link)
    visitor.arrived()
    assert "invited to the place where Lochside Partnership" in visitor.words or (
        "Sandy invites you" in visitor.words
    )
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_label("The same password, once more").fill(PASSWORD)
    visitor.press("Set this password and begin")
    assert page.url == doorstep.house.address + "/"
    return visitor


def makes_a_service_and_a_team(sandy: Visitor) -> None:
    sandy.go("/people")
    sandy.follow("Teams")
    sandy.follow("Add a service")
    sandy.page.get_by_label("Name").fill("Older people’s service")
    sandy.press("Show what will happen")
    sandy.press("Add this service")
    sandy.follow("Add a team")
    sandy.page.get_by_label("Name").fill("Lochside")
    sandy.press("Show what will happen")
    sandy.press("Add this team")


def adds(sandy: Visitor, full_name: str, way_in: str, supervisor: str = "") -> None:
    sandy.go("/people")
    sandy.follow("Add somebody")
    # Since yesterday: an invitation to somebody's first day waits for that morning.
    page, day = sandy.page, today() - timedelta(days=1)
    page.get_by_label("Full name").fill(full_name)
    page.get_by_label("Work email, or a name to sign in with").fill(way_in)
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        page.locator(f"#joined_on-{part}").fill(str(number))
    page.get_by_label("Team", exact=True).select_option("Lochside")
    page.get_by_label("Practitioner", exact=True).check()
    page.get_by_label("Who supervises them").fill(supervisor)
    sandy.press("Add this person")
    assert f"The way in for {full_name}" in sandy.page.title()


def mailed(served: Served, folder: Path) -> str:
    """The link in the mail to Morag; whoever has not been here is told nothing else by mail."""
    served.flask("mail", "send")
    mails = [
        message_from_bytes(file.read_bytes()) for file in (folder / "instance" / "mail").iterdir()
    ]
    (mail,) = [one for one in mails if one["To"] == "morag@lochside.example"]
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    (link,) = LINK.findall(body.decode())
    return str(link)


def two_agree(sandy: Visitor, noor: Visitor) -> None:
    """A role for oneself waits for the other administrator."""
    sandy.go("/people")
    sandy.follow("Sandy Mackay")
    person = sandy.page.url
    sandy.page.goto(person + "/roles/new")
    sandy.arrived()
    assert "another administrator has to agree first" in sandy.words
    sandy.page.get_by_label("Curator").check()
    sandy.page.get_by_label("Why", exact=True).fill("Nobody curates yet")
    sandy.press("Give this role")
    sandy.page.goto(person + "/roles")
    sandy.arrived()
    assert "Curator" not in sandy.words, "nothing changes before"
    noor.go("/second-looks")
    noor.follow("Sandy")
    assert "Nobody curates yet" in noor.words
    noor.press("Agree to this")
    sandy.page.reload()
    sandy.arrived()
    assert "Curator" in sandy.words
    assert "Noor" in sandy.words


def meets(morag: Visitor) -> None:
    """Morag plans a session for today, and writes what it came to."""
    morag.go("/")
    morag.follow("Choose a date")
    page, day = morag.page, today()
    page.get_by_label("Day").fill(str(day.day))
    page.get_by_label("Month").fill(str(day.month))
    page.get_by_label("Year").fill(str(day.year))
    page.get_by_label("At what time?").fill("11.55 pm")
    morag.press("Choose this date")
    morag.follow("Write the record")
    page.get_by_label("What did you notice together?").fill("A first cup of tea.")
    morag.press("Share the draft with Callum")


def signs(visitor: Visitor, then: str) -> None:
    visitor.go("/supervision")
    link = visitor.page.locator("section", has_text="To read and sign").get_by_role("link")
    with visitor.page.expect_navigation():
        link.first.click()
    visitor.arrived()
    assert "A first cup of tea." in visitor.words
    visitor.press("Sign this record")
    assert then in visitor.words, visitor.words


def sees_nothing_of_it(sandy: Visitor, callum: Visitor) -> None:
    """For whoever set all this up, the session does not exist."""
    (session,) = {
        one for one in callum.house.visited if re.fullmatch(r"/supervision/[\w-]{36}", one)
    }
    assert sandy.page.request.get(sandy.house.address + session).status == 404
    sandy.go("/people")
    sandy.follow("Callum Reid")
    assert "cup of tea" not in sandy.page.content()
