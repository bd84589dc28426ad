"""Moments and days in the words of the product, in the reader's own time zone."""

from __future__ import annotations

from datetime import date, datetime

from supervision.access.actor import Actor
from supervision.domain import dates


def local(actor: Actor, moment: datetime) -> datetime:
    return moment.astimezone(actor.zone)


def day(actor: Actor, moment: datetime | date) -> str:
    """“23 November”, with the year when it is another."""
    return dates.day_month(_date(actor, moment), actor.today)


def weekday(actor: Actor, moment: datetime | date) -> str:
    """“Monday 23 November”."""
    return dates.weekday(_date(actor, moment), actor.today)


def near(actor: Actor, moment: datetime | date) -> str:
    """“today”, “yesterday”, “tomorrow”, or the weekday and date."""
    return dates.near_day(_date(actor, moment), actor.today)


def clock(actor: Actor, moment: datetime) -> str:
    """“2 pm”."""
    return dates.clock(local(actor, moment).time())


def saved(actor: Actor, moment: datetime) -> str:
    """“Saved at 14:02”, with the day when it was not today."""
    at = dates.saved_clock(local(actor, moment).time())
    if _date(actor, moment) == actor.today:
        return f"Saved at {at}"
    return f"Saved at {at} on {day(actor, moment)}"


def appointment(actor: Actor, moment: datetime) -> str:
    """“today at 2 pm”, “Friday 27 November at 10.15 am”."""
    return f"{near(actor, moment)} at {clock(actor, moment)}"


def in_sentence(actor: Actor, moment: datetime) -> str:
    """“today at 2 pm”, “on Friday 27 November at 10.15 am”."""
    said = appointment(actor, moment)
    return f"on {said}" if said[:1].isupper() else said


def capital(sentence: str) -> str:
    """The sentence with its first letter large, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def _date(actor: Actor, moment: datetime | date) -> date:
    if isinstance(moment, datetime):
        return local(actor, moment).date()
    return moment
