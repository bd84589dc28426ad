"""The page of one person in words, and what ends when they leave."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import current_app, url_for

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.people.rows import state
from supervision.domain import people as rules
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

FUNCTIONS = {
    "line": _l("Line"),
    "professional": _l("Professional"),
    "clinical": _l("Clinical"),
}


def person(actor: Actor, one: Any, around: Any, invited: Any) -> dict[str, Any]:
    """Everything that the page of a person draws."""
    signed_in = one.password_hash is not None
    shut_out = one.shut_out_at is not None
    gone = shut_out or (one.left_on is not None and one.left_on < actor.today)
    may_change = access.can_change(actor, one)
    away = (around.away[0].from_date, around.away[0].to_date) if around.away else None
    return {
        "person": one,
        "state": state(actor, one, shut_out, signed_in, away, invited),
        "lead": _lead(actor, one, gone),
        "facts": _facts(actor, one, signed_in),
        "teams": [_dated(actor, dated, dated.what) for dated in around.teams],
        "roles": [_dated(actor, dated, say.role(dated.what)) for dated in around.roles],
        "supervision": [
            *(
                _dated(actor, dated, dated.other, above(dated.what))
                for dated in around.supervised_by
            ),
            *(_dated(actor, dated, dated.other, below(dated.what)) for dated in around.supervises),
        ],
        "away": [_dated(actor, dated, _("Away")) for dated in around.away],
        "gone": gone,
        "may_change": may_change,
        "next": _next(actor, one, around, invited, gone) if may_change else None,
        "further": list(_further(one, gone, may_change)),
    }


def leaving(actor: Actor, one: Any, around: Any) -> dict[str, Any]:
    """What ends when somebody leaves, as lists of words."""
    return {
        "person": one,
        "leaving_on": when.weekday(actor, one.left_on) if one.left_on else "",
        "what_ends": [
            (heading, say.names(rows))
            for heading, rows in (
                (_("Teams"), [dated.what for dated in around.teams]),
                (_("Roles"), [say.role(dated.what) for dated in around.roles]),
                (_("Supervised by"), list({d.other: 1 for d in around.supervised_by})),
                (_("Supervises"), list({d.other: 1 for d in around.supervises})),
            )
            if rows
        ],
        "oneself": one.id == actor.person_id,
    }


def who_supervises(one: Any) -> str:
    """What is asked of somebody whom a leaver supervises."""
    return {
        "line": _("Who is the line supervisor of %(name)s from then on", name=one.other),
        "professional": _(
            "Who is the professional supervisor of %(name)s from then on", name=one.other
        ),
        "clinical": _("Who is the clinical supervisor of %(name)s from then on", name=one.other),
    }[one.what]


def above(function: str) -> str:
    return {
        "line": _("Their line supervisor"),
        "professional": _("Their professional supervisor"),
        "clinical": _("Their clinical supervisor"),
    }[function]


def below(function: str) -> str:
    return {
        "line": _("They are the line supervisor"),
        "professional": _("They are the professional supervisor"),
        "clinical": _("They are the clinical supervisor"),
    }[function]


def _lead(actor: Actor, one: Any, gone: bool) -> str:
    if one.shut_out_at is not None:
        return _("Their access was ended %(when)s.", when=when.in_sentence(actor, one.shut_out_at))
    if gone:
        return _("They left. Their last day was %(day)s.", day=when.weekday(actor, one.left_on))
    if one.left_on is not None:
        return _("Their last day here is %(day)s.", day=when.weekday(actor, one.left_on))
    if one.joined_on > actor.today:
        return _("They begin %(day)s.", day=when.on(actor, one.joined_on))
    return ""


def _facts(actor: Actor, one: Any, signed_in: bool) -> list[tuple[str, str]]:
    hours = rules.in_hours(one.weekly_minutes)
    facts = [
        (_("What people call them"), one.known_as),
        (_("What they sign in with"), one.email),
        (_("Hours of work a week"), hours or _("Not known")),
        (_("First day here"), when.day(actor, one.joined_on)),
    ]
    if one.left_on is not None:
        facts.append((_("Last day here"), when.day(actor, one.left_on)))
    if not signed_in:
        facts.append((_("Password"), _("None yet")))
    return facts


def _dated(actor: Actor, dated: Any, name: str, what: str = "") -> dict[str, Any]:
    """A thing with its days: from when, until when if that is known."""
    since, until = when.day(actor, dated.from_date), ""
    if dated.to_date is not None:
        until = when.day(actor, dated.to_date)
        days = _("From %(since)s to %(until)s.", since=since, until=until)
    elif dated.from_date > actor.today:
        days = _("From %(since)s on.", since=since)
    else:
        days = _("Since %(since)s.", since=since)
    made = {
        "name": name,
        "note": say.sentences([_("%(what)s.", what=what), days] if what else [days]),
    }
    if dated.other_id is not None and what:
        made["href"] = url_for("people.read", person_id=dated.other_id)
    return made


def _next(actor: Actor, one: Any, around: Any, invited: Any, gone: bool) -> dict[str, str] | None:
    """The one next step, where something is missing."""
    if gone or one.left_on is not None:
        return None
    key = {"person_id": one.id}
    name = one.known_as
    if one.password_hash is None and invited is None:
        return {
            "heading": _("%(name)s is not invited yet", name=name),
            "text": _("They set their own password, and nobody else learns it."),
            "label": _("Invite %(name)s", name=name),
            "href": url_for("people.invite", **key),
        }
    practises = "practitioner" in {dated.what for dated in around.roles}
    if practises and not around.teams:
        return {
            "heading": _("%(name)s is in no team", name=name),
            "text": _("What they write belongs to the team that they are in that day."),
            "label": _("Choose a team"),
            "href": url_for("people.team", **key),
        }
    asked = "standing.add_supervision" in current_app.view_functions
    if practises and not around.supervised_by and asked:
        return {
            "heading": _("Nobody supervises %(name)s", name=name),
            "text": _("Until somebody does, there is no supervision to plan."),
            "label": _("Choose who supervises %(name)s", name=name),
            "href": url_for("standing.add_supervision", **key),
        }
    return None


def _further(one: Any, gone: bool, may_change: bool) -> Iterable[tuple[str, str]]:
    """Where the rest is looked after: label and address."""
    seen = (
        (_("Roles, who gave them and why"), "standing.roles"),
        (_("Supervision, who gave it and why"), "standing.supervision"),
        (_("What they can see, and why"), "standing.sees"),
    )
    changed = (
        (
            (_("Put their details right"), "people.details"),
            (_("Have them back"), "people.back"),
        )
        if gone
        else (
            (_("Put their details right"), "people.details"),
            (_("Change the team"), "people.team"),
            (_("Note a long leave"), "people.away"),
            (_("Their way in"), "people.invite"),
            (_("Their last day"), "people.leaving"),
        )
    )
    for label, endpoint in (*(changed if may_change else ()), *seen):
        if endpoint in current_app.view_functions:
            yield label, url_for(endpoint, person_id=one.id)
