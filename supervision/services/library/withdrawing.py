"""Taking a published example out of the library."""

from __future__ import annotations

from supervision import audit
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.library import PracticeExample


def withdraw(actor: Actor, example: PracticeExample, words: str) -> None:
    """Hide an example from everyone but the curators, at once and for good. Its words leave the
    full-text index; what it says can only come back as a new proposal.

    Args:
        words: why, sealed, for curators.

    Raises:
        Forbidden: for anyone who is not a curator, and when it was withdrawn before.
        Refused: when no reason is given.
    """
    # Seen as it stands now: another curator may be doing the same.
    db.session.refresh(example, with_for_update=True)
    require(access.can_withdraw(actor, example))
    if text.blank(words):
        raise Refused({"words": said("Say why it is withdrawn, for the other curators")})
    # The month is enough for the curators; a day would be one more thing to compare.
    example.withdrawn_on = actor.today.replace(day=1)
    example.withdrawal = words
    example.search_text = ""
    db.session.flush()
    audit.did(actor, "withdrew", example)
