"""The agenda, to which both add, and from which each takes off what they put there."""

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
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.sessions import AgendaItem, SessionReflection, SupervisionSession
from supervision.services.sessions.changes import changed, hold


def add_to_agenda(
    actor: Actor,
    supervision_session: SupervisionSession,
    key: uuid.UUID,
    words: str,
    part: str | None = None,
) -> AgendaItem:
    """Put something on the agenda. The same form sent twice puts it there once.

    Raises:
        Forbidden: once the record is signed, or the relation has ended.
        Refused: when there are no words.
        Conflict: when the form was sent before with other words.
    """
    require(access.can_add(actor, supervision_session, part))
    hold(supervision_session)
    require(access.can_add(actor, supervision_session, part))
    if text.blank(words):
        raise Refused({"words": said("Write what you would like to talk about")})
    if len(words) > text.SHORT:
        shorter = said("Make this shorter: it can hold %(most)s characters", most=text.SHORT)
        raise Refused({"words": shorter})
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
    _changed(actor, supervision_session)
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
        AgendaItem.session_id == supervision_session.id,
        AgendaItem.ask_id == ask.id,
        AgendaItem.taken_off_at.is_(None),
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


def take_off(
    actor: Actor,
    supervision_session: SupervisionSession,
    item: AgendaItem,
    part: str | None = None,
) -> None:
    """Take one's own item off the agenda. Twice is once. An ask that it came from stays answered.

    Raises:
        Forbidden: for what someone else put there, and once the record is signed.
    """
    if item.taken_off_at is not None and item.added_by_id == actor.person_id:
        return
    require(access.can_take_off(actor, supervision_session, item, part))
    hold(supervision_session)
    require(access.can_take_off(actor, supervision_session, item, part))
    item.taken_off_at = actor.now
    _changed(actor, supervision_session)
    audit.did(actor, "took_off_agenda", supervision_session)


def _changed(actor: Actor, supervision_session: SupervisionSession) -> None:
    """What single members of a group put on its agenda is no part of what they sign."""
    if supervision_session.relation_id is not None:
        changed(actor, supervision_session)
    else:
        db.session.flush()
