"""Reading reflections."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from supervision import audit
from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.reflections import Reflection, ReflectionRecording, ReflectionShare
from supervision.queries.listing import PAGE, Listed, among_newest, place
from supervision.queries.prepared import prepared
from supervision.queries.reflection_rows import (
    KIND,
    ReflectionRow,
    listed,
    listing,
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
    reflection: Reflection = required(_one(actor, key=reflection_id).scalar())
    audit.seen(actor, KIND, reflection.id, reflection.author_id)
    return reflection


@prepared
def _one(actor: Actor, key: Any) -> Select[Any]:
    return select(Reflection).where(Reflection.id == key, access.visible_to(actor))


def own_by_key(actor: Actor, key: uuid.UUID) -> Reflection | None:
    """The actor's own reflection with a key that a form carried, when it was sent before."""
    found: Reflection | None = _own(actor, key=key).scalar()
    return found


@prepared
def _own(actor: Actor, key: Any) -> Select[Any]:
    return select(Reflection).where(
        Reflection.id == key,
        Reflection.author_id == actor.person_id,
        access.visible_to(actor),
    )


def mine(
    actor: Actor, before: uuid.UUID | None = None, most: int = PAGE, show: str = ALL
) -> Listed[ReflectionRow]:
    """The actor's own reflections, newest first.

    Args:
        show: which of them, of `SHOWN`.
    """
    keys = {"author": [actor.person_id]}
    last = place(access.DOORS, actor.organisation_id, keys, Reflection.written_at, before)
    return listed(actor, _mine(actor, most=most, show=show, **last), most)


@prepared
def _mine(actor: Actor, most: int, show: str, at: Any, key: Any) -> Select[Any]:
    among = among_newest(
        access.DOORS,
        actor.organisation_id,
        {"author": [actor.person_id]},
        Reflection.written_at,
        {"at": at, "key": key},
        narrow=narrowed(actor, show),
        most=most,
    )
    return listing(actor, among, most, own=True)


def shared_with(
    actor: Actor, before: uuid.UUID | None = None, most: int = 25
) -> Listed[ReflectionRow]:
    """What others shared with the actor, newest first."""
    keys = access.shared_keys(actor)
    last = place(access.DOORS, actor.organisation_id, keys, Reflection.written_at, before)
    return listed(actor, _shared_with(actor, most=most, **last), most)


@prepared
def _shared_with(actor: Actor, most: int, at: Any, key: Any) -> Select[Any]:
    among = among_newest(
        access.DOORS,
        actor.organisation_id,
        access.shared_keys(actor),
        Reflection.written_at,
        {"at": at, "key": key},
        narrow=[Reflection.author_id != actor.person_id],
        most=most,
    )
    return listing(actor, among, most, own=False)


def shared_through(
    actor: Actor, relation_id: uuid.UUID, since: datetime | None = None
) -> tuple[ReflectionRow, ...]:
    """Reflections shared in one relation, newest first, of those that the actor can see.

    Args:
        since: only those that were shared after this moment.
    """
    found = _shared_through(actor, relation_id=relation_id, since=since)
    return rows(actor, list(found.scalars()))


@prepared
def _shared_through(actor: Actor, relation_id: Any, since: Any) -> Select[Any]:
    return (
        select(Reflection.id)
        .join(ReflectionShare, ReflectionShare.reflection_id == Reflection.id)
        .where(
            access.visible_to(actor),
            ReflectionShare.relation_id == relation_id,
            ReflectionShare.taken_back_at.is_(None),
            *(() if since is None else (ReflectionShare.shared_at > since,)),
        )
        .order_by(ReflectionShare.shared_at.desc())
        .limit(25)
    )


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
