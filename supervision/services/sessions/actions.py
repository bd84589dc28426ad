"""What each of them will do, and how it went with what they said last time."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import or_, select

from supervision import audit
from supervision.access import actions as passing
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain import actions, text
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, NotFound, Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.sessions import ActionLook, AgreedAction, SupervisionSession
from supervision.services.sessions.changes import changed, hold
from supervision.services.sessions.groups import participants


def agree_action(
    actor: Actor,
    supervision_session: SupervisionSession,
    key: uuid.UUID,
    *,
    words: str,
    owner_id: uuid.UUID | None,
    due_on: date | None = None,
    part: str | None = None,
) -> AgreedAction:
    """Agree what one of them will do. The same form sent twice agrees it once.

    Args:
        owner_id: who will do it: one of the people of the session.
        due_on: by when; may be left open.
        part: the actor's part in a session of a group.

    Raises:
        Forbidden: once the record is signed, or the relation has ended; in a group, to all but
            its convener, for what someone else would do.
        Refused: without words or an owner.
        Conflict: when the form was sent before with other words.
    """
    require(access.can_add(actor, supervision_session, part))
    hold(supervision_session)
    require(access.can_add(actor, supervision_session, part))
    _fit(actor, supervision_session, words, owner_id)
    of_group = supervision_session.relation_id is None
    require(not of_group or access.can_promise(actor, supervision_session, owner_id, part))
    before = db.session.get(AgreedAction, key)
    if before is not None:
        if before.session_id != supervision_session.id:
            raise NotFound
        if (before.owner_id, before.due_on) != (owner_id, due_on) or not same_words(
            {"words": before.words}, {"words": words}
        ):
            raise Conflict({"words": before.words or ""}, 1)
        return before
    action = AgreedAction(
        id=key,
        organisation_id=actor.organisation_id,
        session_id=supervision_session.id,
        relation_id=supervision_session.relation_id,
        owner_id=owner_id,
        due_on=due_on,
        state=actions.ActionState.OPEN,
        agreed_at=actor.now,
        words=words.strip(),
    )
    db.session.add(action)
    if of_group and supervision_session.state == "shared":  # no part of what a group signs
        db.session.flush()
    else:
        changed(actor, supervision_session, begins=True)
    audit.did(actor, "agreed", action)
    return action


def settle(
    actor: Actor,
    supervision_session: SupervisionSession,
    action: AgreedAction,
    result: actions.Look | str,
) -> None:
    """Say how it went with what was agreed in a group, which has no next session to look at it.

    It may be said otherwise later, as in `look`.

    Raises:
        Forbidden: to all but whoever took it on and the convener.
    """
    require(access.can_settle(actor, supervision_session, action))
    hold(supervision_session)
    after = actions.after_look(actions.ActionState(action.state), actions.Look(result))
    if after == action.state:
        return
    action.state = after
    db.session.flush()
    audit.did(actor, "looked_at", action)


def look(
    actor: Actor,
    supervision_session: SupervisionSession,
    action: AgreedAction,
    result: actions.Look | str,
) -> None:
    """Say how it went with an action of an earlier session: done, carried on or let go.

    It may be said otherwise until the record is signed; the latest session's look holds.

    Raises:
        Forbidden: for an action of this session, a later one, or another relation from which it
            has not passed over.
    """
    require(access.can_add(actor, supervision_session))
    hold(supervision_session)
    require(access.can_add(actor, supervision_session))
    agreed_in = db.session.get_one(SupervisionSession, action.session_id)
    require(
        agreed_in.starts_at < supervision_session.starts_at
        and _comes_back(actor, supervision_session, action)
    )
    # Who looks at it at the same time, in a session of other supervision, waits.
    db.session.refresh(action, with_for_update=True)
    said = actions.Look(result)
    row = db.session.scalar(
        select(ActionLook).where(
            ActionLook.session_id == supervision_session.id, ActionLook.action_id == action.id
        )
    )
    if row is not None and row.result == said:
        return
    if row is None:
        row = ActionLook(
            organisation_id=actor.organisation_id,
            action_id=action.id,
            session_id=supervision_session.id,
            result=said,
        )
        db.session.add(row)
    row.result = said
    changed(actor, supervision_session, begins=True)
    latest = db.session.scalars(
        select(ActionLook.result)
        .join(SupervisionSession, SupervisionSession.id == ActionLook.session_id)
        .where(
            ActionLook.action_id == action.id,
            or_(  # what another supervision's draft says of it was never shared, and does not hold
                SupervisionSession.relation_id == supervision_session.relation_id,
                SupervisionSession.state.in_(("shared", "signed")),
            ),
        )
        .order_by(SupervisionSession.starts_at.desc(), SupervisionSession.id.desc())
        .limit(1)
    ).one()
    action.state = actions.after_look(actions.ActionState(action.state), actions.Look(latest))
    audit.did(actor, "looked_at", action)


def _comes_back(
    actor: Actor, supervision_session: SupervisionSession, action: AgreedAction
) -> bool:
    """Whether it was agreed in this relation, or has passed over to it."""
    key = supervision_session.relation_id
    if action.relation_id == key:
        return True
    rule = or_(passing.passed_over(actor, key), passing.looked_at_in(actor, supervision_session.id))
    known = select(AgreedAction.id).where(AgreedAction.id == action.id, rule)
    return key is not None and db.session.scalar(known) is not None


def _fit(
    actor: Actor, supervision_session: SupervisionSession, words: str, owner_id: uuid.UUID | None
) -> None:
    problems: dict[str, str] = {}
    if text.blank(words):
        problems["words"] = said("Write what will be done")
    elif len(words) > text.SHORT:
        problems["words"] = said(
            "Make this shorter: it can hold %(most)s characters", most=text.SHORT
        )
    if owner_id not in _people(actor, supervision_session):
        problems["owner"] = said("Say who will do it")
    if problems:
        raise Refused(problems)


def _people(actor: Actor, supervision_session: SupervisionSession) -> set[uuid.UUID]:
    """Whoever can take something on: the two of the relation, or the people of the group."""
    key = supervision_session.relation_id
    if key is None:
        return {row.person_id for row in participants(supervision_session)}
    relation = actor.supervision_of(key) or actor.supervision_by(key)
    return {relation.supervisor_id, relation.supervisee_id} if relation else set()
