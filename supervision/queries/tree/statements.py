"""What the tree of today is read with."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, null, select
from sqlalchemy.orm import aliased

from supervision.access import people as people_access
from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.access.audience import Aside
from supervision.models.people import CareService, Person, Team, TeamMembership
from supervision.models.tree import CareServiceSpell, TeamSpell
from supervision.queries.people import alive
from supervision.queries.prepared import prepared


@prepared
def services(actor: Actor) -> Select[Any]:
    """All services, and how many open teams each has."""
    counted = (
        select(Team.care_service_id, func.count().label("open_teams"))
        .where(access.teams_visible_to(actor), Team.closed_on.is_(None))
        .group_by(Team.care_service_id)
        .subquery()
    )
    spell = CareServiceSpell
    return (
        _units(CareService, null(), spell, spell.care_service_id, counted.c.open_teams)
        .outerjoin(counted, counted.c.care_service_id == CareService.id)
        .where(access.services_visible_to(actor))
    )


@prepared
def teams(actor: Actor, closed: bool) -> Select[Any]:
    """All teams, or those alone that are closed."""
    statement = _units(Team, Team.care_service_id, TeamSpell, TeamSpell.team_id).where(
        access.teams_visible_to(actor)
    )
    return statement.where(Team.closed_on.is_not(None)) if closed else statement


def _units(table: Any, place: Any, spell: Any, own: Any, *more: Any) -> Select[Any]:
    """Services or teams, with the name of what they were merged into, if they were."""
    into = aliased(table)
    return (
        select(
            table.id,
            table.name,
            table.closed_on,
            place.label("place"),
            into.name.label("into"),
            *more,
        )
        .outerjoin(spell, and_(own == table.id, spell.merged_into_id.is_not(None)))
        .outerjoin(
            into,
            and_(into.id == spell.merged_into_id, into.organisation_id == table.organisation_id),
        )
    )


@prepared
def counted(actor: Actor, service_id: Any) -> Select[Any]:
    """How many people are in each team today: those who work here. From teams to memberships to
    people: the other way round each of an organisation's people would be looked up first.

    Args:
        service_id: None for the teams of all services.
    """
    works = select(Person.id).where(
        Person.id == TeamMembership.person_id, people_access.works_here(actor)
    )
    of_service = [] if service_id is None else [Team.care_service_id == service_id]
    return (
        select(Team.id, func.count(TeamMembership.person_id.distinct()))
        .join(TeamMembership, TeamMembership.team_id == Team.id)
        .where(
            access.teams_visible_to(actor),
            Aside(TeamMembership.organisation_id) == actor.organisation_id,
            alive(TeamMembership, actor.today),
            works.exists(),
            *of_service,
        )
        .group_by(Team.id)
    )
