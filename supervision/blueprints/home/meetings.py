"""Sessions on a Home: one's people, one's own supervision, records, agenda, actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import url_for

from supervision.access.actor import Actor, Relation
from supervision.blueprints import say, when
from supervision.blueprints.home.shape import Row
from supervision.domain.rearranging import Reason
from supervision.language import gettext as _
from supervision.language import ngettext


def person_row(
    actor: Actor, relation: Relation, coming: Any, met: date | None, rhythm: Any = None
) -> Row:
    """One of the supervisor's people: when next, when last, and how often they agreed to meet. For
    somebody who is away nothing is due."""
    row: Row = {"name": relation.supervisee}
    if coming is None and rhythm is not None and rhythm.away:
        row["tag"] = (_("Away"), "")
        row["note"] = _("Paused until %(name)s is back. Nothing is due.", name=relation.supervisee)
        return row
    if coming is None:
        row["about"] = _("for %(name)s", name=relation.supervisee)
        row["tag"] = (_("No date yet"), "waiting")
        row["note_href"] = url_for("sessions.plan", relation=relation.id)
        row["note_link"] = _("Choose a date")
        row["note"] = _since(actor, met, rhythm)
        return row
    row["note"] = (
        _("Last met %(day)s", day=when.day(actor, met)) if met else _("You have not met here yet")
    )
    row["href"] = url_for("sessions.read", session_id=coming.id)
    day = say.capital(when.near(actor, coming.starts_at))
    if when.local(actor, coming.starts_at).date() == actor.today:
        day = _("%(day)s, %(clock)s", day=day, clock=when.clock(actor, coming.starts_at))
    row["side"] = day
    return row


def _since(actor: Actor, met: date | None, rhythm: Any) -> str:
    """When two people met last, and how often they agreed to; never that a day has passed by."""
    if met is None:
        return _("You have not met here yet.")
    last = when.day(actor, met)
    if rhythm is None:
        return _("Last met %(day)s.", day=last)
    often = say.every(rhythm.weeks)
    return _("Last met %(day)s, and you agreed %(often)s.", day=last, often=often)


def supervision_row(actor: Actor, relation: Relation, coming: Any, rhythm: Any = None) -> Row:
    """One's own supervision, with each supervisor."""
    row: Row = {
        "name": _("With %(name)s", name=relation.supervisor),
        "about": _("with %(name)s", name=relation.supervisor),
    }
    if coming is None:
        return row | {
            "note": _("No date yet, and you agreed %(often)s.", often=say.every(rhythm.weeks))
            if rhythm is not None and not rhythm.away
            else _("No date yet."),
            "note_href": url_for("sessions.plan", relation=relation.id),
            "note_link": _("Choose a date"),
        }
    moment = say.capital(when.appointment(actor, coming.starts_at))
    return row | {
        "note": _("%(moment)s.", moment=moment),
        "note_href": url_for("sessions.read", session_id=coming.id),
        "note_link": _("Add to the agenda"),
    }


def write_row(actor: Actor, row: Any) -> Row:
    """A session whose day has passed, and whose draft is not shared yet."""
    planned = row.state == "planned"
    return _record(actor, row) | {
        "note": _("No record yet.") if planned else _("Your draft is not shared yet."),
        "href": url_for(
            "sessions.record" if row.relation_id else "sessions.record_group", session_id=row.id
        ),
    }


def group_row(actor: Actor, row: Any) -> Row:
    """The next session of a group, by the name of the group."""
    moment = say.capital(when.appointment(actor, row.starts_at))
    return {
        "name": row.other,
        "note": _("%(moment)s.", moment=moment),
        "note_href": url_for("sessions.read", session_id=row.id),
        "note_link": _("Open the session"),
        "about": row.other,
    }


def sign_row(actor: Actor, row: Any) -> Row:
    signed = ngettext(
        "%(name)s has signed. Your turn.",
        "%(name)s have signed. Your turn.",
        len(row.signed_by),
        name=say.names(row.signed_by),
    )
    return _record(actor, row) | {"note": signed if row.signed_by else _("Ready to read and sign.")}


def rearranged_row(actor: Actor, change: Any) -> Row:
    """A session that someone else moved or cancelled, with the reason they chose."""
    was = when.weekday(actor, change.was_at)
    if change.what == "moved":
        now = say.capital(when.appointment(actor, change.starts_at))
        name = _("%(name)s moved your session of %(day)s", name=change.by, day=was)
        note = _("It is now: %(moment)s.", moment=now)
    else:
        name = _("%(name)s cancelled your session of %(day)s", name=change.by, day=was)
        note = ""
    why = _("Why: %(reason)s.", reason=say.it(Reason(change.reason).label))
    return {
        "name": name,
        "href": url_for("sessions.read", session_id=change.session_id),
        "note": say.sentences([note, why]),
    }


def outline_row(actor: Actor, row: Any) -> Row:
    """What the manager above knows of a session: no link, since there is nothing to open."""
    states = {
        "planned": _("Planned"),
        "held": _("Held, not signed yet"),
        "signed": _("Signed by both"),
    }
    return {
        "name": say.names([row.supervisee, row.supervisor]),
        "side": when.day(actor, row.starts_at),
        "note": states.get(row.state, _("Not held")),
    }


def agenda_row(item: Any) -> Row:
    """An item of the agenda, with what it came from."""
    row: Row = {"words": say.it(item.words), "by": item.by}
    if item.reflection_id:
        row["note"] = _("With the reflection")
        row["note_href"] = url_for("reflections.read", reflection_id=item.reflection_id)
        row["note_link"] = item.reflection
    return row


def action_row(actor: Actor, row: Any, whose: str = "") -> Row:
    """An agreed action, which leads to where it was agreed."""
    return {
        "name": _("%(name)s: %(words)s", name=whose, words=row.words) if whose else row.words,
        "href": url_for("sessions.read", session_id=row.session_id),
        "note": _("By %(day)s", day=when.day(actor, row.due_on)) if row.due_on else "",
    }


def length(row: Any) -> str:
    """“One hour. The small room.”"""
    long = _("%(length)s.", length=say.capital(when.length(row.minutes)))
    place = _("%(place)s.", place=row.place.rstrip(".")) if row.place else ""
    return say.sentences([long, place])


def _record(actor: Actor, row: Any) -> Row:
    day = when.day(actor, row.starts_at)
    return {
        "name": _("%(name)s, %(day)s", name=row.other, day=day),
        "href": url_for("sessions.read", session_id=row.id),
    }
