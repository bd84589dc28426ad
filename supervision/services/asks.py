"""Answering asks."""

from __future__ import annotations

from sqlalchemy import select

from supervision import audit
from supervision.access import asks as access
from supervision.access import sessions as session_access
from supervision.access.actor import Actor
from supervision.domain import asks, text
from supervision.domain.refusals import Refused, require
from supervision.extensions import db
from supervision.models.asks import Ask, AskAnswer
from supervision.models.sessions import AgendaItem, SessionReflection, SupervisionSession


def acknowledge(actor: Actor, ask: Ask) -> None:
    """Read, thank you: so that writing is not met by silence. Twice is once."""
    _answer(actor, ask, asks.AnswerKind.READ)


def reply(actor: Actor, ask: Ask, words: str) -> None:
    """Answer in words. The same words sent twice are one answer.

    Raises:
        Refused: when there are no words.
    """
    if text.blank(words):
        raise Refused({"words": "Write a few words first"})
    _answer(actor, ask, asks.AnswerKind.REPLY, words)


def bring(actor: Actor, ask: Ask, supervision_session: SupervisionSession) -> None:
    """Bring an ask, and the reflection it came from, to a session of the same relation."""
    require(
        session_access.can_add(actor, supervision_session)
        and supervision_session.relation_id == ask.relation_id
    )
    if not _answer(actor, ask, asks.AnswerKind.AGENDA):
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
    audit.did(actor, "added_to_agenda", supervision_session)


def _answer(actor: Actor, ask: Ask, kind: asks.AnswerKind, words: str = "") -> bool:
    """Write an answer; False when the same one stands already."""
    require(access.can_answer(actor, ask))
    earlier = db.session.scalars(
        select(AskAnswer).where(
            AskAnswer.ask_id == ask.id,
            AskAnswer.person_id == actor.person_id,
            AskAnswer.kind == kind,
        )
    )
    if any((answer.words or "") == words for answer in earlier):
        return False
    db.session.add(
        AskAnswer(
            organisation_id=actor.organisation_id,
            ask_id=ask.id,
            person_id=actor.person_id,
            kind=kind,
            answered_at=actor.now,
            words=words,
        )
    )
    ask.state = asks.after_answer(asks.AskState(ask.state))
    audit.did(actor, "answered", ask)
    return True
