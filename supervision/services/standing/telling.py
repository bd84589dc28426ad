"""Telling people what was given to them or ended. Home reads it from the dates by itself."""

from __future__ import annotations

from supervision import outbox
from supervision.access.actor import Actor
from supervision.models.people import RoleGrant, SupervisionRelation


def tell(actor: Actor, right: RoleGrant | SupervisionRelation) -> None:
    """Queue a mail for those whom it is about: whoever holds the role, or both of a relation."""
    if isinstance(right, RoleGrant):
        outbox.standing(actor, [right.person_id], right)
    else:
        outbox.standing(actor, [right.supervisor_id, right.supervisee_id], right)
