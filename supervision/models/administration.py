"""What looking after people needs: second looks, settings, absences, cover, imports."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Moment, Row, sealed_column
from supervision.models.people import Given, within
from supervision.sealing import Sealed

NEEDS = ("role", "relation", "setting", "link", "address")
ANSWERS = ("waiting", "agreed", "declined", "withdrawn")
IMPORT_STATES = ("checked", "running", "done", "set_aside")


class SecondLook(Row):
    """Something that one administrator asked for and another has to agree to.

    `what` says it in codes and keys (JSON), never in words that somebody typed.
    """

    __tablename__ = "second_looks"
    __table_args__ = (
        within("asked_by", "people"),
        within("person_id", "people"),
        within("answered_by", "people"),
        CheckConstraint(f"need IN {NEEDS}", name="need"),
        CheckConstraint(f"state IN {ANSWERS}", name="state"),
        CheckConstraint("answered_by <> asked_by OR state = 'withdrawn'", name="two_people"),
        Index("ix_second_looks_organisation_id_state", "organisation_id", "state"),
    )

    need: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[uuid.UUID | None] = mapped_column(Key)  # who would be given it
    what: Mapped[str] = mapped_column(Text)
    asked_by: Mapped[uuid.UUID] = mapped_column(Key)
    asked_at: Mapped[datetime] = mapped_column(Moment)
    reason_sealed: Mapped[bytes | None] = sealed_column()
    reason = Sealed("reason_sealed", "second_look.reason")
    state: Mapped[str] = mapped_column(String(20))
    answered_by: Mapped[uuid.UUID | None] = mapped_column(Key)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    answer_sealed: Mapped[bytes | None] = sealed_column()
    answer = Sealed("answer_sealed", "second_look.answer")


class SettingChange(Row):
    """A setting that was changed: its new value, as JSON, and who changed it. Rows are not changed
    afterwards; the last one of a name holds."""

    __tablename__ = "setting_changes"
    __table_args__ = (Index("ix_setting_changes_organisation_id_name", "organisation_id", "name"),)

    name: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(Text)
    changed_by: Mapped[uuid.UUID | None] = mapped_column(Key)
    changed_at: Mapped[datetime] = mapped_column(Moment)
    second_look_id: Mapped[uuid.UUID | None] = mapped_column(Key)


class Absence(Given, Row):
    """A long leave, from its first day to its last. Why is nobody's business here."""

    __tablename__ = "absences"
    __table_args__ = (
        within("person_id", "people"),
        Index("ix_absences_person_id", "person_id"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    reason = Sealed("reason_sealed", "absence.reason")
    end_reason = Sealed("end_reason_sealed", "absence.end_reason")


class Cover(Row):
    """A relation that stands in for another one while its supervisor is away."""

    __tablename__ = "covers"
    __table_args__ = (
        within("relation_id", "supervision_relations"),
        within("covered_id", "supervision_relations"),
        UniqueConstraint("relation_id"),
        Index("ix_covers_covered_id", "covered_id"),
    )

    relation_id: Mapped[uuid.UUID] = mapped_column(Key)
    covered_id: Mapped[uuid.UUID] = mapped_column(Key)


class PeopleImport(Row):
    """A file of people that was looked at and not carried out yet, or how far that has gone."""

    __tablename__ = "people_imports"
    __table_args__ = (
        within("made_by", "people"),
        CheckConstraint(f"state IN {IMPORT_STATES}", name="state"),
        Index("ix_people_imports_organisation_id_made_at", "organisation_id", "made_at"),
    )

    made_by: Mapped[uuid.UUID] = mapped_column(Key)
    made_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(20))
    rows_sealed: Mapped[bytes | None] = sealed_column()
    rows = Sealed("rows_sealed", "people_import.rows")  # JSON
    outcome_sealed: Mapped[bytes | None] = sealed_column()
    outcome = Sealed("outcome_sealed", "people_import.outcome")  # JSON: counts, and what was left
    done_rows: Mapped[int] = mapped_column(default=0)
    all_rows: Mapped[int]
    claimed_at: Mapped[datetime | None] = mapped_column(Moment)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
