"""Reflections, the shares that let others read them, and their earlier versions."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Moment, Row, sealed_column
from supervision.models.people import within
from supervision.sealing import Sealed

WORDS = ("title", "happened", "mattered", "next")
MODELS = ("lines", "what", "free")


class Reflection(Row):
    """A practice reflection. Only its author reads it until it is shared.

    The model changes the questions and never the words: the same columns hold them.
    """

    __tablename__ = "reflections"
    __table_args__ = (
        within("author_id", "people"),
        within("care_service_id", "care_services"),
        within("team_id", "teams"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint(f"model IN {MODELS}", name="model"),
        Index("ix_reflections_author_id_written_at_id", "author_id", "written_at", "id"),
    )

    author_id: Mapped[uuid.UUID] = mapped_column(Key)
    care_service_id: Mapped[uuid.UUID | None] = mapped_column(Key)  # as at the time of writing
    team_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    model: Mapped[str] = mapped_column(String(20), default="lines", server_default="lines")
    written_at: Mapped[datetime] = mapped_column(Moment)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()
    title_sealed: Mapped[bytes | None] = sealed_column()
    happened_sealed: Mapped[bytes | None] = sealed_column()
    mattered_sealed: Mapped[bytes | None] = sealed_column()
    next_sealed: Mapped[bytes | None] = sealed_column()

    title = Sealed("title_sealed", "reflection.title")
    happened = Sealed("happened_sealed", "reflection.happened")
    mattered = Sealed("mattered_sealed", "reflection.mattered")
    next = Sealed("next_sealed", "reflection.next")

    __mapper_args__ = {"version_id_col": version}


class ReflectionVersion(Row):
    """An earlier text of a reflection, sealed as one; its author alone may read it."""

    __tablename__ = "reflection_versions"
    __table_args__ = (
        within("reflection_id", "reflections"),
        UniqueConstraint("reflection_id", "version"),
    )

    reflection_id: Mapped[uuid.UUID] = mapped_column(Key)
    version: Mapped[int] = mapped_column()
    saved_at: Mapped[datetime] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "reflection_version.words")


class ReflectionShare(Row):
    """A share: its target is one supervision relation, one team, or one named person."""

    __tablename__ = "reflection_shares"
    __table_args__ = (
        within("reflection_id", "reflections"),
        within("relation_id", "supervision_relations"),
        within("team_id", "teams"),
        within("person_id", "people"),
        CheckConstraint(
            "(relation_id IS NOT NULL AND team_id IS NULL AND person_id IS NULL)"
            " OR (relation_id IS NULL AND team_id IS NOT NULL AND person_id IS NULL)"
            " OR (relation_id IS NULL AND team_id IS NULL AND person_id IS NOT NULL)",
            name="one_target",
        ),
        Index("ix_reflection_shares_reflection_id", "reflection_id"),
        Index("ix_reflection_shares_relation_id", "relation_id"),
        Index("ix_reflection_shares_team_id", "team_id"),
        Index("ix_reflection_shares_person_id", "person_id"),
    )

    reflection_id: Mapped[uuid.UUID] = mapped_column(Key)
    relation_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    team_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    person_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    shared_at: Mapped[datetime] = mapped_column(Moment)
    taken_back_at: Mapped[datetime | None] = mapped_column(Moment)
    thanked_at: Mapped[datetime | None] = mapped_column(Moment)  # "Read, thank you"
    kept_words_sealed: Mapped[bytes | None] = sealed_column()
    kept_words = Sealed("kept_words_sealed", "reflection_share.kept_words")  # why they may stand


class ReflectionRecording(Row):
    """A reflection is about what matters to someone: the link to that recording."""

    __tablename__ = "reflection_recordings"
    __table_args__ = (
        within("reflection_id", "reflections"),
        within("recording_id", "outcome_recordings"),
        UniqueConstraint("reflection_id", "recording_id"),
        Index("ix_reflection_recordings_recording_id", "recording_id"),
    )

    reflection_id: Mapped[uuid.UUID] = mapped_column(Key)
    recording_id: Mapped[uuid.UUID] = mapped_column(Key)
