"""Deleting one's own proposal while nobody else reads it, and getting it back."""

from __future__ import annotations

from supervision import audit
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.domain.refusals import require
from supervision.extensions import db
from supervision.models.library import PracticeProposal


def delete(actor: Actor, proposal: PracticeProposal) -> None:
    """Hide a proposal at once; it can be restored for 30 days (`domain/deletion.py`).

    Raises:
        Forbidden: for anyone but its author, while curators can read it, and once it is published.
    """
    require(access.can_delete(actor, proposal))
    proposal.deleted_at = actor.now
    db.session.flush()
    audit.did(actor, "deleted", proposal)


def restore(actor: Actor, proposal: PracticeProposal) -> None:
    """Make a deleted proposal its author's again, as it was.

    Raises:
        Forbidden: for anyone but its author, and after 30 days.
    """
    require(access.can_restore(actor, proposal))
    proposal.deleted_at = None
    db.session.flush()
    audit.did(actor, "restored", proposal)
