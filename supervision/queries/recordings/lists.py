"""Lists of recordings: rows with first words, opened only where they are shown."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select

from supervision import audit
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.access.audience import Keys
from supervision.domain.wording import said
from supervision.domain.words import first_words
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.recordings import OutcomeRecording, OutcomeReview, PersonReference
from supervision.queries.listing import Listed, among_newest, cut, newest_first, place
from supervision.queries.prepared import prepared
from supervision.queries.recordings.opening import KIND
from supervision.queries.recordings.reviewing import LATEST


class RecordingRow(NamedTuple):
    """A recording in a list, with its first words and the way its last review went."""

    id: uuid.UUID
    code: str
    what_matters: str
    author: str
    author_id: uuid.UUID
    state: str
    written_at: datetime
    last_direction: str | None


@dataclass(frozen=True)
class DeletedRow:
    """An own draft that was deleted and can be restored."""

    id: uuid.UUID
    code: str
    title: str  # its first words
    deleted_at: datetime


def mine(actor: Actor, before: uuid.UUID | None = None, most: int = 25) -> Listed[RecordingRow]:
    """The actor's own recordings and drafts, newest first."""
    return _listed(actor, _mine, before, most)


def readable(actor: Actor, before: uuid.UUID | None = None, most: int = 25) -> Listed[RecordingRow]:
    """Others' recordings that the actor may read, newest first."""
    return _listed(actor, _others, before, most)


def about_person(
    actor: Actor, reference: PersonReference, before: uuid.UUID | None = None, most: int = 25
) -> Listed[RecordingRow]:
    """What the actor may read about one person, own drafts included, newest first."""
    return _listed(actor, access.keys, before, most, reference_id=reference.id)


def choices(actor: Actor, most: int = 12) -> list[tuple[uuid.UUID, str]]:
    """The newest recordings and own drafts, to choose one: “Person K7QM: first words…”."""
    listed = _listed(actor, access.keys, None, most)
    return [
        (row.id, said("Person %(code)s: %(words)s", code=row.code, words=row.what_matters))
        for row in listed.rows
    ]


def deleted(actor: Actor, most: int = 25) -> tuple[DeletedRow, ...]:
    """The actor's own drafts that were deleted and can be restored, latest deleted first."""
    rows = db.session.execute(
        select(
            OutcomeRecording.id,
            PersonReference.code,
            OutcomeRecording.what_matters_sealed,
            OutcomeRecording.deleted_at,
        )
        .join(PersonReference, PersonReference.id == OutcomeRecording.person_reference_id)
        .where(access.deleted_visible_to(actor))
        .order_by(OutcomeRecording.deleted_at.desc(), OutcomeRecording.id.desc())
        .limit(most)
    )
    return tuple(
        DeletedRow(
            row.id,
            row.code,
            _first_words(actor, row.id, row.what_matters_sealed),
            row.deleted_at,
        )
        for row in rows
    )


def by_author_since(
    actor: Actor, author_id: uuid.UUID, since: datetime | None, most: int = 10
) -> tuple[RecordingRow, ...]:
    """What one colleague recorded since a moment, or that was reviewed since, newest first.

    Args:
        since: None for all that the actor can see.
    """
    found = _by_author_since(actor, author_id=author_id, since=since, most=most)
    return tuple(_row(actor, row) for row in found)


@prepared
def _by_author_since(actor: Actor, author_id: Any, since: Any, most: int) -> Select[Any]:
    statement = (
        _select(actor)
        .where(OutcomeRecording.author_id == author_id, OutcomeRecording.state == "recorded")
        .order_by(OutcomeRecording.recorded_at.desc(), OutcomeRecording.id.desc())
        .limit(most)
    )
    if since is None:
        return statement
    reviewed = select(OutcomeReview.id).where(
        OutcomeReview.recording_id == OutcomeRecording.id,
        OutcomeReview.written_at > since,
        access.reviews_visible_to(actor),
    )
    return statement.where(or_(OutcomeRecording.recorded_at > since, reviewed.exists()))


def _mine(actor: Actor) -> Keys:
    return {"author": [actor.person_id]}


def _others(actor: Actor) -> Keys:
    return {kind: ids for kind, ids in access.keys(actor).items() if kind != "author"}


def _listed(
    actor: Actor,
    keys: Callable[[Actor], Keys],
    before: uuid.UUID | None,
    most: int,
    *,
    reference_id: uuid.UUID | None = None,
) -> Listed[RecordingRow]:
    """A page of what these keys open: all of it, or what is about one person. Of what is not by
    the author's own key, others' alone."""
    doors, by = access.doors(actor), OutcomeRecording.written_at
    last = place(doors, actor.organisation_id, keys(actor), by, before)
    found = _newest(actor, keys=keys, reference_id=reference_id, most=most, **last)
    shown, earlier = cut(found.all(), most)
    return Listed(tuple(_row(actor, row) for row in shown), earlier)


@prepared
def _newest(
    actor: Actor,
    keys: Callable[[Actor], Keys],
    reference_id: Any,
    most: int,
    at: Any,
    key: Any,
) -> Select[Any]:
    narrow = []
    if keys is _others:
        narrow.append(OutcomeRecording.author_id != actor.person_id)
    if reference_id is not None:
        narrow.append(OutcomeRecording.person_reference_id == reference_id)
    among = among_newest(
        access.doors(actor),
        actor.organisation_id,
        keys(actor),
        OutcomeRecording.written_at,
        {"at": at, "key": key},
        narrow=narrow,
        most=most,
    )
    return (
        _select(actor)
        .where(among)
        .order_by(*newest_first(OutcomeRecording, OutcomeRecording.written_at))
        .limit(most + 1)
    )


def _select(actor: Actor) -> Select[Any]:
    """What a row of a list is made of, of the recordings that the actor can see."""
    last = (
        select(OutcomeReview.direction)
        .where(OutcomeReview.recording_id == OutcomeRecording.id, access.reviews_visible_to(actor))
        .order_by(*LATEST)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            OutcomeRecording.id,
            OutcomeRecording.what_matters_sealed,
            OutcomeRecording.author_id,
            OutcomeRecording.state,
            OutcomeRecording.written_at,
            PersonReference.code,
            Person.known_as,
            last.label("last_direction"),
        )
        .join(PersonReference, PersonReference.id == OutcomeRecording.person_reference_id)
        .join(Person, Person.id == OutcomeRecording.author_id)
        .where(access.visible_to(actor))
    )


def _row(actor: Actor, row: Any) -> RecordingRow:
    audit.seen(actor, KIND, row.id, row.author_id)
    return RecordingRow(
        row.id,
        row.code,
        _first_words(actor, row.id, row.what_matters_sealed),
        row.known_as,
        row.author_id,
        row.state,
        row.written_at,
        row.last_direction,
    )


def _first_words(actor: Actor, key: uuid.UUID, sealed: bytes | None) -> str:
    words = OutcomeRecording.what_matters.opened(actor.organisation_id, key, sealed)
    return first_words(words, 90)
