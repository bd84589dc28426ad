"""Bringing a file of people: what it may be, what is said of it, and carrying it out by pages."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from supervision.domain.people_files import decoding, lines, tables
from supervision.extensions import db
from supervision.models.administration import PeopleImport
from tests.pages.bringing import BEGIN, ROWS, brought, send, text_of
from tests.worlds import World

WRONG = "Rory Innes,rory@lochside.example,No such team,,\r\n"


def test_the_template_is_a_file_that_can_be_brought(world: World) -> None:
    client = world.client("sandy")
    answer = client.get(f"{BEGIN}/template.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
    found = lines.read(tables.read(decoding.decode(answer.data).text))[1]
    assert [one.problems for one in found] == [[], []]
    page = client.get(brought(client, answer.data, make_teams="y"))
    assert "Two people would be added" in text_of(page)


def test_from_a_file_with_faults_to_people_who_can_begin(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, (ROWS + WRONG).encode())
    page = text_of(client.get(first))
    assert "One row has something to put right." in page
    assert "Row 5: Rory Innes" in page
    assert "Team: There is no team called “No such team”." in page
    refused = client.fill(first, f"{first}/carry-out")
    assert refused.status_code == 422
    assert "say that they are left out" in text_of(refused)

    second = brought(client, ROWS.encode())
    page = text_of(client.get(f"{second}?show=all"))
    assert "Team: Birchwood, until now Lochside." in page
    assert "Leaves on 31 December – proposed: nothing happens until you confirm it." in page
    assert "One last day is proposed: nothing happens until you confirm it." in page
    assert client.get(first).location.endswith("/progress")  # the first was set aside

    done = client.fill(second, f"{second}/carry-out", invite="y")
    assert done.location == f"{second}/progress"
    page = client.get(done.location)
    assert "Refresh" not in page.headers
    said = text_of(page)
    assert "The file is carried out" in said
    assert "Two people were added." in said
    assert "One person was changed." in said
    assert "What remains for you to do" in said
    assert "One last day is proposed" in said
    assert "One person who was added has no work mail." in said

    printed = client.fill(done.location, f"{second}/links")
    assert printed.status_code == 200
    assert printed.headers["Cache-Control"] == "no-store, private"
    assert "una.kerr" in text_of(printed)
    address = re.search(r"http://[^<\s]+", printed.get_data(as_text=True))
    assert address is not None
    opened = world.client().get(address[0].partition("localhost")[2])
    assert opened.status_code in (200, 302)
    assert "no work mail" not in text_of(client.get(done.location))  # shown once


def test_somebody_who_gets_no_mail_is_told_before(world: World) -> None:
    client = world.client("sandy")
    page = text_of(client.get(brought(client, ROWS.encode())))
    assert "Signs in with una.kerr, and gets no mail." in page
    assert page.count("gets no mail") == 1


def test_the_same_file_again_stays_as_it_is(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, ROWS.encode())
    client.fill(first, f"{first}/carry-out")
    page = text_of(client.get(brought(client, ROWS.encode())))
    assert "Two people stay as they are. One last day is proposed" in page
    assert "There is nothing to carry out. What is proposed you do on each" in page


def test_no_page_for_whoever_looks_after_information_leads_here(world: World) -> None:
    """What a file did stands on the pages about people, with who did it and when."""
    client = world.client("noor")
    seen, ahead = set(), ["/", "/people"]
    while ahead:
        path = ahead.pop()
        answer = client.get(path)
        seen.add(path)
        if answer.mimetype == "text/html":
            found = set(re.findall(r'(?:href|action)="(/[^"#]*)"', answer.get_data(as_text=True)))
            assert not [one for one in found if one.startswith(BEGIN)], path
            looked = [one for one in found if one.startswith(("/people", "/settings", "/teams"))]
            ahead += [one for one in looked if one not in seen and one not in ahead]
    assert len(seen) > 10


def test_rows_that_need_putting_right_can_be_left_out_and_taken_away(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, (ROWS + WRONG + "=1+1,x@lochside.example,,,\r\n").encode())
    table = client.get(f"{first}/problems.csv")
    assert table.headers["Content-Disposition"].startswith("attachment")
    assert table.headers["X-Content-Type-Options"] == "nosniff"
    text = table.get_data(as_text=True)
    assert "5,Rory Innes,Team,No such team," in text
    assert "'=1+1" in text
    assert ",=1+1" not in text
    done = client.fill(first, f"{first}/carry-out", leave_out="y")
    page = text_of(client.get(done.location))
    assert "Two rows were left out." in page
    assert "Row 5: Rory Innes Team: There is no team called “No such team”." in page
    assert client.get(f"{first}/problems.csv").get_data(as_text=True).count("\r\n") == 3


def test_a_file_set_aside_is_erased(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, ROWS.encode())
    assert client.fill(first, f"{first}/set-aside").location == BEGIN
    with world.reading("sandy"):
        assert db.session.scalars(select(PeopleImport.rows_sealed)).all() == [None]
    assert "Brought lately" not in text_of(client.get(BEGIN))


def test_the_page_says_when_it_has_stopped(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, ROWS.encode())
    with world.acting("sandy"):
        row = db.session.scalars(select(PeopleImport)).one()
        row.state, row.claimed_at = "running", world.clock.now
        row.done_rows = 1
    page = client.get(f"{first}/progress")
    assert page.headers["Refresh"] == "3"
    assert "1 of 3 rows so far" in text_of(page)
    world.clock.advance(minutes=2)
    page = client.get(f"{first}/progress")
    assert "Refresh" not in page.headers
    assert "It stopped after 1 of 3 rows." in text_of(page)
    on = client.fill(f"{first}/progress", f"{first}/go-on")
    assert "The file is carried out" in text_of(client.get(on.location))


def test_a_long_file_is_shown_some_rows_at_a_time(world: World) -> None:
    client = world.client("sandy")
    rows = "".join(
        f"Person {chr(65 + n % 26)}{chr(97 + n // 26)},p{n}@x.example\n" for n in range(60)
    )
    first = brought(client, f"Name,Email\n{rows}".encode())
    shown = client.get(first).get_data(as_text=True)
    assert shown.count('<li class="app-row">') == 25
    assert f"{first}?show=all&amp;from=25" in shown
    last = client.get(f"{first}?show=all&from=50").get_data(as_text=True)
    assert last.count('<li class="app-row">') == 10
    for odd in ("from=-1", "from=9999999", "from=x", "show=x", "from=%D9%A3"):
        assert client.get(f"{first}?{odd}").status_code == 200


def test_nobody_of_another_organisation_is_told_of(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, b"Name,Email\nOona Pell,OONA@harbour.example\n")
    page = text_of(client.get(first))
    assert "Email: This address cannot be used here." in page
    assert "Harbour" not in page


def test_who_is_not_in_the_file_stands_there_and_stays(world: World) -> None:
    client = world.client("sandy")
    page = text_of(client.get(brought(client, ROWS.encode())))
    assert "Who is here and not in this file" in page
    assert "Priya of Lochside" in page


@pytest.mark.parametrize("who", ["noor", "agnes", "callum", "eilidh", "oona"])
def test_hidden_from_everyone_else(world: World, who: str) -> None:
    first = brought(world.client("sandy"), ROWS.encode())
    client = world.client(who)
    assert client.get("/").status_code == 200
    for path in (
        BEGIN,
        f"{BEGIN}/template.csv",
        first,
        f"{first}/progress",
        f"{first}/problems.csv",
    ):
        assert client.get(path).status_code == 404
    assert send(client, ROWS.encode()).status_code == 404
    for path in ("carry-out", "go-on", "set-aside", "links"):
        assert client.send(f"{first}/{path}").status_code == 404
