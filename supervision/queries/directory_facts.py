"""What holds around people: teams, roles, who supervises them and whom they supervise, long leave.
All of it for the page of one person, and what holds today, in a few words, for a list of them. One
statement each."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Date, Select, literal, null, or_, select, union_all
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


@dataclass(frozen=True)
class Today:
    """What a list says of somebody.

    Attributes:
        supervised_by: full names, those who line-supervise first.
        away: first and last day of a long leave; None of somebody who is here.
    """

    teams: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    supervised_by: tuple[str, ...] = ()
    away: tuple[date, date | None] | None = None


NOTHING = Today()


def around(actor: Actor, person_id: uuid.UUID) -> Around:
    """What holds around somebody today, and what has not begun."""
    if not access.sees_people(actor):
        return Around()
    found: dict[str, list[Dated]] = {}
    for kind, *facts in _around(actor, person_id=person_id):
        found.setdefault(kind, []).append(Dated(*facts))
    return Around(**{kind: tuple(sorted(rows, key=_order)) for kind, rows in found.items()})


def _order(one: Dated) -> tuple[Any, ...]:
    return one.what != "line", one.what, one.other, one.from_date, one.id


def today(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Today]:
    """What holds around these people today, by key."""
    if not ids or not access.sees_people(actor):
        return {}
    found: dict[uuid.UUID, dict[str, list[Any]]] = {}
    for kind, person_id, *facts in _today(actor, keys=list(ids)):
        found.setdefault(person_id, {}).setdefault(kind, []).append(facts)
    return {person_id: _told(kinds) for person_id, kinds in found.items()}


def _told(kinds: dict[str, list[Any]]) -> Today:
    leaves = [(first, last) for *_names, first, last in kinds.get("away", ())]
    by = sorted((what != "line", what, name) for what, name, *_ in kinds.get("supervised_by", ()))
    return Today(
        tuple(sorted(what for what, *_ in kinds.get("teams", ()))),
        tuple(sorted(what for what, *_ in kinds.get("roles", ()))),
        tuple(dict.fromkeys(name for *_, name in by)),
        min(leaves, key=lambda leave: leave[0], default=None),
    )


@prepared
def _around(actor: Actor, person_id: Any) -> CompoundSelect[Any]:
    above, below = aliased(Person), aliased(Person)
    relation = SupervisionRelation

    def part(kind: str, whose: Any, table: Any, what: Any, other_id: Any, other: Any) -> Any:
        return select(
            literal(kind), table.id, what, table.from_date, table.to_date, other_id, other
        ).where(
            Aside(table.organisation_id) == actor.organisation_id,
            whose == person_id,
            or_(table.to_date.is_(None), table.to_date >= actor.today),
        )

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


@prepared
def _today(actor: Actor, keys: Any) -> CompoundSelect[Any]:
    relation, above = SupervisionRelation, aliased(Person)
    no_day = null().cast(Date)

    def part(
        kind: str, whose: Any, table: Any, what: Any, name: Any, first: Any, last: Any
    ) -> Select[Any]:
        return select(literal(kind), whose, what, name, first, last).where(
            Aside(table.organisation_id) == actor.organisation_id,
            whose.in_(keys),
            alive(table, actor.today),
        )

    none = literal("")
    member, role, leave = TeamMembership, RoleGrant, Absence
    return union_all(
        part("teams", member.person_id, member, Team.name, none, no_day, no_day).join(
            Team, Team.id == member.team_id
        ),
        part("roles", role.person_id, role, role.role, none, no_day, no_day),
        part(
            "supervised_by",
            relation.supervisee_id,
            relation,
            relation.function,
            above.full_name,
            no_day,
            no_day,
        ).join(above, above.id == relation.supervisor_id),
        part("away", leave.person_id, leave, none, none, leave.from_date, leave.to_date),
    )
