"""What every change of a session's record has in common."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from supervision import audit, outbox
from supervision.access.actor import Actor
from supervision.domain import signing
from supervision.extensions import db
from supervision.models.sessions import (
    SessionParticipant,
    SessionSignature,
    SupervisionSession,
)


def hold(supervision_session: SupervisionSession) -> None:
    """See the session as it stands now, and keep others from changing it until this is done.

    Two people write in one record while they talk, so the second waits for the first instead of
    being refused. Rows that only point to the session (an ask that is brought to it) do not wait.
    """
    db.session.refresh(supervision_session, with_for_update={"key_share": True})


def tell_others(actor: Actor, supervision_session: SupervisionSession) -> None:
    """Have a mail sent to everyone else who takes part: something about it waits for them."""
    others = db.session.scalars(
        select(SessionParticipant.person_id).where(
            SessionParticipant.session_id == supervision_session.id,
            SessionParticipant.came.is_not(False),
        )
    )
    outbox.waiting(actor, others, supervision_session)


def changed(actor: Actor, supervision_session: SupervisionSession, *, begins: bool = False) -> None:
    """After a change of any part: nobody has signed the record as it is now.

    The version of the session moves on with each of its parts, so that whoever signs a text that
    was changed meanwhile is stopped.

    Args:
        begins: whether this is something that the supervisor wrote of the meeting itself, so that
            a planned session becomes one that is being written.
    """
    standing = signing.after_edit(signing.SessionState(supervision_session.state))
    convenes = supervision_session.convener_id == actor.person_id
    writes = convenes or actor.supervision_of(supervision_session.relation_id) is not None
    if begins and writes:
        supervision_session.state = standing.state
    if supervision_session.content_hash is not None:
        supervision_session.snapshot = None
        supervision_session.content_hash = None
        db.session.execute(
            delete(SessionSignature).where(SessionSignature.session_id == supervision_session.id)
        )
        audit.did(actor, "cleared_signatures", supervision_session)
    flag_modified(supervision_session, "state")
    db.session.flush()
