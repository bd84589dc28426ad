"""Reading what people agreed to do."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, or_, select, union_all
from sqlalchemy.orm import aliased

from supervision import audit
from supervision.access import actions as passing
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person, SupervisionRelation
from supervision.models.sessions import AgreedAction, SupervisionSession
from supervision.queries.prepared import prepared

KIND = AgreedAction.__tablename__
owner, supervisor, supervisee = aliased(Person), aliased(Person), aliased(Person)


@dataclass(frozen=True)
class ActionRow:
    """An open action, in the words in which it was agreed."""

    id: uuid.UUID
    words: str
    due_on: date | None
    owner: str
    other: str  # whom it was agreed with, of the two the one that the actor is not; not of a group
    session_id: uuid.UUID


@dataclass(frozen=True)
class EarlierAction:
    """An action of an earlier session, to be looked at again.

    Attributes:
        agreed_with: who supervised then, where it has passed over from other supervision.
        goes_on: whether that other supervision goes on, and this one covers for it.
    """

    id: uuid.UUID
    words: str
    due_on: date | None
    owner_id: uuid.UUID
    owner: str
    agreed_at: datetime
    agreed_with: str | None = None
    goes_on: bool = False


def my_actions(actor: Actor, most: int = 10) -> tuple[ActionRow, ...]:
    """Open actions that the actor owns, in sessions that they can see; the soonest first."""
    return _opened(actor, _mine(actor, most=most).all())


@prepared
def _mine(actor: Actor, most: int) -> Select[Any]:
    return _select(actor, most, AgreedAction.owner_id == actor.person_id)


def agreed(actor: Actor, most: int = 10) -> tuple[tuple[ActionRow, ...], tuple[ActionRow, ...]]:
    """What `my_actions` and `promised_to` give, in one statement."""
    rows = _agreed(actor, most=most).all()
    mine = [row for row in rows if row.owner_id == actor.person_id]
    promised = [row for row in rows if row.owner_id != actor.person_id]
    return _opened(actor, mine), _opened(actor, promised)


@prepared
def _agreed(actor: Actor, most: int) -> CompoundSelect[Any]:
    found = _select(actor, most, AgreedAction.owner_id == actor.person_id).subquery()
    others = _select(actor, most, *_promised(actor)).subquery()
    return union_all(select(found), select(others))


def promised_to(actor: Actor, most: int = 10) -> tuple[ActionRow, ...]:
    """What the actor's supervisors said they would do, and have not yet."""
    return _opened(actor, _promised_to(actor, most=most).all())


@prepared
def _promised_to(actor: Actor, most: int) -> Select[Any]:
    return _select(actor, most, *_promised(actor))


def _promised(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        AgreedAction.owner_id != actor.person_id,
        AgreedAction.relation_id.in_([r.id for r in actor.supervised_by]),
    )


def earlier_actions(
    actor: Actor,
    supervision_session: SupervisionSession,
    looked_at: Collection[uuid.UUID],
    *,
    still_open: bool = True,
) -> tuple[EarlierAction, ...]:
    """The actions that were agreed before a session: in its own relation, and those that have
    passed over to it (access/actions.py).

    Args:
        looked_at: actions that were looked at in that session, which come whatever their state.
        still_open: whether open ones come too, as they do until the record is closed.
    """
    if not looked_at and not still_open:
        return ()
    rows = _earlier_actions(
        actor,
        session_id=supervision_session.id,
        relation_id=supervision_session.relation_id,
        starts_at=supervision_session.starts_at,
        looked_at=list(looked_at),
        still_open=still_open,
    )
    found = []
    for action, owner_name, then, last_day in rows:
        audit.seen(actor, KIND, action.id, action.owner_id)
        here = action.relation_id == supervision_session.relation_id
        found.append(
            EarlierAction(
                action.id,
                action.words or "",
                action.due_on,
                action.owner_id,
                owner_name,
                action.agreed_at,
                None if here else then,
                not here and (last_day is None or last_day >= actor.today),
            )
        )
    return tuple(found)


