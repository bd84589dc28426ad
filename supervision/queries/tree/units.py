"""One team or service: itself, its people, and what a change of it has to know."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, literal, or_, select, tuple_

from supervision.access import people as people_access
from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.base import Key
from supervision.models.people import CareService, Person, Team, TeamMembership
from supervision.models.tree import CareServiceSpell, TeamSpell
from supervision.queries.listing import PAGE
from supervision.queries.people import alive


@dataclass(frozen=True)
class Member:
    """Someone who is in a team today, and since when."""

    id: uuid.UUID
    name: str
    since: date


@dataclass(frozen=True)
class Members:
    """A page of the people of a team; `before` and `after` are the keys to ask for more by."""

    rows: tuple[Member, ...]
    before: uuid.UUID | None
    after: uuid.UUID | None


def service(actor: Actor, service_id: uuid.UUID) -> CareService:
    """A service, closed or not. Raises NotFound for whoever does not look after the tree."""
    rule = access.services_visible_to(actor)
    return required(
        db.session.scalar(select(CareService).where(CareService.id == service_id, rule))
    )


def team(actor: Actor, team_id: uuid.UUID) -> Team:
    """A team, closed or not. Raises NotFound for whoever does not look after the tree."""
    rule = access.teams_visible_to(actor)
    return required(db.session.scalar(select(Team).where(Team.id == team_id, rule)))


def service_by_key(actor: Actor, key: uuid.UUID) -> CareService | None:
    """The service that a form for a new one has made already, if it has."""
    rule = access.services_visible_to(actor)
    return db.session.scalar(select(CareService).where(CareService.id == key, rule))


def team_by_key(actor: Actor, key: uuid.UUID) -> Team | None:
    """The team that a form for a new one has made already, if it has."""
    return db.session.scalar(select(Team).where(Team.id == key, access.teams_visible_to(actor)))


def open_services(actor: Actor) -> tuple[tuple[uuid.UUID, str], ...]:
    """Services to choose from, by name: those that are not closed."""
    rows = db.session.execute(
        select(CareService.id, CareService.name).where(
            access.services_visible_to(actor), CareService.closed_on.is_(None)
        )
    )
    return tuple(sorted(((row.id, row.name) for row in rows), key=lambda one: text.fold(one[1])))


def open_teams(actor: Actor) -> tuple[tuple[uuid.UUID, str, str], ...]:
    """Teams to choose from, as key, name and service: those that are not closed, by service and
    name."""
    rows = db.session.execute(
        select(Team.id, Team.name, CareService.name.label("service"))
        .join(CareService, CareService.id == Team.care_service_id)
        .where(access.teams_visible_to(actor), Team.closed_on.is_(None))
    )
    found = ((row.id, row.name, row.service) for row in rows)
    return tuple(sorted(found, key=lambda one: (text.fold(one[2]), text.fold(one[1]))))


def members(
    actor: Actor,
    unit: Team,
    after: uuid.UUID | None = None,
    before: uuid.UUID | None = None,
) -> Members:
    """Whoever works here and is in a team today, 25 by name.

    Args:
        after, before: a person of the team, whose page this follows or precedes.
    """
    at = after or before
    back = after is None and before is not None
    name, key = Person.full_name, Person.id
    statement = (
        select(key, name, func.min(TeamMembership.from_date).label("since"))
        .join(TeamMembership, TeamMembership.person_id == Person.id)
        .where(
            access.memberships_visible_to(actor),
            TeamMembership.team_id == unit.id,
            alive(TeamMembership, actor.today),
            people_access.works_here(actor),
        )
        .group_by(key, name)
        .order_by(*((name.desc(), key.desc()) if back else (name, key)))
        .limit(PAGE + 1)
    )
    if at is not None:
        place = db.session.scalar(
            select(Person.full_name).where(
                Person.id == at, Person.organisation_id == actor.organisation_id
            )
        )
        here = tuple_(literal(place or "", name.type), literal(at, Key))
        there = tuple_(name, key)
        statement = statement.where(there < here if back else there > here)
    found = db.session.execute(statement).all()
    shown = [Member(row.id, row.full_name, row.since) for row in found[:PAGE]]
    further = len(found) > PAGE
    if back:
        shown.reverse()
    ends = (shown[0].id, shown[-1].id) if shown else (None, None)
    return Members(
        tuple(shown),
        before=ends[0] if (further if back else at is not None) else None,
        after=ends[1] if (True if back else further) else None,
    )


def moving(actor: Actor, unit: Team, day: date) -> int:
    """How many people are in a team on a day or later: those whom merging or closing it moves."""
    return (
        db.session.scalar(
            select(func.count(TeamMembership.person_id.distinct())).where(
                access.memberships_visible_to(actor),
                TeamMembership.team_id == unit.id,
                or_(TeamMembership.to_date.is_(None), TeamMembership.to_date >= day),
            )
        )
        or 0
    )


def first_days(actor: Actor, unit: CareService | Team) -> tuple[date, date]:
    """The first day of a unit, and that of its last change."""
    table, own, rule = (
        (TeamSpell, TeamSpell.team_id, TeamSpell.organisation_id)
        if isinstance(unit, Team)
        else (CareServiceSpell, CareServiceSpell.care_service_id, CareServiceSpell.organisation_id)
    )
    row = db.session.execute(
        select(func.min(table.from_date), func.max(table.from_date)).where(
            rule == actor.organisation_id, own == unit.id
        )
    ).one()
    return row[0], row[1]
