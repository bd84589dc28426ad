"""Answering asks."""

from __future__ import annotations

from sqlalchemy import select

from supervision import audit
from supervision.access import asks as access
from supervision.access.actor import Actor
from supervision.domain import asks, text
from supervision.domain.refusals import Refused, require
from supervision.extensions import db
from supervision.models.asks import Ask, AskAnswer


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


def bring(actor: Actor, ask: Ask) -> None:
    """Answer that it was brought to a session; `services.sessions.bring_ask` puts it there."""
    _answer(actor, ask, asks.AnswerKind.AGENDA)


def _answer(actor: Actor, ask: Ask, kind: asks.AnswerKind, words: str = "") -> None:
    """Write an answer, unless the same one stands already."""
    require(access.can_answer(actor, ask))
    db.session.refresh(ask, with_for_update=True)
    require(access.can_answer(actor, ask))
    earlier = db.session.scalars(
        select(AskAnswer).where(
            AskAnswer.ask_id == ask.id,
            AskAnswer.person_id == actor.person_id,
            AskAnswer.kind == kind,
        )
    )
    if any((answer.words or "") == words for answer in earlier):
        return
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
