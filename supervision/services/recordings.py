"""Writing down what matters to people, and reviewing how it has gone.

Nothing is recorded, changed once recorded, or reviewed while the check finds a word in it that
certainly tells who someone is.
"""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from sqlalchemy import delete, select

from supervision import audit
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.domain import anonymisation, frameworks, references, reviews, text
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.words import join_names
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.recordings import (
    Framework,
    FrameworkOutcome,
    OutcomeRecording,
    OutcomeReview,
    PersonReference,
    PersonReferenceHolder,
    RecordingOutcome,
    RecordingVersion,
)

WORDS = ("what_matters", "brings")
REVIEW_WORDS = ("said", "helped", "hindered")
TRIES = 200  # of 43,928 codes: so many taken in a row means that hardly any is left


class Chosen(Protocol):
    """An outcome of a framework."""

    @property
    def id(self) -> uuid.UUID: ...


def new_reference(
    actor: Actor, choose: Callable[[str], str] = secrets.choice
) -> PersonReference:
    """Make a reference for someone new; whoever writes holds it from today.

    Args:
        choose: gives one character of the string it is handed, by chance.

    Raises:
        Refused: when no code can be found that is not taken.
    """
    require(access.can_write(actor))
    reference = PersonReference(
        organisation_id=actor.organisation_id, code=_free_code(actor, choose), made_at=actor.now
    )
    db.session.add(reference)
    db.session.flush()
    _hold(actor, reference, actor.person_id, actor.today)
    audit.did(actor, "made", reference)
    return reference


def let_hold(
    actor: Actor, reference: PersonReference, colleague: Person, from_date: date
) -> None:
    """Let a colleague who works with the same person hold the reference too. Twice is once."""
    require(_holds(actor, reference) and colleague.organisation_id == actor.organisation_id)
    held = select(PersonReferenceHolder.id).where(
        PersonReferenceHolder.person_reference_id == reference.id,
        access.held([colleague.id], from_date),
    )
    if db.session.scalar(held) is None:
        _hold(actor, reference, colleague.id, from_date)
        audit.did(actor, "let_hold", reference)


def write(
    actor: Actor,
    key: uuid.UUID,
    *,
    words: Mapping[str, str],
    outcomes: Iterable[Chosen] = (),
    reference: PersonReference | None = None,
) -> OutcomeRecording:
    """Begin a recording, as a draft that only its author reads.

    Args:
        words: what matters, which must hold something, and what the person brings.
        outcomes: outcomes of a framework that it is about.
        reference: one that the writer holds; None makes a new one.

    Raises:
        Forbidden: when this person does not take part in practice, or does not hold the reference.
        Refused: when there is nothing about what matters.
    """
    require(access.can_write(actor))
    require(reference is None or _holds(actor, reference))
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
    outcomes: Iterable[Chosen] = (),
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
            _check(actor, recording, {name: words.get(name) for name in WORDS})
        _keep_version(actor, recording, before)
        for name in WORDS:
            setattr(recording, name, words.get(name))
        recording.saved_at = actor.now
        db.session.flush()
    if _about(recording, outcomes) or changed:
        audit.did(actor, "edited", recording)
    return recording


def spoken(recording: OutcomeRecording) -> dict[str, str]:
    """The words of a recording, by field."""
    return {name: getattr(recording, name) or "" for name in WORDS}


def record(actor: Actor, recording: OutcomeRecording) -> None:
    """Let those who work with the person, and the author's supervisors, read it. Twice is once.

    Raises:
        Refused: beside the field in which the check found a certain identifier.
    """
    require(access.can_edit(actor, recording))
    if not access.can_record(actor, recording):
        return
    _check(actor, recording, spoken(recording))
    recording.state = "recorded"
    recording.recorded_at = actor.now
    db.session.flush()
    audit.did(actor, "recorded", recording)


def review(
    actor: Actor,
    recording: OutcomeRecording,
    key: uuid.UUID,
    *,
    direction: str,
    reviewed_on: date,
    said: str = "",
    helped: str = "",
    hindered: str = "",
    holds: bool,
) -> OutcomeReview:
    """Write how it has gone. The same key with the same review is one review.

    Args:
        direction: a value of `domain.reviews.Direction`.
        helped, hindered: one thing to a line.
        holds: whether the actor holds the person reference today.

    Raises:
        Conflict: when the key was used for another review.
        Refused: for a day to come, an unknown direction, or what the check stops.
    """
    require(access.can_review(actor, recording, holds=holds))
    words = {"said": said.strip(), "helped": _lines(helped), "hindered": _lines(hindered)}
    before = db.session.scalar(
        select(OutcomeReview).where(
            OutcomeReview.id == key,
            OutcomeReview.organisation_id == actor.organisation_id,
            OutcomeReview.author_id == actor.person_id,
            OutcomeReview.recording_id == recording.id,
        )
    )
    if before is not None:
        standing = (before.direction, before.reviewed_on)
        if standing == (direction, reviewed_on) and same_words(review_spoken(before), words):
            return before
        raise Conflict(review_spoken(before), 1)
    _directed(actor, direction, reviewed_on)
    _check(actor, recording, words)
    row = OutcomeReview(
        id=key,
        organisation_id=actor.organisation_id,
        recording_id=recording.id,
        person_reference_id=recording.person_reference_id,
        author_id=actor.person_id,
        care_service_id=actor.care_service_id,
        team_id=actor.team_id,
        direction=direction,
        reviewed_on=reviewed_on,
        written_at=actor.now,
        **words,
    )
    db.session.add(row)
    audit.did(actor, "reviewed", row)
    return row


