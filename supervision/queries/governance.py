"""Whom people can ask about what is kept here: those who look after information."""

from __future__ import annotations

from sqlalchemy import or_, select

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
            Person.organisation_id == actor.organisation_id,
            RoleGrant.organisation_id == actor.organisation_id,
            RoleGrant.role == "governance",
            alive(RoleGrant, actor.today),
            Person.joined_on <= actor.today,
            or_(Person.left_on.is_(None), Person.left_on >= actor.today),
        )
        .distinct()
        .order_by(Person.full_name)
        .limit(MOST)
    )
    return list(rows)
