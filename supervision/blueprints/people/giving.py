"""Giving a role or a supervisor: at once, or asked for where a second administrator has to agree.
Those whom it is about are told."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain.refusals import Refused
from supervision.domain.wording import said
from supervision.keys import new_key
from supervision.language import gettext as _
from supervision.queries import directory as queries
from supervision.queries import standing as lines
from supervision.services import second_looks, standing

NOBODY = said("Nobody who works here is called that. Write what they sign in with")
SEVERAL = said("Several people are called that. Write what the one you mean signs in with")


def role(actor: Actor, person: Any, code: str, first_day: date, reason: str) -> bool:
    """Give a role from a day on; False where it is asked for, and waits.

    Raises:
        Refused: beside `roles`.
    """
    try:
        standing.check_role(actor, person, code, first_day, None)
    except Refused as refusal:
        raise Refused({"roles": next(iter(refusal.problems.values()))}) from refusal
    if access.role_needs_second_look(actor, person.id, code):
        what = {"role": code, "from": first_day.isoformat()}
        second_looks.ask(actor, "role", what, reason, person)
        return False
    standing.give_role(actor, new_key(), person, code, first_day, None, reason)
    return True


def supervisor(
    actor: Actor,
    above: Any,
    person: Any,
    function: str,
    first_day: date,
    reason: str,
    field: str = "supervisor",
) -> bool:
    """Have somebody supervised from a day on; False where it is asked for, and waits.

    Raises:
        Refused: beside the field.
    """
    line = lines.above(actor, above.id)
    wanted = standing.Wanted(above, person, function, first_day, above=line)
    try:
        standing.check_relation(actor, wanted)
    except Refused as refusal:
        raise Refused({field: next(iter(refusal.problems.values()))}) from refusal
    if access.relation_needs_second_look(actor, above, person):
        what = {
            "supervisor": above.id.hex,
            "supervisee": person.id.hex,
            "function": function,
            "from": first_day.isoformat(),
        }
        second_looks.ask(actor, "relation", what, reason, person)
        return False
    standing.relate(actor, new_key(), wanted, reason)
    return True


def meant(actor: Actor, typed: str, field: str) -> Any:
    """Who is meant by a typed name; None for nothing typed.

    Raises:
        Refused: beside the field, where nobody or more than one is called that.
    """
    if not typed.strip():
        return None
    found = queries.called(actor, typed)
    if len(found) != 1:
        raise Refused({field: SEVERAL if found else NOBODY})
    return found[0]


def waits() -> str:
    """What is said where something was asked for and not given."""
    return _("What needs a second administrator waits until one has looked at it.")
