"""Everything that belongs to the record of one session, read once."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, literal, null, select, union_all

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.base import Key
from supervision.models.people import Person
from supervision.models.sessions import (
    ActionLook,
    AgendaItem,
    AgreedAction,
    SessionParticipant,
    SessionRecording,
    SessionReflection,
    SessionSection,
    SessionSignature,
    SupervisionSession,
)
from supervision.queries import agendas

HELD = ("writing", "shared", "signed")


@dataclass(frozen=True)
class Participant:
    person_id: uuid.UUID
    part: str
    name: str
    came: bool | None = None  # of a group, once it has met


@dataclass(frozen=True)
class Parts:
    """The parts of a record. `sections` is empty for whoever may not read them yet."""

    participants: tuple[Participant, ...]
    sections: tuple[SessionSection, ...]
    on_agenda: agendas.Read
    agenda_words: Mapping[uuid.UUID, str]  # by item, as both see them now
    actions: tuple[AgreedAction, ...]
    looks: tuple[ActionLook, ...]
    reflection_ids: tuple[uuid.UUID, ...]
    recording_ids: tuple[uuid.UUID, ...]
    signatures: tuple[SessionSignature, ...]

    @property
    def agenda(self) -> tuple[AgendaItem, ...]:
        return self.on_agenda.items

    def name(self, person_id: uuid.UUID | None) -> str:
        """How one of the two is called."""
        return next((p.name for p in self.participants if p.person_id == person_id), "")

    @property
    def supervisor(self) -> Participant:
        return next(p for p in self.participants if p.part == "supervisor")

    @property
    def supervisee(self) -> Participant:
        return next(p for p in self.participants if p.part == "supervisee")


def parts(actor: Actor, supervision_session: SupervisionSession) -> Parts:
    """The parts of a session that the actor has opened; the same few statements for any record."""
    key = {"session": supervision_session.id}

    def of(table: Any) -> tuple[Any, ...]:
        return tuple(db.session.scalars(_OF[table], key))

    around = db.session.execute(_AROUND, key).all()
    readable = access.can_read_sections(actor, supervision_session)
    on_it = agendas.read(actor, supervision_session)
    return Parts(
        participants=tuple(
            sorted(
                (Participant(*row[1:4]) for row in around if row.what == "person"),
                key=lambda one: one.part,
            )
        ),
        sections=of(SessionSection) if readable else (),
        on_agenda=on_it,
        agenda_words={item.id: agendas.shown(item, on_it.asked) for item in on_it.items},
        actions=of(AgreedAction),
        looks=of(ActionLook),
        reflection_ids=tuple(row.thing for row in around if row.what == "reflection"),
        recording_ids=tuple(row.thing for row in around if row.what == "recording"),
        signatures=of(SessionSignature),
    )


def _around() -> CompoundSelect[Any]:
    """Who takes part, and the keys of what was talked about, as one statement, built once."""
    return union_all(
        select(
            literal("person").label("what"),
            SessionParticipant.person_id.label("thing"),
            SessionParticipant.part,
            Person.known_as,
        )
        .join(Person, Person.id == SessionParticipant.person_id)
        .where(SessionParticipant.session_id == _session),
        *(
            select(literal(what), thing, null(), null()).where(table.session_id == _session)
            for what, table, thing in (
                ("reflection", SessionReflection, SessionReflection.reflection_id),
                ("recording", SessionRecording, SessionRecording.recording_id),
            )
        ),
    )


_session = bindparam("session", type_=Key())
_AROUND = _around()
# The rows of a session in each table, in the order in which a record has them.
_OF: dict[Any, Select[Any]] = {
    table: select(table).where(table.session_id == _session).order_by(*order)
    for table, *order in (
        (SessionSection, SessionSection.name),
        (AgreedAction, AgreedAction.agreed_at, AgreedAction.id),
        (ActionLook, ActionLook.id),
        (SessionSignature, SessionSignature.signed_at),
    )
}
