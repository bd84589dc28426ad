"""How often people meet for supervision, by what they do here.

Rule: an organisation says in how many weeks at most two people meet again. Whoever has newly
started meets more often for six months; then a leader's own rhythm holds, then that of people with
few hours, then that of everyone. It offers a day and never counts one as missed; for somebody who
is away nothing is due.

Source: standards for employers of social workers and the practice of care providers in Scotland:
monthly or oftener for most, fortnightly in the first six months, less often for few hours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta

from supervision.domain.refusals import Refused
from supervision.domain.wording import said

MOST_WEEKS = 26
MOST_HOURS = 40
NEWLY_STARTED = timedelta(days=183)


@dataclass(frozen=True)
class Frequencies:
    """Every so many weeks; `part_time` holds for people with fewer hours a week than
    `part_time_hours`."""

    practitioner: int = 4
    newly_started: int = 2
    leader: int = 4
    part_time: int = 6
    part_time_hours: int = 16

    def weeks(
        self, *, joined_on: date, today: date, leads: bool, weekly_minutes: int | None
    ) -> int:
        """In how many weeks somebody meets their supervisor again.

        Args:
            joined_on: their first day here.
            leads: whether they are a leader today.
            weekly_minutes: of work; None where it is not known.
        """
        if today < joined_on + NEWLY_STARTED:
            return self.newly_started
        if leads:
            return self.leader
        if weekly_minutes is not None and weekly_minutes < self.part_time_hours * 60:
            return self.part_time
        return self.practitioner


def next_day(met: date, weeks: int) -> date:
    """The day on which two people meet again: the same day of the week."""
    return met + timedelta(weeks=weeks)


NAMES = tuple(field.name for field in fields(Frequencies))


def check(value: object) -> dict[str, int]:
    """Whole numbers of weeks and hours, each within its bounds.

    Raises:
        Refused: saying beside which one what to do.
    """
    if not isinstance(value, Mapping):
        raise Refused({"": said("Give a number of weeks for each")})
    problems, good = {}, {}
    for name in NAMES:
        number = value.get(name, getattr(Frequencies, name))
        most = MOST_HOURS if name == "part_time_hours" else MOST_WEEKS
        if type(number) is not int or not 1 <= number <= most:
            problems[name] = said("Give a whole number from 1 to %(most)s", most=most)
        else:
            good[name] = number
    if problems:
        raise Refused(problems)
    return good
