"""Who may read and change an outcome recording and its reviews.

See: its author; once it is recorded, the author's supervisors while that lasts, and those who hold
the person reference today. A draft is its author's alone. Of what somebody who leaves holds, their
line supervisor sees the reference and since when, and by that nothing that is recorded.
Do: the author edits and records it, and deletes a draft (it can be restored for 30 days); author
and holders write reviews; whoever holds a person reference hands it over to a colleague. For
somebody who leaves, their line supervisor of the last day can too, once that day is noted and until
90 days after it.
Never: managers above, leaders, auditors, administrators; team mates who do not hold the reference.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from supervision.access.actor import Actor, once
from supervision.access.audience import Doors, Keys
from supervision.domain.deletion import restorable_since
from supervision.domain.references import left_since
from supervision.models.people import Person, SupervisionRelation
from supervision.models.recordings import (
    OutcomeRecording,
    OutcomeReview,
    PersonReference,
    PersonReferenceHolder,
)

# Somebody who leaves, their line of supervision, and what they hold.
leaver = aliased(Person)
line = aliased(SupervisionRelation)
theirs = aliased(PersonReferenceHolder)


def held(ids: Collection[uuid.UUID], today: date) -> ColumnElement[bool]:
    """Person references that one of these people holds today."""
    return and_(PersonReferenceHolder.person_id.in_(ids), _on(PersonReferenceHolder, today))


def _on(holder: type[PersonReferenceHolder], today: date) -> ColumnElement[bool]:
    return and_(holder.from_date <= today, or_(holder.to_date.is_(None), holder.to_date >= today))


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


def leaves_to(actor: Actor, since: Any = None) -> ColumnElement[bool]:
    """Of `leaver` and `line`, which whoever asks joins: someone whose last day is noted, or is no
    longer than 90 days ago, and the relation by which the actor was their line supervisor on it.

    Access that was ended at once ended supervision with the day before, in the same moment.

    Args:
        since: the earliest last day, where a statement that is built once binds it.
    """
    on_last_day = or_(
        and_(
            leaver.shut_out_at.is_(None),
            or_(line.to_date.is_(None), line.to_date >= leaver.left_on),
        ),
        and_(leaver.shut_out_at.is_not(None), line.ended_at == leaver.leaving_noted_at),
    )
    return and_(
        leaver.organisation_id == actor.organisation_id,
        leaver.left_on >= (left_since(actor.today) if since is None else since),
        line.organisation_id == actor.organisation_id,
        line.supervisor_id == actor.person_id,
        line.supervisee_id == leaver.id,
        line.function == "line",
        line.from_date <= actor.today,
        line.from_date <= leaver.left_on,
        on_last_day,
    )


def left_by(
    actor: Actor, person_id: uuid.UUID | None = None, since: Any = None
) -> ColumnElement[bool]:
    """Of `leaver`, `line` and `theirs`, which whoever asks joins: what somebody who leaves holds
    today, and the actor can hand over for them.

    Args:
        person_id: who leaves; by default anybody.
        since: as in `leaves_to`.
    """
    return and_(
        leaves_to(actor, since),
        theirs.organisation_id == actor.organisation_id,
        theirs.person_id == leaver.id,
        _on(theirs, actor.today),
        *([leaver.id == person_id] if person_id is not None else []),
    )


def left_visible_to(actor: Actor, person_id: uuid.UUID | None = None) -> ColumnElement[bool]:
    """The references that somebody who leaves holds, for their line supervisor of the last day: the
    reference alone, and nothing that is recorded about the person.

    Args:
        person_id: who leaves; by default anybody.
    """
    return and_(
        PersonReference.organisation_id == actor.organisation_id,
        PersonReference.id.in_(
            select(theirs.person_reference_id)
            .join(leaver, leaver.id == theirs.person_id)
            .join(line, line.supervisee_id == leaver.id)
            .where(left_by(actor, person_id))
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


def can_hand_over_for(
    actor: Actor, reference: PersonReference, *, left: bool, works_here: bool
) -> bool:
    """The line supervisor of somebody who leaves, to a colleague.

    Args:
        left: whether it is among what they hold (`left_visible_to`).
        works_here: as in `can_hand_over`.
    """
    return reference.organisation_id == actor.organisation_id and left and works_here


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
