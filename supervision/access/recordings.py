"""Who may read and change an outcome recording and its reviews.

See: its author; once it is recorded, the author's supervisors while that lasts, and those who hold
the person reference today. A draft is its author's alone.
Do: the author edits and records it, and deletes a draft (it can be restored for 30 days); author
and holders write reviews; whoever holds a person reference hands it over to a colleague.
Never: managers above, leaders, auditors, administrators; team mates who do not hold the reference.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, or_, select

from supervision.access.actor import Actor, once
from supervision.access.audience import Doors, Keys
from supervision.domain.deletion import restorable_since
from supervision.models.people import SupervisionRelation
from supervision.models.recordings import (
    OutcomeRecording,
    OutcomeReview,
    PersonReference,
    PersonReferenceHolder,
)


def held(ids: Collection[uuid.UUID], today: date) -> ColumnElement[bool]:
    """Person references that one of these people holds today."""
    return and_(
        PersonReferenceHolder.person_id.in_(ids),
        PersonReferenceHolder.from_date <= today,
        or_(PersonReferenceHolder.to_date.is_(None), PersonReferenceHolder.to_date >= today),
    )


@lru_cache(maxsize=4)
def _doors(today: date) -> Doors:
    recorded = OutcomeRecording.state == "recorded"
    return Doors(
        OutcomeRecording,
        {
            "author": OutcomeRecording.author_id.in_,
            "relation": lambda ids: and_(
                recorded,
                OutcomeRecording.author_id.in_(
                    select(SupervisionRelation.supervisee_id).where(SupervisionRelation.id.in_(ids))
                ),
            ),
            "holder": lambda ids: and_(
                recorded,
                OutcomeRecording.person_reference_id.in_(
                    select(PersonReferenceHolder.person_reference_id).where(held(ids, today))
                ),
            ),
        },
        always=(OutcomeRecording.deleted_at.is_(None),),
        together=frozenset({"relation", "holder"}),
    )


@lru_cache(maxsize=4)
def _review_doors(today: date) -> Doors:
    return Doors(
        OutcomeReview,
        {
            "author": OutcomeReview.author_id.in_,
            "relation": lambda ids: OutcomeReview.author_id.in_(
                select(SupervisionRelation.supervisee_id).where(SupervisionRelation.id.in_(ids))
            ),
            "holder": lambda ids: OutcomeReview.person_reference_id.in_(
                select(PersonReferenceHolder.person_reference_id).where(held(ids, today))
            ),
        },
        always=(OutcomeReview.deleted_at.is_(None),),
    )


def keys(actor: Actor) -> Keys:
    """The keys that this actor carries today, for recordings and for reviews alike."""
    return {
        "author": [actor.person_id],
        "relation": [r.id for r in actor.supervises],
        "holder": [actor.person_id],
    }


def doors(actor: Actor) -> Doors:
    """The doors as they stand on the actor's day."""
    return _doors(actor.today)


@once
def visible_to(actor: Actor) -> ColumnElement[bool]:
    return _doors(actor.today).where(actor.organisation_id, keys(actor))


@once
def reviews_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Each review obeys its own author's audience."""
    return _review_doors(actor.today).where(actor.organisation_id, keys(actor))


def references_held_by(actor: Actor) -> ColumnElement[bool]:
    """The person references that this actor holds today."""
    return and_(
        PersonReference.organisation_id == actor.organisation_id,
        PersonReference.id.in_(
            select(PersonReferenceHolder.person_reference_id).where(
                held([actor.person_id], actor.today)
            )
        ),
    )


def references_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Those that the actor holds, and those of recordings that the actor can read."""
    readable = select(OutcomeRecording.person_reference_id).where(visible_to(actor))
    return or_(
        references_held_by(actor),
        and_(
            PersonReference.organisation_id == actor.organisation_id,
            PersonReference.id.in_(readable),
        ),
    )


def can_write(actor: Actor) -> bool:
    """Whether this person may begin a recording."""
    return actor.practises


def can_edit(actor: Actor, recording: OutcomeRecording) -> bool:
    return (
        recording.organisation_id == actor.organisation_id
        and recording.author_id == actor.person_id
        and recording.deleted_at is None
    )


def can_record(actor: Actor, recording: OutcomeRecording) -> bool:
    """Turn a draft into a recording that its audience can read."""
    return can_edit(actor, recording) and recording.state == "draft"


def can_review(actor: Actor, recording: OutcomeRecording, *, holds: bool) -> bool:
    """Author or holder of the reference, once it is recorded.

    Args:
        holds: whether the actor holds the recording's person reference today.
    """
    return (
        recording.organisation_id == actor.organisation_id
        and recording.state == "recorded"
        and recording.deleted_at is None
        and (recording.author_id == actor.person_id or holds)
    )


def can_hand_over(
    actor: Actor, reference: PersonReference, *, holds: bool, works_here: bool
) -> bool:
    """Whoever holds a reference today, to a colleague.

    Args:
        holds: whether the actor holds it today.
        works_here: whether the colleague takes part in practice in the same organisation today.
    """
    return reference.organisation_id == actor.organisation_id and holds and works_here


def can_delete(actor: Actor, recording: OutcomeRecording) -> bool:
    """A draft, by its author. What is recorded is others' to read and stays."""
    return can_edit(actor, recording) and recording.state == "draft"


def deleted_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The actor's own drafts that were deleted and can still be restored."""
    return and_(
        OutcomeRecording.organisation_id == actor.organisation_id,
        OutcomeRecording.author_id == actor.person_id,
        OutcomeRecording.deleted_at >= restorable_since(actor.now),
    )


def can_restore(actor: Actor, recording: OutcomeRecording) -> bool:
    return (
        recording.organisation_id == actor.organisation_id
        and recording.author_id == actor.person_id
        and recording.deleted_at is not None
        and recording.deleted_at >= restorable_since(actor.now)
    )
