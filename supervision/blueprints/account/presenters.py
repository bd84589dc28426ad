"""What is a person's own, in words."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain import devices
from supervision.domain.deletion import RESTORABLE
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

KINDS = {
    "reflections": _l("A reflection"),
    "asks": _l("An ask"),
    "ask_answers": _l("An answer to an ask"),
    "outcome_recordings": _l("An outcome recording"),
    "outcome_reviews": _l("A review of an outcome"),
    "supervision_sessions": _l("A supervision session"),
    "agreed_actions": _l("An agreed action"),
    "agenda_items": _l("Something on an agenda"),
    "session_changes": _l("Why a session was moved or cancelled"),
    "session_additions": _l("Something added to a signed record"),
    "practice_proposals": _l("A proposed example"),
    "proposal_remarks": _l("A remark on a proposed example"),
    "team_spells": _l("Why a team was changed"),
    "care_service_spells": _l("Why a service was changed"),
}
OTHER_KIND = _l("Something written")
PLACES = {
    "reflections": (_l("Open the reflection"), "reflections.read", "reflection_id"),
    "outcome_recordings": (_l("Open the recording"), "recordings.read", "recording_id"),
    "practice_proposals": (_l("Open the example"), "library.proposal", "proposal_id"),
    "supervision_sessions": (_l("Open the session"), "sessions.read", "session_id"),
}
RESTORED_AT = {
    "reflections": (_l("A reflection"), "reflections.restore", "reflection_id"),
    "recordings": (_l("A draft of an outcome recording"), "recordings.restore", "recording_id"),
    "proposals": (_l("An example that you were writing"), "library.restore", "proposal_id"),
}


def details(
    actor: Actor, person: Any, since: Mapping[uuid.UUID, date], administrators: Sequence[str]
) -> dict[str, Any]:
    """The facts that others look after, as pairs, and the relations with their days."""
    teams = say.names(membership.team for membership in actor.memberships)
    roles = [str(name) for role, name in say.ROLES.items() if role in actor.roles]
    return {
        "facts": [
            (_("What you sign in with"), person.email),
            (_("Organisation"), actor.organisation),
            (_("Teams"), teams or _("None at present")),
            (_("Roles"), ", ".join(roles) or _("None at present")),
        ],
        "relations": [
            *(
                {
                    "name": one.supervisor,
                    "note": _supervised_by(one.function, when.day(actor, since[one.id])),
                }
                for one in actor.supervised_by
            ),
            *(
                {
                    "name": one.supervisee,
                    "note": _supervises(one.function, when.day(actor, since[one.id])),
                }
                for one in actor.supervises
            ),
        ],
        "who_changes": _(
            "The rest is looked after by %(names)s. Tell them when something is not right.",
            names=say.names(administrators),
        )
        if administrators
        else _(
            "The rest is looked after by whoever administers Supervision in %(organisation)s. "
            "Tell them when something is not right.",
            organisation=actor.organisation,
        ),
    }


def action_row(actor: Actor, row: Any, *, own: bool) -> dict[str, Any]:
    """An open action with its day, and the session in which it was agreed."""
    due = _due(actor, row.due_on)
    return {
        "words": row.words,
        "owner": "" if own else row.owner,
        "due": when.capital(due) if own else due,
        "note_href": url_for("sessions.read", session_id=row.session_id),
        "note_link": _("Agreed on %(day)s", day=when.day(actor, row.agreed_in)),
        "about": row.words[:80],
    }


def sign_in(actor: Actor, row: Any, this_one: uuid.UUID) -> dict[str, Any]:
    """A sign-in: the browser, since when, when it was last used."""
    here = row.id == this_one
    return {
        "device": say.it(devices.in_words(row.device)),
        "here": here,
        "note": _("Signed in %(when)s.", when=when.in_sentence(actor, row.started_at))
        if here
        else _(
            "Signed in %(when)s, last used %(last)s.",
            when=when.in_sentence(actor, row.started_at),
            last=when.in_sentence(actor, row.seen_at),
        ),
        "href": url_for(".end_sign_in", sign_in_id=row.id),
    }


def read_of_mine(
    actor: Actor, row: Any, there: Mapping[uuid.UUID, tuple[str, uuid.UUID]]
) -> dict[str, Any]:
    """Who read what of the actor's, and a link to it where it can still be opened."""
    shown = {
        "name": row.reader,
        "side": _day(actor, row.day),
        "note": _("%(kind)s.", kind=_kind(row.kind)),
    }
    place = there.get(row.thing_id)
    if place is not None:
        label, endpoint, key = PLACES[place[0]]
        shown["note_link"] = str(label)
        shown["note_href"] = url_for(endpoint, **{key: place[1]})
    return shown


def read_of_anyone(actor: Actor, row: Any) -> dict[str, Any]:
    """Who read what kind of thing, with whose words, on which day."""
    return {
        "name": row.reader,
        "side": _day(actor, row.day),
        "note": _("%(kind)s, with words of %(name)s", kind=_kind(row.kind), name=row.whose),
    }


def deleted(actor: Actor, found: Sequence[tuple[str, Sequence[Any]]]) -> list[dict[str, Any]]:
    """What can be brought back, the latest deleted first."""
    rows = [(noun, row) for noun, some in found for row in some]
    rows.sort(key=lambda pair: pair[1].deleted_at, reverse=True)
    return [_deleted(actor, noun, row) for noun, row in rows]


def _deleted(actor: Actor, noun: str, row: Any) -> dict[str, Any]:
    kind, endpoint, key = RESTORED_AT[noun]
    return {
        "title": row.title,
        "note": _(
            "%(kind)s, deleted %(when)s. It can be brought back until %(day)s.",
            kind=kind,
            when=when.in_sentence(actor, row.deleted_at),
            day=when.weekday(actor, row.deleted_at + RESTORABLE),
        ),
        "href": url_for(endpoint, **{key: row.id}),
    }


def _supervised_by(function: str, day: str) -> str:
    return {
        "line": _("Your line supervisor since %(day)s", day=day),
        "professional": _("Your professional supervisor since %(day)s", day=day),
        "clinical": _("Your clinical supervisor since %(day)s", day=day),
    }[function]


def _supervises(function: str, day: str) -> str:
    return {
        "line": _("You have been their line supervisor since %(day)s", day=day),
        "professional": _("You have been their professional supervisor since %(day)s", day=day),
        "clinical": _("You have been their clinical supervisor since %(day)s", day=day),
    }[function]


def _due(actor: Actor, day: date | None) -> str:
    if day is None:
        return _("no date")
    if day < actor.today:
        return _("meant for %(day)s", day=when.day(actor, day))
    if day == actor.today:
        return _("for today")
    return _("by %(day)s", day=when.near(actor, day))


def _day(actor: Actor, day: date) -> str:
    return when.capital(when.near(actor, day))


def _kind(kind: str) -> Any:
    return KINDS.get(kind, OTHER_KIND)
