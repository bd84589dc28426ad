"""Writing down what matters to someone, writing on it, and recording it for others to read."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, select

from supervision import audit
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.recordings import (
    OutcomeRecording,
    PersonReference,
    RecordingOutcome,
    RecordingVersion,
)
from supervision.services.recordings.check import stop_what_tells
from supervision.services.recordings.references import holds, new_reference

WORDS = ("what_matters", "brings")


def write(
    actor: Actor,
    key: uuid.UUID,
    *,
    words: Mapping[str, str],
    outcomes: Iterable[uuid.UUID] = (),
    reference: PersonReference | None = None,
) -> OutcomeRecording:
    """Begin a recording, as a draft that only its author reads.

    Args:
        words: what matters, which must hold something, and what the person brings.
        outcomes: keys of the framework outcomes that it is about.
        reference: one that the writer holds; None makes a new one.

    Raises:
        Forbidden: when this person does not take part in practice, or does not hold the reference.
        Refused: when there is nothing about what matters.
    """
    require(access.can_write(actor))
    require(reference is None or holds(actor, reference))
    _something(words)
    recording = OutcomeRecording(
        id=key,
        organisation_id=actor.organisation_id,
        person_reference_id=(reference or new_reference(actor)).id,
        author_id=actor.person_id,
        care_service_id=actor.care_service_id,
        team_id=actor.team_id,
        state="draft",
        written_at=actor.now,
        saved_at=actor.now,
        **{name: words.get(name) for name in WORDS},
    )
    db.session.add(recording)
    db.session.flush()
    _about(recording, outcomes)
    audit.did(actor, "wrote", recording)
    return recording


def edit(
    actor: Actor,
    recording: OutcomeRecording,
    version: int,
    *,
    words: Mapping[str, str],
    outcomes: Iterable[uuid.UUID] = (),
) -> OutcomeRecording:
    """Save another text. The one before is kept sealed, for the author alone.

    Args:
        version: the version that the author was looking at.

    Raises:
        Conflict: when another text was saved meanwhile; the same text sent twice is no conflict.
        Refused: when nothing is left of what matters, or the check stops what others can read.
    """
    require(access.can_edit(actor, recording))
    _something(words)
    before = spoken(recording)
    changed = not same_words(before, words)
    if changed:
        if recording.version != version:
            raise Conflict(before, recording.version)
        if recording.state == "recorded":
            stop_what_tells(actor, recording, {name: words.get(name) for name in WORDS})
        _keep_version(actor, recording, before)
        for name in WORDS:
            setattr(recording, name, words.get(name))
        recording.saved_at = actor.now
        db.session.flush()
    if _about(recording, outcomes) or changed:
        audit.did(actor, "edited", recording)
    return recording


def record(actor: Actor, recording: OutcomeRecording) -> None:
    """Let those who work with the person, and the author's supervisors, read it. Twice is once.

    Raises:
        Refused: beside the field in which the check found a certain identifier.
    """
    require(access.can_edit(actor, recording))
    if not access.can_record(actor, recording):
        return
    stop_what_tells(actor, recording, spoken(recording))
    recording.state = "recorded"
    recording.recorded_at = actor.now
    db.session.flush()
    audit.did(actor, "recorded", recording)


def spoken(recording: OutcomeRecording) -> dict[str, str]:
    """The words of a recording, by field."""
    return {name: getattr(recording, name) or "" for name in WORDS}


def _something(words: Mapping[str, str]) -> None:
    if text.blank(words.get("what_matters")):
        raise Refused({"what_matters": said("Write down what matters to the person")})


def _keep_version(actor: Actor, recording: OutcomeRecording, before: Mapping[str, str]) -> None:
    db.session.add(
        RecordingVersion(
            organisation_id=actor.organisation_id,
            recording_id=recording.id,
            version=recording.version,
            saved_at=recording.saved_at,
            words=json.dumps(before),
        )
    )


def _about(recording: OutcomeRecording, outcomes: Iterable[uuid.UUID]) -> bool:
    """Make these the outcomes that it is about; True when others were before."""
    wanted = set(outcomes)
    linked = set(
        db.session.scalars(
            select(RecordingOutcome.framework_outcome_id).where(
                RecordingOutcome.recording_id == recording.id
            )
        )
    )
    if linked == wanted:
        return False
    db.session.execute(
        delete(RecordingOutcome).where(
            RecordingOutcome.recording_id == recording.id,
            RecordingOutcome.framework_outcome_id.in_(list(linked - wanted)),
        )
    )
    db.session.add_all(
        RecordingOutcome(
            organisation_id=recording.organisation_id,
            recording_id=recording.id,
            framework_outcome_id=one,
        )
        for one in wanted - linked
    )
    return True
