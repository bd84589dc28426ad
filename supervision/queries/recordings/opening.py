"""Opening one recording, and saying whom it is about."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from supervision import audit
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.recordings import OutcomeRecording, PersonReference
from supervision.queries.prepared import prepared

KIND = OutcomeRecording.__tablename__


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


def deleted_one(actor: Actor, recording_id: uuid.UUID) -> OutcomeRecording:
    """An own draft that was deleted and can still be restored. Raises NotFound for any other."""
    return required(
        db.session.scalar(
            select(OutcomeRecording).where(
                OutcomeRecording.id == recording_id, access.deleted_visible_to(actor)
            )
        )
    )


def own_by_key(actor: Actor, key: uuid.UUID) -> OutcomeRecording | None:
    """The actor's own recording with a key that a form carried, when it was sent before."""
    return db.session.scalar(
        select(OutcomeRecording).where(
            OutcomeRecording.id == key,
            OutcomeRecording.author_id == actor.person_id,
            access.visible_to(actor),
        )
    )


def about(actor: Actor, recording: OutcomeRecording) -> tuple[str, str]:
    """The code of the person whom an opened recording is about, and the name of its author."""
    code, author = db.session.execute(
        select(PersonReference.code, Person.known_as)
        .join(OutcomeRecording, OutcomeRecording.person_reference_id == PersonReference.id)
        .join(Person, Person.id == OutcomeRecording.author_id)
        .where(OutcomeRecording.id == recording.id, access.visible_to(actor))
    ).one()
    return code, author


def labels(actor: Actor, ids: Sequence[uuid.UUID]) -> tuple[tuple[uuid.UUID, str], ...]:
    """What those of these recordings that the actor can see are called: “Person K7QM”."""
    if not ids:
        return ()
    codes = {row.id: row.code for row in _codes(actor, ids=list(ids))}
    return tuple((key, said("Person %(code)s", code=codes[key])) for key in ids if key in codes)


@prepared
def _codes(actor: Actor, ids: Any) -> Select[Any]:
    return (
        select(OutcomeRecording.id, PersonReference.code)
        .join(PersonReference, PersonReference.id == OutcomeRecording.person_reference_id)
        .where(OutcomeRecording.id.in_(ids), access.visible_to(actor))
    )
