"""Support that was offered by a day, and what came of it: for the two it is between."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from supervision import audit
from supervision.access import asks as access
from supervision.access.actor import Actor
from supervision.models.asks import Ask, AskAnswer
from supervision.models.people import Person
from supervision.queries.prepared import prepared

LOOKED_BACK = timedelta(days=60)  # nobody is asked about support of long ago


@dataclass(frozen=True)
class Offer:
    """Support in a list. `other` is whichever of the two the actor is not."""

    id: uuid.UUID
    reflection_id: uuid.UUID | None
    other: str
    words: str
    by_on: date | None
    helped: str | None
    helped_at: datetime | None
    helped_words: str


def to_look_at(actor: Actor, most: int = 5) -> tuple[Offer, ...]:
    """Support offered to the actor whose day has come and of which they have not said whether it
    helped, the oldest first."""
    return _opened(actor, _to_look_at(actor, since=actor.today - LOOKED_BACK, most=most))


@prepared
def _to_look_at(actor: Actor, since: Any, most: int) -> Select[Any]:
    return _offers(
        AskAnswer.person_id,
        access.visible_to(actor),
        access.is_put(),
        Ask.asker_id == actor.person_id,
        AskAnswer.helped.is_(None),
        AskAnswer.by_on <= actor.today,
        AskAnswer.by_on >= since,
        order=(AskAnswer.by_on, AskAnswer.id),
        most=most,
    )


def came_of(actor: Actor, since: datetime, most: int = 5) -> tuple[Offer, ...]:
    """What others said since a moment of the support that the actor offered, newest first."""
    if not actor.supervises:
        return ()
    return _opened(actor, _came_of(actor, since=since, most=most))


@prepared
def _came_of(actor: Actor, since: Any, most: int) -> Select[Any]:
    return _offers(
        Ask.asker_id,
        access.put_to(actor),
        AskAnswer.person_id == actor.person_id,
        AskAnswer.helped.is_not(None),
        AskAnswer.helped_at > since,
        order=(AskAnswer.helped_at.desc(), AskAnswer.id),
        most=most,
    )


def _offers(other: Any, *conditions: ColumnElement[bool], order: Any, most: int) -> Select[Any]:
    return (
        select(AskAnswer, Ask.reflection_id, Person.id, Person.known_as)
        .join(Ask, Ask.id == AskAnswer.ask_id)
        .join(Person, Person.id == other)
        .where(AskAnswer.kind == "support", *conditions)
        .order_by(*order)
        .limit(most)
    )


def _opened(actor: Actor, rows: Iterable[Any]) -> tuple[Offer, ...]:
    found = []
    for answer, reflection_id, other_id, name in rows:
        audit.seen(actor, AskAnswer.__tablename__, answer.id, other_id)
        found.append(
            Offer(
                answer.id,
                reflection_id,
                name,
                answer.words or "",
                answer.by_on,
                answer.helped,
                answer.helped_at,
                answer.helped_words or "",
            )
        )
    return tuple(found)
