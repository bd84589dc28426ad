"""The agenda, to which both add."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from supervision import audit
from supervision.access import asks as ask_access
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, NotFound, Refused, require
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.sessions import AgendaItem, SessionReflection, SupervisionSession
from supervision.services.sessions.changes import changed, hold


def add_to_agenda(
    actor: Actor, supervision_session: SupervisionSession, key: uuid.UUID, words: str
) -> AgendaItem:
    """Put something on the agenda. The same form sent twice puts it there once.

    Raises:
        Forbidden: once the record is signed, or the relation has ended.
        Refused: when there are no words.
        Conflict: when the form was sent before with other words.
    """
    require(access.can_add(actor, supervision_session))
    hold(supervision_session)
    require(access.can_add(actor, supervision_session))
    if text.blank(words):
        raise Refused({"words": "Write what you would like to talk about"})
    if len(words) > text.SHORT:
        raise Refused({"words": f"Make this shorter: it can hold {text.SHORT} characters"})
    before = db.session.get(AgendaItem, key)
    if before is not None:
        if before.session_id != supervision_session.id or before.added_by_id != actor.person_id:
            raise NotFound
        if not same_words({"words": before.words}, {"words": words}):
            raise Conflict({"words": before.words or ""}, 1)
        return before
    item = AgendaItem(
        id=key,
        organisation_id=actor.organisation_id,
        session_id=supervision_session.id,
        added_by_id=actor.person_id,
        added_at=actor.now,
        words=words.strip(),
    )
    db.session.add(item)
    changed(actor, supervision_session)
    audit.did(actor, "added_to_agenda", supervision_session)
    return item


def bring_ask(actor: Actor, supervision_session: SupervisionSession, ask: Ask) -> None:
    """Put an ask, and the reflection it came from, on the agenda of the same two. Twice is once.

    The item holds no words of its own: it shows the ask's for as long as that may be read.

    Raises:
        Forbidden: for an ask that the actor may not answer, a session of another relation, or a
            signed one.
    """
    require(
        ask_access.can_answer(actor, ask) and supervision_session.relation_id == ask.relation_id
    )
    require(access.can_add(actor, supervision_session))
    hold(supervision_session)
    require(access.can_add(actor, supervision_session))
    stands = select(AgendaItem.id).where(
        AgendaItem.session_id == supervision_session.id, AgendaItem.ask_id == ask.id
    )
    if db.session.scalar(stands) is not None:
        return
    db.session.add(
        AgendaItem(
            organisation_id=actor.organisation_id,
            session_id=supervision_session.id,
            added_by_id=actor.person_id,
            ask_id=ask.id,
            added_at=actor.now,
        )
    )
    linked = select(SessionReflection.id).where(
        SessionReflection.session_id == supervision_session.id,
        SessionReflection.reflection_id == ask.reflection_id,
    )
    if ask.reflection_id is not None and db.session.scalar(linked) is None:
        db.session.add(
            SessionReflection(
                organisation_id=actor.organisation_id,
                session_id=supervision_session.id,
                reflection_id=ask.reflection_id,
            )
        )
    changed(actor, supervision_session)
    audit.did(actor, "added_to_agenda", supervision_session)
