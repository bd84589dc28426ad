"""Words added under a signed record. What was signed is not touched."""

from __future__ import annotations

import uuid

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, NotFound, Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.sessions import SessionAddition, SupervisionSession


def add_after_signing(
    actor: Actor,
    supervision_session: SupervisionSession,
    key: uuid.UUID,
    words: str,
    part: str | None = None,
) -> SessionAddition:
    """Add words under a signed record, with their date. The same form sent twice adds them once.

    Raises:
        Forbidden: before it is signed, and once the relation has ended.
        Refused: without words, or with more than a text holds.
        Conflict: when the form was sent before with other words.
    """
    require(access.can_add_after_signing(actor, supervision_session, part))
    if text.blank(words):
        raise Refused({"words": said("Write what you would like to add")})
    if len(words) > text.LONG:
        shorter = said("Make this shorter: it can hold %(most)s characters", most=f"{text.LONG:,}")
        raise Refused({"words": shorter})
    before = db.session.get(SessionAddition, key)
    if before is not None:
        own = before.person_id == actor.person_id
        if not own or before.session_id != supervision_session.id:
            raise NotFound
        if not same_words({"words": before.words}, {"words": words}):
            raise Conflict({"words": before.words or ""}, 1)
        return before
    addition = SessionAddition(
        id=key,
        organisation_id=actor.organisation_id,
        session_id=supervision_session.id,
        person_id=actor.person_id,
        added_at=actor.now,
        words=words.strip(),
    )
    db.session.add(addition)
    db.session.flush()
    audit.did(actor, "added_later", addition)
    return addition
