"""Reading colleagues: whom one can find by name, and who is in a team today."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, select

from supervision.access import people as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person, Team, TeamMembership
from supervision.queries.people import alive

MOST = 10


@dataclass(frozen=True)
class Colleague:
    """Someone who can be named on a page: how they are called, and the teams they are in."""

    id: uuid.UUID
    name: str
    teams: tuple[str, ...]
    mine: bool  # whether they are in a team of the actor


def colleagues(actor: Actor, q: str = "", most: int = MOST) -> tuple[Colleague, ...]:
    """Others who take part in practice here, own team mates first, then by name.

    Args:
        q: part of a name, compared without case, accents and order; nothing finds team mates only.
        most: how many at the most.
    """
    tokens = text.search_tokens(q)
    if not tokens and not text.blank(q):
        return ()
    own = [membership.team_id for membership in actor.memberships]
    mate = _in_teams(actor, own)
    statement = select(Person.id, Person.known_as, case((mate, 1), else_=0)).where(
        access.colleagues_of(actor)
    )
    if not tokens:
        statement = statement.where(mate)
    found = [
        (mine, name, id_)
        for id_, name, mine in db.session.execute(statement)
        if all(token in text.fold(name) for token in tokens)
    ]
    found.sort(key=lambda row: (-row[0], text.fold(row[1]), row[2]))
    shown = found[:most]
    teams = _teams(actor, [id_ for _, _, id_ in shown])
    return tuple(
        Colleague(id_, name, tuple(teams.get(id_, ())), bool(mine)) for mine, name, id_ in shown
    )


def colleague(actor: Actor, person_id: uuid.UUID) -> Colleague:
    """One colleague by key.

    Raises:
        NotFound: for oneself, for anyone elsewhere, and for whoever takes no part in practice
            here today.
    """
    own = [membership.team_id for membership in actor.memberships]
    row = required(
        db.session.execute(
            select(Person.id, Person.known_as, case((_in_teams(actor, own), 1), else_=0)).where(
                access.colleagues_of(actor), Person.id == person_id
            )
        ).first()
    )
    return Colleague(row[0], row[1], tuple(_teams(actor, [row[0]]).get(row[0], ())), bool(row[2]))


def members(actor: Actor, team_id: uuid.UUID, *, others: bool = False) -> tuple[str, ...]:
    """How those who are in a team today are called, by name; nobody for a team that the actor is
    not in. Only whoever works here is named.

    Args:
        others: leave out the actor.
    """
    return members_of(actor, [team_id], others=others).get(team_id, ())


def members_of(
    actor: Actor, team_ids: Collection[uuid.UUID], *, others: bool = False
) -> dict[uuid.UUID, tuple[str, ...]]:
    """The same for several teams, in one statement."""
    own = {membership.team_id for membership in actor.memberships} & set(team_ids)
    if not own:
        return {}
    statement = (
        select(TeamMembership.team_id, Person.id, Person.known_as)
        .join(Person, Person.id == TeamMembership.person_id)
        .where(
            access.working_here(actor),
            TeamMembership.team_id.in_(list(own)),
            alive(TeamMembership, actor.today),
        )
        .distinct()
    )
    if others:
        statement = statement.where(Person.id != actor.person_id)
    names: dict[uuid.UUID, list[str]] = {team_id: [] for team_id in own}
    for team_id, _, name in db.session.execute(statement):
        names[team_id].append(name)
    return {team_id: tuple(sorted(found, key=text.fold)) for team_id, found in names.items()}


def _in_teams(actor: Actor, team_ids: list[uuid.UUID]) -> ColumnElement[bool]:
    return (
        select(TeamMembership.id)
        .where(
            TeamMembership.person_id == Person.id,
            TeamMembership.team_id.in_(team_ids),
            alive(TeamMembership, actor.today),
        )
        .exists()
    )


def _teams(actor: Actor, people: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """The names of the teams that these people are in today."""
    if not people:
        return {}
    teams: dict[uuid.UUID, list[str]] = {}
    for person_id, name in db.session.execute(
        select(TeamMembership.person_id, Team.name)
        .join(Team, Team.id == TeamMembership.team_id)
        .where(
            TeamMembership.organisation_id == actor.organisation_id,
            TeamMembership.person_id.in_(people),
            alive(TeamMembership, actor.today),
        )
        .order_by(Team.name)
    ):
        teams.setdefault(person_id, []).append(name)
    return teams
