"""Supervision sessions: who takes part, the agenda, sections, actions, links and signatures."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from supervision.models.base import Key, Moment, Row, sealed_column
from supervision.models.people import within
from supervision.sealing import Sealed

KINDS = (
    "one_to_one",
    "ad_hoc",
    "observed",
    "restorative",
    "safeguarding",
    "debrief",
    "group",
    "peer",
)
STATES = ("planned", "writing", "shared", "signed", "cancelled")


class SupervisionSession(Row):
    """One meeting, from the plan to the signed record: of a supervision relation or, when there is
    none, of a group that one of its people convenes."""

    __tablename__ = "supervision_sessions"
    __table_args__ = (
        within("relation_id", "supervision_relations"),
        within("convener_id", "people"),
        within("care_service_id", "care_services"),
        within("team_id", "teams"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint(
            "(kind IN ('group', 'peer') AND relation_id IS NULL AND convener_id IS NOT NULL)"
            " OR (kind NOT IN ('group', 'peer')"
            " AND relation_id IS NOT NULL AND convener_id IS NULL)",
            name="of_two_or_of_a_group",
        ),
        Index("ix_supervision_sessions_relation_id_starts_at_id", "relation_id", "starts_at", "id"),
    )

    relation_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    convener_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    care_service_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    team_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    starts_at: Mapped[datetime] = mapped_column(Moment)
    minutes: Mapped[int]
    version: Mapped[int] = mapped_column()
    planned_at: Mapped[datetime] = mapped_column(Moment)
    shared_at: Mapped[datetime | None] = mapped_column(Moment)
    signed_at: Mapped[datetime | None] = mapped_column(Moment)
    name_sealed: Mapped[bytes | None] = sealed_column()
    place_sealed: Mapped[bytes | None] = sealed_column()
    snapshot_sealed: Mapped[bytes | None] = sealed_column()
    content_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))

    name = Sealed("name_sealed", "session.name")  # what a group calls itself
    place = Sealed("place_sealed", "session.place")
    snapshot = Sealed("snapshot_sealed", "session.snapshot")

    __mapper_args__ = {"version_id_col": version}


class SessionParticipant(Row):
    """Someone who takes part, and as what."""

    __tablename__ = "session_participants"
    __table_args__ = (
        within("session_id", "supervision_sessions"),
        within("person_id", "people"),
        UniqueConstraint("session_id", "person_id"),
        CheckConstraint("part IN ('supervisor', 'supervisee', 'member')", name="part"),
        Index("ix_session_participants_person_id_part", "person_id", "part"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    part: Mapped[str] = mapped_column(String(20))
    came: Mapped[bool | None]  # of a group, once it has met


class SessionChange(Row):
    """A session was moved or cancelled: by whom, from when, and why."""

    __tablename__ = "session_changes"
    __table_args__ = (
        within("session_id", "supervision_sessions"),
        within("person_id", "people"),
        CheckConstraint("what IN ('moved', 'cancelled')", name="what"),
        Index("ix_session_changes_session_id", "session_id"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    what: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(20))  # of domain/rearranging.py
    starts_at: Mapped[datetime] = mapped_column(Moment)  # when it was to be
    changed_at: Mapped[datetime] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "session_change.words")


class SessionAddition(Row):
    """Words added under a signed record, with their date. They are never changed."""

    __tablename__ = "session_additions"
    __table_args__ = (
        within("session_id", "supervision_sessions"),
        within("person_id", "people"),
        Index("ix_session_additions_session_id", "session_id"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    added_at: Mapped[datetime] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "session_addition.words")


class SessionSection(Row):
    """One section of the record, with a version of its own."""

    __tablename__ = "session_sections"
    __table_args__ = (
        within("session_id", "supervision_sessions"),
        within("saved_by_id", "people"),
        UniqueConstraint("organisation_id", "id"),
        UniqueConstraint("session_id", "name"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(20))
    saved_by_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    saved_at: Mapped[datetime | None] = mapped_column(Moment)
    version: Mapped[int] = mapped_column()
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "session_section.words")

    __mapper_args__ = {"version_id_col": version}


class SectionVersion(Row):
    """An earlier text of a section; whoever wrote that version alone may read it."""

    __tablename__ = "section_versions"
    __table_args__ = (
        within("section_id", "session_sections"),
        within("saved_by_id", "people"),
        UniqueConstraint("section_id", "version"),
    )

    section_id: Mapped[uuid.UUID] = mapped_column(Key)
    version: Mapped[int] = mapped_column()
    saved_by_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "section_version.words")


class AgendaItem(Row):
    """Something that one of them wants to talk about. One that came from an ask holds no words
    of its own until both have signed: then it keeps what both signed."""

    __tablename__ = "agenda_items"
    __table_args__ = (
        within("session_id", "supervision_sessions"),
        within("added_by_id", "people"),
        within("ask_id", "asks"),
        Index("ix_agenda_items_session_id", "session_id"),
        Index("ix_agenda_items_ask_id", "ask_id"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    added_by_id: Mapped[uuid.UUID] = mapped_column(Key)
    ask_id: Mapped[uuid.UUID | None] = mapped_column(Key)
    added_at: Mapped[datetime] = mapped_column(Moment)
    taken_off_at: Mapped[datetime | None] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "agenda_item.words")


class SessionReflection(Row):
    """A reflection that was talked about. The link gives nobody a right to read it."""

    __tablename__ = "session_reflections"
    __table_args__ = (
        within("session_id", "supervision_sessions"),
        within("reflection_id", "reflections"),
        UniqueConstraint("session_id", "reflection_id"),
        Index("ix_session_reflections_reflection_id", "reflection_id"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    reflection_id: Mapped[uuid.UUID] = mapped_column(Key)


class SessionRecording(Row):
    """An outcome recording that was talked about. The link gives nobody a right to read it."""

    __tablename__ = "session_recordings"
    __table_args__ = (
        within("session_id", "supervision_sessions"),
        within("recording_id", "outcome_recordings"),
        UniqueConstraint("session_id", "recording_id"),
        Index("ix_session_recordings_recording_id", "recording_id"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    recording_id: Mapped[uuid.UUID] = mapped_column(Key)


class AgreedAction(Row):
    """What one of them said they would do, and by when. Open ones come back next time."""

    __tablename__ = "agreed_actions"
    __table_args__ = (
        within("session_id", "supervision_sessions"),
        within("relation_id", "supervision_relations"),
        within("owner_id", "people"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint("state IN ('open', 'done', 'let_go')", name="state"),
        Index("ix_agreed_actions_session_id", "session_id"),
        Index("ix_agreed_actions_relation_id_state", "relation_id", "state"),
        Index("ix_agreed_actions_owner_id_state", "owner_id", "state"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    relation_id: Mapped[uuid.UUID | None] = mapped_column(Key)  # none in a group
    owner_id: Mapped[uuid.UUID] = mapped_column(Key)
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(20))
    agreed_at: Mapped[datetime] = mapped_column(Moment)
    words_sealed: Mapped[bytes | None] = sealed_column()
    words = Sealed("words_sealed", "action.words")


class ActionLook(Row):
    """What was said of an earlier action when it was looked at again in a later session."""

    __tablename__ = "action_looks"
    __table_args__ = (
        within("action_id", "agreed_actions"),
        within("session_id", "supervision_sessions"),
        UniqueConstraint("session_id", "action_id"),
        CheckConstraint("result IN ('done', 'carry_on', 'let_go')", name="result"),
        Index("ix_action_looks_action_id", "action_id"),
    )

    action_id: Mapped[uuid.UUID] = mapped_column(Key)
    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    result: Mapped[str] = mapped_column(String(20))


class SessionSignature(Row):
    """Someone signed the record as it stood: the keyed hash says which text that was."""

    __tablename__ = "session_signatures"
    __table_args__ = (
        within("session_id", "supervision_sessions"),
        within("person_id", "people"),
        UniqueConstraint("session_id", "person_id"),
    )

    session_id: Mapped[uuid.UUID] = mapped_column(Key)
    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    signed_at: Mapped[datetime] = mapped_column(Moment)
    content_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
