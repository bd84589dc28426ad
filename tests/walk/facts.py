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

    def cut(self, last: date) -> None:
        """It ends with this day, if it does not end before."""
        self.last = last if self.last is None else min(self.last, last)


@dataclass
class Here(Spell):
    """Someone works here; whoever was shut out does not from that moment on."""

    name: str = ""
    shut_out: bool = False

    def holds(self, day: date) -> bool:
        return not self.shut_out and super().holds(day)

    def gone(self, day: date) -> bool:
        return self.shut_out or (self.last is not None and self.last < day)


@dataclass
class Of(Spell):
    """A person is in a team, has a role, or holds a reference."""

    person: Key = field(kw_only=True)
    what: Any = field(kw_only=True)
    row: Key | None = None


@dataclass
class Supervises(Spell):
    """`covers`: the relation that it stands in for."""

    supervisor: Key = field(kw_only=True)
    supervisee: Key = field(kw_only=True)
    function: str = "line"
    covers: Key | None = None


@dataclass
class Unit:
    """A team or a service. `place`: the service of a team."""

    name: str
    place: Key | None = None
    open: bool = True


@dataclass
class Look:
    """What one administrator asked for: `whose` would get it, unless it is the organisation's."""

    asker: Key
    need: str
    whose: Key | None
    what: dict[str, Any]
    state: str = "waiting"


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
    services: dict[Key, Unit] = field(default_factory=dict)
    teams: dict[Key, Unit] = field(default_factory=dict)
    looks: dict[Key, Look] = field(default_factory=dict)
    imports: dict[Key, Key] = field(default_factory=dict)  # who brought it
    threshold: int = 5
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
    records: set[Key] = field(default_factory=set)  # sessions whose record both can read
    items: dict[Key, Thing] = field(default_factory=dict)
    actions: dict[Key, Thing] = field(default_factory=dict)
    proposals: dict[Key, Thing] = field(default_factory=dict)
    examples: dict[Key, Thing] = field(default_factory=dict)

    def rights_of(self, person: Key) -> list[Any]:
        """What someone was given, and the supervision on either side of which they stand."""
        own = [one for one in [*self.memberships, *self.roles] if one.person == person]
        between = self.relations.values()
        return own + [one for one in between if person in (one.supervisor, one.supervisee)]

    def end_relation(self, key: Key, last: date) -> None:
        """With it ends what covers it: nobody stands in for nobody."""
        self.relations[key].cut(last)
        for one in self.relations.values():
            if one.covers == key:
                one.cut(last)


def day_in_britain(moment: datetime) -> date:
    """The date on a calendar in Britain, worked out by hand: an hour ahead from the last Sunday of
    March, one in the morning, until the last Sunday of October (the Summer Time Order 2002)."""
    begins, ends = (_last_sunday(moment.year, month) for month in (3, 10))
    ahead = timedelta(hours=1) if begins <= moment < ends else timedelta()
    return (moment.astimezone(UTC) + ahead).date()


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() + 1) % 7)
