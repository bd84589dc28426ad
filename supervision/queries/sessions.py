"""Reading supervision sessions: one of them, and the lists that pages show."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, select
from sqlalchemy.orm import aliased

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.dates import local_midnight
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person, SupervisionRelation
from supervision.models.sessions import SessionParticipant, SupervisionSession
from supervision.queries.actions import (
    ActionRow,
    EarlierAction,
    agreed,
    earlier_action,
    earlier_actions,
    my_actions,
    promised_to,
)
from supervision.queries.additions import Addition, Change, additions, changes
from supervision.queries.agendas import AgendaRow, agenda, agenda_item
from supervision.queries.outlines import Outline, outlines
from supervision.queries.people import alive
from supervision.queries.prepared import prepared
from supervision.queries.records import HELD, Parts, parts
from supervision.queries.session_rows import (
    Open,
    SessionRow,
    last_met,
    next_dates,
    past,
    to_sign,
    to_write_up,
    upcoming,
)

__all__ = [
    "KIND",
    "ActionRow",
    "Addition",
    "AgendaRow",
    "Change",
    "EarlierAction",
    "Open",
    "Outline",
    "Parts",
    "SessionRow",
    "above",
    "additions",
    "agenda",
    "agenda_item",
    "agreed",
    "before",
    "by_key",
    "changes",
    "earlier_action",
    "earlier_actions",
    "get",
    "last_met",
    "my_actions",
    "next_after",
    "next_dates",
    "next_of",
    "outlines",
    "parts",
    "past",
    "promised_to",
    "to_sign",
    "to_write_up",
    "upcoming",
]

KIND = SupervisionSession.__tablename__
line, own = aliased(SupervisionRelation), aliased(SupervisionRelation)


def get(actor: Actor, session_id: uuid.UUID, *, groups: bool = False) -> SupervisionSession:
    """Open a session. That leaves a note in the log of reads, about everyone else who takes part.

    Args:
        groups: also one of a group, which pages of two people cannot show.

    Raises:
        NotFound: when this actor cannot see it, whether or not it exists.
    """
    rows = _one(actor, key=session_id, groups=groups).all()
    supervision_session: SupervisionSession = required(rows[0][0] if rows else None)
    for _session, other_id in rows:
        if other_id is not None:
            audit.seen(actor, KIND, supervision_session.id, other_id)
    return supervision_session


@prepared
def _one(actor: Actor, key: Any, groups: bool) -> Select[Any]:
    return (
        select(SupervisionSession, SessionParticipant.person_id)
        .outerjoin(SessionParticipant, SessionParticipant.session_id == SupervisionSession.id)
        .where(
            SupervisionSession.id == key,
            access.visible_to(actor),
            *(() if groups else (SupervisionSession.relation_id.is_not(None),)),
        )
    )


def by_key(actor: Actor, key: uuid.UUID) -> SupervisionSession | None:
    """The session that a form made when it was sent before."""
    return db.session.scalar(
        select(SupervisionSession).where(SupervisionSession.id == key, access.visible_to(actor))
    )


def next_of(actor: Actor, relation_id: uuid.UUID | None) -> SupervisionSession | None:
    """The session of a relation that things can be brought to: the next one that is planned or
    being written, from today on; where there is none, the latest that is open."""
    ahead = _ahead(actor)
    return db.session.scalar(
        select(SupervisionSession)
        .where(
            SupervisionSession.relation_id == relation_id,
            SupervisionSession.state.not_in(("signed", "cancelled")),
            access.visible_to(actor),
        )
        .order_by(
            case((ahead, 0), else_=1),
            case((ahead, SupervisionSession.starts_at)),
            SupervisionSession.starts_at.desc(),
            SupervisionSession.id,
        )
        .limit(1)
    )


def next_after(actor: Actor, supervision_session: SupervisionSession) -> SupervisionSession | None:
    """The next other session of the same two that is planned or being written, from today on."""
    return db.session.scalar(
        select(SupervisionSession)
        .where(
            SupervisionSession.relation_id == supervision_session.relation_id,
            SupervisionSession.id != supervision_session.id,
            _ahead(actor),
            access.visible_to(actor),
        )
        .order_by(SupervisionSession.starts_at, SupervisionSession.id)
        .limit(1)
    )


def _ahead(actor: Actor) -> ColumnElement[bool]:
    return and_(
        SupervisionSession.starts_at >= local_midnight(actor.today, actor.zone),
        SupervisionSession.state.in_(("planned", "writing")),
    )


def before(actor: Actor, supervision_session: SupervisionSession) -> datetime | None:
    """When the two last met before this session; None when it is the first."""
    key, starts_at = supervision_session.relation_id, supervision_session.starts_at
    found: datetime | None = _before(actor, relation_id=key, starts_at=starts_at).scalar()
    return found


@prepared
def _before(actor: Actor, relation_id: Any, starts_at: Any) -> Select[Any]:
    return (
        select(SupervisionSession.starts_at)
        .where(
            SupervisionSession.relation_id == relation_id,
            SupervisionSession.starts_at < starts_at,
            SupervisionSession.state.in_(HELD),
            access.visible_to(actor),
        )
        .order_by(SupervisionSession.starts_at.desc())
        .limit(1)
    )


def above(actor: Actor, supervision_session: SupervisionSession) -> tuple[str, ...]:
    """The managers above, by name: the line supervisors of this session's supervisor today, who
    see its date and whether it was signed while the relation of the session lasts."""
    return tuple(_above(actor, relation_id=supervision_session.relation_id).scalars())


@prepared
def _above(actor: Actor, relation_id: Any) -> Select[Any]:
    return (
        select(Person.known_as)
        .join(line, line.supervisor_id == Person.id)
        .join(own, own.supervisor_id == line.supervisee_id)
        .where(
            own.id == relation_id,
            own.organisation_id == actor.organisation_id,
            line.function == "line",
            alive(line, actor.today),
            alive(own, actor.today),
        )
        .order_by(Person.known_as)
    )
