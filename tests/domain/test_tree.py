"""The dated tree: whatever is done to it, each day has one shape, and it is the one that was."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain import tree

DAY = timedelta(days=1)
START = date(2026, 1, 1)
PLACES = [uuid.UUID(int=n) for n in range(1, 4)]
NAMES = ["Lochside", "Birchwood", "Harbour", "Rowan"]
OTHER = uuid.UUID(int=99)


@dataclass
class Diary:
    """The same unit, kept naively: what it was, day by day, written anew at every change."""

    today: date = START
    days: dict[date, tuple[str, uuid.UUID]] = field(default_factory=dict)

    def write(self, day: date, last: date, what: tuple[str, uuid.UUID] | None) -> None:
        while day <= last:
            if what is None:
                self.days.pop(day, None)
            else:
                self.days[day] = what
            day += DAY


# What is done, how many days after the one before, and how many days back it is to hold from.
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["rename", "move"]),
        st.integers(0, 5),
        st.integers(0, 8),
        st.integers(0, 3),
        st.booleans(),
    ),
    max_size=12,
)
END = date(2026, 12, 31)


@given(STEPS, st.integers(0, 5), st.booleans())
def test_any_changes_leave_one_shape_for_each_day(steps, further: int, closes: bool) -> None:
    spells = tree.begun("Lochside", PLACES[0], START)
    diary, today = Diary(), START
    diary.write(START, END, ("Lochside", PLACES[0]))
    for what, later, back, which, _ in steps:
        today += later * DAY
        day = max(today - back * DAY, tree.earliest_change(spells))
        if tree.day_problem(day, tree.earliest_change(spells), today):
            continue
        name = NAMES[which] if what == "rename" else None
        place = PLACES[which % len(PLACES)] if what == "move" else None
        spells = tree.changed(spells, day, name=name, place=place)
        now = spells[-1]
        diary.write(day, END, (now.name, now.place))
    today += further * DAY
    earliest = tree.earliest_end(spells)
    if closes and tree.day_problem(max(earliest, today), earliest, today) is None:
        day = max(earliest, today - further * DAY)
        spells = tree.ended(spells, day, OTHER)
        diary.write(day, END, None)
        assert spells[-1].last == day - DAY
        assert spells[-1].merged_into == OTHER
        assert all(spell.merged_into is None for spell in spells[:-1])
    _whole(spells)
    day = START - DAY
    while day <= today + DAY:
        spell = tree.on(spells, day)
        assert (spell and (spell.name, spell.place)) == diary.days.get(day), day
        day += DAY


def _whole(spells: tree.Spells) -> None:
    """No gap, no overlap, no stretch without a day, and no open spell but the last."""
    for spell, following in pairwise(spells):
        assert spell.last is not None
        assert spell.first <= spell.last
        assert following.first == spell.last + DAY
    last = spells[-1].last
    assert last is None or spells[-1].first <= last


def test_two_changes_on_one_day_leave_the_second() -> None:
    spells = tree.begun("Lochside", PLACES[0], START)
    spells = tree.changed(spells, START + DAY, name="Harbour")
    spells = tree.changed(spells, START + DAY, name="Rowan")
    assert [(one.name, one.first, one.last) for one in spells] == [
        ("Lochside", START, START),
        ("Rowan", START + DAY, None),
    ]


def test_what_is_closed_on_the_day_of_a_change_ends_as_it_was_before() -> None:
    spells = tree.changed(tree.begun("Lochside", PLACES[0], START), START + DAY, name="Harbour")
    spells = tree.ended(spells, START + DAY, OTHER)
    assert spells == (tree.Spell("Lochside", PLACES[0], START, START, OTHER),)


@pytest.mark.parametrize(
    ("day", "earliest", "said"),
    [
        (START, START, None),
        (START + DAY, START, "Choose today or a day before"),
        (START - DAY, START, "Choose a later day: there was another change after this one"),
        (START, START + DAY, "This began today: it can be merged or closed from tomorrow on"),
    ],
)
def test_the_day_of_a_change(day: date, earliest: date, said: str | None) -> None:
    assert tree.day_problem(day, earliest, START) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Lochside", None),
        ("Équipe du Nord", None),
        ("Ward 7", None),
        ("7", None),
        ("", "Write a name"),
        ("\u200b", "Write a name"),
        ("---", "Write a name that has letters in it"),
        ("x" * 120, None),
        ("x" * 121, "Make this shorter: it can hold 120 characters"),
        ("Loch\u202eside", "Take out the hidden characters"),
        ("Loch\u200bside", "Take out the hidden characters"),
        ("BIRCHWOOD", "Choose another name: “Birchwood” is there already"),
        ("Bïrch-wood", "Choose another name: “Birchwood” is there already"),
        ("Вirchwood", "Choose another name: “Birchwood” is there already"),  # a Cyrillic capital
    ],
)
def test_names(name: str, said: str | None) -> None:
    assert tree.name_problem(name, ["Birchwood", "Harbour"]) == said


def test_alike() -> None:
    assert tree.alike(["Lochside", "HARBOUR"], ["Harbour", "Rowan"]) == "HARBOUR"
    assert tree.alike(["Lochside"], ["Harbour"]) is None


STRETCH = st.tuples(st.integers(0, 20), st.one_of(st.none(), st.integers(0, 10))).map(
    lambda pair: (
        START + pair[0] * DAY,
        None if pair[1] is None else START + (pair[0] + pair[1]) * DAY,
    )
)


@given(STRETCH, st.lists(STRETCH, max_size=5))
def test_what_is_left_over_of_a_stretch(days: tree.Days, taken: list[tree.Days]) -> None:
    def on(stretch: tree.Days, day: date) -> bool:
        return stretch[0] <= day and (stretch[1] is None or day <= stretch[1])

    free = tree.left_over(days, taken)
    for n in range(-1, 45):
        day = START + n * DAY
        covered = [one for one in free if on(one, day)]
        wanted = on(days, day) and not any(on(one, day) for one in taken)
        assert len(covered) == int(wanted), day
    assert all(last is None or first <= last for first, last in free)
