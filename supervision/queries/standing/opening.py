"""One role or relation of somebody, and who is above whom: for whoever looks after people."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import aliased

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound, required
from supervision.extensions import db
from supervision.models.administration import Cover, SecondLook
from supervision.models.people import Person, RoleGrant, SupervisionRelation


def relation(actor: Actor, person: Person, relation_id: uuid.UUID) -> SupervisionRelation:
    """One relation in which somebody is supervised. Raises NotFound for any other."""
    return required(
        db.session.scalar(
            select(SupervisionRelation)
            .join(Person, Person.id == SupervisionRelation.supervisee_id)
            .where(
                SupervisionRelation.id == relation_id,
                SupervisionRelation.supervisee_id == person.id,
                access.people_visible_to(actor),
            )
        )
    )


def role(actor: Actor, person: Person, grant_id: uuid.UUID) -> RoleGrant:
    """One role of somebody. Raises NotFound for any other."""
    return required(
        db.session.scalar(
            select(RoleGrant)
            .join(Person, Person.id == RoleGrant.person_id)
            .where(
                RoleGrant.id == grant_id,
                RoleGrant.person_id == person.id,
                access.people_visible_to(actor),
            )
        )
    )


def given_already(actor: Actor, key: uuid.UUID) -> bool:
    """Whether a form that carried this key was sent before: its role, supervision or second look
    is there."""
    here = (RoleGrant, SupervisionRelation, SecondLook)
    return any(
        db.session.scalar(
            select(model.id).where(model.organisation_id == actor.organisation_id, model.id == key)
        )
        is not None
        for model in here
    )


def above(actor: Actor, person_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """Who is above somebody in the line of supervision today, however many steps up."""
    if not access.sees_people(actor):
        raise NotFound
    line = _line(actor, SupervisionRelation)
    start = (
        select(SupervisionRelation.supervisor_id.label("person_id"))
        .where(SupervisionRelation.supervisee_id == person_id, *line)
        .cte("above", recursive=True)
    )
    up = aliased(SupervisionRelation)
    climb = start.union(  # not union_all: a ring would never end
        select(up.supervisor_id)
        .join(start, start.c.person_id == up.supervisee_id)
        .where(*_line(actor, up))
    )
    return frozenset(db.session.scalars(select(climb.c.person_id)))


def _line(actor: Actor, table: Any) -> tuple[ColumnElement[bool], ...]:
    return (
        table.organisation_id == actor.organisation_id,
        table.function == "line",
        or_(table.to_date.is_(None), table.to_date >= actor.today),
        ~select(Cover.id).where(Cover.relation_id == table.id).exists(),
    )
