"""What the manager above may know of the sessions held by the people they supervise: no words."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, select, tuple_
from sqlalchemy.orm import aliased

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sessions import SessionChange, SessionParticipant, SupervisionSession
from supervision.queries.listing import PAGE, Listed, cut, newest_first
from supervision.queries.prepared import prepared
from supervision.queries.records import HELD

first, second = aliased(SessionParticipant), aliased(SessionParticipant)
supervisor, supervisee = aliased(Person), aliased(Person)
own = SupervisionSession


@dataclass(frozen=True)
class Outline:
    """When two people met, and whether it was signed. `state` is planned, held, signed or
    cancelled; `reason` says why it was not held, as one of a few and never in words."""

    id: uuid.UUID
    starts_at: datetime
    supervisor: str
    supervisee: str
    state: str
    reason: str | None


def outlines(actor: Actor, before: uuid.UUID | None = None) -> Listed[Outline]:
    """Sessions of the relations whose supervisor the actor line-supervises, newest first."""
    if not actor.above:
        return Listed(())
    last = (
        before
        and db.session.execute(
            select(own.starts_at, own.id).where(own.id == before, access.outlines_visible_to(actor))
        ).first()
    )
    at, key = last or (None, None)
    found, earlier = cut(_outlines(actor, at=at, key=key).all())
    shown = tuple(
        Outline(row.id, row.starts_at, row.supervisor, row.supervisee, _said(row.state), row.reason)
        for row in found
    )
    return Listed(shown, earlier)


@prepared
def _outlines(actor: Actor, at: Any, key: Any) -> Select[Any]:
    statement = (
        select(
            own.id,
            own.starts_at,
            supervisor.known_as.label("supervisor"),
            supervisee.known_as.label("supervisee"),
            own.state,
            SessionChange.reason,
        )
        .join(first, and_(first.session_id == own.id, first.part == "supervisor"))
        .join(supervisor, supervisor.id == first.person_id)
        .join(second, and_(second.session_id == own.id, second.part == "supervisee"))
        .join(supervisee, supervisee.id == second.person_id)
        .outerjoin(
            SessionChange,
            and_(SessionChange.session_id == own.id, SessionChange.what == "cancelled"),
        )
        .where(access.outlines_visible_to(actor))
        .order_by(*newest_first(own, own.starts_at))
        .limit(PAGE + 1)
    )
    if at is None:
        return statement
    return statement.where(tuple_(own.starts_at, own.id) < tuple_(at, key))


def _said(state: str) -> str:
    if state in ("signed", "cancelled"):
        return state
    return "held" if state in HELD else "planned"
