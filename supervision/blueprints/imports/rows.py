"""Rows of a file in words: what each would do, what is wrong with it, and what it proposes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import current_app, url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.domain.people import can_get_mail, in_hours
from supervision.domain.people_files.columns import LABELS
from supervision.domain.people_files.plans import Change, Plan, Proposal
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

ROLES = {
    "practitioner": _l("practitioner"),
    "curator": _l("curator"),
    "leader": _l("leader"),
    "auditor": _l("auditor"),
    "governance": _l("looks after information"),
    "administrator": _l("administrator"),
}
TAGS = {
    "problem": (_l("To put right"), "waiting"),
    "new": (_l("New"), "shared"),
    "change": (_l("Changes"), "shared"),
    "proposed": (_l("Proposed"), "waiting"),
    "same": (_l("Stays"), "settled"),
}


def row_shown(actor: Actor, plan: Plan) -> dict[str, Any]:
    """One row: who it is about, and what it would do or what is wrong, in sentences."""
    told = [_problem(one.field, one.sentence) for one in plan.problems]
    if plan.kind != "problem":
        if plan.kind == "new":
            told.append(_("Called %(name)s.", name=plan.known_as))
            if not can_get_mail(plan.line.email):
                told.append(_("Signs in with %(name)s, and gets no mail.", name=plan.line.email))
        told += [_change(actor, one) for one in plan.changes]
    told += [_proposal(actor, one) for one in plan.proposed]
    told += [_("%(sentence)s.", sentence=say.it(one)) for one in plan.notes]
    who = plan.line.name or plan.line.email or _("nobody named")
    return {
        "name": _("Row %(n)s: %(who)s", n=plan.line.number, who=who),
        "tags": _tags(plan),
        "note": say.sentences(told),
        **_way_on(actor, plan),
    }


def _tags(plan: Plan) -> list[tuple[str, str]]:
    """What the row does, and beside it that something is proposed."""
    names = [plan.kind]
    if plan.proposed and plan.kind != "proposed":
        names.append("proposed")
    return [(str(label), kind) for label, kind in (TAGS[name] for name in names)]


def _way_on(actor: Actor, plan: Plan) -> dict[str, Any]:
    """To where the leaver is confirmed, or what else is proposed is asked for; otherwise to the
    person."""
    if plan.person_id is None:
        return {}
    first = next((one for one in plan.proposed if one.leaves), None) or next(
        iter(plan.proposed), None
    )
    if first is not None:
        return _way_to(actor, first, plan.person_id, plan.line.name)
    return _link("people.read", _("Open their page"), plan.line.name, person_id=plan.person_id)


def _way_to(actor: Actor, one: Proposal, person_id: uuid.UUID, name: str) -> dict[str, Any]:
    if one.leaves:
        day = date.fromisoformat(one.detail)
        if day < actor.today:
            return _link("people.leaving", _("Give a last day"), name, person_id=person_id)
        return _link(
            *("people.leaving", _("Confirm this last day"), name),
            person_id=person_id,
            last_day=one.detail,
        )
    if one.kind == "role":
        return _link("standing.roles", _("Open their roles"), name, person_id=person_id)
    return _link("standing.supervision", _("Open their supervision"), name, person_id=person_id)


def _link(endpoint: str, label: str, name: str, **where: Any) -> dict[str, Any]:
    if endpoint not in current_app.view_functions:
        return {}
    return {"note_href": url_for(endpoint, **where), "note_link": label, "about": name}


def _problem(about: str, sentence: str) -> str:
    sentence = _full_stop(say.it(sentence))
    if about not in LABELS:
        return sentence
    return _("%(column)s: %(sentence)s", column=say.it(LABELS[about]), sentence=sentence)


def _full_stop(sentence: str) -> str:
    return sentence if sentence.endswith(("?", ".", "…")) else _("%(sentence)s.", sentence=sentence)


def _change(actor: Actor, one: Change) -> str:
    label = say.it(LABELS[one.what])
    before, after = _value(actor, one.what, one.before), _value(actor, one.what, one.after)
    if not before:
        return _("%(column)s: %(after)s.", column=label, after=after)
    if not after:
        return _("%(column)s: none any more, until now %(before)s.", column=label, before=before)
    return _(
        "%(column)s: %(after)s, until now %(before)s.", column=label, after=after, before=before
    )


def _value(actor: Actor, what: str, value: str) -> str:
    if not value:
        return ""
    if what == "hours":
        return in_hours(int(value))
    if what == "start":
        return when.day(actor, date.fromisoformat(value))
    if what == "role":
        return say.names(_role(code) for code in value.split(","))
    return value


def _role(code: str) -> str:
    return str(ROLES.get(code, code))


def _proposal(actor: Actor, one: Proposal) -> str:
    if one.leaves:
        day = date.fromisoformat(one.detail)
        if day < actor.today:
            return _(
                "Left on %(day)s, the file says – proposed: nothing happens until you give a last "
                "day.",
                day=when.day(actor, day),
            )
        return _(
            "Leaves on %(day)s – proposed: nothing happens until you confirm it.",
            day=when.day(actor, day),
        )
    if one.kind == "role":
        return _(
            "The role %(role)s needs a second administrator: ask for it on their page.",
            role=_role(one.detail),
        )
    return _("You as their supervisor needs a second administrator: ask for it on their page.")


def remains(
    actor: Actor, one: tuple[int, str, str, str, str], last_days: Mapping[str, date | None]
) -> dict[str, Any]:
    """Something that only a person does, with the way to it.

    Args:
        last_days: which last days have been noted by now, by person.
    """
    number, name, key, kind, detail = one
    proposal = Proposal(kind, detail)
    noted = last_days.get(key) if proposal.leaves else None
    if noted is not None and noted.isoformat() == detail:
        return {
            "name": _("Row %(n)s: %(who)s", n=number, who=name),
            "tags": [(_("Confirmed"), "settled")],
            "note": _("The last day is %(day)s.", day=when.day(actor, noted)),
            **_link("people.read", _("Open their page"), name, person_id=uuid.UUID(key)),
        }
    return {
        "name": _("Row %(n)s: %(who)s", n=number, who=name),
        "tags": [(str(TAGS["proposed"][0]), TAGS["proposed"][1])],
        "note": _proposal(actor, proposal),
        **(_way_to(actor, proposal, uuid.UUID(key), name) if key else {}),
    }


def left(one: tuple[int, str, str, str]) -> dict[str, Any]:
    """A row that was left out when it was its turn."""
    number, name, about, sentence = one
    return {
        "name": _("Row %(n)s: %(who)s", n=number, who=name),
        "note": _problem(about, sentence),
    }
