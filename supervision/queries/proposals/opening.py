"""Opening one proposal, and what belongs to it."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from supervision import audit
from supervision.access import library as access
from supervision.access import people as people_access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.domain.wording import said
from supervision.domain.words import first_words
from supervision.extensions import db
from supervision.models.library import PracticeProposal, ProposalOutcome, ProposalTheme
from supervision.models.people import Person, RoleGrant
from supervision.models.recordings import FrameworkOutcome
from supervision.queries.people import alive

KIND = PracticeProposal.__tablename__
WITHOUT_TITLE = said("Without a title yet")


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


def outcomes_of(proposal: PracticeProposal) -> tuple[tuple[uuid.UUID, str], ...]:
    """The outcomes that a proposal names: key and name, in their published order."""
    rows = db.session.execute(
        select(FrameworkOutcome.id, FrameworkOutcome.name)
        .join(ProposalOutcome, ProposalOutcome.framework_outcome_id == FrameworkOutcome.id)
        .where(ProposalOutcome.proposal_id == proposal.id)
        .order_by(FrameworkOutcome.position, FrameworkOutcome.name)
    )
    return tuple((row.id, row.name) for row in rows)


def themes_of(proposal: PracticeProposal) -> frozenset[str]:
    """The codes of the themes that a proposal names."""
    return frozenset(
        db.session.scalars(
            select(ProposalTheme.theme).where(ProposalTheme.proposal_id == proposal.id)
        )
    )


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
                people_access.works_here(actor),
                Person.id.not_in([actor.person_id, but or actor.person_id]),
                RoleGrant.role == "curator",
                alive(RoleGrant, actor.today),
            )
            .group_by(Person.id, Person.known_as)
            .order_by(Person.known_as, Person.id)
            .limit(most)
        )
    )


def title(proposal: PracticeProposal) -> str:
    """What a proposal is called."""
    return proposal.title or WITHOUT_TITLE


def called(title: str | None) -> str:
    """A title as it stands in lists."""
    return first_words(title, 80) if title else WITHOUT_TITLE
