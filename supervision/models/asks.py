"""Asks: the support that a piece of writing calls for, and the answers to it."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Moment, Row, sealed_column
from supervision.models.people import within
from supervision.sealing import Sealed


class Ask(Row):
    """What someone asks for, from a reflection or from nothing; `relation_id` says of whom."""

    __tablename__ = "asks"
    __table_args__ = (
        within("asker_id", "people"),
        within("relation_id", "supervision_relations"),
        within("reflection_id", "reflections"),
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("reflection_id"),
        Index("ix_asks_asker_id_asked_at_id", "asker_id", "asked_at", "id"),
        Index("ix_asks_relation_id_asked_at_id", "relation_id", "asked_at", "id"),
    )

    asker_id: Mapped[uuid.UUID] = mapped_column(Key)
    relation_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    reflection_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "ask.words")

    __mapper_args__ = {"version_id_col": version}


class AskAnswer(Row):
    """An answer: read, a reply in words, brought to a session, or support offered by a day.

    Whoever asked says later whether the support helped.
    """

    __tablename__ = "ask_answers"
    __table_args__ = (
        within("ask_id", "asks"),
        within("person_id", "people"),
        CheckConstraint("helped IS NULL OR kind = 'support'", name="helped"),
        Index("ix_ask_answers_ask_id", "ask_id"),
    )

    ask_id: Mapped[uuid.UUID] = mapped_column(Key)
    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(20))
    answered_at: Mapped[datetime] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    by_on: Mapped[date | None]
    helped: Mapped[str | None] = mapped_column(String(20))
    helped_at: Mapped[datetime | None] = mapped_column(Moment)
    helped_words_sealed: Mapped[bytes | None] = sealed_column()

    words = Sealed("words_sealed", "ask_answer.words")
    helped_words = Sealed("helped_words_sealed", "ask_answer.helped_words")
