"""What has happened, as plain facts: kept by the walk itself, never read from the database."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

Key = uuid.UUID


@dataclass
class Spell:
    """From one day to another, both of them in it; without a last day it goes on."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)

    def goes_on_after(self, day: date) -> bool:
        return self.last is None or self.last > day


@dataclass
class Here(Spell):
    """Someone works here."""

    name: str = ""


@dataclass
class Of(Spell):
    """A person is in a team, has a role, or holds a reference."""

    person: Key = field(kw_only=True)
    what: Any = field(kw_only=True)
    row: Key | None = None


@dataclass
class Supervises(Spell):
    supervisor: Key = field(kw_only=True)
    supervisee: Key = field(kw_only=True)
    function: str = "line"


@dataclass
class Thing:
    """Something that was written, by one person.

    Attributes:
        about: what it belongs to: an ask to its reflection, a review to its reference, and so on.
        state: as far as it matters to who may read it.
    """

    author: Key
    about: Key | None = None
    state: str = ""
    deleted: bool = False


@dataclass
class Share:
    reflection: Key
    with_whom: tuple[str, Key]  # relation, team or colleague
    back: bool = False


@dataclass
class Meeting:
    """A session of a supervision relation, or of a group."""

    relation: Key | None
    convener: Key | None
    people: frozenset[Key]  # who takes part; of a relation the supervisee is told apart
    supervisee: Key | None = None


@dataclass
class Facts:
    people: dict[Key, Here] = field(default_factory=dict)
    memberships: list[Of] = field(default_factory=list)
    roles: list[Of] = field(default_factory=list)
    relations: dict[Key, Supervises] = field(default_factory=dict)
    holders: list[Of] = field(default_factory=list)
    references: set[Key] = field(default_factory=set)
    reflections: dict[Key, Thing] = field(default_factory=dict)
    shares: list[Share] = field(default_factory=list)
    asks: dict[Key, Thing] = field(default_factory=dict)  # state: the relation's key, or nothing
    put_to: dict[Key, Key | None] = field(default_factory=dict)  # ask → relation
    recordings: dict[Key, Thing] = field(default_factory=dict)
    reviews: dict[Key, Thing] = field(default_factory=dict)
    sessions: dict[Key, Meeting] = field(default_factory=dict)
    items: dict[Key, Thing] = field(default_factory=dict)
    actions: dict[Key, Thing] = field(default_factory=dict)
    proposals: dict[Key, Thing] = field(default_factory=dict)
    examples: dict[Key, Thing] = field(default_factory=dict)


def day_in_britain(moment: datetime) -> date:
    """The date on a calendar in Britain, worked out by hand: an hour ahead from the last Sunday of
    March, one in the morning, until the last Sunday of October (the Summer Time Order 2002)."""
    begins, ends = (_last_sunday(moment.year, month) for month in (3, 10))
    ahead = timedelta(hours=1) if begins <= moment < ends else timedelta()
    return (moment.astimezone(UTC) + ahead).date()


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
