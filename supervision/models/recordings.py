"""Outcome recordings (de-identified), their reviews, and the references that stand for people.

No column can hold the name of a person who is supported: a reference is random, and what it
stands for is known only outside this system.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from supervision.keys import new_key
from supervision.models.base import Key, Model, Moment, Row, sealed_column
from supervision.models.people import within
from supervision.sealing import Sealed


class Framework(Model):
    """A framework of outcomes. Its rows are the same for every organisation, and never change."""

    __tablename__ = "frameworks"
    __table_args__ = (UniqueConstraint("code", "edition"),)

    id: Mapped[uuid.UUID] = mapped_column(Key, primary_key=True, default=new_key)
    code: Mapped[str] = mapped_column(String(60))
    edition: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    licence: Mapped[str] = mapped_column(String(500))
    attribution: Mapped[str] = mapped_column(String(500))


class FrameworkOutcome(Model):
    __tablename__ = "framework_outcomes"
    __table_args__ = (UniqueConstraint("framework_id", "code"),)

    id: Mapped[uuid.UUID] = mapped_column(Key, primary_key=True, default=new_key)
    framework_id: Mapped[uuid.UUID] = mapped_column(Key, ForeignKey("frameworks.id"))
    code: Mapped[str] = mapped_column(String(60))
    group: Mapped[str] = mapped_column("group_name", String(60))
    name: Mapped[str] = mapped_column(String(200))
    position: Mapped[int]
    verified: Mapped[bool] = mapped_column(default=True, server_default=true())  # its wording


class PersonReference(Row):
    """A sayable stand-in for a person who is supported, such as K7QM."""

    __tablename__ = "person_references"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("organisation_id", "code"),
    )

    code: Mapped[str] = mapped_column(String(8))
    made_at: Mapped[datetime] = mapped_column(Moment)


class PersonReferenceHolder(Row):
    """A worker who works with this person, from when until when."""

    __tablename__ = "person_reference_holders"
    __table_args__ = (
        within("person_reference_id", "person_references"),
        within("person_id", "people"),
        Index("ix_person_reference_holders_person_id", "person_id"),
        Index("ix_person_reference_holders_person_reference_id", "person_reference_id"),
    )

    person_reference_id: Mapped[uuid.UUID] = mapped_column(Key)
    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    from_date: Mapped[date]
    to_date: Mapped[date | None]


class OutcomeRecording(Row):
    """What matters to someone, in their own words. A draft of its author until it is recorded."""

    __tablename__ = "outcome_recordings"
    __table_args__ = (
        within("person_reference_id", "person_references"),
        within("author_id", "people"),
        within("care_service_id", "care_services"),
        within("team_id", "teams"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint("state IN ('draft', 'recorded')", name="state"),
        Index("ix_outcome_recordings_author_id_written_at_id", "author_id", "written_at", "id"),
        Index("ix_outcome_recordings_person_reference_id", "person_reference_id"),
    )

    person_reference_id: Mapped[uuid.UUID] = mapped_column(Key)
    author_id: Mapped[uuid.UUID] = mapped_column(Key)
    care_service_id: Mapped[uuid.UUID | None] = mapped_column(Key)  # as at the time of writing
    team_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    state: Mapped[str] = mapped_column(String(20))
    written_at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    recorded_at: Mapped[datetime | None] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()
    what_matters_sealed: Mapped[bytes | None] = sealed_column()
    brings_sealed: Mapped[bytes | None] = sealed_column()

    what_matters = Sealed("what_matters_sealed", "recording.what_matters")
    brings = Sealed("brings_sealed", "recording.brings")

    __mapper_args__ = {"version_id_col": version}


class RecordingVersion(Row):
    """An earlier text of a recording, sealed as one; its author alone may read it."""

    __tablename__ = "recording_versions"
    __table_args__ = (
        within("recording_id", "outcome_recordings"),
        UniqueConstraint("recording_id", "version"),
    )

    recording_id: Mapped[uuid.UUID] = mapped_column(Key)
    version: Mapped[int] = mapped_column()
    saved_at: Mapped[datetime] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "recording_version.words")


class RecordingOutcome(Row):
    """A recording is about an outcome of a framework."""

    __tablename__ = "recording_outcomes"
    __table_args__ = (
        within("recording_id", "outcome_recordings"),
        UniqueConstraint("recording_id", "framework_outcome_id"),
    )

    recording_id: Mapped[uuid.UUID] = mapped_column(Key)
    framework_outcome_id: Mapped[uuid.UUID] = mapped_column(
        Key, ForeignKey("framework_outcomes.id")
    )


class OutcomeReview(Row):
    """How it has gone since: closer, keeping, further or mixed; what helped, what hindered."""

    __tablename__ = "outcome_reviews"
    __table_args__ = (
        within("recording_id", "outcome_recordings"),
        within("person_reference_id", "person_references"),
        within("author_id", "people"),
        within("care_service_id", "care_services"),
        within("team_id", "teams"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint("direction IN ('closer', 'keeping', 'further', 'mixed')", name="direction"),
        Index(
            "ix_outcome_reviews_recording_id_reviewed_on_id", "recording_id", "reviewed_on", "id"
        ),
        Index("ix_outcome_reviews_author_id_written_at_id", "author_id", "written_at", "id"),
    )

    recording_id: Mapped[uuid.UUID] = mapped_column(Key)
    person_reference_id: Mapped[uuid.UUID] = mapped_column(Key)
    author_id: Mapped[uuid.UUID] = mapped_column(Key)
    care_service_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    team_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    direction: Mapped[str] = mapped_column(String(20))
    reviewed_on: Mapped[date]
    written_at: Mapped[datetime] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    said_sealed: Mapped[bytes | None] = sealed_column()
    helped_sealed: Mapped[bytes | None] = sealed_column()
    hindered_sealed: Mapped[bytes | None] = sealed_column()

    said = Sealed("said_sealed", "review.said")
    helped = Sealed("helped_sealed", "review.helped")  # one a line
    hindered = Sealed("hindered_sealed", "review.hindered")
