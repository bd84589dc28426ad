"""What stands around a record: when it was moved or cancelled and why, and what was added later."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from supervision import audit
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.base import Key
from supervision.models.people import Person
from supervision.models.sessions import SessionAddition, SessionChange, SupervisionSession

_session = bindparam("session", type_=Key())
_CHANGES = (
    select(SessionChange, Person.known_as)
    .join(Person, Person.id == SessionChange.person_id)
    .where(SessionChange.session_id == _session)
    .order_by(SessionChange.changed_at, SessionChange.id)
)
_ADDITIONS = (
    select(SessionAddition, Person.known_as)
    .join(Person, Person.id == SessionAddition.person_id)
    .where(SessionAddition.session_id == _session)
    .order_by(SessionAddition.added_at, SessionAddition.id)
)


@dataclass(frozen=True)
class Change:
    """A session was moved or cancelled; `starts_at` is when it was to be."""

    what: str
    reason: str
    words: str
    by: str
    mine: bool
    starts_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class Addition:
    """Words under a signed record."""

    id: uuid.UUID
    words: str
    by: str
    mine: bool
    added_at: datetime


def changes(actor: Actor, supervision_session: SupervisionSession) -> tuple[Change, ...]:
    """How often a session that the actor has opened was moved or cancelled, oldest first."""
    rows = db.session.execute(_CHANGES, {"session": supervision_session.id})
    found = []
    for row, name in rows:
        audit.seen(actor, SessionChange.__tablename__, row.id, row.person_id)
        found.append(
            Change(
                row.what,
                row.reason,
                row.words or "",
                name,
                row.person_id == actor.person_id,
                row.starts_at,
                row.changed_at,
            )
        )
    return tuple(found)


def additions(actor: Actor, supervision_session: SupervisionSession) -> tuple[Addition, ...]:
    """What was added under a signed record that the actor has opened, oldest first."""
    if supervision_session.state != "signed":
        return ()
    rows = db.session.execute(_ADDITIONS, {"session": supervision_session.id})
    found = []
    for row, name in rows:
        audit.seen(actor, SessionAddition.__tablename__, row.id, row.person_id)
        mine = row.person_id == actor.person_id
        found.append(Addition(row.id, row.words or "", name, mine, row.added_at))
    return tuple(found)
