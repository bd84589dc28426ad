"""Last days in a file of people: what is proposed, and what is not."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.people_files import (
    plans,
)
from supervision.domain.people_files.plans import Plan
from supervision.domain.people_files.standing import PersonNow
from tests.domain.people_files.planned import LOCHSIDE, now, person, planned, said

HERE = person(2, "Isla Gunn", "isla@b.example", teams={LOCHSIDE}, roles={"practitioner"})


def leaving(cells: str, who: PersonNow = HERE) -> Plan:
    head = "Name,Email,Last day,Team,Start date,Supervisor\n"
    return planned(f"{head}{who.full_name},{who.email},{cells}\n", now(who))[0]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ("30/11/2026,,,", "proposed"),
        ("30/11/2026,Lochside,08/01/2024,", "proposed"),
        ("30/11/2026,Birchwood,,", "change"),
        ("23/11/2026,,,", "proposed"),
        ("22/11/2026,,,", "proposed"),  # has passed, and they are here
        ("08/01/2024,,,", "proposed"),  # the first day was the last
    ],
)
def test_who_leaves_is_proposed_whatever_else_differs(cells: str, kind: str) -> None:
    row = leaving(cells)
    assert row.kind == kind
    assert [(one.kind, one.leaves) for one in row.proposed] == [("leaver", True)]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("soon,,,", "Write the day as in"),
        ("31/11/2026,,,", "until: "),
        ("07/01/2024,,,", "until: The last day is before the first day here"),
        ("30/11/2026,,01/12/2026,", "until: The last day is before the first"),
    ],
)
def test_a_last_day_that_cannot_be_is_a_problem_and_nothing_is_proposed(
    cells: str, words: str
) -> None:
    row = leaving(cells)
    assert (row.kind, row.line.number, row.proposed) == ("problem", 2, [])
    assert words in "; ".join(said(row))


def test_a_last_day_that_is_noted_already_stays() -> None:
    noted = person(2, "Isla Gunn", "isla@b.example", left_on=date(2026, 11, 30))
    noted.roles = {"practitioner"}
    assert leaving("30/11/2026,,,", noted).kind == "same"
    moved = leaving("31/12/2026,,,", noted)
    assert (moved.kind, moved.proposed[0].detail) == ("proposed", "2026-12-31")


def test_who_has_left_on_that_day_stays_and_nothing_else_of_the_row_counts() -> None:
    gone = person(2, "Isla Gunn", "isla@b.example", left_on=date(2026, 11, 1))
    row = leaving("01/11/2026,Birchwood,01/02/2024,Nobody Here", gone)
    assert (row.kind, row.changes, row.proposed) == ("same", [], [])
    assert leaving("02/11/2026,,,", gone).kind == "problem"


def test_what_is_wrong_elsewhere_hides_no_leaver() -> None:
    row = leaving("30/11/2026,No such team,,")
    assert (row.kind, [one.detail for one in row.proposed]) == ("problem", ["2026-11-30"])
    kept = plans.from_json(plans.to_json(row))
    assert kept.proposed == row.proposed
    new = planned("Name,Email,Team,Last day\nUna Kerr,una@b.example,Nowhere,30/11/2026\n")[0]
    assert (new.kind, new.proposed) == ("problem", [])
    twice = "Isla Gunn,isla@b.example,30/11/2026\n"
    rows = planned(f"Name,Email,Last day\n{twice}{twice}", now(HERE))
    assert [(one.kind, one.proposed) for one in rows] == [("problem", [])] * 2
