"""Reading reflections."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supervision import audit
from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.reflections import Reflection, ReflectionRecording, ReflectionShare
from supervision.queries.listing import PAGE, Listed, among_newest
from supervision.queries.reflection_rows import (
    KIND,
    ReflectionRow,
    listed,
    rows,
    title,
    title_of,
)
from supervision.queries.reflection_search import ALL, narrowed

__all__ = ["KIND", "ReflectionRow", "title"]

DELETED = 100


@dataclass(frozen=True)
class DeletedRow:
    """A reflection that was deleted and can be restored."""

    id: uuid.UUID
    title: str
    deleted_at: datetime


def get(actor: Actor, reflection_id: uuid.UUID) -> Reflection:
    """Open a reflection. Another's leaves a note in the log of reads.

    Raises:
        NotFound: when this actor cannot see it, whether or not it exists.
    """
    reflection = required(
        db.session.scalar(
            select(Reflection).where(Reflection.id == reflection_id, access.visible_to(actor))
        )
    )
    audit.seen(actor, KIND, reflection.id, reflection.author_id)
    return reflection


def own_by_key(actor: Actor, key: uuid.UUID) -> Reflection | None:
    """The actor's own reflection with a key that a form carried, when it was sent before."""
    return db.session.scalar(
        select(Reflection).where(
            Reflection.id == key,
            Reflection.author_id == actor.person_id,
            access.visible_to(actor),
        )
    )


def mine(
    actor: Actor, before: uuid.UUID | None = None, most: int = PAGE, show: str = ALL
) -> Listed[ReflectionRow]:
    """The actor's own reflections, newest first.

    Args:
        show: which of them, of `SHOWN`.
    """
    among = among_newest(
        access.DOORS,
        actor.organisation_id,
        {"author": [actor.person_id]},
        Reflection.written_at,
        before,
        narrow=narrowed(actor, show),
        most=most,
    )
    return listed(actor, among, most, own=True)


def shared_with(
    actor: Actor, before: uuid.UUID | None = None, most: int = 25
) -> Listed[ReflectionRow]:
    """What others shared with the actor, newest first."""
    among = among_newest(
        access.DOORS,
        actor.organisation_id,
        access.shared_keys(actor),
        Reflection.written_at,
        before,
        narrow=[Reflection.author_id != actor.person_id],
        most=most,
    )
    return listed(actor, among, most, own=False)


def shared_through(
    actor: Actor, relation_id: uuid.UUID, since: datetime | None = None
) -> tuple[ReflectionRow, ...]:
    """Reflections shared in one relation, newest first, of those that the actor can see.

    Args:
        since: only those that were shared after this moment.
    """
    statement = (
        select(Reflection.id)
        .join(ReflectionShare, ReflectionShare.reflection_id == Reflection.id)
        .where(
            access.visible_to(actor),
            ReflectionShare.relation_id == relation_id,
            ReflectionShare.taken_back_at.is_(None),
        )
        .order_by(ReflectionShare.shared_at.desc())
        .limit(25)
    )
    if since is not None:
        statement = statement.where(ReflectionShare.shared_at > since)
    return rows(actor, list(db.session.scalars(statement)))


def titles(actor: Actor, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The titles of those of these reflections that the actor can see."""
    return {row.id: row.title for row in rows(actor, ids)}


def recordings_of(reflection: Reflection) -> tuple[uuid.UUID, ...]:
    """The recordings that a reflection is about, by key; whether they may be read is asked of
    the recordings."""
    return tuple(
        db.session.scalars(
            select(ReflectionRecording.recording_id).where(
                ReflectionRecording.reflection_id == reflection.id
            )
        )
    )


def deleted(actor: Actor) -> tuple[DeletedRow, ...]:
    """The actor's own reflections that can still be restored, the latest deleted first."""
    found = db.session.execute(
        select(
            Reflection.id,
            Reflection.title_sealed,
            Reflection.happened_sealed,
            Reflection.mattered_sealed,
            Reflection.next_sealed,
            Reflection.deleted_at,
        )
        .where(access.deleted_visible_to(actor))
        .order_by(Reflection.deleted_at.desc(), Reflection.id)
        .limit(DELETED)
    )
    return tuple(DeletedRow(row.id, title_of(actor, row), row.deleted_at) for row in found)


def deleted_one(actor: Actor, reflection_id: uuid.UUID) -> Reflection:
    """One of them.

    Raises:
        NotFound: when it is not the actor's, not deleted, or can be restored no more.
    """
    return required(
        db.session.scalar(
            select(Reflection).where(
                Reflection.id == reflection_id, access.deleted_visible_to(actor)
            )
        )
    )
