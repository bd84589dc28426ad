"""Taking an own draft away, and getting it back."""

from __future__ import annotations

from supervision import audit
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.domain.refusals import require
from supervision.models.recordings import OutcomeRecording


def delete(actor: Actor, recording: OutcomeRecording) -> None:
    """Hide an own draft at once; it can be restored for 30 days, and is then erased.

    Raises:
        Forbidden: for what is recorded, or another's.
    """
    require(access.can_delete(actor, recording))
    recording.deleted_at = actor.now
    audit.did(actor, "deleted", recording)


def restore(actor: Actor, recording: OutcomeRecording) -> None:
    """Bring an own deleted draft back, as it was.

    Raises:
        Forbidden: for what is not deleted, was deleted too long ago, or is another's.
    """
    require(access.can_restore(actor, recording))
    recording.deleted_at = None
    audit.did(actor, "restored", recording)
