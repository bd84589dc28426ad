"""What curators asked to be changed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from supervision import audit
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.library import PracticeProposal, ProposalRemark
from supervision.models.people import Person
from supervision.queries.listing import PAGE
from supervision.queries.prepared import prepared
from supervision.queries.proposals.opening import called

REMARKS = ProposalRemark.__tablename__


@dataclass(frozen=True)
class Remark:
    """What a curator asked for, and when."""

    curator: str
    words: str
    written_at: datetime


@dataclass(frozen=True)
class SentBack:
    """A proposal of the actor that a curator asked to be changed."""

    id: uuid.UUID
    title: str
    at: datetime


def remarks(actor: Actor, proposal: PracticeProposal) -> tuple[Remark, ...]:
    """What curators asked for in a proposal that the actor has opened, newest first."""
    rows = db.session.execute(
        select(ProposalRemark, Person.known_as)
        .join(PracticeProposal, PracticeProposal.id == ProposalRemark.proposal_id)
        .join(Person, Person.id == ProposalRemark.curator_id)
        .where(access.proposals_visible_to(actor), ProposalRemark.proposal_id == proposal.id)
        .order_by(ProposalRemark.written_at.desc(), ProposalRemark.id.desc())
        .limit(PAGE)
    ).all()
    for remark, _ in rows:
        audit.seen(actor, REMARKS, remark.id, remark.curator_id)
    return tuple(Remark(name, remark.words or "", remark.written_at) for remark, name in rows)


def last_own_remark(actor: Actor, proposal_id: uuid.UUID) -> str | None:
    """What the actor asked for last in a proposal, whether they can still see it or not."""
    remark = db.session.scalar(
        select(ProposalRemark)
        .where(
            ProposalRemark.organisation_id == actor.organisation_id,
            ProposalRemark.curator_id == actor.person_id,
            ProposalRemark.proposal_id == proposal_id,
        )
        .order_by(ProposalRemark.written_at.desc(), ProposalRemark.id.desc())
        .limit(1)
    )
    return remark and (remark.words or "")


def sent_back(actor: Actor) -> tuple[SentBack, ...]:
    """The actor's own proposals that wait for changes which a curator asked for, newest first."""
    rows = _sent_back(actor)
    return tuple(
        SentBack(
            row.id,
            called(PracticeProposal.title.opened(actor.organisation_id, row.id, row.title_sealed)),
            row.at,
        )
        for row in rows
    )


@prepared
def _sent_back(actor: Actor) -> Select[Any]:
    asked_at = func.max(ProposalRemark.written_at)
    return (
        select(
            PracticeProposal.id,
            PracticeProposal.title_sealed,
            asked_at.label("at"),
        )
        .join(ProposalRemark, ProposalRemark.proposal_id == PracticeProposal.id)
        .where(
            access.PROPOSALS.where(actor.organisation_id, {"author": [actor.person_id]}),
            PracticeProposal.state == "changes_asked",
        )
        .group_by(PracticeProposal.id, PracticeProposal.title_sealed)
        .order_by(asked_at.desc(), PracticeProposal.id)
        .limit(PAGE)
    )
