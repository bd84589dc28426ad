"""Moments and days in the words of the product, in the reader's language and time zone."""

from __future__ import annotations

from datetime import date, datetime

from babel.dates import format_date, format_time

from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.domain import dates
from supervision.language import get_locale
from supervision.language import gettext as _

capital = say.capital


def local(actor: Actor, moment: datetime) -> datetime:
    return moment.astimezone(actor.zone)


def day(actor: Actor, moment: datetime | date) -> str:
    """“23 November”, with the year when it is another."""
    d = _date(actor, moment)
    if say.english():
        return dates.day_month(d, actor.today)
    return _in_pattern(d, "d MMMM" if d.year == actor.today.year else "d MMMM y")


def weekday(actor: Actor, moment: datetime | date) -> str:
    """“Monday 23 November”."""
    d = _date(actor, moment)
    if say.english():
        return dates.weekday(d, actor.today)
    return _in_pattern(d, "EEEE d MMMM" if d.year == actor.today.year else "EEEE d MMMM y")


def month(moment: date) -> str:
    """“November 2026”."""
    return dates.month_year(moment) if say.english() else _in_pattern(moment, "MMMM y")


def near(actor: Actor, moment: datetime | date) -> str:
    """“today”, “yesterday”, “tomorrow”, or the weekday and date."""
    d = _date(actor, moment)
    match (d - actor.today).days:
        case 0:
            return _("today")
        case -1:
            return _("yesterday")
        case 1:
            return _("tomorrow")
    return weekday(actor, d)


def is_near(actor: Actor, moment: datetime | date) -> bool:
    """Whether a day is said as “today”, “yesterday” or “tomorrow”."""
    return abs((_date(actor, moment) - actor.today).days) <= 1


def on(actor: Actor, moment: datetime | date) -> str:
    """“today”, “yesterday”, “tomorrow”, or “on Monday 16 November”: within a sentence."""
    said = near(actor, moment)
    return said if is_near(actor, moment) else _("on %(day)s", day=said)


def clock(actor: Actor, moment: datetime) -> str:
    """“2 pm”."""
    t = local(actor, moment).time()
    return dates.clock(t) if say.english() else format_time(t, "short", locale=get_locale())


def saved(actor: Actor, moment: datetime) -> str:
    """“Saved at 14:02”, with the day when it was not today."""
    at = dates.saved_clock(local(actor, moment).time())
    if _date(actor, moment) == actor.today:
        return _("Saved at %(clock)s", clock=at)
    return _("Saved at %(clock)s on %(day)s", clock=at, day=day(actor, moment))


def kept(actor: Actor, moment: datetime) -> str:
    """“Kept at 14:02 for you alone, not saved yet”, with the day when it was not today."""
    at = dates.saved_clock(local(actor, moment).time())
    if _date(actor, moment) == actor.today:
        return _("Kept at %(clock)s for you alone, not saved yet", clock=at)
    on = day(actor, moment)
    return _("Kept at %(clock)s on %(day)s for you alone, not saved yet", clock=at, day=on)


def appointment(actor: Actor, moment: datetime) -> str:
    """“today at 2 pm”, “Friday 27 November at 10.15 am”."""
    return _("%(day)s at %(clock)s", day=near(actor, moment), clock=clock(actor, moment))


def in_sentence(actor: Actor, moment: datetime) -> str:
    """“today at 2 pm”, “on Friday 27 November at 10.15 am”."""
    said = appointment(actor, moment)
    return said if is_near(actor, moment) else _("on %(day)s", day=said)


def in_full(actor: Actor, moment: datetime) -> str:
    """“Monday 23 November 2026 at 2 pm”: for what is kept for long, or on paper."""
    d = local(actor, moment).date()
    return _("%(day)s at %(clock)s", day=day_in_full(d), clock=clock(actor, moment))


def day_in_full(d: date) -> str:
    """“Monday 23 November 2026”: for somebody who is not signed in."""
    return dates.weekday(d, date.min) if say.english() else _in_pattern(d, "EEEE d MMMM y")


def length(minutes: int) -> str:
    """“one hour”, “45 minutes”, “one hour 30 minutes”."""
    if say.english():
        return dates.duration(minutes)
    return _("%(n)s minutes", n=minutes)


def _in_pattern(d: date, pattern: str) -> str:
    return format_date(d, pattern, locale=get_locale())


def _date(actor: Actor, moment: datetime | date) -> date:
    if isinstance(moment, datetime):
        return local(actor, moment).date()
    return moment
