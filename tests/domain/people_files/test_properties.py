"""Whatever a file of people holds, it is read or refused, and what is handed out is text."""

from __future__ import annotations

import uuid

from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.domain.people_files import (
    columns,
    decoding,
    lines,
    planning,
    plans,
    tables,
    writing,
)
from supervision.domain.people_files.limits import Unreadable
from tests.domain.people_files.planned import BIRCHWOOD, LOCHSIDE, now, person, planned, said


def test_the_template_is_read_as_it_was_written() -> None:
    content = writing.template()
    rows = planned(content, make_teams=True)
    assert [said(row) for row in rows] == [[], []]
    assert [row.line.email for row in rows] == ["isla@example.org", "finn.sample"]
    table = tables.read(decoding.decode(content.encode()).text)
    assert writing.table([table.header, *(cells for _n, cells in table.rows)]) == content


def test_a_file_that_was_carried_out_changes_nothing() -> None:
    """Were everything done as planned, the same file would leave it as it is."""
    standing = now(person(1, "Morag Bell", "morag@b.example", teams={BIRCHWOOD}))
    content = (
        "Name,Email,Team,Role,Supervisor,Hours,Start date\n"
        'Isla Gunn,isla@b.example,Lochside,"practitioner, curator",Morag Bell,37.5,01/12/2026\n'
        "Morag Bell,morag@b.example,Lochside,leader,,,\n"
    )
    for n, plan in enumerate(planned(content, standing), 50):
        was = standing.by_id.get(plan.person_id) if plan.person_id else None
        done = was or planning.made(plan, uuid.UUID(int=n), standing)
        done.teams, done.minutes = {LOCHSIDE}, plan.line.minutes
        done.roles = set(plan.line.roles or ())
        done.supervisors = {uuid.UUID(int=1)} if plan.supervisor else set()
        standing.put(done)
    assert [one.kind for one in planned(content, standing)] == ["same", "same"]


cells = st.text(
    st.one_of(
        st.characters(blacklist_categories=("Cs",)),
        st.sampled_from("=+-@,;\t\"'\n\r\u202e\u200b@.abc019/"),
    ),
    max_size=40,
)
headings = st.sampled_from([*(str(one) for one in columns.LABELS.values()), "", "Other", "=x"])


@settings(max_examples=150, deadline=None)
@given(st.lists(headings, max_size=8), st.lists(st.lists(cells, max_size=8), max_size=5))
def test_any_table_is_read_or_refused(header: list[str], rows: list[list[str]]) -> None:
    content = writing.table([header, *rows])
    try:
        found = planned(content, make_teams=True)
    except Unreadable:
        return
    for one in found:
        assert one.kind != "problem" or one.problems
        kept = plans.from_json(plans.to_json(one))
        assert (kept.kind, kept.problems, kept.changes) == (one.kind, one.problems, one.changes)
        assert kept.line.email == one.line.email


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        if decoding.is_workbook("people.csv", data):
            return
        lines.read(tables.read(decoding.decode(data).text))
    except Unreadable as refusal:
        assert refusal.sentence


@settings(max_examples=150, deadline=None)
@given(cells)
def test_nothing_handed_out_is_carried_out(cell: str) -> None:
    risky = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝")
    assert not writing.cell(cell).lstrip(' "\u00a0').startswith(risky)
