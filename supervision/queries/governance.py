"""Whom people can ask about what is kept here: those who look after information."""

from __future__ import annotations

from sqlalchemy import select

from supervision.access import people as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.people import Person, RoleGrant
from supervision.queries.people import alive

MOST = 12


def names(actor: Actor) -> list[str]:
    """The full names of whoever holds the governance role in the actor's organisation today."""
    rows = db.session.scalars(
        select(Person.full_name)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(
            RoleGrant.organisation_id == actor.organisation_id,
            RoleGrant.role == "governance",
            alive(RoleGrant, actor.today),
            access.works_here(actor),
        )
        .distinct()
        .order_by(Person.full_name)
        .limit(MOST)
    )
    return list(rows)
