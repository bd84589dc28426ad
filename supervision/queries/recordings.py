"""Reading outcome recordings, their reviews, and the references that stand for people."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from supervision import audit
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.access.audience import Keys
from supervision.domain.refusals import required
from supervision.domain.words import first_words
from supervision.extensions import db
from supervision.models.people import Person, SupervisionRelation
from supervision.models.recordings import (
    Framework,
    FrameworkOutcome,
    OutcomeRecording,
    OutcomeReview,
    PersonReference,
    PersonReferenceHolder,
    RecordingOutcome,
)
from supervision.queries.listing import Listed, newest
from supervision.queries.people import alive

KIND = OutcomeRecording.__tablename__
FOR_PEOPLE = "talking-points-people"


@dataclass(frozen=True)
class RecordingRow:
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
class ReviewRow:
    """A review that the actor may read; what helped and hindered, one to an entry."""

    id: uuid.UUID
    direction: str
    reviewed_on: date
    said: str
    helped: tuple[str, ...]
    hindered: tuple[str, ...]
    author_id: uuid.UUID
    author: str


@dataclass(frozen=True)
class Outcome:
    """An outcome of a framework."""

    id: uuid.UUID
    code: str
    name: str


@dataclass(frozen=True)
class Group:
    """The outcomes of a framework that stand together."""

    name: str
    outcomes: tuple[Outcome, ...]


def get(actor: Actor, recording_id: uuid.UUID) -> OutcomeRecording:
    """Open a recording. Another's leaves a note in the log of reads.

    Raises:
        NotFound: when this actor cannot see it, whether or not it exists.
    """
    recording = required(
        db.session.scalar(
            select(OutcomeRecording).where(
                OutcomeRecording.id == recording_id, access.visible_to(actor)
            )
        )
    )
    audit.seen(actor, KIND, recording.id, recording.author_id)
    return recording


def own_by_key(actor: Actor, key: uuid.UUID) -> OutcomeRecording | None:
    """The actor's own recording with a key that a form carried, when it was sent before."""
    return db.session.scalar(
        select(OutcomeRecording).where(
            OutcomeRecording.id == key,
            OutcomeRecording.author_id == actor.person_id,
            access.visible_to(actor),
        )
    )


def review_by_key(actor: Actor, key: uuid.UUID) -> OutcomeReview | None:
    """The actor's own review with a key that a form carried, when it was sent before."""
    return db.session.scalar(
        select(OutcomeReview).where(
            OutcomeReview.id == key,
            OutcomeReview.author_id == actor.person_id,
            access.reviews_visible_to(actor),
        )
    )


def mine(actor: Actor, before: uuid.UUID | None = None, most: int = 25) -> Listed[RecordingRow]:
    """The actor's own recordings and drafts, newest first."""
    return _listed(actor, {"author": [actor.person_id]}, before, most)


def readable(
    actor: Actor, before: uuid.UUID | None = None, most: int = 25
) -> Listed[RecordingRow]:
    """Others' recordings that the actor may read, newest first."""
    keys = {kind: ids for kind, ids in access.keys(actor).items() if kind != "author"}
    others = OutcomeRecording.author_id != actor.person_id
    return _listed(actor, keys, before, most, [others])


def labels(actor: Actor, ids: Sequence[uuid.UUID]) -> tuple[tuple[uuid.UUID, str], ...]:
    """What those of these recordings that the actor can see are called: “Person K7QM”."""
    if not ids:
        return ()
    rows = db.session.execute(
        select(OutcomeRecording.id, PersonReference.code)
        .join(PersonReference, PersonReference.id == OutcomeRecording.person_reference_id)
        .where(OutcomeRecording.id.in_(list(ids)), access.visible_to(actor))
    )
    codes = {row.id: row.code for row in rows}
    return tuple((key, f"Person {codes[key]}") for key in ids if key in codes)


def choices(actor: Actor, most: int = 12) -> list[tuple[uuid.UUID, str]]:
    """The newest recordings and own drafts, to choose one: “Person K7QM: first words…”."""
    listed = _listed(actor, access.keys(actor), None, most)
    return [(row.id, f"Person {row.code}: {row.what_matters}") for row in listed.rows]


def by_author_since(
    actor: Actor, author_id: uuid.UUID, since: datetime | None, most: int = 10
) -> tuple[RecordingRow, ...]:
    """What one colleague recorded since a moment, or that was reviewed since, newest first.

    Args:
        since: None for all that the actor can see.
    """
    statement = (
        select(OutcomeRecording.id)
        .where(
            access.visible_to(actor),
            OutcomeRecording.author_id == author_id,
            OutcomeRecording.state == "recorded",
        )
        .order_by(OutcomeRecording.recorded_at.desc(), OutcomeRecording.id.desc())
        .limit(most)
    )
    if since is not None:
        reviewed = select(OutcomeReview.id).where(
            OutcomeReview.recording_id == OutcomeRecording.id,
            OutcomeReview.written_at > since,
            access.reviews_visible_to(actor),
        )
        statement = statement.where(
            or_(OutcomeRecording.recorded_at > since, reviewed.exists())
        )
    return _rows(actor, list(db.session.scalars(statement)))


def outcomes() -> tuple[Group, ...]:
    """The outcomes of Talking Points for people using services, newest edition, by group."""
    newest_edition = (
        select(func.max(Framework.edition)).where(Framework.code == FOR_PEOPLE).scalar_subquery()
    )
    rows = db.session.execute(
        select(FrameworkOutcome.group, *_OUTCOME)
        .join(Framework, Framework.id == FrameworkOutcome.framework_id)
        .where(Framework.code == FOR_PEOPLE, Framework.edition == newest_edition)
        .order_by(FrameworkOutcome.position)
    )
    return tuple(
        Group(name, tuple(Outcome(*row[1:]) for row in members))
        for name, members in groupby(rows, key=lambda row: row[0])
    )


