"""Mail that is to be sent: written with the change that it tells of, sent by a command."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Moment, Row
from supervision.models.people import within

KINDS = (
    "waiting",
    "guessing",
    "reset",
    "password_changed",
    "invitation",
    "standing",
    "address_changed",
)


class OutgoingMail(Row):
    """One mail to one person. It holds no words: what it is about is a table's name and a key, so
    that the right to see it can be asked again when it is sent. `address` is one that the person
    signed in with before, until the mail has gone there; any other goes to the one they have."""

    __tablename__ = "outgoing_mails"
    __table_args__ = (
        within("person_id", "people"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("(about_kind IS NULL) = (about_id IS NULL)", name="about"),
        Index("ix_outgoing_mails_person_id", "person_id"),
        Index("ix_outgoing_mails_next_try_at", "next_try_at"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(20))
    about_kind: Mapped[str | None] = mapped_column(String(40))
    about_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    address: Mapped[str | None] = mapped_column(String(254))
    queued_at: Mapped[datetime] = mapped_column(Moment)
    attempts: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None] = mapped_column(Moment)  # None: sent or dropped
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    dropped_at: Mapped[datetime | None] = mapped_column(Moment)
