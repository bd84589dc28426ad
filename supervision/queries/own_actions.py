"""All open actions that one agreed to, and all that one's supervisors did, 25 at a time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.people import Person, SupervisionRelation
from supervision.models.sessions import AgreedAction, SupervisionSession
from supervision.queries.listing import PAGE, Listed

KIND = AgreedAction.__tablename__
owner = aliased(Person)


@dataclass(frozen=True)
class OpenAction:
    """An open action, and the session in which it was agreed."""

    id: uuid.UUID
    words: str
    due_on: date | None
    owner: str
    session_id: uuid.UUID
    agreed_in: datetime  # when that session began


def mine(actor: Actor, after: uuid.UUID | None = None) -> Listed[OpenAction]:
    """Open actions that the actor owns, in sessions that they can see; the soonest first.

    Args:
        after: the last row of the page above.
    """
    return _listed(actor, after, AgreedAction.owner_id == actor.person_id)


def promised(actor: Actor, after: uuid.UUID | None = None) -> Listed[OpenAction]:
    """What the actor's supervisors of today said they would do, and have not yet."""
    return _listed(
        actor,
        after,
        AgreedAction.owner_id != actor.person_id,
        AgreedAction.relation_id.in_([relation.id for relation in actor.supervised_by]),
    )


def _listed(
    actor: Actor, after: uuid.UUID | None, *conditions: ColumnElement[bool]
) -> Listed[OpenAction]:
    rule = and_(
        access.visible_to(actor),
        access.actions_visible_to(actor),
        AgreedAction.state == "open",
        *conditions,
    )
    statement = (
        select(
            AgreedAction.id,
            AgreedAction.words_sealed,
            AgreedAction.due_on,
            AgreedAction.session_id,
            owner.known_as.label("owner"),
            SupervisionSession.starts_at,
            SupervisionSession.convener_id,
            SupervisionRelation.supervisor_id,
            SupervisionRelation.supervisee_id,
        )
        .join(SupervisionSession, SupervisionSession.id == AgreedAction.session_id)
        .join(owner, owner.id == AgreedAction.owner_id)
        .outerjoin(SupervisionRelation, SupervisionRelation.id == AgreedAction.relation_id)
        .where(rule, *_later_than(rule, after))
        .order_by(AgreedAction.due_on.is_(None), AgreedAction.due_on, AgreedAction.id)
        .limit(PAGE + 1)
    )
    rows = db.session.execute(statement).all()
    shown = tuple(_opened(actor, row) for row in rows[:PAGE])
    return Listed(shown, shown[-1].id if len(rows) > PAGE else None)


def _later_than(rule: ColumnElement[bool], after: uuid.UUID | None) -> list[ColumnElement[bool]]:
    """What comes after a row of the page above; a key that opens nothing gives the first page."""
    if after is None:
        return []
    last = db.session.execute(
        select(AgreedAction.due_on, AgreedAction.id)
        .join(SupervisionSession, SupervisionSession.id == AgreedAction.session_id)
        .where(rule, AgreedAction.id == after)
    ).first()
    if last is None:
        return []
    if last.due_on is None:
        return [and_(AgreedAction.due_on.is_(None), AgreedAction.id > last.id)]
    return [
        or_(
            AgreedAction.due_on.is_(None),
            AgreedAction.due_on > last.due_on,
            and_(AgreedAction.due_on == last.due_on, AgreedAction.id > last.id),
        )
    ]


def _opened(actor: Actor, row: Any) -> OpenAction:
    others = {row.supervisor_id, row.supervisee_id, row.convener_id} - {None, actor.person_id}
    for other in others:
        audit.seen(actor, KIND, row.id, other)
    return OpenAction(
        row.id,
        AgreedAction.words.opened(actor.organisation_id, row.id, row.words_sealed) or "",
        row.due_on,
        row.owner,
        row.session_id,
        row.starts_at,
    )
