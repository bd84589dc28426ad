"""What waits for whoever looks after people: second looks, people not yet here, and gaps. One
statement, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, func, select

from supervision.access import administration as access
from supervision.access import people as people_access
from supervision.access.actor import Actor
from supervision.access.people import PRACTICE
from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.people import (
    Person,
    RoleGrant,
    SupervisionRelation,
    Team,
    TeamMembership,
)
from supervision.queries.people import alive


@dataclass(frozen=True)
class Waiting:
    """How many of each.

    Attributes:
        second_looks: asked for by others, which the actor may agree to.
        not_yet: people who have set no password yet.
        without_team, without_supervisor: practitioners.
        teams: that are there at all.
    """

    second_looks: int = 0
    not_yet: int = 0
    without_team: int = 0
    without_supervisor: int = 0
    teams: int = 0


def waiting(actor: Actor) -> Waiting:
    """What waits for the actor; nothing for anyone who does not look after people."""
    if not access.sees_people(actor):
        return Waiting()
    here = people_access.works_here(actor)
    practitioner = _has(actor, RoleGrant, RoleGrant.person_id, RoleGrant.role == PRACTICE[0])
    relation = SupervisionRelation
    return Waiting(
        *db.session.execute(
            select(
                _count(
                    SecondLook,
                    access.second_looks_visible_to(actor),
                    SecondLook.state == "waiting",
                    SecondLook.asked_by != actor.person_id,
                    SecondLook.person_id.is_distinct_from(actor.person_id),
                ),
                _count(Person, here, Person.password_hash.is_(None)),
                _count(
                    Person,
                    here,
                    practitioner,
                    ~_has(actor, TeamMembership, TeamMembership.person_id),
                ),
                _count(
                    Person,
                    here,
                    practitioner,
                    ~_has(actor, relation, relation.supervisee_id),
                ),
                _count(Team, Team.organisation_id == actor.organisation_id),
            )
        ).one()
    )


def _count(model: Any, *which: Any) -> ScalarSelect[Any]:
    return select(func.count()).select_from(model).where(*which).scalar_subquery()


def _has(actor: Actor, table: Any, whose: Any, *more: Any) -> Any:
    return select(table.id).where(whose == Person.id, alive(table, actor.today), *more).exists()
