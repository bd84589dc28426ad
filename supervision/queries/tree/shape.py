"""The tree: services with their teams, today and on any day before."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.access.administration import sees_people
from supervision.domain import text
from supervision.extensions import db
from supervision.models.people import CareService, Team
from supervision.models.tree import CareServiceSpell, TeamSpell
from supervision.queries.people import alive
from supervision.queries.tree import statements


@dataclass(frozen=True)
class TeamOfTree:
    """A team; how many people are in it is told of the tree of today alone."""

    id: uuid.UUID
    name: str
    people: int = 0


@dataclass(frozen=True)
class ServiceOfTree:
    """A service.

    Attributes:
        teams: none of a tree of today that is large.
        open_teams: how many teams it has, in a tree of today.
    """

    id: uuid.UUID
    name: str
    teams: tuple[TeamOfTree, ...]
    open_teams: int = 0


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
        large: whether there are too many teams to show all of them on one page; then they are
            counted and not read.
    """

    services: Tree
    closed: tuple[Closed, ...]
    large: bool = False


def now(actor: Actor) -> Standing:
    """The tree as it stands, with how many people are in each team of one that is not large. Three
    statements at most, however many there are; for everyone else it is empty."""
    services = statements.services(actor).all()
    large = sum(row.open_teams or 0 for row in services) > ON_ONE_PAGE
    teams = statements.teams(actor, closed=large).all()
    people = {} if large else _counts(actor)
    return Standing(
        _tree(
            {row.id: (row.name, row.open_teams or 0) for row in services if row.closed_on is None},
            (
                (row.place, TeamOfTree(row.id, row.name, people.get(row.id, 0)))
                for row in teams
                if row.closed_on is None
            ),
        ),
        _closed((*services, *teams), {row.id: row.name for row in services}),
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
        {row.care_service_id: (row.name, 0) for row in services},
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
    people = _counts(actor, unit.id)
    return _by_name(TeamOfTree(row.id, row.name, people.get(row.id, 0)) for row in rows)


def _counts(actor: Actor, service_id: uuid.UUID | None = None) -> dict[uuid.UUID, int]:
    return {team_id: n for team_id, n in statements.counted(actor, service_id=service_id)}


def _closed(rows: Iterable[Any], services: Mapping[uuid.UUID, str]) -> tuple[Closed, ...]:
    found = [
        Closed(
            row.id,
            row.name,
            row.closed_on,
            services.get(row.place),
            row.into,
        )
        for row in rows
        if row.closed_on is not None
    ]
    found.sort(key=lambda one: text.fold(one.name))
    return tuple(sorted(found, key=lambda one: one.last_day, reverse=True))


def _tree(
    services: Mapping[uuid.UUID, tuple[str, int]],
    teams: Iterable[tuple[uuid.UUID, TeamOfTree]],
) -> Tree:
    """Teams put under their services, each by name.

    Args:
        services: name, and how many teams are open in it.
    """
    under: dict[uuid.UUID, list[TeamOfTree]] = {key: [] for key in services}
    for place, one in teams:
        if place in under:
            under[place].append(one)
    by_name = sorted(services.items(), key=lambda pair: text.fold(pair[1][0]))
    return tuple(
        ServiceOfTree(key, name, _by_name(under[key]), count) for key, (name, count) in by_name
    )


def _by_name(teams: Iterable[TeamOfTree]) -> tuple[TeamOfTree, ...]:
    return tuple(sorted(teams, key=lambda one: text.fold(one.name)))
