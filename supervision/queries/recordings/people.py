"""People supported, by their references: who holds one since when, and what was handed over."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.access.people import works_here
from supervision.domain import references
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.recordings import PersonReference, PersonReferenceHolder
from supervision.queries.people import alive
from supervision.queries.prepared import prepared

NEWS = timedelta(days=14)
mine, theirs = aliased(PersonReferenceHolder), aliased(PersonReferenceHolder)


@dataclass(frozen=True)
class HolderRow:
    """Someone who works with a person today, since when, and until when if an end is set."""

    person_id: uuid.UUID
    name: str
    from_date: date
    to_date: date | None


@dataclass(frozen=True)
class HandedRow:
    """A person whom a colleague handed to the actor, and who worked with them before."""

    code: str
    from_date: date
    before: tuple[str, ...]


def person(actor: Actor, code: str) -> PersonReference:
    """The reference of a person, for those who hold it or can read something about them.

    Args:
        code: as it stands in an address, in capitals or small letters.

    Raises:
        NotFound: when this actor cannot see it, whether or not it exists.
    """
    known = required(references.read_code(code))
    return required(
        db.session.scalar(
            select(PersonReference).where(
                PersonReference.code == known, access.references_visible_to(actor)
            )
        )
    )


def held_by(actor: Actor, reference: PersonReference) -> tuple[HolderRow, ...]:
    """Who holds a reference, opened already, today; those who hold it longest first."""
    rows = db.session.execute(
        select(
            Person.id,
            Person.known_as,
            PersonReferenceHolder.from_date,
            PersonReferenceHolder.to_date,
        )
        .join(Person, Person.id == PersonReferenceHolder.person_id)
        .where(
            PersonReferenceHolder.person_reference_id == reference.id,
            alive(PersonReferenceHolder, actor.today),
            works_here(actor),
        )
        .order_by(PersonReferenceHolder.from_date, Person.known_as, Person.id)
    )
    found: dict[uuid.UUID, HolderRow] = {}
    for row in rows:
        found.setdefault(row.id, HolderRow(*row))
    return tuple(found.values())


def handed(actor: Actor) -> tuple[HandedRow, ...]:
    """The people whom colleagues handed to the actor in the last 14 days, latest first.

    Whoever makes a reference is its first holder, so that to be a later one is to be handed it.
    """
    rows = _handed(actor, since=actor.today - NEWS)
    return tuple(
        HandedRow(code, since, tuple(name for _, _, name in members))
        for (code, since), members in groupby(rows, key=lambda row: (row[0], row[1]))
    )


@prepared
def _handed(actor: Actor, since: Any) -> Select[Any]:
    return (
        select(PersonReference.code, mine.from_date, Person.known_as)
        .join(PersonReference, PersonReference.id == mine.person_reference_id)
        .join(theirs, theirs.person_reference_id == mine.person_reference_id)
        .join(Person, Person.id == theirs.person_id)
        .where(
            mine.person_id == actor.person_id,
            mine.from_date > since,
            alive(mine, actor.today),
            theirs.person_id != actor.person_id,
            theirs.id < mine.id,
            access.references_held_by(actor),
        )
        .order_by(mine.from_date.desc(), PersonReference.code, Person.known_as)
        .distinct()
    )
