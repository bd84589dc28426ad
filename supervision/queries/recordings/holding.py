"""Person references: who holds them, and so who reads what is recorded about that person."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.access.people import works_here
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person, SupervisionRelation
from supervision.models.recordings import (
    OutcomeRecording,
    PersonReference,
    PersonReferenceHolder,
)
from supervision.queries.people import alive


def references(actor: Actor) -> tuple[tuple[uuid.UUID, str], ...]:
    """The references that the actor holds today: key and code, by code."""
    rows = db.session.execute(
        select(PersonReference.id, PersonReference.code)
        .where(access.references_held_by(actor))
        .order_by(PersonReference.code)
    )
    return tuple((row.id, row.code) for row in rows)


def reference(actor: Actor, reference_id: uuid.UUID) -> PersonReference:
    """A reference that the actor holds today. Raises NotFound for any other."""
    return required(
        db.session.scalar(
            select(PersonReference).where(
                PersonReference.id == reference_id, access.references_held_by(actor)
            )
        )
    )


def fellows(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Who else holds each of these references, of those that the actor holds."""
    if not ids:
        return {}
    rows = db.session.execute(
        select(PersonReferenceHolder.person_reference_id, Person.known_as)
        .distinct()
        .join(Person, Person.id == PersonReferenceHolder.person_id)
        .join(PersonReference, PersonReference.id == PersonReferenceHolder.person_reference_id)
        .where(
            PersonReferenceHolder.person_reference_id.in_(list(ids)),
            access.references_held_by(actor),
            alive(PersonReferenceHolder, actor.today),
            Person.id != actor.person_id,
            works_here(actor),
        )
        .order_by(Person.known_as)
    )
    found: dict[uuid.UUID, list[str]] = {}
    for key, name in rows:
        found.setdefault(key, []).append(name)
    return found


def holds(actor: Actor, recording: OutcomeRecording) -> bool:
    """Whether the actor holds the reference of a recording today."""
    return (
        db.session.scalar(
            select(PersonReference.id).where(
                PersonReference.id == recording.person_reference_id,
                access.references_held_by(actor),
            )
        )
        is not None
    )


def holds_reference(actor: Actor, reference: PersonReference) -> bool:
    """Whether the actor holds this reference today."""
    held = select(PersonReference.id).where(
        PersonReference.id == reference.id, access.references_held_by(actor)
    )
    return db.session.scalar(held) is not None


def holders(actor: Actor, recording: OutcomeRecording) -> tuple[str, ...]:
    """The names of those who hold the reference of an opened recording at present."""
    holding = _holding(actor, recording.person_reference_id)
    return _names(actor, Person.id.in_(holding), None, others=False)


def readers(actor: Actor, author_id: uuid.UUID, reference_id: uuid.UUID | None) -> tuple[str, ...]:
    """Who, the actor apart, can read what this author writes about a person once it is recorded.

    Args:
        reference_id: None for someone who has no reference yet.

    Returns:
        Names: the author first, then the author's supervisors and the holders of the reference.
    """
    supervisors = select(SupervisionRelation.supervisor_id).where(
        SupervisionRelation.supervisee_id == author_id, alive(SupervisionRelation, actor.today)
    )
    ways = [Person.id == author_id, Person.id.in_(supervisors)]
    if reference_id is not None:
        ways.append(Person.id.in_(_holding(actor, reference_id)))
    return _names(actor, or_(*ways), author_id)


def readers_by_author(
    actor: Actor, authors: Mapping[uuid.UUID, str], reference_id: uuid.UUID
) -> dict[str, tuple[str, ...]]:
    """Who, the actor apart, reads what each of these people reviews about a person.

    Args:
        authors: key and name of each.

    Returns:
        For each author's name the names of the readers: the author, then supervisors and holders.
    """
    if not authors:
        return {}
    reading = {key: [name] for key, name in authors.items()}
    supervisors = (
        select(SupervisionRelation.supervisee_id, Person.known_as)
        .join(Person, Person.id == SupervisionRelation.supervisor_id)
        .where(
            SupervisionRelation.supervisee_id.in_(list(authors)),
            alive(SupervisionRelation, actor.today),
            works_here(actor),
            Person.id != actor.person_id,
        )
        .order_by(Person.known_as, Person.id)
    )
    for author_id, name in db.session.execute(supervisors):
        reading[author_id].append(name)
    holding = _names(actor, Person.id.in_(_holding(actor, reference_id)), None)
    return {
        authors[key]: (author, *sorted({*names, *holding} - {author}))
        for key, (author, *names) in reading.items()
    }


def _holding(actor: Actor, reference_id: uuid.UUID) -> Select[Any]:
    """The people who hold a reference today."""
    return select(PersonReferenceHolder.person_id).where(
        PersonReferenceHolder.person_reference_id == reference_id,
        alive(PersonReferenceHolder, actor.today),
    )


def _names(
    actor: Actor,
    who: ColumnElement[bool],
    first: uuid.UUID | None,
    *,
    others: bool = True,
) -> tuple[str, ...]:
    statement = (
        select(Person.known_as)
        .where(who, works_here(actor))
        .order_by(Person.id != first, Person.known_as, Person.id)
    )
    if others:
        statement = statement.where(Person.id != actor.person_id)
    return tuple(db.session.scalars(statement))
