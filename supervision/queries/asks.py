"""Reading asks and their answers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, literal, or_, select

from supervision import audit
from supervision.access import asks as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.asks import Ask, AskAnswer
from supervision.models.people import Person
from supervision.models.reflections import Reflection
from supervision.queries.prepared import prepared

KIND = Ask.__tablename__


@dataclass(frozen=True)
class AskRow:
    """An ask in a list, in the asker's own words."""

    id: uuid.UUID
    asker: str
    kind: str
    state: str
    words: str
    asked_at: datetime
    reflection_id: uuid.UUID | None


@dataclass(frozen=True)
class Answer:
    by: str
    by_me: bool
    kind: str
    words: str
    answered_at: datetime
    id: uuid.UUID
    by_on: date | None = None
    helped: str | None = None
    helped_at: datetime | None = None
    helped_words: str = ""


def get(actor: Actor, ask_id: uuid.UUID) -> Ask:
    """Open an ask. Raises NotFound when this actor cannot see it."""
    ask = required(db.session.scalar(select(Ask).where(Ask.id == ask_id, access.visible_to(actor))))
    audit.seen(actor, KIND, ask.id, ask.asker_id)
    return ask


def of(actor: Actor, reflection: Reflection) -> Ask | None:
    """The ask on a reflection, if there is one that the actor can see."""
    ask: Ask | None = _of(actor, key=reflection.id).scalar()
    if ask is not None:
        audit.seen(actor, KIND, ask.id, ask.asker_id)
    return ask


@prepared
def _of(actor: Actor, key: Any) -> Select[Any]:
    return select(Ask).where(Ask.reflection_id == key, access.visible_to(actor))


def waiting(actor: Actor, most: int = 25) -> tuple[AskRow, ...]:
    """What is asked of the actor and not yet answered, oldest first."""
    return tuple(_row(actor, row) for row in _waiting(actor, most=most))


@prepared
def _waiting(actor: Actor, most: int) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(Person, Person.id == Ask.asker_id)
        .where(access.put_to(actor), Ask.state == "waiting")
        .order_by(Ask.asked_at, Ask.id)
        .limit(most)
    )


def put_in(
    actor: Actor, relation_id: uuid.UUID, ids: Sequence[uuid.UUID]
) -> dict[uuid.UUID, AskRow]:
    """Those of these asks that stand before the supervisor of a relation now: the same ones for
    both of the two, so that they look at one agenda."""
    if not ids:
        return {}
    found = _put_in(actor, relation_id=relation_id, ids=list(ids))
    return {row.id: row for row in (_row(actor, one) for one in found)}


@prepared
def _put_in(actor: Actor, relation_id: Any, ids: Any) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(Person, Person.id == Ask.asker_id)
        .where(
            access.visible_to(actor),
            access.is_put(),
            Ask.relation_id == relation_id,
            Ask.id.in_(ids),
        )
    )


def answers(actor: Actor, ask: Ask) -> tuple[Answer, ...]:
    """The answers to an ask that the actor has opened, oldest first: all of them for whoever
    asked, and for anyone else their own, since an answer is between two people."""
    rows = _answers(actor, key=ask.id, all_of_them=ask.asker_id == actor.person_id)
    return tuple(_answer(actor, ask.asker_id, answer, name) for answer, name in rows)


@prepared
def _answers(actor: Actor, key: Any, all_of_them: bool) -> Select[Any]:
    return (
        select(AskAnswer, Person.known_as)
        .join(Person, Person.id == AskAnswer.person_id)
        .where(
            AskAnswer.ask_id == key,
            *(() if all_of_them else (AskAnswer.person_id == actor.person_id,)),
        )
        .order_by(AskAnswer.answered_at)
    )


def answer_to(actor: Actor, ask: Ask, answer_id: uuid.UUID) -> AskAnswer:
    """One answer to an ask that the actor has opened. Raises NotFound for one that is between
    others, or for support that was never offered."""
    return required(
        db.session.scalar(
            select(AskAnswer).where(
                AskAnswer.id == answer_id, AskAnswer.ask_id == ask.id, _between(actor, ask.asker_id)
            )
        )
    )


def lately_answered(
    actor: Actor, since: datetime, most: int = 5
) -> tuple[tuple[AskRow, Answer], ...]:
    """Answers to the actor's own asks since a moment, newest first."""
    found = []
    for row in _lately_answered(actor, since=since, most=most):
        *ask, answer, name = row
        found.append((_row(actor, ask), _answer(actor, actor.person_id, answer, name)))
    return tuple(found)


@prepared
def _lately_answered(actor: Actor, since: Any, most: int) -> Select[Any]:
    return (
        select(*_COLUMNS, AskAnswer, Person.known_as)
        .join(AskAnswer, AskAnswer.ask_id == Ask.id)
        .join(Person, Person.id == AskAnswer.person_id)
        .where(
            access.DOORS.where(actor.organisation_id, {"asker": [actor.person_id]}),
            AskAnswer.answered_at > since,
        )
        .order_by(AskAnswer.answered_at.desc())
        .limit(most)
    )


_COLUMNS = (
    Ask.id,
    Ask.asker_id,
    Person.known_as,
    Ask.kind,
    Ask.state,
    Ask.words_sealed,
    Ask.asked_at,
    Ask.reflection_id,
)


def _between(actor: Actor, asker_id: uuid.UUID) -> Any:
    """Answers that the actor gave, and all of them for whoever asked."""
    return or_(AskAnswer.person_id == actor.person_id, literal(asker_id == actor.person_id))


def _answer(actor: Actor, asker_id: uuid.UUID, answer: AskAnswer, name: str) -> Answer:
    """An answer with its words: those of whoever answered, and of whoever says if it helped."""
    by_me = answer.person_id == actor.person_id
    other = asker_id if by_me else answer.person_id
    if not by_me or answer.helped:
        audit.seen(actor, AskAnswer.__tablename__, answer.id, other)
    return Answer(
        by=name,
        by_me=by_me,
        kind=answer.kind,
        words=answer.words or "",
        answered_at=answer.answered_at,
        id=answer.id,
        by_on=answer.by_on,
        helped=answer.helped,
        helped_at=answer.helped_at,
        helped_words=answer.helped_words or "",
    )


def _row(actor: Actor, row: Row[Any] | Sequence[Any]) -> AskRow:
    id_, asker_id, asker, kind, state, words, asked_at, reflection_id = row
    audit.seen(actor, KIND, id_, asker_id)
    return AskRow(
        id_,
        asker,
        kind,
        state,
        Ask.words.opened(actor.organisation_id, id_, words),
        asked_at,
        reflection_id,
    )
