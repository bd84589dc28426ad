"""Doing what was asked for at once, or asking another administrator where two are needed."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.forms import Form
from supervision.blueprints.standing.forms import pairs
from supervision.language import gettext as _
from supervision.services import second_looks
from supervision.services import standing as services
from supervision.services.standing import Wanted


def supervise(actor: Actor, key: uuid.UUID, wanted: Wanted, reason: str, old: Any) -> str:
    """Begin supervision, or ask for it; returns what to say on the next page.

    Args:
        old: the relation that it follows, if any.
    """
    if access.relation_needs_second_look(actor, wanted.supervisor, wanted.supervisee):
        what = {
            "supervisor": wanted.supervisor.id.hex,
            "supervisee": wanted.supervisee.id.hex,
            "function": wanted.function,
            "from": wanted.first.isoformat(),
            "to": wanted.last.isoformat() if wanted.last else None,
            "covers": wanted.covers.id.hex if wanted.covers else None,
            "ends": old.id.hex if old is not None else None,
        }
        second_looks.ask(actor, "relation", what, reason, wanted.supervisor, key)
        return waits()
    if old is not None:
        services.change(actor, key, old, wanted, reason)
    else:
        services.relate(actor, key, wanted, reason)
    return _(
        "From %(day)s %(supervisor)s supervises %(supervisee)s. They are told.",
        day=when.day(actor, wanted.first),
        supervisor=wanted.supervisor.known_as,
        supervisee=wanted.supervisee.known_as,
    )


def give_role(
    actor: Actor,
    key: uuid.UUID,
    person: Any,
    role: str,
    first: date,
    last: date | None,
    reason: str,
) -> str:
    """Give a role, or ask for it; returns what to say on the next page."""
    if access.role_needs_second_look(actor, person.id, role):
        services.check_role(actor, person, role, first, last)
        what = {
            "role": role,
            "from": first.isoformat(),
            "to": last.isoformat() if last else None,
        }
        second_looks.ask(actor, "role", what, reason, person, key)
        return waits()
    services.give_role(actor, key, person, role, first, last, reason)
    return _(
        "Given: %(role)s, from %(day)s. %(name)s is told.",
        role=say.role(role),
        day=when.day(actor, first),
        name=person.known_as,
    )


def waits() -> str:
    return _("This waits until another administrator agrees. Nothing has changed until then.")


def hidden(form: Form) -> dict[str, Any]:
    """What was typed, for the page that asks once more."""
    return {"hidden_pairs": pairs(form)}
