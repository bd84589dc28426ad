"""Reading proposals for the library: the author's own, and what waits for a curator."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, or_, select

from supervision import audit
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.domain.words import first_words
from supervision.extensions import db
from supervision.models.library import PracticeProposal, ProposalOutcome
from supervision.models.people import Person, RoleGrant
from supervision.models.recordings import FrameworkOutcome
from supervision.queries.listing import PAGE, Listed, newest
from supervision.queries.people import alive

KIND = PracticeProposal.__tablename__
WITHOUT_TITLE = "Without a title yet"


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


def get(actor: Actor, proposal_id: uuid.UUID) -> PracticeProposal:
    """Open a proposal. A curator who does leaves a note in the log of reads.

    Raises:
        NotFound: when this actor cannot see it, whether or not it exists.
    """
    proposal = required(
        db.session.scalar(
            select(PracticeProposal).where(
                access.proposals_visible_to(actor), PracticeProposal.id == proposal_id
            )
        )
    )
    audit.seen(actor, KIND, proposal.id, proposal.author_id)
    return proposal


def own_by_key(actor: Actor, key: uuid.UUID) -> PracticeProposal | None:
    """The actor's own proposal with a key that a form carried, when it was sent before."""
    return db.session.scalar(
        select(PracticeProposal).where(
            access.proposals_visible_to(actor),
            PracticeProposal.id == key,
            PracticeProposal.author_id == actor.person_id,
        )
    )


def mine(actor: Actor, before: uuid.UUID | None = None, most: int = PAGE) -> Listed[ProposalRow]:
    """The actor's own proposals, newest first, in every state."""
    ids, earlier = newest(
        access.PROPOSALS,
        actor.organisation_id,
        {"author": [actor.person_id]},
        PracticeProposal.written_at,
        before,
        most=most,
    )
    if not ids:
        return Listed(())
    found = {
        row.id: row
        for row in db.session.execute(
            select(*_COLUMNS)
            .join(Person, Person.id == PracticeProposal.author_id)
            .where(access.proposals_visible_to(actor), PracticeProposal.id.in_(ids))
        )
    }
    return Listed(_rows(actor, [found[key] for key in ids if key in found]), earlier)


def to_check(actor: Actor, most: int = PAGE) -> tuple[ProposalRow, ...]:
    """What others proposed and nobody published yet, longest waiting first; nothing for those who
    are not curators."""
    keys = access.curator_keys(actor)
    if not any(keys.values()):
        return ()
    return _rows(
        actor,
        db.session.execute(
            select(*_COLUMNS)
            .join(Person, Person.id == PracticeProposal.author_id)
            .where(
                access.PROPOSALS.where(actor.organisation_id, keys),
                PracticeProposal.author_id != actor.person_id,
            )
            .order_by(PracticeProposal.proposed_at, PracticeProposal.id)
            .limit(most)
        ).all(),
    )


def outcomes_of(proposal: PracticeProposal) -> tuple[tuple[uuid.UUID, str], ...]:
    """The outcomes that a proposal names: key and name, in their published order."""
    rows = db.session.execute(
        select(FrameworkOutcome.id, FrameworkOutcome.name)
        .join(ProposalOutcome, ProposalOutcome.framework_outcome_id == FrameworkOutcome.id)
        .where(ProposalOutcome.proposal_id == proposal.id)
        .order_by(FrameworkOutcome.position, FrameworkOutcome.name)
    )
    return tuple((row.id, row.name) for row in rows)


def curators(actor: Actor, *, but: uuid.UUID | None = None, most: int = 4) -> tuple[str, ...]:
    """How the curators of today are called, without the actor.

    Args:
        but: someone else to leave out, such as the author of a proposal.
    """
    return tuple(
        db.session.scalars(
            select(Person.known_as)
            .join(RoleGrant, RoleGrant.person_id == Person.id)
            .where(
                Person.organisation_id == actor.organisation_id,
                Person.id.not_in([actor.person_id, but or actor.person_id]),
                Person.joined_on <= actor.today,
                or_(Person.left_on.is_(None), Person.left_on >= actor.today),
                RoleGrant.role == "curator",
                alive(RoleGrant, actor.today),
            )
            .group_by(Person.id, Person.known_as)
            .order_by(Person.known_as, Person.id)
            .limit(most)
        )
    )


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


def _rows(actor: Actor, found: Sequence[Row[Any]]) -> tuple[ProposalRow, ...]:
    """Rows for a list; opens their titles and nothing else."""
    rows = []
    for row in found:
        audit.seen(actor, KIND, row.id, row.author_id)
        title = PracticeProposal.title.opened(actor.organisation_id, row.id, row.title_sealed)
        rows.append(
            ProposalRow(
                row.id,
                first_words(title or WITHOUT_TITLE, 80),
                row.known_as,
                row.state,
                row.saved_at,
                row.proposed_at,
                row.published_on,
            )
        )
    return tuple(rows)


def title(proposal: PracticeProposal) -> str:
    """What a proposal is called."""
    return proposal.title or WITHOUT_TITLE
