"""How often the actor's own pairs meet, as the organisation has settled it by what people do."""

from __future__ import annotations

import uuid
from collections.abc import Container
from dataclasses import dataclass

from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.domain import settings
from supervision.extensions import db
from supervision.models.administration import Absence
from supervision.models.people import Person, RoleGrant
from supervision.queries.people import alive


@dataclass(frozen=True)
class Rhythm:
    """In how many weeks two people meet again; for who is away nothing is due."""

    weeks: int
    away: bool


def rhythms(actor: Actor, but: Container[uuid.UUID] = ()) -> dict[uuid.UUID, Rhythm]:
    """By relation, for the line supervision in which the actor stands today, on either side. One
    statement. Professional and clinical supervision have no rhythm here: the two settle it.

    Args:
        but: relations that are left out, such as those with a date; none left asks nothing.
    """
    lines = {
        relation.id: relation.supervisee_id
        for relation in (*actor.supervises, *actor.supervised_by)
        if relation.function == "line" and relation.id not in but
    }
    if not lines:
        return {}
    leads = (
        select(RoleGrant.id)
        .where(
            RoleGrant.person_id == Person.id,
            RoleGrant.role == "leader",
            alive(RoleGrant, actor.today),
        )
        .exists()
    )
    away = (
        select(Absence.id)
        .where(Absence.person_id == Person.id, alive(Absence, actor.today))
        .exists()
    )
    rows = db.session.execute(
        select(Person.id, Person.joined_on, Person.weekly_minutes, leads, away).where(
            Person.organisation_id == actor.organisation_id, Person.id.in_(set(lines.values()))
        )
    )
    often = settings.of(actor.settings).frequencies
    found = {
        person_id: Rhythm(
            often.weeks(
                joined_on=joined_on, today=actor.today, leads=leading, weekly_minutes=minutes
            ),
            is_away,
        )
        for person_id, joined_on, minutes, leading, is_away in rows
    }
    return {relation_id: found[person] for relation_id, person in lines.items() if person in found}