@prepared
def _earlier_actions(
    actor: Actor,
    session_id: Any,
    relation_id: Any,
    starts_at: Any,
    looked_at: Any,
    still_open: bool,
) -> Select[Any]:
    wanted = [AgreedAction.id.in_(looked_at)]
    if still_open:
        wanted.append(AgreedAction.state == "open")
    return (
        _earlier(actor, session_id, relation_id, starts_at)
        .where(or_(*wanted))
        .order_by(AgreedAction.due_on.is_(None), AgreedAction.due_on, AgreedAction.id)
        .limit(50)
    )


def earlier_action(
    actor: Actor, supervision_session: SupervisionSession, action_id: uuid.UUID
) -> AgreedAction:
    """One action that was agreed before a session. Raises NotFound for any other."""
    earlier = _earlier(
        actor,
        supervision_session.id,
        supervision_session.relation_id,
        supervision_session.starts_at,
    )
    return required(db.session.scalar(earlier.where(AgreedAction.id == action_id)))


def _earlier(actor: Actor, session_id: Any, relation_id: Any, starts_at: Any) -> Select[Any]:
    here = (
        select(AgreedAction.id)
        .join(SupervisionSession, SupervisionSession.id == AgreedAction.session_id)
        .where(AgreedAction.relation_id == relation_id, access.visible_to(actor))
    )
    passed = select(AgreedAction.id).where(passing.passed_over(actor, relation_id))
    looked_at = select(AgreedAction.id).where(passing.looked_at_in(actor, session_id))
    # By key, of three short lists: with an "or" SQLite reads the actions of everybody.
    keys = union_all(*(some.correlate(None) for some in (here, passed, looked_at)))
    return (
        select(AgreedAction, owner.known_as, supervisor.known_as, SupervisionRelation.to_date)
        .join(SupervisionSession, SupervisionSession.id == AgreedAction.session_id)
        .join(SupervisionRelation, SupervisionRelation.id == AgreedAction.relation_id)
        .join(owner, owner.id == AgreedAction.owner_id)
        .join(supervisor, supervisor.id == SupervisionRelation.supervisor_id)
        .where(SupervisionSession.starts_at < starts_at, AgreedAction.id.in_(keys))
    )


def _select(actor: Actor, most: int, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Open actions in sessions that the actor can see, the soonest first."""
    return (
        select(
            AgreedAction.id,
            AgreedAction.words_sealed,
            AgreedAction.due_on,
            AgreedAction.owner_id,
            AgreedAction.session_id,
            owner.known_as.label("owner"),
            SupervisionSession.convener_id,
            SupervisionRelation.supervisor_id,
            SupervisionRelation.supervisee_id,
            supervisor.known_as.label("supervisor"),
            supervisee.known_as.label("supervisee"),
        )
        .join(SupervisionSession, SupervisionSession.id == AgreedAction.session_id)
        .join(owner, owner.id == AgreedAction.owner_id)
        .outerjoin(SupervisionRelation, SupervisionRelation.id == AgreedAction.relation_id)
        .outerjoin(supervisor, supervisor.id == SupervisionRelation.supervisor_id)
        .outerjoin(supervisee, supervisee.id == SupervisionRelation.supervisee_id)
        .where(
            access.visible_to(actor),
            access.actions_visible_to(actor),
            AgreedAction.state == "open",
            *conditions,
        )
        .order_by(AgreedAction.due_on.is_(None), AgreedAction.due_on, AgreedAction.id)
        .limit(most)
    )


def _opened(actor: Actor, rows: Sequence[Any]) -> tuple[ActionRow, ...]:
    found = []
    for row in sorted(rows, key=lambda one: (one.due_on is None, one.due_on or date.max, one.id)):
        supervises = row.supervisor_id == actor.person_id
        other_id = row.supervisee_id if supervises else row.supervisor_id
        audit.seen(actor, KIND, row.id, other_id or row.convener_id)
        found.append(
            ActionRow(
                row.id,
                AgreedAction.words.opened(actor.organisation_id, row.id, row.words_sealed),
                row.due_on,
                row.owner,
                (row.supervisee if supervises else row.supervisor) or "",
                row.session_id,
            )
        )
    return tuple(found)
