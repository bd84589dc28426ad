"""Welcoming someone who is here for the first time."""

from __future__ import annotations

from supervision import audit
from supervision.access import people as access
from supervision.access.actor import Actor
from supervision.domain.refusals import require
from supervision.models.people import Person


def put_away(actor: Actor, person: Person) -> None:
    """Put away what Home says on the first visit. Twice is once."""
    require(access.can_change_details(actor, person))
    if person.welcomed_at is None:
        person.welcomed_at = actor.now
        audit.did(actor, "welcomed", person)
