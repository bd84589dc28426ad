"""Since you were here: each thing as a sentence that leads to it."""

from __future__ import annotations

from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.home import writing
from supervision.blueprints.home.shape import Row
from supervision.language import gettext as _

STANDING = frozenset(
    f"{kind}{end}" for kind in ("role", "supervised", "supervises") for end in ("", "_ended")
)


def news_row(actor: Actor, one: Any) -> Row:
    """A line: who did what, and when."""
    note = "" if one.kind == "example" else say.capital(when.near(actor, one.at))
    return {"name": _sentence(actor, one), "href": _href(one), "note": note}


def _sentence(actor: Actor, one: Any) -> str:
    if one.kind == "answered":
        return writing.answered(one.detail, one.name)
    if one.starts_at is not None:
        return _of_session(actor, one)
    if one.kind in STANDING:
        return _of_standing(actor, one) if one.day is not None else _never_began(one)
    return {
        "shared": _("%(name)s shared a reflection with you", name=one.name),
        "example": _("New in good practice: %(title)s", title=one.name),
        "reference": _("You work with person %(code)s now", code=one.name),
    }[one.kind]


def _of_session(actor: Actor, one: Any) -> str:
    name, day = one.name, when.day(actor, one.starts_at)
    moment = when.appointment(actor, one.starts_at)
    return {
        "to_sign": _("%(name)s shared the record of %(day)s with you", name=name, day=day),
        "signed": _("%(name)s signed the record of %(day)s", name=name, day=day),
        "agenda": _("%(name)s added to the agenda for %(day)s", name=name, day=day),
        "moved": _("%(name)s moved your session: it is now %(moment)s", name=name, moment=moment),
        "cancelled": _("%(name)s cancelled your session of %(day)s", name=name, day=day),
    }[one.kind]


def _of_standing(actor: Actor, one: Any) -> str:
    """What the actor was given, or what ends for them; the day as it lies."""
    day, name = when.day(actor, one.day), one.name
    return {
        "role": _("You have a new role, from %(day)s", day=day),
        "role_ended": _("A role of yours has its last day: %(day)s", day=day),
        "supervised": _("%(name)s supervises you, from %(day)s", name=name, day=day),
        "supervised_ended": _("%(name)s supervises you until %(day)s", name=name, day=day),
        "supervises": _("You supervise %(name)s, from %(day)s", name=name, day=day),
        "supervises_ended": _("You supervise %(name)s until %(day)s", name=name, day=day),
    }[one.kind]


def _never_began(one: Any) -> str:
    """What was given from a day on, and taken back before it came."""
    return {
        "role_ended": _("A role that you were to have does not begin"),
        "supervised_ended": _("%(name)s does not begin to supervise you", name=one.name),
        "supervises_ended": _("You do not begin to supervise %(name)s", name=one.name),
    }[one.kind]


def _href(one: Any) -> str:
    if one.kind in STANDING:
        return url_for("standing.what_i_see")
    if one.kind in ("shared", "answered"):
        return url_for("reflections.read", reflection_id=one.thing_id)
    if one.kind == "example":
        return url_for("library.read", example_id=one.thing_id)
    if one.kind == "reference":
        return url_for("recordings.overview")
    return url_for("sessions.read", session_id=one.thing_id)
