"""What a curator says back to an author before anything is published."""

from __future__ import annotations

from supervision import audit, outbox
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.library import PracticeProposal, ProposalRemark
from supervision.services.library.texts import spoken


def ask_for_changes(
    actor: Actor,
    proposal: PracticeProposal,
    words: str,
    *,
    version: int | None = None,
) -> ProposalRemark:
    """Give a proposal back to its author with what should be changed. From then on no curator
    reads it, until its author proposes it again.

    Args:
        words: what the curator asks for, sealed; erased when the proposal is published.
        version: the version that the curator read.

    Raises:
        Forbidden: for its author, and for anyone who is not a curator.
        Refused: when nothing is asked for.
        Conflict: when its author has changed it since it was read.
    """
    require(access.can_ask_for_changes(actor, proposal))
    if text.blank(words):
        raise Refused({"words": said("Say what you would like to see changed")})
    if version is not None and version != proposal.version:
        raise Conflict(spoken(proposal), proposal.version)
    remark = ProposalRemark(
        organisation_id=actor.organisation_id,
        proposal_id=proposal.id,
        curator_id=actor.person_id,
        written_at=actor.now,
        words=words,
    )
    db.session.add(remark)
    proposal.state = "changes_asked"
    db.session.flush()
    audit.did(actor, "asked_for_changes", proposal)
    outbox.waiting(actor, [proposal.author_id], proposal)
    return remark
