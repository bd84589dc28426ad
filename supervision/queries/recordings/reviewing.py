"""Reviews of a recording, each read by its own rule."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from supervision import audit
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.recordings import OutcomeRecording, OutcomeReview

LATEST = (
    OutcomeReview.reviewed_on.desc(),
    OutcomeReview.written_at.desc(),
    OutcomeReview.id.desc(),
)


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


def reviews(actor: Actor, recording: OutcomeRecording) -> tuple[ReviewRow, ...]:
    """The reviews of a recording that the actor may read, each by its own rule, newest first."""
    rows = db.session.execute(
        select(OutcomeReview, Person.known_as)
        .join(Person, Person.id == OutcomeReview.author_id)
        .where(OutcomeReview.recording_id == recording.id, access.reviews_visible_to(actor))
        .order_by(*LATEST)
    )
    found = []
    for review, name in rows:
        audit.seen(actor, OutcomeReview.__tablename__, review.id, review.author_id)
        found.append(
            ReviewRow(
                review.id,
                review.direction,
                review.reviewed_on,
                review.said or "",
                tuple((review.helped or "").splitlines()),
                tuple((review.hindered or "").splitlines()),
                review.author_id,
                name,
            )
        )
    return tuple(found)


def review_by_key(actor: Actor, key: uuid.UUID) -> OutcomeReview | None:
    """The actor's own review with a key that a form carried, when it was sent before."""
    return db.session.scalar(
        select(OutcomeReview).where(
            OutcomeReview.id == key,
            OutcomeReview.author_id == actor.person_id,
            access.reviews_visible_to(actor),
        )
    )
