"""What holds around people on a day: teams, roles, who supervises them and whom they supervise,
long leave. One statement for any number of people."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, literal, null, or_, select, union_all
from sqlalchemy.orm import aliased

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.access.audience import Aside
from supervision.models.administration import Absence
from supervision.models.base import Key
from supervision.models.people import (
    Person,
    RoleGrant,
    SupervisionRelation,
    Team,
    TeamMembership,
)
from supervision.queries.people import alive
from supervision.queries.prepared import prepared


@dataclass(frozen=True)
class Dated:
    """Something that holds from one day to another.

    Attributes:
        id: of the row that gives it.
        what: a team's name, a role, or the function of supervision; nothing for a leave.
        other_id, other: the team; or the person on the other side of a supervision.
    """

    id: uuid.UUID
    what: str
    from_date: date
    to_date: date | None
    other_id: uuid.UUID | None = None
    other: str = ""


@dataclass(frozen=True)
class Around:
    teams: tuple[Dated, ...] = ()
    roles: tuple[Dated, ...] = ()
    supervised_by: tuple[Dated, ...] = ()  # line first
    supervises: tuple[Dated, ...] = ()
    away: tuple[Dated, ...] = ()


def around(
    actor: Actor, ids: Collection[uuid.UUID], *, later: bool = False
) -> dict[uuid.UUID, Around]:
    """What holds around these people today, by key.

    Args:
        later: also what has not begun.
    """
    if not ids or not access.sees_people(actor):
        return {}
    found: dict[uuid.UUID, dict[str, list[Dated]]] = {}
    for kind, person_id, *facts in _statement(actor, keys=list(ids), later=later):
        found.setdefault(person_id, {}).setdefault(kind, []).append(Dated(*facts))
    return {
        person_id: Around(**{kind: tuple(sorted(rows, key=_order)) for kind, rows in kinds.items()})
        for person_id, kinds in found.items()
    }


def _order(one: Dated) -> tuple[Any, ...]:
    return one.what != "line", one.what, one.other, one.from_date, one.id


@prepared
def _statement(actor: Actor, keys: Any, later: bool) -> CompoundSelect[Any]:
    above, below = aliased(Person), aliased(Person)
    relation = SupervisionRelation

    def when(table: Any) -> ColumnElement[bool]:
        if not later:
            return alive(table, actor.today)
        return or_(table.to_date.is_(None), table.to_date >= actor.today)

    def part(kind: str, whose: Any, table: Any, what: Any, other_id: Any, other: Any) -> Any:
        return select(
            literal(kind), whose, table.id, what, table.from_date, table.to_date, other_id, other
        ).where(Aside(table.organisation_id) == actor.organisation_id, whose.in_(keys), when(table))

    return union_all(
        part(
            "teams", TeamMembership.person_id, TeamMembership, Team.name, Team.id, literal("")
        ).join(Team, Team.id == TeamMembership.team_id),
        part(
            "roles", RoleGrant.person_id, RoleGrant, RoleGrant.role, null().cast(Key), literal("")
        ),
        part(
            "supervised_by",
            relation.supervisee_id,
            relation,
            relation.function,
            above.id,
            above.full_name,
        ).join(above, above.id == relation.supervisor_id),
        part(
            "supervises",
            relation.supervisor_id,
            relation,
            relation.function,
            below.id,
            below.full_name,
        ).join(below, below.id == relation.supervisee_id),
        part("away", Absence.person_id, Absence, literal(""), null().cast(Key), literal("")),
    )
