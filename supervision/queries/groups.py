"""Reading sessions of a group: who takes part, and the record that all of them sign."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from supervision import audit
from supervision.access import people as people_access
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.refusals import NotFound, required
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sessions import (
    AgreedAction,
    SessionParticipant,
    SessionSection,
    SessionSignature,
    SupervisionSession,
)
from supervision.queries import sessions
from supervision.queries.records import Participant


@dataclass(frozen=True)
class GroupParts:
    """The parts of a group's record. `sections` is empty for whoever may not read them yet; what
    single members brought is no part of it, so that the rest is always empty."""

    participants: tuple[Participant, ...]
    sections: tuple[SessionSection, ...]
    signatures: tuple[SessionSignature, ...]
    agenda: tuple[Any, ...] = ()
    agenda_words: Mapping[uuid.UUID, str] = field(default_factory=dict)
    actions: tuple[Any, ...] = ()
    looks: tuple[Any, ...] = ()
    reflection_ids: tuple[uuid.UUID, ...] = ()
    recording_ids: tuple[uuid.UUID, ...] = ()

    def part_of(self, person_id: uuid.UUID) -> str | None:
        """Someone's part; None for whoever takes no part."""
        return next((p.part for p in self.participants if p.person_id == person_id), None)

    def name(self, person_id: uuid.UUID | None) -> str:
        """How someone of the group is called."""
        return next((p.name for p in self.participants if p.person_id == person_id), "")

    @property
    def came(self) -> tuple[Participant, ...]:
        """Those who came, once that is said: the ones who sign."""
        return tuple(p for p in self.participants if p.came)


@dataclass(frozen=True)
class Promise:
    """What someone of a group said they would do; `can_settle` whether the actor may say how it
    went."""

    id: uuid.UUID
    words: str
    due_on: date | None
    owner_id: uuid.UUID
    state: str
    can_settle: bool


def get(actor: Actor, session_id: uuid.UUID) -> SupervisionSession:
    """Open a session of a group. That leaves a note in the log of reads, about the others.

    Raises:
        NotFound: when this actor takes no part in it, or it is of two.
    """
    supervision_session = sessions.get(actor, session_id, groups=True)
    if supervision_session.relation_id is not None:
        raise NotFound
    return supervision_session


def my_part(actor: Actor, supervision_session: SupervisionSession) -> str | None:
    """The actor's part in a session of a group; None where they have none."""
    return db.session.scalar(
        select(SessionParticipant.part).where(
            SessionParticipant.session_id == supervision_session.id,
            SessionParticipant.person_id == actor.person_id,
        )
    )


def participants(supervision_session: SupervisionSession) -> tuple[Participant, ...]:
    """Who takes part in a session that the actor has opened: its convener first, then by name."""
    rows = db.session.execute(
        select(
            SessionParticipant.person_id,
            SessionParticipant.part,
            Person.known_as,
            SessionParticipant.came,
        )
        .join(Person, Person.id == SessionParticipant.person_id)
        .where(SessionParticipant.session_id == supervision_session.id)
    )
    found = [Participant(*row) for row in rows]
    convener = supervision_session.convener_id
    found.sort(key=lambda p: (p.person_id != convener, text.fold(p.name), p.person_id))
    return tuple(found)


def parts(actor: Actor, supervision_session: SupervisionSession) -> GroupParts:
    """The parts of a group's session that the actor has opened."""
    key = supervision_session.id
    sections: tuple[SessionSection, ...] = ()
    if access.can_read_sections(actor, supervision_session):
        sections = tuple(
            db.session.scalars(
                select(SessionSection)
                .where(SessionSection.session_id == key)
                .order_by(SessionSection.name)
            )
        )
    signatures = db.session.scalars(
        select(SessionSignature)
        .where(SessionSignature.session_id == key)
        .order_by(SessionSignature.signed_at, SessionSignature.id)
    )
    return GroupParts(participants(supervision_session), sections, tuple(signatures))


def promises(actor: Actor, supervision_session: SupervisionSession) -> tuple[Promise, ...]:
    """What people of a group, whose session the actor has opened, said they would do: the actor's
    own; to the convener everyone's."""
    found = []
    for row in db.session.scalars(
        select(AgreedAction)
        .where(AgreedAction.session_id == supervision_session.id, access.actions_visible_to(actor))
        .order_by(AgreedAction.agreed_at, AgreedAction.id)
    ):
        for other in {row.owner_id, supervision_session.convener_id} - {None, actor.person_id}:
            audit.seen(actor, AgreedAction.__tablename__, row.id, other)
        can = access.can_settle(actor, supervision_session, row)
        found.append(Promise(row.id, row.words or "", row.due_on, row.owner_id, row.state, can))
    return tuple(found)


def promise(
    actor: Actor, supervision_session: SupervisionSession, action_id: uuid.UUID
) -> AgreedAction:
    """One of them. Raises NotFound for any that the actor may not read."""
    return required(
        db.session.scalar(
            select(AgreedAction).where(
                AgreedAction.id == action_id,
                AgreedAction.session_id == supervision_session.id,
                access.actions_visible_to(actor),
            )
        )
    )


def colleagues(actor: Actor, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Of these keys, the colleagues who can take part in a group today, and how they are called."""
    if not ids:
        return {}
    rows = db.session.execute(
        select(Person.id, Person.known_as).where(
            people_access.colleagues_of(actor), Person.id.in_(list(ids))
        )
    )
    return {key: name for key, name in rows}
