"""One invented organisation on its way into the database: its days, its people, its events."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from supervision.access.actor import Actor
from supervision.domain.dates import to_utc
from supervision.domain.refusals import required
from supervision.models.people import Person
from supervision.queries import people as people_queries

MIDDAY = time(12, 0)
SHORT_CODES = {
    "carers": "talking-points-carers",
    "care-homes": "talking-points-care-homes",
}
USUAL = "talking-points-people"


@dataclass
class Telling:
    """What is known while an organisation is told.

    Attributes:
        data: the content, as read from its files.
        made: what was made so far, by kind and key.
        outcomes: keys of framework outcomes, by framework and code.
    """

    data: Mapping[str, Any]
    now: datetime
    people: dict[str, Person] = field(default_factory=dict)
    teams: dict[str, uuid.UUID] = field(default_factory=dict)
    relations: dict[tuple[str, str], Any] = field(default_factory=dict)
    outcomes: dict[tuple[str, str], uuid.UUID] = field(default_factory=dict)
    made: dict[tuple[str, str], Any] = field(default_factory=dict)
    events: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    actors: dict[tuple[str, date], Actor] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.data["organisation"]["time_zone"])

    @cached_property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def day(self, days_ago: int) -> date:
        return self.today - timedelta(days=days_ago)

    def moment(self, days_ago: int, at: str | None = None) -> datetime:
        clock = time.fromisoformat(at) if at else MIDDAY
        return to_utc(self.day(days_ago), clock, self.zone)

    def when(self, one: Mapping[str, Any]) -> datetime:
        """The moment of a row with `days_ago` and `at`."""
        return self.moment(one["days_ago"], one["at"])

    def weekday(self, days_ago: int) -> int:
        """A day to come, moved to the Monday when it would fall on a weekend."""
        over = self.day(days_ago).weekday() - 4
        return days_ago - (3 - over if days_ago < 0 and over > 0 else 0)

    def actor(self, key: str, moment: datetime) -> Actor:
        """The Actor of a person at a moment. What they carry changes from day to day only, and is
        asked for once a day."""
        day = moment.astimezone(self.zone).date()
        if (key, day) not in self.actors:
            asked = people_queries.actor(self.people[key].id, moment)
            self.actors[key, day] = required(asked)
        return replace(self.actors[key, day], now=moment)

    def chosen(self, codes: Iterable[str]) -> list[uuid.UUID]:
        """Framework outcomes by their codes, of which some name the framework too."""
        return [self.outcomes[_framework(code)] for code in codes]

    def at(self, moment: datetime, happen: Callable[[], object]) -> None:
        """Let this happen at a moment, if that has come."""
        if moment <= self.now:
            self.events.append((moment, len(self.events), happen))

    def happen(self) -> None:
        """Everything, in the order of time."""
        for _, _, happen in sorted(self.events, key=lambda event: event[:2]):
            happen()


def _framework(code: str) -> tuple[str, str]:
    first, colon, rest = code.partition(":")
    return (SHORT_CODES[first], rest) if colon else (USUAL, code)
