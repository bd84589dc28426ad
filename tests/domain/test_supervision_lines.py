"""Who supervises whom, as a whole: what is missing, too much, in a ring, or not covered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.supervision_lines import (
    LONGEST_COVER,
    Line,
    cover_problem,
    everyone_above,
    findings,
    rings,
)

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
PAIRS = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] != pair[1]),
    max_size=16,
)


def line(
    id_: int,
    supervisor: str,
    supervisee: str,
    first: int = -300,
    last: int | None = None,
    function: str = "line",
    covers: int | None = None,
) -> Line[object]:
    ends = None if last is None else TODAY + timedelta(days=last)
    return Line(id_, supervisor, supervisee, function, TODAY + timedelta(days=first), ends, covers)


def naive_rings(pairs: list[tuple[int, int]]) -> set[frozenset[int]]:
    """Whoever is above themselves, together with all who are above them and below them."""
    everyone = {one for pair in pairs for one in pair}
    reach = {one: {s for s, e in pairs if e == one} for one in everyone}
    for _ in everyone:
        for one in everyone:
            for other in list(reach[one]):
                reach[one] |= reach[other]
    return {
        frozenset(other for other in everyone if other in reach[one] and one in reach[other])
        for one in everyone
        if one in reach[one]
    }


@given(PAIRS)
def test_rings_are_those_of_a_naive_search(pairs: list[tuple[int, int]]) -> None:
    found = rings(pairs)
    assert {frozenset(ring) for ring in found} == naive_rings(pairs)
    assert len(found) == len({frozenset(ring) for ring in found}), "each ring once"


@given(PAIRS, st.integers(0, 8))
def test_everyone_above_climbs_until_the_top(pairs: list[tuple[int, int]], person: int) -> None:
    above = everyone_above(pairs, person)
    below = {supervisee for _, supervisee in pairs}
    assert above == {
        supervisor for supervisor, supervisee in pairs if supervisee in above | {person}
    }
    assert (person in above) == any(person in ring for ring in rings(pairs))
    assert not above or person in below


def test_a_long_line_is_climbed_without_recursion() -> None:
    pairs = [(n + 1, n) for n in range(5000)]
    assert rings(pairs) == ()
    assert len(rings([*pairs, (0, 5000)])[0]) == 5001


def test_each_kind_of_finding_once() -> None:
    people = ["ann", "bea", "cat", "dot", "eve", "fay", "gus"]
    lines = [
        line(1, "cat", "ann"),
        line(2, "dot", "bea", last=-10),  # ended, and nobody followed
        line(3, "dot", "cat"),
        line(4, "eve", "cat"),  # two at once
        line(5, "gus", "dot", last=-1),
        line(6, "gus", "dot", first=5),  # somebody follows
        line(7, "gus", "eve", function="clinical"),
        line(8, "cat", "gus"),
        line(9, "gus", "ann", function="professional"),
    ]
    found = findings(people, lines, {"cat"}, TODAY, most=1)
    assert found.without == ("eve", "fay")
    assert set(found.ended) == {"bea"}
    assert found.ended["bea"].supervisor == "dot"
    assert found.two == {"cat": ("dot", "eve")}
    assert found.many == {"cat": 2, "gus": 2}
    assert found.rings == ()
    assert {k: [one.id for one in v] for k, v in found.away.items()} == {"cat": [1, 8]}


def test_who_is_covered_today_is_covered() -> None:
    lines = [
        line(1, "cat", "ann"),
        line(2, "dot", "ann", first=-2, last=2, covers=1),
        line(3, "cat", "bea"),
        line(4, "dot", "bea", first=1, last=2, covers=3),  # from tomorrow
        line(5, "cat", "away"),
    ]
    found = findings(["ann", "bea"], lines, {"cat", "away"}, TODAY)
    assert [one.id for one in found.away["cat"]] == [3]
    assert found.two == {}, "a cover is no second supervisor"


def test_a_cover_alone_is_no_supervisor() -> None:
    lines = [line(1, "cat", "ann", last=-3), line(2, "dot", "ann", last=5, covers=1)]
    found = findings(["ann"], lines, (), TODAY)
    assert set(found.ended) == {"ann"}


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (0, 10, None),
        (0, None, "last"),
        (5, 4, "last"),
        (-301, 0, "first"),
        (0, 31, "last"),
        (-200, 20, None),
    ],
)
def test_a_cover_lies_within_what_it_covers(
    first: int, last: int | None, field: str | None
) -> None:
    covered = line(1, "cat", "ann", first=-300, last=30)
    ends = None if last is None else TODAY + timedelta(days=last)
    problem = cover_problem(covered, TODAY + timedelta(days=first), ends)
    assert (problem[0] if problem else None) == field


def test_a_cover_is_not_covered_and_not_for_years() -> None:
    cover = line(2, "dot", "ann", covers=1)
    assert cover_problem(cover, TODAY, TODAY + DAY) is not None
    assert cover_problem(line(1, "cat", "ann"), TODAY, TODAY + LONGEST_COVER + DAY) is not None
    assert cover_problem(line(1, "cat", "ann"), TODAY, TODAY + LONGEST_COVER) is None