def outcomes_of(recording: OutcomeRecording) -> tuple[Outcome, ...]:
    """The outcomes that a recording, opened already, is about."""
    rows = db.session.execute(
        select(*_OUTCOME)
        .join(RecordingOutcome, RecordingOutcome.framework_outcome_id == FrameworkOutcome.id)
        .where(RecordingOutcome.recording_id == recording.id)
        .order_by(FrameworkOutcome.position, FrameworkOutcome.id)
    )
    return tuple(Outcome(*row) for row in rows)


def reviews(actor: Actor, recording: OutcomeRecording) -> tuple[ReviewRow, ...]:
    """The reviews of a recording that the actor may read, each by its own rule, newest first."""
    rows = db.session.execute(
        select(OutcomeReview, Person.known_as)
        .join(Person, Person.id == OutcomeReview.author_id)
        .where(OutcomeReview.recording_id == recording.id, access.reviews_visible_to(actor))
        .order_by(*_LATEST)
    )
    found = []
    for review, name in rows:
        audit.seen(actor, OutcomeReview.__tablename__, review.id, review.author_id)
        found.append(
            ReviewRow(
                review.id, review.direction, review.reviewed_on, review.said or "",
                tuple((review.helped or "").splitlines()),
                tuple((review.hindered or "").splitlines()), review.author_id, name,
            )
        )
    return tuple(found)


def about(actor: Actor, recording: OutcomeRecording) -> tuple[str, str]:
    """The code of the person whom an opened recording is about, and the name of its author."""
    code, author = db.session.execute(
        select(PersonReference.code, Person.known_as)
        .join(
            OutcomeRecording, OutcomeRecording.person_reference_id == PersonReference.id
        )
        .join(Person, Person.id == OutcomeRecording.author_id)
        .where(OutcomeRecording.id == recording.id, access.visible_to(actor))
    ).one()
    return code, author


def readers(
    actor: Actor, author_id: uuid.UUID, reference_id: uuid.UUID | None
) -> tuple[str, ...]:
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


def holders(actor: Actor, recording: OutcomeRecording) -> tuple[str, ...]:
    """The names of those who hold the reference of an opened recording at present."""
    holding = _holding(actor, recording.person_reference_id)
    return _names(actor, Person.id.in_(holding), None, others=False)


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
            _works_here(actor),
        )
        .order_by(Person.known_as)
    )
    found: dict[uuid.UUID, list[str]] = {}
    for key, name in rows:
        found.setdefault(key, []).append(name)
    return found


_OUTCOME = (FrameworkOutcome.id, FrameworkOutcome.code, FrameworkOutcome.name)
_LATEST = (
    OutcomeReview.reviewed_on.desc(),
    OutcomeReview.written_at.desc(),
    OutcomeReview.id.desc(),
)


def _holding(actor: Actor, reference_id: uuid.UUID) -> Select[Any]:
    """The people who hold a reference today."""
    return select(PersonReferenceHolder.person_id).where(
        PersonReferenceHolder.person_reference_id == reference_id,
        alive(PersonReferenceHolder, actor.today),
    )


def _works_here(actor: Actor) -> ColumnElement[bool]:
    """Whose account is open today: nobody reads anything after their last day."""
    return and_(
        Person.organisation_id == actor.organisation_id,
        Person.joined_on <= actor.today,
        or_(Person.left_on.is_(None), Person.left_on >= actor.today),
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
        .where(who, _works_here(actor))
        .order_by(Person.id != first, Person.known_as, Person.id)
    )
    if others:
        statement = statement.where(Person.id != actor.person_id)
    return tuple(db.session.scalars(statement))


def _listed(
    actor: Actor,
    keys: Keys,
    before: uuid.UUID | None,
    most: int,
    narrow: Sequence[ColumnElement[bool]] = (),
) -> Listed[RecordingRow]:
    ids, earlier = newest(
        access.doors(actor),
        actor.organisation_id,
        keys,
        OutcomeRecording.written_at,
        before,
        narrow=narrow,
        most=most,
    )
    return Listed(_rows(actor, ids), earlier)


def _rows(actor: Actor, ids: Sequence[uuid.UUID]) -> tuple[RecordingRow, ...]:
    """Rows for these keys in their order, of those that the actor can see."""
    if not ids:
        return ()
    last = (
        select(OutcomeReview.direction)
        .where(
            OutcomeReview.recording_id == OutcomeRecording.id, access.reviews_visible_to(actor)
        )
        .order_by(*_LATEST)
        .limit(1)
        .scalar_subquery()
    )
    found = {
        row.id: row
        for row in db.session.execute(
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
            .where(OutcomeRecording.id.in_(list(ids)), access.visible_to(actor))
        )
    }
    return tuple(_row(actor, found[key]) for key in ids if key in found)


def _row(actor: Actor, row: Any) -> RecordingRow:
    audit.seen(actor, KIND, row.id, row.author_id)
    words = OutcomeRecording.what_matters.opened(
        actor.organisation_id, row.id, row.what_matters_sealed
    )
    return RecordingRow(
        row.id, row.code, first_words(words, 90), row.known_as, row.author_id, row.state,
        row.written_at, row.last_direction,
    )
