"""Days and times as people say them, and as they type them.

Rule: a day is "Monday 23 November", with the year only when it is not this year's; a time is
"2 pm" or "10.15 am"; when something was saved is "14:02". Moments are kept in UTC and days are
those of the organisation's own time zone, so that a session late in the evening is on the day that
people lived it. When the clocks change, a time that does not exist moves forward and a time that
comes twice is the first.

Source: the product's own style; PEP 495 for the two cases when the clocks change.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Literal

from supervision.domain.wording import said
from supervision.domain.words import count

FIRST_YEAR = 1900
LAST_YEAR = 2100

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_CLOCK_24 = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})")
_CLOCK_12 = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(a|p)\.?m\.?")
_NAMED_CLOCKS = {
    "noon": time(12),
    "12 noon": time(12),
    "midday": time(12),
    "midnight": time(0),
    "12 midnight": time(0),
}
_DAY = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?")

Part = Literal["day", "month", "year"]


class DatePartError(ValueError):
    """A typed date that is none.

    Args:
        part: the field to put right: "day", "month" or "year".
        message: what to do, for the person who typed it.
    """

    def __init__(self, part: Part, message: str) -> None:
        super().__init__(message)
        self.part: Part = part
        self.message = message


def day_month(d: date, today: date) -> str:
    """Such as "23 November", or "23 November 2025" when that is not today's year."""
    return f"{d.day} {_MONTHS[d.month - 1]}" + ("" if d.year == today.year else f" {d.year}")


def weekday(d: date, today: date) -> str:
    """Such as "Monday 23 November", with the year when it is not today's."""
    return f"{_DAYS[d.weekday()]} {day_month(d, today)}"


def near_day(d: date, today: date) -> str:
    """One of "today", "yesterday" and "tomorrow"; otherwise the weekday and date."""
    near = {0: "today", -1: "yesterday", 1: "tomorrow"}
    return near.get((d - today).days) or weekday(d, today)


def month_year(d: date) -> str:
    """Such as "March 2026"."""
    return f"{_MONTHS[d.month - 1]} {d.year}"


def clock(t: time) -> str:
    """When something happens: "2 pm", "10.15 am", "12 noon", "12 midnight"."""
    if t.minute == 0 and t.hour in (0, 12):
        return "12 noon" if t.hour else "12 midnight"
    minutes = f".{t.minute:02}" if t.minute else ""
    return f"{(t.hour - 1) % 12 + 1}{minutes} {'pm' if t.hour >= 12 else 'am'}"


def saved_clock(t: time) -> str:
    """When something was saved: "14:02"."""
    return f"{t.hour:02}:{t.minute:02}"


def parse_clock(s: str) -> time:
    """A typed time of day.

    Args:
        s: "14:00", "10.15", "2pm", "2 pm", "2.30 pm", "noon" or "midnight", in any case.

    Raises:
        ValueError: for anything else; the message is for the person who typed it. An hour without
            "am" or "pm" is not guessed at.
    """
    typed = " ".join(s.split()).lower()
    if typed in _NAMED_CLOCKS:
        return _NAMED_CLOCKS[typed]
    if match := _CLOCK_24.fullmatch(typed):
        hour, minute = int(match[1]), int(match[2])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    if match := _CLOCK_12.fullmatch(typed):
        hour, minute = int(match[1]), int(match[2] or 0)
        if 1 <= hour <= 12 and minute < 60:
            return time(hour % 12 + (12 if match[3] == "p" else 0), minute)
    raise ValueError("Give the time like 2 pm or 14:00")


def duration(minutes: int) -> str:
    """How long something lasts: "one hour", "45 minutes", "one hour 30 minutes".

    Args:
        minutes: at least 0.

    Raises:
        ValueError: if it is below 0.
    """
    if minutes < 0:
        raise ValueError("Nothing lasts less than no time.")
    hours, rest = divmod(minutes, 60)
    said = [count(hours, "hour", "hours")] if hours else []
    if rest or not hours:
        said.append(count(rest, "minute", "minutes"))
    return " ".join(said)


def local_date(moment: datetime, zone: tzinfo) -> date:
    """The day on which a moment fell, where the organisation is.

    Args:
        moment: with its time zone.
        zone: the organisation's.

    Raises:
        ValueError: if the moment does not say its time zone.
    """
    if moment.utcoffset() is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(zone).date()


def to_utc(d: date, t: time, zone: tzinfo) -> datetime:
    """The moment, in UTC, of a local day and time.

    Args:
        d: the day, where the organisation is.
        t: the time on the clock there.
        zone: the organisation's.

    Returns:
        An aware moment in UTC. A time left out when the clocks go forward moves forward by as much;
        a time that comes twice is the first of the two.
    """
    # fold=0 is exactly that rule: both cases take the offset from before the change.
    return datetime.combine(d, t.replace(fold=0), tzinfo=zone).astimezone(UTC)


def local_midnight(d: date, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a local day begins; relations end at one of these."""
    return to_utc(d, time(), zone)


def parse_date_parts(day: str, month: str, year: str) -> date:
    """A date typed into three fields.

    Args:
        day: a number ("3", "03", "3rd").
        month: a number or a name, of which three letters are enough ("3", "March", "mar").
        year: four figures, from 1900 to 2100.

    Raises:
        DatePartError: saying which field to put right, and how.
    """
    day, month, year = day.strip(), month.strip(), year.strip()
    missing: dict[Part, str] = {"day": day, "month": month, "year": year}
    for part, typed in missing.items():
        if not typed:
            raise DatePartError(part, said("Give the day, the month and the year"))
    day_match = _DAY.fullmatch(day.lower())
    if day_match is None:
        raise DatePartError("day", said("Give the day as a number, such as 23"))
    month_number = _month(month)
    if month_number is None:
        raise DatePartError("month", said("Give the month as its name, or a number from 1 to 12"))
    if not re.fullmatch("[0-9]{4}", year):
        raise DatePartError("year", said("Give the year with four figures"))
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise DatePartError(
            "year", said("Give a year from %(first)s to %(last)s", first=FIRST_YEAR, last=LAST_YEAR)
        )
    first = date(int(year), month_number, 1)
    days = monthrange(first.year, first.month)[1]
    if not 1 <= int(day_match[1]) <= days:
        raise DatePartError(
            "day", said("%(month)s has %(n)s days", month=month_year(first), n=days)
        )
    return first + timedelta(days=int(day_match[1]) - 1)


def _month(typed: str) -> int | None:
    if re.fullmatch("[0-9]{1,2}", typed):
        return int(typed) if 1 <= int(typed) <= 12 else None
    name = typed.lower().removesuffix(".")
    if len(name) < 3:
        return None
    return next((n for n, m in enumerate(_MONTHS, 1) if m.lower().startswith(name)), None)
