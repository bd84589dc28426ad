"""Sign-ins, as rows that each request checks, and forms that were typed and not saved."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Moment, Row, sealed_column
from supervision.models.people import within
from supervision.sealing import Sealed


class SignIn(Row):
    """One sign-in of one person. The cookie holds a token; only its hash is here. `confirmed_at` is
    when they last gave their password once more."""

    __tablename__ = "sign_ins"
    __table_args__ = (
        within("person_id", "people"),
        Index("ix_sign_ins_person_id", "person_id"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    device: Mapped[str] = mapped_column(String(80), default="", server_default="")
    started_at: Mapped[datetime] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class KeptForm(Row):
    """What someone typed and has not saved, for them alone.

    `page` is where the form stands, for what is kept while it is written; empty for what was kept
    over a sign-in that ran out, for a day. `number` grows with each keeping of one form. A form
    that was saved or thrown away leaves a row without words: a keeping that comes late must not
    bring them back.
    """

    __tablename__ = "kept_forms"
    __table_args__ = (
        within("person_id", "people"),
        Index("ix_kept_forms_person_id", "person_id"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    kept_at: Mapped[datetime] = mapped_column(Moment)
    page: Mapped[str] = mapped_column(String(500), default="", server_default="")
    number: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    fields_sealed: Mapped[bytes | None] = sealed_column()
    fields = Sealed("fields_sealed", "kept_form.fields")
