"""What the list of people can be narrowed by: a team, a role, how things stand with somebody."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from supervision.access.actor import Actor
from supervision.domain import text
from supervision.models.administration import Absence
from supervision.models.people import Person, RoleGrant, TeamMembership
from supervision.queries.directory_teams import teams_called
from supervision.queries.people import alive

SHOWN = ("here", "without-team", "not-yet", "away", "leaving", "left")


@dataclass(frozen=True)
class Narrowed:
    """Whom a list shows.

    Attributes:
        team_id: a team.
        role: a role; empty for any.
        show: one of SHOWN; everyone who has not left is “here”.
        team_called: part of the name of a team, where none is given by its key.
    """

    team_id: uuid.UUID | None = None
    role: str = ""
    show: str = SHOWN[0]
    team_called: str = ""


BY_NOTHING = Narrowed()


def teams_meant(actor: Actor, narrowed: Narrowed) -> list[uuid.UUID] | None:
    """The teams that a list is narrowed to; none of them where no team is called that. None where
    it is not narrowed by team."""
    if narrowed.team_id is not None:
        return [narrowed.team_id]
    if text.blank(narrowed.team_called):
        return None
    return teams_called(actor, narrowed.team_called)


def narrow(actor: Actor, teams: Any, role: str, show: str) -> Iterable[ColumnElement[bool]]:
    """Conditions over `Person`.

    Args:
        teams: keys; None for any team or none.
    """
    gone = or_(
        and_(Person.left_on.is_not(None), Person.left_on < actor.today),
        Person.shut_out_at.is_not(None),
    )
    yield gone if show == "left" else ~gone
    if teams is not None:
        # Asked from the teams: a team is few people, and the list would look at everyone else too.
        yield Person.id.in_(
            select(TeamMembership.person_id).where(
                TeamMembership.team_id.in_(teams), alive(TeamMembership, actor.today)
            )
        )
    if role:
        yield _has(actor, RoleGrant, RoleGrant.role == role)
    if show == "without-team":
        yield ~_has(actor, TeamMembership)
    elif show == "not-yet":
        yield Person.password_hash.is_(None)
    elif show == "away":
        yield _has(actor, Absence)
    elif show == "leaving":
        yield Person.left_on.is_not(None)


def _has(actor: Actor, table: Any, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(table.id)
        .where(table.person_id == Person.id, alive(table, actor.today), *more)
        .exists()
    )
