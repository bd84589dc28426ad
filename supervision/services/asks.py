"""Answering asks, offering support, and saying whether it helped."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from supervision import audit, outbox
from supervision.access import asks as access
from supervision.access.actor import Actor
from supervision.domain import asks, text
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.asks import Ask, AskAnswer

TOLD = (asks.AnswerKind.REPLY, asks.AnswerKind.SUPPORT)


def acknowledge(actor: Actor, ask: Ask) -> None:
    """Read, thank you: so that writing is not met by silence. Twice is once."""
    _answer(actor, ask, asks.AnswerKind.READ)


def reply(actor: Actor, ask: Ask, words: str) -> None:
    """Answer in words. The same words sent twice are one answer.

    Raises:
        Refused: when there are no words.
    """
    if text.blank(words):
        raise Refused({"words": said("Write a few words first")})
    _answer(actor, ask, asks.AnswerKind.REPLY, words)


def bring(actor: Actor, ask: Ask) -> None:
    """Answer that it was brought to a session; `services.sessions.bring_ask` puts it there."""
    _answer(actor, ask, asks.AnswerKind.AGENDA)


def offer(actor: Actor, ask: Ask, words: str, by_on: date | None) -> None:
    """Offer support by a day. The same offer sent twice is one; another may be made at any time.

    Raises:
        Refused: without words or a day, or for a day that has passed.
    """
    require(access.can_answer(actor, ask))
    wrong = asks.wrong_with_offer(words, by_on, actor.today)
    if wrong:
        raise Refused(wrong)
    _answer(actor, ask, asks.AnswerKind.SUPPORT, words, by_on)


def say_if_helped(actor: Actor, ask: Ask, answer: AskAnswer, helped: str, words: str = "") -> None:
    """Say whether support helped, with a few words or none; it may be said anew at any time.

    Args:
        helped: a value of `domain.asks.Helped`.

    Raises:
        Refused: when nothing known was chosen.
    """
    require(access.can_say_if_helped(actor, ask, answer))
    if helped not in list(asks.Helped):
        raise Refused({"helped": said("Choose how it went")})
    db.session.refresh(answer, with_for_update=True)
    if (answer.helped, answer.helped_words or "") == (helped, words):
        return
    answer.helped, answer.helped_words, answer.helped_at = helped, words, actor.now
    audit.did(actor, "said_if_helped", answer)


def _answer(
    actor: Actor,
    ask: Ask,
    kind: asks.AnswerKind,
    words: str = "",
    by_on: date | None = None,
) -> None:
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
    if any(((answer.words or ""), answer.by_on) == (words, by_on) for answer in earlier):
        return
    db.session.add(
        AskAnswer(
            organisation_id=actor.organisation_id,
            ask_id=ask.id,
            person_id=actor.person_id,
            kind=kind,
            answered_at=actor.now,
            words=words,
            by_on=by_on,
        )
    )
    ask.state = asks.after_answer(asks.AskState(ask.state))
    audit.did(actor, "answered", ask)
    if kind in TOLD:
        outbox.waiting(actor, [ask.asker_id], ask)
