"""The tree of services and teams, with its days: names, spells, and what may follow what.

Rule: what a team or service is called and where it stands holds in spells, from a first day to a
last one, both included. A change holds from a day on: the spell before ends the day before. A spell
that would be left without a day is replaced. So the spells of a unit follow each other without gaps
and never overlap, the last of them is open while the unit is, and any past day has one tree. A
change goes back no further than the change before it, and never into the future.

Names: up to 120 characters on one line, and within its place (teams of a service, services of an
organisation) no open unit looks like another.

Source: reports of a past period keep the tree of that period.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from supervision.domain import naming, text
from supervision.domain.wording import said

MOST = 120
"""The most characters in the name of a team or a service."""

DAY = timedelta(days=1)
Days = tuple[date, date | None]


@dataclass(frozen=True)
class Spell:
    """What a unit was called, and where it stood, from a first day to a last one.

    Attributes:
        place: the service of a team; None for a service.
        last: None for the spell that holds until further notice.
        merged_into: where the unit went when this ended.
    """

    name: str
    place: uuid.UUID | None
    first: date
    last: date | None = None
    merged_into: uuid.UUID | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


Spells = tuple[Spell, ...]


def begun(name: str, place: uuid.UUID | None, day: date) -> Spells:
    """The spells of a unit that begins."""
    return (Spell(name, place, day),)


def changed(
    spells: Spells, day: date, *, name: str | None = None, place: uuid.UUID | None = None
) -> Spells:
    """The spells of an open unit that is renamed or moved from a day on.

    Args:
        day: not before `earliest_change`.
    """
    *before, now = spells
    after = replace(now, name=name or now.name, place=place or now.place, first=day)
    if day > now.first:
        before.append(replace(now, last=day - DAY))
    return (*before, after)


def ended(spells: Spells, day: date, merged_into: uuid.UUID | None = None) -> Spells:
    """The spells of an open unit that is closed from a day on: its last day is the day before.

    Args:
        day: not before `earliest_end`.
        merged_into: where it goes, if it goes anywhere.
    """
    *before, now = spells
    if day > now.first:
        return (*before, replace(now, last=day - DAY, merged_into=merged_into))
    return (*before[:-1], replace(before[-1], merged_into=merged_into))


def on(spells: Spells, day: date) -> Spell | None:
    """The spell that held on a day; None where the unit had not begun, or was closed."""
    return next((spell for spell in spells if spell.holds(day)), None)


def earliest_change(spells: Spells) -> date:
    """The first day from which an open unit can be changed: that of the change before."""
    return spells[-1].first


def earliest_end(spells: Spells) -> date:
    """The first day from which an open unit can be closed: it keeps one day at least."""
    return spells[-1].first if len(spells) > 1 else spells[-1].first + DAY


def day_problem(day: date, earliest: date, today: date) -> str | None:
    """What is to be put right about the day from which a change holds.

    Args:
        earliest: the first day from which it could; only what began today cannot be ended yet.
    """
    if earliest > today:
        return said("This began today: it can be merged or closed from tomorrow on")
    if day > today:
        return said("Choose today or a day before")
    if day < earliest:
        return said("Choose a later day: there was another change after this one")
    return None


def name_problem(name: str, beside: Iterable[str]) -> str | None:
    """What is to be put right about the name of a team or service.

    Args:
        name: as `naming.tidy` leaves it.
        beside: the names of the open units in the same place, itself apart.
    """
    if text.blank(name):
        return said("Write a name")
    if len(name) > MOST:
        return said("Make this shorter: it can hold %(most)s characters", most=MOST)
    if text.has_bidi_controls(name) or any(text.blank(c) and not c.isspace() for c in name):
        return said("Take out the hidden characters")
    seen = naming.seen_as(name)
    if not seen:
        return said("Write a name that has letters in it")
    for other in beside:
        if naming.seen_as(other) == seen:
            return said("Choose another name: “%(other)s” is there already", other=other)
    return None


def alike(names: Iterable[str], beside: Iterable[str]) -> str | None:
    """The first of these names that looks like one of the others; None where none does."""
    seen = {naming.seen_as(other) for other in beside}
    return next((name for name in names if naming.seen_as(name) in seen), None)


def left_over(days: Days, taken: Sequence[Days]) -> list[Days]:
    """The parts of a stretch of days that none of the others covers, in their order.

    Args:
        days: first and last day, both included; no last day means until further notice.
        taken: stretches of the same kind, in any order.
    """
    first, last = days
    free: list[Days] = []
    for start, end in sorted(taken, key=lambda one: one[0]):
        if last is not None and start > last:
            break
        if start > first:
            free.append((first, start - DAY))
        if end is None:
            return free
        first = max(first, end + DAY)
    if last is None or first <= last:
        free.append((first, last))
    return free
