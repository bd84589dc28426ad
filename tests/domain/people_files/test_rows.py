"""Rows of a file of people: what each would do, and what is wrong with it."""

from __future__ import annotations

import uuid
from datetime import date

from supervision.domain.people_files import (
    lines,
    planning,
    supervising,
    tables,
)
from tests.domain.people_files.planned import LOCHSIDE, now, person, planned, said


def test_what_is_wrong_is_said_with_its_column() -> None:
    rows = planned(
        "Name,Email,Team,Role,Supervisor,Hours,Start date,Last day\n"
        "=HYPERLINK(1),a@b.example,,,,,,\n"
        ",nobody@b.example,,,,,,\n"
        "Isla Gunn,not an address,,,,,,\n"
        "Una Kerr,isla@b.example,Lochsid,king,Nobody Here,many,31/02/2026,\n"
        f"{'x' * 501},long@b.example,,,,,,\n"
        "Rory Innes,same@b.example,,,,,,\nFinn Ross,SAME@b.example,,,,,,\n"
        "Ann Roy,ann@b.example,,supervisor,ann@b.example,500,,\n"
        "Gone Soon,gone@b.example,,,,,,01/01/2020\n"
    )
    assert [row.line.number for row in rows] == list(range(2, 11))
    assert {row.kind for row in rows} == {"problem"}
    text = ["; ".join(said(row)) for row in rows]
    assert text[0].startswith("name: This is a formula")
    assert text[1].startswith("name: Write the full name")
    assert text[2].startswith("email: ")
    assert "Is it Lochside?" in text[3]
    assert {one.partition(":")[0] for one in said(rows[3])} == {
        *("team", "role", "supervisor", "hours", "start")
    }
    assert "501 characters" in text[4]
    assert "stands in row 8" in text[5]
    assert "stands in row 7" in text[6]
    assert "Supervisor is no role" in text[7]
    assert "Nobody supervises themselves" in text[7]
    assert "has left already" in text[8]


def test_an_address_that_looks_like_another() -> None:
    rows = planned("Name,Email\nIsla Gunn,isl\u0430@b.example\nUna Kerr,isla@b.example\n")
    assert any("looks like the one in row 3" in one for one in said(rows[0]))
    assert any("looks like the one in row 2" in one for one in said(rows[1]))


def test_an_address_of_another_organisation_says_nothing_of_it() -> None:
    rows = planned("Name,Email\nIsla,isla@b.example\n", now(taken=frozenset({"isla@b.example"})))
    assert said(rows[0]) == ["email: This address cannot be used here"]


def test_supervisors_by_name_and_address_and_from_another_row() -> None:
    standing = now(
        person(1, "Morag Bell", "morag@b.example"),
        person(2, "Jean Hill", "jean@b.example"),
        person(3, "Jean Hill", "jean.hill@b.example"),
    )
    rows = planned(
        "Name,Email,Supervisor\n"
        "A One,a@b.example,Morag Bell\n"
        "B Two,b@b.example,MORAG@b.example\n"
        "C Three,c@b.example,Jean Hill\n"
        "D Four,d@b.example,F Six\n"
        "E Five,e@b.example,Moragh Bell\n"
        "F Six,f@b.example,a@b.example\n",
        standing,
    )
    assert [row.supervisor for row in rows[:2]] == ["morag@b.example"] * 2
    assert "Several people are called" in said(rows[2])[0]
    assert rows[3].supervisor == "f@b.example"
    assert "Is it Morag Bell?" in said(rows[4])[0]
    order = [row.line.email[0] for row in supervising.in_order(rows)]
    assert order.index("a") < order.index("f") < order.index("d")


def test_rings_are_refused_and_who_hangs_on_a_problem_waits() -> None:
    rows = planned(
        "Name,Email,Supervisor,Hours\n"
        "A One,a@b.example,b@b.example,\n"
        "B Two,b@b.example,c@b.example,\n"
        "C Three,c@b.example,a@b.example,\n"
        "D Four,d@b.example,a@b.example,\n"
        "E Five,e@b.example,,many\n"
        "F Six,f@b.example,e@b.example,\n"
    )
    assert [row.kind for row in rows] == ["problem"] * 6
    assert all("ring" in said(row)[0] for row in rows[:3])
    assert "row 2, which has something to put right" in said(rows[3])[0]
    assert "row 6, which has something to put right" in said(rows[5])[0]


