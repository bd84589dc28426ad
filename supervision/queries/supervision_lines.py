"""Who supervises whom, for whoever looks after people: what there is to put right today.

The same few statements, however many people there are.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from supervision.access import administration as access
from supervision.access import people as people_access
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound
from supervision.domain.supervision_lines import MOST, Findings, Line, findings
from supervision.extensions import db
from supervision.models.administration import Absence, Cover
from supervision.models.people import Person, SupervisionRelation
from supervision.queries.people import alive
from supervision.queries.prepared import prepared
from supervision.queries.standing import full_names

Key = uuid.UUID
other, covering = aliased(SupervisionRelation), aliased(Cover)


@dataclass(frozen=True)
class Whole:
    """The lines of today.

    Attributes:
        found: what there is to put right, in keys.
        names: full names of everyone who is named in it.
        away: who is on a long leave today → its last day.
    """

    found: Findings[Key]
    names: dict[Key, str]
    away: dict[Key, date | None]


def whole(actor: Actor) -> Whole:
    """All of it, people by full name. Raises NotFound for whoever does not look after people.

    Only what can lead to a finding is read: of nearly everyone there is nothing to find.
    """
    if not access.sees_people(actor):
        raise NotFound
    nobody = list(_nobody(actor).scalars())
    before: list[Line[Key]] = []
    lines: list[Line[Key]] = []
    for over, *facts in _lines(actor):
        (before if over else lines).append(Line(*facts))
    away = {
        row.person_id: row.to_date
        for row in db.session.execute(
            select(Absence.person_id, Absence.to_date).where(
                Absence.organisation_id == actor.organisation_id, alive(Absence, actor.today)
            )
        )
    }
    named = {one for line in lines for one in (line.supervisor, line.supervisee)}
    left_alone = findings(nobody, before, (), actor.today)
    found = replace(
        findings(list(named), lines, away, actor.today),
        without=left_alone.without,
        ended=left_alone.ended,
    )
    names = full_names(actor, _named(found))
    return Whole(found, names, away)


_COLUMNS = (
    SupervisionRelation.id,
    SupervisionRelation.supervisor_id,
    SupervisionRelation.supervisee_id,
    SupervisionRelation.function,
    SupervisionRelation.from_date,
    SupervisionRelation.to_date,
    Cover.covered_id,
)


@prepared
def _lines(actor: Actor) -> CompoundSelect[Any]:
    """Lines that are over, which nobody followed, and those of today that are worth a look."""
    return union_all(_ended(actor), _worth_a_look(actor))


def _with_covers(*, over: bool) -> Select[Any]:
    return select(literal(over), *_COLUMNS).outerjoin(
        Cover, Cover.relation_id == SupervisionRelation.id
    )


def _is_line(table: Any) -> tuple[ColumnElement[bool], ...]:
    """Line supervision that is no cover."""
    covers = select(covering.id).where(covering.relation_id == table.id)
    return table.function == "line", ~covers.exists()


def _goes_on(actor: Actor, table: Any) -> ColumnElement[bool]:
    """What holds or is to come; what was ended before it began is neither."""
    lasts = and_(table.to_date >= actor.today, table.to_date >= table.from_date)
    return or_(table.to_date.is_(None), lasts)


@prepared
def _nobody(actor: Actor) -> Select[Any]:
    """Who takes part in practice, and has no line supervision that holds or is to come."""
    held = select(other.id).where(
        other.supervisee_id == Person.id,
        _goes_on(actor, other),
        *_is_line(other),
    )
    return (
        select(Person.id)
        .where(people_access.working_here(actor), ~held.exists())
        .order_by(Person.full_name, Person.id)
    )


def _ended(actor: Actor) -> Select[Any]:
    """Line supervision that ended, of those who have none that holds or is to come."""
    held = select(other.id).where(
        other.supervisee_id == SupervisionRelation.supervisee_id,
        _goes_on(actor, other),
        *_is_line(other),
    )
    return _with_covers(over=True).where(
        SupervisionRelation.organisation_id == actor.organisation_id,
        SupervisionRelation.to_date < actor.today,
        SupervisionRelation.to_date >= SupervisionRelation.from_date,
        *_is_line(SupervisionRelation),
        ~held.exists(),
    )


def _worth_a_look(actor: Actor) -> Select[Any]:
    """Of what holds today: what can be in a ring, since the supervisee supervises too; what is one
    of two; of supervisors with many people or on leave; and covers."""
    row = SupervisionRelation
    further = select(other.id).where(
        other.supervisor_id == row.supervisee_id, alive(other, actor.today)
    )
    second = select(other.id).where(
        other.supervisee_id == row.supervisee_id,
        other.id != row.id,
        other.function == "line",
        row.function == "line",
        alive(other, actor.today),
    )
    many = (
        select(other.supervisor_id)
        .where(other.organisation_id == actor.organisation_id, alive(other, actor.today))
        .group_by(other.supervisor_id)
        .having(func.count(other.supervisee_id.distinct()) > MOST)
    )
    away = select(Absence.person_id).where(
        Absence.organisation_id == actor.organisation_id, alive(Absence, actor.today)
    )
    return _with_covers(over=False).where(
        row.organisation_id == actor.organisation_id,
        alive(row, actor.today),
        or_(
            further.exists(),
            second.exists(),
            row.supervisor_id.in_(many),
            row.supervisor_id.in_(away),
            Cover.id.is_not(None),
        ),
    )


def _named(found: Findings[Key]) -> set[Key]:
    named: set[Key] = {one for ring in found.rings for one in ring} | found.away.keys()
    named |= {*found.without, *found.ended, *found.two, *found.many}
    named |= {line.supervisor for line in found.ended.values()}
    named |= {one for some in found.two.values() for one in some}
    named |= {line.supervisee for some in found.away.values() for line in some}
    return named
