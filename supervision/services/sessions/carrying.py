"""What was brought to a session that was not held goes along to the next one."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from supervision import audit
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.sessions import (
    AgendaItem,
    SessionRecording,
    SessionReflection,
    SupervisionSession,
)
from supervision.services.sessions.changes import changed


def carry(actor: Actor, onto: SupervisionSession) -> bool:
    """Bring the agenda and the links of this relation's cancelled sessions to a coming one.

    An ask, a reflection or a recording that is there already is there once; what was taken off
    stays off. The session itself is held, or made, by whoever calls this.

    Returns:
        Whether anything went along.
    """
    if onto.relation_id is None:
        return False
    cancelled = select(SupervisionSession.id).where(
        SupervisionSession.relation_id == onto.relation_id, SupervisionSession.state == "cancelled"
    )
    moved = _items(actor, onto, cancelled)
    moved |= _links(onto, SessionReflection, "reflection_id", cancelled)
    moved |= _links(onto, SessionRecording, "recording_id", cancelled)
    if moved:
        changed(actor, onto)
        audit.did(actor, "brought_along", onto)
    return moved


def _items(actor: Actor, onto: SupervisionSession, cancelled: Any) -> bool:
    there = set(
        db.session.scalars(
            select(AgendaItem.ask_id).where(
                AgendaItem.session_id == onto.id,
                AgendaItem.ask_id.is_not(None),
                AgendaItem.taken_off_at.is_(None),
            )
        )
    )
    rows = db.session.scalars(
        select(AgendaItem)
        .where(AgendaItem.session_id.in_(cancelled), AgendaItem.taken_off_at.is_(None))
        .order_by(AgendaItem.added_at, AgendaItem.id)
    ).all()
    for item in rows:
        if item.ask_id is not None and item.ask_id in there:
            item.taken_off_at = actor.now
            continue
        item.session_id = onto.id
        there.add(item.ask_id)
    return bool(rows)


def _links(onto: SupervisionSession, table: Any, target: str, cancelled: Any) -> bool:
    there: set[uuid.UUID] = set(
        db.session.scalars(select(getattr(table, target)).where(table.session_id == onto.id))
    )
    rows = db.session.scalars(select(table).where(table.session_id.in_(cancelled))).all()
    for row in rows:
        if getattr(row, target) in there:
            db.session.delete(row)
            continue
        row.session_id = onto.id
        there.add(getattr(row, target))
    return bool(rows)
