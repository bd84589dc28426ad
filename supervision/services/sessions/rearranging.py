"""Moving a session to another time, and cancelling it, each with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain import rearranging, signing, text
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.sessions import SessionChange, SupervisionSession
from supervision.services.sessions.carrying import carry
from supervision.services.sessions.changes import hold, tell_others
from supervision.services.sessions.plans import check_time


def move(
    actor: Actor,
    supervision_session: SupervisionSession,
    version: int,
    *,
    starts_at: datetime,
    reason: str | None,
    words: str = "",
) -> None:
    """Move a planned session to another time. The same form sent twice moves it once.

    Args:
        version: of the session, as the actor was looking at it.
        starts_at: with its time zone.
        reason: of `domain.rearranging.Reason`; `words` may say more.

    Raises:
        Forbidden: once anything is written of it, and once the relation has ended.
        Refused: for a time that has passed, or without a reason.
        Conflict: when the session was changed meanwhile.
    """
    _require(actor, supervision_session, version)
    hold(supervision_session)
    same_time = supervision_session.starts_at == starts_at
    if same_time and _done(actor, supervision_session, "moved", reason, words):
        return
    _as_it_was_read(actor, supervision_session, version)
    why = _why(reason, words)
    check_time(actor, starts_at, supervision_session.minutes)
    rearranging.new_time(supervision_session.starts_at, starts_at, actor.now)
    _note(actor, supervision_session, "moved", why, words)
    supervision_session.starts_at = starts_at
    db.session.flush()
    audit.did(actor, "moved", supervision_session)
    tell_others(actor, supervision_session)


def cancel(
    actor: Actor,
    supervision_session: SupervisionSession,
    version: int,
    *,
    reason: str | None,
    words: str = "",
    onto: SupervisionSession | None = None,
) -> None:
    """Cancel a planned session. The same form sent twice cancels it once.

    Args:
        onto: the next session of the relation, to which what was brought to this one goes along.
            Without one it waits here until one is planned.

    Raises:
        Forbidden, Refused, Conflict: as in `move`.
    """
    _require(actor, supervision_session, version)
    hold(supervision_session)
    if _done(actor, supervision_session, "cancelled", reason, words):
        return
    _as_it_was_read(actor, supervision_session, version)
    why = _why(reason, words)
    _note(actor, supervision_session, "cancelled", why, words)
    supervision_session.state = rearranging.after_cancelling(
        signing.SessionState(supervision_session.state)
    )
    flag_modified(supervision_session, "state")
    db.session.flush()
    audit.did(actor, "cancelled", supervision_session)
    tell_others(actor, supervision_session)
    if onto is not None and access.can_add(actor, onto):
        hold(onto)
        if access.can_add(actor, onto):
            carry(actor, onto)


def _why(reason: str | None, words: str) -> rearranging.Reason:
    if len(words) > text.LONG:
        shorter = said("Make this shorter: it can hold %(most)s characters", most=f"{text.LONG:,}")
        raise Refused({"words": shorter})
    return rearranging.reason(reason)


def _require(actor: Actor, supervision_session: SupervisionSession, version: int) -> None:
    """Refuse whoever may not do it, unless that is because the session was changed meanwhile:
    then their form comes back to them first, and nothing is done."""
    require(access.can_move(actor, supervision_session) or supervision_session.version != version)


def _as_it_was_read(actor: Actor, supervision_session: SupervisionSession, version: int) -> None:
    if supervision_session.version != version:
        raise Conflict({}, supervision_session.version)
    require(access.can_move(actor, supervision_session))


def _note(
    actor: Actor,
    supervision_session: SupervisionSession,
    what: str,
    why: rearranging.Reason,
    words: str,
) -> None:
    db.session.add(
        SessionChange(
            organisation_id=actor.organisation_id,
            session_id=supervision_session.id,
            person_id=actor.person_id,
            what=what,
            reason=why,
            starts_at=supervision_session.starts_at,
            changed_at=actor.now,
            words=words.strip() or None,
        )
    )


def _done(
    actor: Actor,
    supervision_session: SupervisionSession,
    what: str,
    reason: str | None,
    words: str,
) -> bool:
    """Whether this is the last thing that was done to it, by the same person in the same words."""
    last = db.session.scalar(
        select(SessionChange)
        .where(SessionChange.session_id == supervision_session.id)
        .order_by(SessionChange.changed_at.desc(), SessionChange.id.desc())
        .limit(1)
    )
    return (
        last is not None
        and (last.person_id, last.what, last.reason) == (actor.person_id, what, reason)
        and same_words({"words": last.words or ""}, {"words": words})
    )