def review_spoken(row: OutcomeReview) -> dict[str, str]:
    """The words of a review, by field."""
    return {name: getattr(row, name) or "" for name in REVIEW_WORDS}


def import_framework(framework: frameworks.Framework) -> Framework:
    """Read in a version of a framework. Read in again, it is the same rows.

    Raises:
        ValueError: when this version is stored with other content: a new wording is a new version.
    """
    row = db.session.scalar(
        select(Framework).where(
            Framework.code == framework.code, Framework.edition == framework.version
        )
    )
    if row is not None:
        if _stored(row) != _given(framework):
            raise ValueError(
                f"{framework.code} {framework.version} is stored with other content. A version "
                "never changes: give this one a new version."
            )
        return row
    row = Framework(
        code=framework.code,
        edition=framework.version,
        name=framework.name,
        licence=framework.licence,
        attribution=framework.attribution,
    )
    db.session.add(row)
    db.session.flush()
    db.session.add_all(
        FrameworkOutcome(
            framework_id=row.id, code=one.code, group=one.group, name=one.name, position=place
        )
        for place, one in enumerate(framework.outcomes, 1)
    )
    db.session.flush()
    return row


def _stored(row: Framework) -> tuple[Any, ...]:
    outcomes = db.session.execute(
        select(FrameworkOutcome.code, FrameworkOutcome.group, FrameworkOutcome.name)
        .where(FrameworkOutcome.framework_id == row.id)
        .order_by(FrameworkOutcome.position)
    )
    return row.name, row.licence, row.attribution, [tuple(one) for one in outcomes]


def _given(framework: frameworks.Framework) -> tuple[Any, ...]:
    outcomes = [(one.code, one.group, one.name) for one in framework.outcomes]
    return framework.name, framework.licence, framework.attribution, outcomes


def _free_code(actor: Actor, choose: Callable[[str], str]) -> str:
    for _ in range(TRIES):
        code = references.new_code(choose)
        taken = select(PersonReference.id).where(
            PersonReference.organisation_id == actor.organisation_id,
            PersonReference.code == code,
        )
        if db.session.scalar(taken) is None:
            return code
    raise Refused({"": "There is no free reference for someone new at the moment"})


def _hold(
    actor: Actor, reference: PersonReference, person_id: uuid.UUID, from_date: date
) -> None:
    db.session.add(
        PersonReferenceHolder(
            organisation_id=actor.organisation_id,
            person_reference_id=reference.id,
            person_id=person_id,
            from_date=from_date,
        )
    )


def _holds(actor: Actor, reference: PersonReference) -> bool:
    held = select(PersonReference.id).where(
        PersonReference.id == reference.id, access.references_held_by(actor)
    )
    return db.session.scalar(held) is not None


def _something(words: Mapping[str, str]) -> None:
    if text.blank(words.get("what_matters")):
        raise Refused({"what_matters": "Write down what matters to the person"})


def _keep_version(
    actor: Actor, recording: OutcomeRecording, before: Mapping[str, str]
) -> None:
    db.session.add(
        RecordingVersion(
            organisation_id=actor.organisation_id,
            recording_id=recording.id,
            version=recording.version,
            saved_at=recording.saved_at,
            words=json.dumps(before),
        )
    )


def _about(recording: OutcomeRecording, outcomes: Iterable[Chosen]) -> bool:
    """Make these the outcomes that it is about; True when others were before."""
    wanted = {outcome.id for outcome in outcomes}
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


def _lines(typed: str) -> str:
    """One thing to a line, without empty lines."""
    return "\n".join(line.strip() for line in typed.splitlines() if not text.blank(line))


def _directed(actor: Actor, direction: str, reviewed_on: date) -> None:
    problems = {}
    if direction not in set(reviews.Direction):
        problems["direction"] = "Say which way it has gone"
    if reviewed_on > actor.today:
        problems["reviewed_on"] = "Give a day that has come, today or before"
    if problems:
        raise Refused(problems)


def _check(
    actor: Actor, recording: OutcomeRecording, words: Mapping[str, str | None]
) -> None:
    """Stop what certainly tells who someone is, and leave a trace that it was stopped."""
    problems = {}
    for name, typed in words.items():
        found = [
            f"“{(typed or '')[one.start : one.end]}”"
            for one in anonymisation.findings(typed or "")
            if one.tier == "certain"
        ]
        if found:
            named = list(dict.fromkeys(found))
            said = join_names(named[:3] if len(named) < 4 else [*named[:3], "more"])
            problems[name] = f"Put other words in place of {said}: someone could tell who this is"
    if problems:
        audit.refused(actor, "stopped_by_check", OutcomeRecording.__tablename__, recording.id)
        raise Refused(problems)
