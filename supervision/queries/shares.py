"""Whom a reflection is shared with, told to its author; and one's own share, told to a reader."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from supervision.access import people as people_access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.people import Person, SupervisionRelation, Team
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.queries.colleagues import members_of
from supervision.queries.prepared import prepared


@dataclass(frozen=True)
class Share:
    """Someone whom a reflection is shared with at present, or a team.

    Attributes:
        name: of the person, or of the team.
        others: the people of the team today, the actor apart; None where the actor is not in it.
        closed_on: the last day of a team that is closed, through which nobody reads any more.
    """

    id: uuid.UUID
    relation_id: uuid.UUID | None
    team_id: uuid.UUID | None
    person_id: uuid.UUID | None
    name: str
    thanked_at: datetime | None
    others: tuple[str, ...] | None = None
    closed_on: date | None = None

    @property
    def team(self) -> bool:
        return self.team_id is not None


def of(actor: Actor, reflection: Reflection) -> tuple[Share, ...]:
    """Whom a reflection is shared with at present, the oldest first. Who is supervised by nobody
    any more shares with nobody through that relation, nor with a colleague who has left, nor with
    a team that is closed."""
    return tuple(one for one in with_closed(actor, reflection) if one.closed_on is None)


def with_closed(actor: Actor, reflection: Reflection) -> tuple[Share, ...]:
    """The same, and the teams that were closed since, by the names that they had last."""
    found = _of(actor, key=reflection.id).all()
    teams = [row.team_id for row in found if row.team_id is not None]
    people = members_of(actor, teams, others=True)
    return tuple(
        Share(
            row.id,
            row.relation_id,
            row.team_id,
            row.person_id,
            row.known_as or row.name,
            row.thanked_at,
            people.get(row.team_id) if row.team_id is not None else None,
            row.closed_on,
        )
        for row in found
    )


@prepared
def _of(actor: Actor, key: Any) -> Select[Any]:
    return (
        select(
            ReflectionShare.id,
            ReflectionShare.relation_id,
            ReflectionShare.team_id,
            ReflectionShare.person_id,
            ReflectionShare.thanked_at,
            Person.known_as,
            Team.name,
            Team.closed_on,
        )
        .outerjoin(SupervisionRelation, SupervisionRelation.id == ReflectionShare.relation_id)
        .outerjoin(
            Person,
            (Person.id == SupervisionRelation.supervisor_id)
            | (Person.id == ReflectionShare.person_id),
        )
        .outerjoin(Team, Team.id == ReflectionShare.team_id)
        .where(
            ReflectionShare.reflection_id == key,
            ReflectionShare.organisation_id == actor.organisation_id,
            ReflectionShare.taken_back_at.is_(None),
            or_(
                ReflectionShare.team_id.is_not(None),
                and_(ReflectionShare.person_id.is_not(None), people_access.working_here(actor)),
                and_(
                    ReflectionShare.relation_id.is_not(None),
                    SupervisionRelation.from_date <= actor.today,
                    (SupervisionRelation.to_date.is_(None))
                    | (SupervisionRelation.to_date >= actor.today),
                ),
            ),
        )
        .order_by(ReflectionShare.shared_at, ReflectionShare.id)
    )


def with_me(actor: Actor, reflection: Reflection) -> ReflectionShare | None:
    """The share that is for the actor by themselves: as supervisor, or as a named colleague. Of
    two, the one that they have thanked for already."""
    return db.session.scalar(
        select(ReflectionShare)
        .where(
            ReflectionShare.reflection_id == reflection.id,
            ReflectionShare.taken_back_at.is_(None),
            or_(
                ReflectionShare.person_id == actor.person_id,
                ReflectionShare.relation_id.in_([r.id for r in actor.supervises]),
            ),
        )
        .order_by(ReflectionShare.thanked_at.is_(None), ReflectionShare.shared_at)
        .limit(1)
    )


def my_team(actor: Actor, reflection: Reflection) -> str | None:
    """The name of a team of the actor's that a reflection is shared with."""
    return db.session.scalar(
        select(Team.name)
        .join(ReflectionShare, ReflectionShare.team_id == Team.id)
        .where(
            ReflectionShare.reflection_id == reflection.id,
            ReflectionShare.taken_back_at.is_(None),
            Team.id.in_([m.team_id for m in actor.memberships]),
        )
        .order_by(Team.name)
        .limit(1)
    )
