"""What services and teams were called, and where they stood, from when until when.

A spell holds from its first day to its last, both included. Exactly one spell of an open team or
service has no last day, and says what the row itself says. Reports of a past period read spells.
"""

from __future__ import annotations

import uuid

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Row
from supervision.models.people import Given, within
from supervision.sealing import Sealed


class CareServiceSpell(Given, Row):
    __tablename__ = "care_service_spells"
    __table_args__ = (
        within("care_service_id", "care_services"),
        Index("ix_care_service_spells_care_service_id", "care_service_id"),
    )

    care_service_id: Mapped[uuid.UUID] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(200))
    reason = Sealed("reason_sealed", "care_service_spell.reason")
    end_reason = Sealed("end_reason_sealed", "care_service_spell.end_reason")
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(Key)  # where it went when this ended


class TeamSpell(Given, Row):
    __tablename__ = "team_spells"
    __table_args__ = (
        within("team_id", "teams"),
        within("care_service_id", "care_services"),
        Index("ix_team_spells_team_id", "team_id"),
    )

    team_id: Mapped[uuid.UUID] = mapped_column(Key)
    care_service_id: Mapped[uuid.UUID] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(200))
    reason = Sealed("reason_sealed", "team_spell.reason")
    end_reason = Sealed("end_reason_sealed", "team_spell.end_reason")
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(Key)  # where it went when this ended
