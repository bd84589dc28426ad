"""What others did with sessions: drafts to sign, signatures, agenda, and new dates; no words."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, literal, or_, select
from sqlalchemy.orm import aliased

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.access.audience import Aside
from supervision.domain.dates import local_midnight
from supervision.models.people import Person
from supervision.models.sessions import (
    AgendaItem,
    SessionChange,
    SessionParticipant,
    SessionSignature,
    SupervisionSession,
)
from supervision.queries.prepared import prepared

own = SupervisionSession
newer, lead = aliased(SessionChange), aliased(SessionParticipant)


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


def rearranged(
    actor: Actor, since: datetime, sessions: Sequence[uuid.UUID], most: int = 5
) -> tuple[Change, ...]:
    """Sessions that others moved or cancelled since a moment, of those whose day, the earlier or
    the later one, has not passed; the newest change of each, newest first.

    Args:
        sessions: those in which something can have happened since then (`Open.news`).
    """
    midnight = local_midnight(actor.today, actor.zone)
    among = list(sessions)
    rows = _rearranged(actor, since=since, midnight=midnight, sessions=among, most=most)
    return tuple(Change(*row) for row in rows)


@prepared
def _rearranged(actor: Actor, since: Any, midnight: Any, sessions: Any, most: int) -> Select[Any]:
    later = select(newer.id).where(
        newer.session_id == SessionChange.session_id, newer.changed_at > SessionChange.changed_at
    )
    return (
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
            own.id.in_(sessions),
            access.visible_to(actor),
            SessionChange.person_id != actor.person_id,
            SessionChange.changed_at > since,
            or_(SessionChange.starts_at >= midnight, own.starts_at >= midnight),
            ~later.exists(),
        )
        .order_by(SessionChange.changed_at.desc(), SessionChange.id)
        .limit(most)
    )


def all_of(actor: Actor, moment: Any, sessions: Any) -> tuple[Select[Any], ...]:
    """Statements for `queries.since`: kind, moment, session, who, detail, when the session is."""
    mine = (
        select(own.id, own.state, own.starts_at, own.shared_at, own.content_hash)
        .where(own.id.in_(sessions), access.visible_to(actor))
        .cte("mine")
        .c
    )
    return (
        _to_sign(actor, moment, mine),
        _signed(actor, moment, mine),
        _agenda(actor, moment, mine),
        _changed(actor, moment, mine),
    )


def _to_sign(actor: Actor, moment: Any, mine: Any) -> Select[Any]:
    """Drafts that were shared with the actor, and that they have not signed as they stand."""
    signed = select(SessionSignature.id).where(
        SessionSignature.session_id == mine.id,
        SessionSignature.person_id == actor.person_id,
        SessionSignature.content_hash == mine.content_hash,
    )
    return (
        select(
            literal("to_sign"),
            mine.shared_at,
            mine.id,
            Person.known_as,
            literal(""),
            mine.starts_at,
        )
        .where(lead.session_id == mine.id)
        .where(Person.id == lead.person_id)
        .where(
            lead.part == "supervisor",
            lead.person_id != actor.person_id,
            mine.state == "shared",
            mine.shared_at > moment,
            ~signed.exists(),
        )
    )


def _signed(actor: Actor, moment: Any, mine: Any) -> Select[Any]:
    """Records that someone else signed, as they stand."""
    return (
        select(
            literal("signed"),
            SessionSignature.signed_at,
            mine.id,
            Person.known_as,
            literal(""),
            mine.starts_at,
        )
        .where(mine.id == SessionSignature.session_id)
        .where(Person.id == SessionSignature.person_id)
        .where(
            SessionSignature.person_id != actor.person_id,
            SessionSignature.content_hash == mine.content_hash,
            SessionSignature.signed_at > moment,
        )
    )


def _agenda(actor: Actor, moment: Any, mine: Any) -> Select[Any]:
    """What someone else put on an agenda. What came from an ask is told as its answer."""
    return (
        select(
            literal("agenda"),
            func.max(AgendaItem.added_at),
            mine.id,
            Person.known_as,
            literal(""),
            mine.starts_at,
        )
        .where(mine.id == AgendaItem.session_id)
        .where(Person.id == AgendaItem.added_by_id)
        .where(
            access.agenda_visible_to(actor),
            AgendaItem.added_by_id != actor.person_id,
            # Nearly every item has none: an index on it would lead through those of everybody.
            Aside(AgendaItem.ask_id).is_(None),
            AgendaItem.taken_off_at.is_(None),
            AgendaItem.added_at > moment,
        )
        .group_by(mine.id, Person.id, Person.known_as, mine.starts_at)
    )


def _changed(actor: Actor, moment: Any, mine: Any) -> Select[Any]:
    """Sessions that someone else moved or cancelled."""
    return (
        select(
            SessionChange.what,
            SessionChange.changed_at,
            mine.id,
            Person.known_as,
            literal(""),
            mine.starts_at,
        )
        .where(mine.id == SessionChange.session_id)
        .where(Person.id == SessionChange.person_id)
        .where(
            SessionChange.person_id != actor.person_id,
            SessionChange.changed_at > moment,
        )
    )
