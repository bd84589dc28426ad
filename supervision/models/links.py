"""Links that work once."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Moment, Row
from supervision.models.people import within

PURPOSES = ("reset_password", "invitation")


class OneTimeLink(Row):
    """A link for one person and one purpose. The link holds a token; only its hash is here.

    `ended_at` is set when it was taken back: another one was used, or the password was changed.
    """

    __tablename__ = "one_time_links"
    __table_args__ = (
        within("person_id", "people"),
        CheckConstraint(f"purpose IN {PURPOSES}", name="purpose"),
        Index("ix_one_time_links_person_id", "person_id"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    purpose: Mapped[str] = mapped_column(String(20))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[uuid.UUID | None] = mapped_column(Key)  # who invited; None: the system itself
    expires_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
