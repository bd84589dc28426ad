"""The outcomes of frameworks, which are the same for everyone."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import func, select

from supervision.extensions import db
from supervision.models.recordings import (
    Framework,
    FrameworkOutcome,
    OutcomeRecording,
    RecordingOutcome,
)

FOR_PEOPLE = "talking-points-people"
_OUTCOME = (FrameworkOutcome.id, FrameworkOutcome.code, FrameworkOutcome.name)


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
