"""The rights that end with somebody's last day, and those that go on when they stay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import aliased

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.administration import Absence, Cover
from supervision.models.people import Person, RoleGrant, SupervisionRelation, TeamMembership

RIGHTS: tuple[tuple[Any, tuple[Any, ...]], ...] = (
    (TeamMembership, (TeamMembership.person_id,)),
    (RoleGrant, (RoleGrant.person_id,)),
    (Absence, (Absence.person_id,)),
    (
        SupervisionRelation,
        (SupervisionRelation.supervisor_id, SupervisionRelation.supervisee_id),
    ),
)


def end_all(actor: Actor, person: Person, last_day: date, shortened: Mapping[str, Any]) -> None:
    """Args: `shortened` is what is noted of what had an end of its own, later than the last day."""
    for table, whose in RIGHTS:
        mine = (
            table.organisation_id == person.organisation_id,
            or_(*(c == person.id for c in whose)),
        )
        goes_on = table.to_date.is_(None)
        if table is SupervisionRelation:
            goes_on = or_(goes_on, and_(table.to_date > last_day, _ends_with_another(person)))
        ended = {"ended_by": actor.person_id, "ended_at": actor.now}
        change(table, (*mine, goes_on), to_date=last_day, **ended)
        change(table, (*mine, table.to_date > last_day), to_date=last_day, **shortened)
    # Whoever stands in for a supervision that ends stands in for nothing after it.
    standing_in = (
        SupervisionRelation.organisation_id == person.organisation_id,
        SupervisionRelation.id.in_(covering(person)),
        SupervisionRelation.to_date > last_day,
    )
    change(SupervisionRelation, standing_in, to_date=last_day, **ended)


def end_with_others(actor: Actor, person: Person) -> None:
    """Supervision that goes on again, and whose other side leaves, ends with them."""
    rows = db.session.execute(
        select(SupervisionRelation, Person)
        .join(Person, _other(person))
        .where(
            between(person),
            SupervisionRelation.to_date.is_(None),
            Person.left_on.is_not(None),
        )
    )
    for relation, other in rows:
        relation.to_date, relation.ended_at = other.left_on, other.leaving_noted_at
        relation.ended_by = actor.person_id


def between(person: Person, relation: Any = SupervisionRelation) -> ColumnElement[bool]:
    """Supervision in which somebody stands on either side."""
    return or_(relation.supervisor_id == person.id, relation.supervisee_id == person.id)


def covering(person: Person) -> Any:
    """The keys of what covers supervision of theirs, on either side."""
    covered = aliased(SupervisionRelation)
    return (
        select(Cover.relation_id)
        .join(covered, covered.id == Cover.covered_id)
        .where(between(person, covered))
    )


def _other(person: Person) -> ColumnElement[bool]:
    """The other one of the two between whom supervision stands."""
    both = [SupervisionRelation.supervisor_id, SupervisionRelation.supervisee_id]
    return and_(Person.id.in_(both), Person.id != person.id)


def _ends_with_another(person: Person) -> ColumnElement[bool]:
    """Supervision that has no end of its own: the other one of the two leaves."""
    leaves = and_(
        Person.left_on == SupervisionRelation.to_date,
        Person.leaving_noted_at == SupervisionRelation.ended_at,
    )
    return select(Person.id).where(_other(person), leaves).correlate(SupervisionRelation).exists()


def change(table: Any, which: Iterable[ColumnElement[bool]], **values: Any) -> None:
    db.session.execute(
        update(table).where(*which).values(values).execution_options(synchronize_session="fetch")
    )
