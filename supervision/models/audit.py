"""Two logs: what was changed (chained, per organisation) and what was read.

Both name a thing by kind and key and not by a foreign key, because they outlive what they tell of.
Neither holds a word of content.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Model, Moment, Row


class AuditEntry(Model):
    """One change by one person. Each entry's keyed hash covers the one before it."""

    __tablename__ = "audit_entries"

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        Key, ForeignKey("organisations.id"), primary_key=True
    )
    sequence: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Moment)
    actor_id: Mapped[uuid.UUID | None] = mapped_column(Key)  # None: the system itself
    verb: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[uuid.UUID] = mapped_column(Key)
    version: Mapped[int | None]
    request_id: Mapped[str | None] = mapped_column(String(40))
    previous_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Model):
    """The end of an organisation's chain; locking it keeps the sequence without gaps."""

    __tablename__ = "audit_heads"

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        Key, ForeignKey("organisations.id"), primary_key=True
    )
    sequence: Mapped[int]
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class ReadEntry(Row):
    """Someone opened another's words: once for each reader, thing and day."""

    __tablename__ = "read_entries"
    __table_args__ = (
        UniqueConstraint("reader_id", "kind", "thing_id", "day"),
        Index("ix_read_entries_kind_thing_id", "kind", "thing_id"),
        Index("ix_read_entries_about_id_day", "about_id", "day"),
    )

    reader_id: Mapped[uuid.UUID] = mapped_column(Key)
    about_id: Mapped[uuid.UUID] = mapped_column(Key)  # whose words they are
    kind: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[uuid.UUID] = mapped_column(Key)
    day: Mapped[date]
    first_at: Mapped[datetime] = mapped_column(Moment)
