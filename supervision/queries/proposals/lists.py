"""The author's own proposals, and what waits for a curator."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select, tuple_

from supervision import audit
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.models.library import PracticeProposal
from supervision.models.people import Person
from supervision.queries.listing import PAGE, Listed, cut, newest_first, place
from supervision.queries.prepared import prepared
from supervision.queries.proposals.opening import KIND, called

_COLUMNS = (
    PracticeProposal.id,
    PracticeProposal.title_sealed,
    PracticeProposal.author_id,
    Person.known_as,
    PracticeProposal.state,
    PracticeProposal.saved_at,
    PracticeProposal.proposed_at,
    PracticeProposal.published_on,
)


@dataclass(frozen=True)
class ProposalRow:
    """A proposal in a list."""

    id: uuid.UUID
    title: str
    author: str
    state: str
    saved_at: datetime
    proposed_at: datetime | None
    published_on: date | None


def mine(actor: Actor, before: uuid.UUID | None = None, most: int = PAGE) -> Listed[ProposalRow]:
    """The actor's own proposals, newest first, in every state."""
    keys = {"author": [actor.person_id]}
    last = place(access.PROPOSALS, actor.organisation_id, keys, PracticeProposal.written_at, before)
    found, earlier = cut(_mine(actor, most=most, **last).all(), most)
    return Listed(_rows(actor, found), earlier)


@prepared
def _mine(actor: Actor, most: int, at: Any, key: Any) -> Select[Any]:
    by = PracticeProposal.written_at
    statement = (
        select(*_COLUMNS)
        .join(Person, Person.id == PracticeProposal.author_id)
        .where(access.PROPOSALS.where(actor.organisation_id, {"author": [actor.person_id]}))
        .order_by(*newest_first(PracticeProposal, by))
        .limit(most + 1)
    )
    if at is None:
        return statement
    return statement.where(tuple_(by, PracticeProposal.id) < tuple_(at, key))


def to_check(actor: Actor, most: int = PAGE) -> tuple[ProposalRow, ...]:
    """What others proposed and nobody published yet, longest waiting first; nothing for those who
    are not curators."""
    if not any(access.curator_keys(actor).values()):
        return ()
    return _rows(actor, _to_check(actor, most=most).all())


@prepared
def _to_check(actor: Actor, most: int) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(Person, Person.id == PracticeProposal.author_id)
        .where(
            access.PROPOSALS.where(actor.organisation_id, access.curator_keys(actor)),
            PracticeProposal.author_id != actor.person_id,
        )
        .order_by(PracticeProposal.proposed_at, PracticeProposal.id)
        .limit(most)
    )


def _rows(actor: Actor, found: Sequence[Row[Any]]) -> tuple[ProposalRow, ...]:
    """Rows for a list; opens their titles and nothing else."""
    rows = []
    for row in found:
        audit.seen(actor, KIND, row.id, row.author_id)
        title = PracticeProposal.title.opened(actor.organisation_id, row.id, row.title_sealed)
        rows.append(
            ProposalRow(
                row.id,
                called(title),
                row.known_as,
                row.state,
                row.saved_at,
                row.proposed_at,
                row.published_on,
            )
        )
    return tuple(rows)
