"""Putting a proposal to the curators, and taking it back from them."""

from __future__ import annotations

from supervision import audit
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.domain.refusals import require
from supervision.extensions import db
from supervision.models.library import PracticeProposal
from supervision.services.library import check
from supervision.services.library.texts import spoken


def propose(actor: Actor, proposal: PracticeProposal, *, kept_words: str) -> None:
    """Let the curators read it, for the first time or after what they asked for, unless the
    check stops it.

    Args:
        kept_words: in the author's words, why what the check found likely can stay.

    Raises:
        Refused: beside each field, what is missing or what was found; a stop by the check is
            written in the chain of changes although nothing else of the request is kept.
    """
    require(access.can_propose(actor, proposal))
    check.before_curators(actor, proposal, spoken(proposal), kept_words)
    proposal.kept_words = kept_words
    proposal.state = "proposed"
    proposal.proposed_at = actor.now
    db.session.flush()
    audit.did(actor, "proposed", proposal)


def take_back(actor: Actor, proposal: PracticeProposal) -> None:
    """Make it the author's draft again; from then on no curator can read it. What is with its
    author already stays as it is.

    Raises:
        Forbidden: for anyone but its author, and once it is published.
    """
    require(access.can_edit(actor, proposal))
    if proposal.state != "proposed":
        return
    require(access.can_take_back(actor, proposal))
    proposal.state = "draft"
    proposal.proposed_at = None
    db.session.flush()
    audit.did(actor, "took_back", proposal)