def test_only_what_differs_changes() -> None:
    standing = now(
        person(1, "Morag Bell", "morag@b.example"),
        person(
            2,
            "Isla Gunn",
            "isla@b.example",
            teams={LOCHSIDE},
            roles={"practitioner"},
            supervisors={uuid.UUID(int=1)},
            minutes=2250,
        ),
    )
    head = "Name,Email,Team,Role,Supervisor,Hours,Start date\n"
    same = planned(
        f"{head}Isla Gunn,ISLA@b.example,lochside,practitioner,Morag Bell,37.5,08/01/2024\n",
        standing,
    )
    assert same[0].kind == "same"
    empty = planned(f"{head}Isla Gunn,isla@b.example,,,,,\n", standing)
    assert empty[0].kind == "same"
    other = planned(f"{head}Isla Ross,isla@b.example,Birchwood,curator,,16,01/02/2024\n", standing)
    assert [(one.what, one.before, one.after) for one in other[0].changes] == [
        ("team", "Lochside", "Birchwood"),
        ("name", "Isla Gunn", "Isla Ross"),
        ("hours", "2250", "960"),
        ("start", "2024-01-08", "2024-02-01"),
        ("role", "practitioner", "curator"),
    ]


def test_what_needs_a_second_look_is_proposed_and_never_done() -> None:
    standing = now(
        person(99, "Sandy Ray", "sandy@b.example", roles={"administrator"}),
        person(2, "Isla Gunn", "isla@b.example", roles={"practitioner"}),
    )
    rows = planned(
        "Name,Email,Role,Supervisor,Last day\n"
        'Sandy Ray,sandy@b.example,"administrator, leader",,\n'
        'Isla Gunn,isla@b.example,"practitioner, administrator",Sandy Ray,31/12/2026\n',
        standing,
    )
    assert [row.kind for row in rows] == ["proposed", "proposed"]
    assert [(one.kind, one.detail) for one in rows[0].proposals] == [("role", "leader")]
    assert [(one.kind, one.detail) for one in rows[1].proposals] == [
        ("role", "administrator"),
        ("leaver", "2026-12-31"),
        ("supervisor", "Sandy Ray"),
    ]


def test_a_file_never_takes_the_role_of_an_administrator() -> None:
    standing = now(person(5, "Ann Roy", "ann@b.example", roles={"administrator", "practitioner"}))
    rows = planned("Name,Email,Role\nAnn Roy,ann@b.example,practitioner\n", standing)
    assert rows[0].kind == "same"


def test_teams_are_made_only_when_asked_and_with_a_service() -> None:
    content = "Name,Email,Team,Service\nA One,a@b.example,Shoreside,New service\n"
    assert "There is no service" in said(planned(content)[0])[0]
    made = planned(content, make_teams=True)[0]
    assert (made.kind, made.makes_team) == ("new", True)
    without = planned("Name,Email,Team\nA One,a@b.example,Shoreside\n", make_teams=True)
    assert without[0].kind == "problem"


def test_people_are_called_by_their_first_name_unless_somebody_is() -> None:
    rows = planned(
        "Name,Email,Known as\nIsla Gunn,a@b.example,\nIsla Ross,b@b.example,\n"
        "Finn Ross,c@b.example,\nMorag Hay,d@b.example,\nAnn Roy,e@b.example,Annie\n",
        now(person(1, "Morag Bell", "morag@b.example")),
    )
    called = [row.known_as for row in rows]
    assert called == ["Isla Gunn", "Isla Ross", "Finn", "Morag Hay", "Annie"]


def test_who_has_left_is_not_brought_back() -> None:
    standing = now(person(1, "Bram Low", "bram@b.example", left_on=date(2026, 1, 1)))
    assert "has left" in said(planned("Name,Email\nBram Low,bram@b.example\n", standing)[0])[0]


def test_who_is_not_in_the_file() -> None:
    standing = now(
        person(1, "Morag Bell", "morag@b.example"),
        person(2, "Ann Roy", "ann@b.example"),
        person(3, "Bram Low", "bram@b.example", left_on=date(2026, 1, 1)),
    )
    table = tables.read("Name,Email\nMorag Bell,MORAG@b.example\n")
    found = planning.not_in_file(lines.read(table)[1], standing)
    assert [one.full_name for one in found] == ["Ann Roy"]
