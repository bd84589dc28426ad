"""Deleting one's own reflection while nobody else reads it, and bringing it back."""

from __future__ import annotations

from supervision import audit
from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.domain.refusals import require
from supervision.models.reflections import Reflection
from supervision.services.reflections.standing import aim, hold, live_shares, open_shares


def delete(actor: Actor, reflection: Reflection) -> None:
    """Hide it at once, with what it asks for. It can be restored for 30 days (`domain.deletion`).

    A share that opens it to nobody any more ends with it.

    Raises:
        Forbidden: for anyone but its author, and while someone else can read it.
    """
    require(access.can_edit(actor, reflection))
    hold(reflection)
    shared = bool(open_shares(actor, reflection))
    require(access.can_delete(actor, reflection, shared=shared))
    for share in live_shares(reflection):
        share.taken_back_at = actor.now
    aim(actor, reflection)
    reflection.deleted_at = actor.now
    audit.did(actor, "deleted", reflection)


def restore(actor: Actor, reflection: Reflection) -> None:
    """Bring back what was deleted, for its author alone. Twice is once.

    Raises:
        Forbidden: for anyone but its author, and once 30 days are over.
    """
    hold(reflection)
    if access.can_edit(actor, reflection):
        return
    require(access.can_restore(actor, reflection))
    reflection.deleted_at = None
    audit.did(actor, "restored", reflection)
