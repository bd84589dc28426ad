"""Doing what a second administrator has agreed to, in the transaction in which they agree.

Everything is looked at again as it is now: what has become impossible meanwhile is refused, and the
agreement with it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from supervision.access.actor import Actor
from supervision.language import gettext as _
from supervision.queries import directory
from supervision.queries import standing as queries
from supervision.services import directory as people
from supervision.services import settings
from supervision.services import standing as services
from supervision.services.standing import Wanted

What = Mapping[str, Any]


def carry_out(actor: Actor, look: Any, what: What) -> str:
    """Do it; returns what to say on the next page.

    Raises:
        Refused: it cannot be done as it was asked for.
    """
    return CARRY[look.need](actor, look, what)


def _role(actor: Actor, look: Any, what: What) -> str:
    person = directory.get(actor, look.person_id)
    first, last = _days(actor, what)
    services.give_role(
        actor, look.id, person, what["role"], first, last, look.reason or "", agreed=look
    )
    return _("Agreed. It holds, and %(name)s is told.", name=person.known_as)


def _relation(actor: Actor, look: Any, what: What) -> str:
    supervisor = directory.get(actor, uuid.UUID(what["supervisor"]))
    supervisee = directory.get(actor, uuid.UUID(what["supervisee"]))
    first, last = _days(actor, what)
    covers = _relation_of(actor, supervisee, what.get("covers"))
    above = queries.above(actor, supervisor.id)
    wanted = Wanted(supervisor, supervisee, what["function"], first, last, above, covers)
    old = _relation_of(actor, supervisee, what.get("ends"))
    if old is not None:
        services.change(actor, look.id, old, wanted, look.reason or "", agreed=look)
    else:
        services.relate(actor, look.id, wanted, look.reason or "", agreed=look)
    return _(
        "Agreed. It holds, and %(supervisor)s and %(supervisee)s are told.",
        supervisor=supervisor.known_as,
        supervisee=supervisee.known_as,
    )


def _setting(actor: Actor, look: Any, what: What) -> str:
    settings.change(actor, what["name"], what["value"], second_look=look)
    return _("Agreed. The setting holds from now on.")


def _link(actor: Actor, look: Any, what: What) -> str:
    """Nothing is printed yet: one of the two does that within a day, on the person's own page."""
    return _("Agreed. For a day, either of you two can print the link on this person’s page.")


def _address(actor: Actor, look: Any, what: What) -> str:
    person = directory.get(actor, look.person_id)
    people.change_address(actor, person, what["address"], agreed=look)
    return _("Agreed. %(name)s signs in with the new address.", name=person.known_as)


def _days(actor: Actor, what: What) -> tuple[date, date | None]:
    """What was to begin before it was agreed to begins on the day on which it is."""
    first = max(date.fromisoformat(what["from"]), actor.today)
    return first, date.fromisoformat(what["to"]) if what.get("to") else None


def _relation_of(actor: Actor, supervisee: Any, key: str | None) -> Any:
    return queries.relation(actor, supervisee, uuid.UUID(key)) if key else None


CARRY: Mapping[str, Callable[[Actor, Any, What], str]] = {
    "role": _role,
    "relation": _relation,
    "setting": _setting,
    "link": _link,
    "address": _address,
}
