"""The author's own proposals that were deleted and can still be restored."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.library import PracticeProposal
from supervision.queries.listing import PAGE
from supervision.queries.proposals.opening import called


@dataclass(frozen=True)
class Deleted:
    """A proposal that was deleted."""

    id: uuid.UUID
    title: str
    deleted_at: datetime


def deleted(actor: Actor, most: int = PAGE) -> tuple[Deleted, ...]:
    """What the actor deleted and can still restore, newest first."""
    rows = db.session.execute(
        select(PracticeProposal.id, PracticeProposal.title_sealed, PracticeProposal.deleted_at)
        .where(access.deleted_visible_to(actor))
        .order_by(PracticeProposal.deleted_at.desc(), PracticeProposal.id)
        .limit(most)
    )
    return tuple(
        Deleted(
            row.id,
            called(PracticeProposal.title.opened(actor.organisation_id, row.id, row.title_sealed)),
            row.deleted_at,
        )
        for row in rows
    )


def deleted_one(actor: Actor, proposal_id: uuid.UUID) -> PracticeProposal:
    """A proposal that the actor deleted. Raises NotFound for any other, and after 30 days."""
    return required(
        db.session.scalar(
            select(PracticeProposal).where(
                access.deleted_visible_to(actor), PracticeProposal.id == proposal_id
            )
        )
    )
