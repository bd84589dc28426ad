"""How often something was tried: an account's password, from one network, new links."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Model, Moment


class Tries(Model):
    """A count for an address as typed, or for a network. It belongs to no organisation, since an
    address that nobody has is counted too; of both only a keyed hash is here."""

    __tablename__ = "tries"
    __table_args__ = (Index("ix_tries_last_at", "last_at"),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    count: Mapped[int]
    first_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)
    wait_until: Mapped[datetime | None] = mapped_column(Moment)
