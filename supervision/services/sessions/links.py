"""What was talked about: reflections and recordings. A link gives nobody a right to read."""

from __future__ import annotations

import uuid
from typing import Any, Protocol

from sqlalchemy import select

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.refusals import require
from supervision.extensions import db
from supervision.models.sessions import SessionRecording, SessionReflection, SupervisionSession
from supervision.services.sessions.changes import changed, hold


class Thing(Protocol):
    """A reflection or a recording that the actor can see, or its row in a list."""

    @property
    def id(self) -> uuid.UUID: ...


def link_reflection(
    actor: Actor,
    supervision_session: SupervisionSession,
    reflection: Thing,
    *,
    linked: bool = True,
) -> None:
    """Say that a reflection was talked about, or that it was not. Twice is once."""
    _link(actor, supervision_session, SessionReflection, {"reflection_id": reflection.id}, linked)


def link_recording(
    actor: Actor, supervision_session: SupervisionSession, recording: Thing, *, linked: bool = True
) -> None:
    """Say that a recording was talked about, or that it was not. Twice is once."""
    _link(actor, supervision_session, SessionRecording, {"recording_id": recording.id}, linked)


def _link(
    actor: Actor,
    supervision_session: SupervisionSession,
    table: Any,
    target: dict[str, uuid.UUID],
    linked: bool,
) -> None:
    require(access.can_add(actor, supervision_session))
    hold(supervision_session)
    require(access.can_add(actor, supervision_session))
    row = db.session.scalar(
        select(table).where(table.session_id == supervision_session.id).filter_by(**target)
    )
    if (row is not None) == linked:
        return
    if row is not None:
        db.session.delete(row)
    else:
        db.session.add(
            table(
                organisation_id=actor.organisation_id,
                session_id=supervision_session.id,
                **target,
            )
        )
    changed(actor, supervision_session)
    audit.did(actor, "linked" if linked else "unlinked", supervision_session)
