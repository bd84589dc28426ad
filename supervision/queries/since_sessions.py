"""What others did with sessions: drafts to sign, signatures, agenda, and new dates; no words."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.orm import aliased

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.dates import local_midnight
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sessions import (
    AgendaItem,
    SessionChange,
    SessionParticipant,
    SessionSignature,
    SupervisionSession,
)

own = SupervisionSession


@dataclass(frozen=True)
class Change:
    """Someone moved or cancelled a session. `was_at` is when it was to be; `group` says that it is
    not of two."""

    session_id: uuid.UUID
    by: str
    what: str
    reason: str
    was_at: datetime
    starts_at: datetime
    group: bool


def rearranged(actor: Actor, since: datetime, most: int = 5) -> tuple[Change, ...]:
    """Sessions that others moved or cancelled since a moment, of those whose day, the earlier or
    the later one, has not passed; the newest change of each, newest first."""
    today = local_midnight(actor.today, actor.zone)
    newer = aliased(SessionChange)
    later = select(newer.id).where(
        newer.session_id == SessionChange.session_id, newer.changed_at > SessionChange.changed_at
    )
    rows = db.session.execute(
        select(
            own.id,
            Person.known_as,
            SessionChange.what,
            SessionChange.reason,
            SessionChange.starts_at,
            own.starts_at,
            own.relation_id.is_(None),
        )
        .join(own, own.id == SessionChange.session_id)
        .join(Person, Person.id == SessionChange.person_id)
        .where(
            access.visible_to(actor),
            SessionChange.person_id != actor.person_id,
            SessionChange.changed_at > since,
            or_(SessionChange.starts_at >= today, own.starts_at >= today),
            ~later.exists(),
        )
        .order_by(SessionChange.changed_at.desc(), SessionChange.id)
        .limit(most)
    )
    return tuple(Change(*row) for row in rows)


def all_of(actor: Actor, moment: datetime) -> tuple[Select[Any], ...]:
    """Statements for `queries.since`: kind, moment, session, who, detail, when the session is."""
    return (
        _to_sign(actor, moment),
        _signed(actor, moment),
        _agenda(actor, moment),
        _changed(actor, moment),
    )


def _to_sign(actor: Actor, moment: datetime) -> Select[Any]:
    """Drafts that were shared with the actor, and that they have not signed as they stand."""
    lead = aliased(SessionParticipant)
    signed = select(SessionSignature.id).where(
        SessionSignature.session_id == own.id,
        SessionSignature.person_id == actor.person_id,
        SessionSignature.content_hash == own.content_hash,
    )
    return (
        select(
            literal("to_sign"), own.shared_at, own.id, Person.known_as, literal(""), own.starts_at
        )
        .join(lead, lead.session_id == own.id)
        .join(Person, Person.id == lead.person_id)
        .where(
            access.visible_to(actor),
            lead.part == "supervisor",
            lead.person_id != actor.person_id,
            own.state == "shared",
            own.shared_at > moment,
            ~signed.exists(),
        )
    )


def _signed(actor: Actor, moment: datetime) -> Select[Any]:
    """Records that someone else signed, as they stand."""
    return (
        select(
            literal("signed"),
            SessionSignature.signed_at,
            own.id,
            Person.known_as,
            literal(""),
            own.starts_at,
        )
        .join(own, own.id == SessionSignature.session_id)
        .join(Person, Person.id == SessionSignature.person_id)
        .where(
            access.visible_to(actor),
            SessionSignature.person_id != actor.person_id,
            SessionSignature.content_hash == own.content_hash,
            SessionSignature.signed_at > moment,
        )
    )


def _agenda(actor: Actor, moment: datetime) -> Select[Any]:
    """What someone else put on an agenda. What came from an ask is told as its answer."""
    return (
        select(
            literal("agenda"),
            func.max(AgendaItem.added_at),
            own.id,
            Person.known_as,
            literal(""),
            own.starts_at,
        )
        .join(own, own.id == AgendaItem.session_id)
        .join(Person, Person.id == AgendaItem.added_by_id)
        .where(
            access.visible_to(actor),
            access.agenda_visible_to(actor),
            AgendaItem.added_by_id != actor.person_id,
            AgendaItem.ask_id.is_(None),
            AgendaItem.taken_off_at.is_(None),
            AgendaItem.added_at > moment,
        )
        .group_by(own.id, Person.id, Person.known_as, own.starts_at)
    )


def _changed(actor: Actor, moment: datetime) -> Select[Any]:
    """Sessions that someone else moved or cancelled."""
    return (
        select(
            SessionChange.what,
            SessionChange.changed_at,
            own.id,
            Person.known_as,
            literal(""),
            own.starts_at,
        )
        .join(own, own.id == SessionChange.session_id)
        .join(Person, Person.id == SessionChange.person_id)
        .where(
            access.visible_to(actor),
            SessionChange.person_id != actor.person_id,
            SessionChange.changed_at > moment,
        )
    )
