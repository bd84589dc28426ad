"""The tree: services with their teams, today and on any day before."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, func, null, select

from supervision.access import people as people_access
from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.access.administration import sees_people
from supervision.access.audience import Aside
from supervision.domain import text
from supervision.extensions import db
from supervision.models.people import CareService, Person, Team, TeamMembership
from supervision.models.tree import CareServiceSpell, TeamSpell
from supervision.queries.people import alive


@dataclass(frozen=True)
class TeamOfTree:
    """A team; how many people are in it is told of the tree of today alone."""

    id: uuid.UUID
    name: str
    people: int = 0


@dataclass(frozen=True)
class ServiceOfTree:
    id: uuid.UUID
    name: str
    teams: tuple[TeamOfTree, ...]


@dataclass(frozen=True)
class Closed:
    """A team or service that is closed.

    Attributes:
        service: of a team, the one that it was in at the end; None of a service.
        merged_into: what it went into, by the name of today.
    """

    id: uuid.UUID
    name: str
    last_day: date
    service: str | None
    merged_into: str | None


Tree = tuple[ServiceOfTree, ...]
ON_ONE_PAGE = 100  # teams; of more, a page of the tree says how many each service has


@dataclass(frozen=True)
class Standing:
    """The tree of today, and what is closed, the last one closed first.

    Attributes:
        large: whether there are too many teams to show all of them on one page; then nobody is
            counted.
    """

    services: Tree
    closed: tuple[Closed, ...]
    large: bool = False


def now(actor: Actor) -> Standing:
    """The tree as it stands, with how many people are in each team of one that is not large. Three
    statements at most, however many there are; for everyone else it is empty."""
    services = db.session.execute(
        _units(CareService, null(), CareServiceSpell, CareServiceSpell.care_service_id).where(
            access.services_visible_to(actor)
        )
    ).all()
    teams = db.session.execute(
        _units(Team, Team.care_service_id, TeamSpell, TeamSpell.team_id).where(
            access.teams_visible_to(actor)
        )
    ).all()
    large = sum(row.closed_on is None for row in teams) > ON_ONE_PAGE
    people = {} if large else _counts(_counted(actor))
    names = {row.id: row.name for row in (*services, *teams)}
    return Standing(
        _tree(
            {row.id: row.name for row in services if row.closed_on is None},
            (
                (row.place, TeamOfTree(row.id, row.name, people.get(row.id, 0)))
                for row in teams
                if row.closed_on is None
            ),
        ),
        _closed((*services, *teams), names),
        large,
    )


def on(organisation_id: uuid.UUID, day: date) -> Tree:
    """The tree as it was on a day, from the spells of services and teams. Two statements.

    It asks for no right: a page asks `then`, and a report keeps to the part of its reader.
    """
    services = db.session.execute(
        select(CareServiceSpell.care_service_id, CareServiceSpell.name).where(
            CareServiceSpell.organisation_id == organisation_id, alive(CareServiceSpell, day)
        )
    )
    teams = db.session.execute(
        select(TeamSpell.care_service_id, TeamSpell.team_id, TeamSpell.name).where(
            TeamSpell.organisation_id == organisation_id, alive(TeamSpell, day)
        )
    )
    return _tree(
        {row.care_service_id: row.name for row in services},
        ((row.care_service_id, TeamOfTree(row.team_id, row.name)) for row in teams),
    )


def then(actor: Actor, day: date) -> Tree:
    """The tree as it was on a day, for whoever may see it; for everyone else it is empty."""
    return on(actor.organisation_id, day) if sees_people(actor) else ()


def teams_of(actor: Actor, unit: CareService) -> tuple[TeamOfTree, ...]:
    """The open teams of a service, by name, with how many people are in each."""
    rows = db.session.execute(
        select(Team.id, Team.name).where(
            access.teams_visible_to(actor),
            Team.care_service_id == unit.id,
            Team.closed_on.is_(None),
        )
    ).all()
    people = _counts(_counted(actor).where(Team.care_service_id == unit.id))
    found = (TeamOfTree(row.id, row.name, people.get(row.id, 0)) for row in rows)
    return tuple(sorted(found, key=lambda one: text.fold(one.name)))


def _units(table: Any, place: Any, spell: Any, own: Any) -> Select[Any]:
    """Services or teams, with where they went if they were merged."""
    return select(
        table.id, table.name, table.closed_on, place.label("place"), spell.merged_into_id
    ).outerjoin(spell, and_(own == table.id, spell.merged_into_id.is_not(None)))


def _counted(actor: Actor) -> Select[Any]:
    """How many people are in each team today: those who work here. From teams to memberships to
    people: the other way round each of an organisation's people would be looked up first."""
    works = select(Person.id).where(
        Person.id == TeamMembership.person_id, people_access.works_here(actor)
    )
    return (
        select(Team.id, func.count(TeamMembership.person_id.distinct()))
        .join(TeamMembership, TeamMembership.team_id == Team.id)
        .where(
            access.teams_visible_to(actor),
            Aside(TeamMembership.organisation_id) == actor.organisation_id,
            alive(TeamMembership, actor.today),
            works.exists(),
        )
        .group_by(Team.id)
    )


def _counts(statement: Select[Any]) -> dict[uuid.UUID, int]:
    return {team_id: n for team_id, n in db.session.execute(statement)}


def _closed(rows: Iterable[Any], names: Mapping[uuid.UUID, str]) -> tuple[Closed, ...]:
    found = [
        Closed(
            row.id,
            row.name,
            row.closed_on,
            names.get(row.place),
            names.get(row.merged_into_id),
        )
        for row in rows
        if row.closed_on is not None
    ]
    found.sort(key=lambda one: text.fold(one.name))
    return tuple(sorted(found, key=lambda one: one.last_day, reverse=True))


def _tree(services: Mapping[uuid.UUID, str], teams: Iterable[tuple[uuid.UUID, TeamOfTree]]) -> Tree:
    """Teams put under their services, each by name."""
    under: dict[uuid.UUID, list[TeamOfTree]] = {key: [] for key in services}
    for place, one in teams:
        if place in under:
            under[place].append(one)
    by_name = sorted(services.items(), key=lambda pair: text.fold(pair[1]))
    return tuple(
        ServiceOfTree(key, name, tuple(sorted(under[key], key=lambda one: text.fold(one.name))))
        for key, name in by_name
    )
