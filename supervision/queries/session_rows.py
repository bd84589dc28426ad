"""Lists of supervision sessions, for the people who hold them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.dates import local_date, local_midnight
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sessions import (
    SessionChange,
    SessionParticipant,
    SessionSignature,
    SupervisionSession,
)
from supervision.queries.listing import Listed, newest

KIND = SupervisionSession.__tablename__


@dataclass(frozen=True)
class SessionRow:
    """A session in a list. `other` is whichever of the two the actor is not; of a group, which has
    no relation, what it calls itself. `place` is empty in the list of earlier ones, and `reason`
    but for a session that was cancelled."""

    id: uuid.UUID
    relation_id: uuid.UUID | None
    supervisor: str
    supervisee: str
    other: str
    starts_at: datetime
    minutes: int
    state: str
    place: str
    kind: str
    reason: str | None


@dataclass(frozen=True)
class ToSign(SessionRow):
    """A shared draft that waits for the actor; `signed_by` says who has signed it already."""

    signed_by: tuple[str, ...]

    @property
    def signed_by_other(self) -> bool:
        return self.other in self.signed_by


def upcoming(actor: Actor, most: int = 25) -> tuple[SessionRow, ...]:
    """Sessions from today on that are neither signed nor cancelled, the soonest first."""
    statement = _columns().where(access.visible_to(actor), _ahead(actor))
    return _rows(
        actor,
        statement.order_by(SupervisionSession.starts_at, SupervisionSession.id).limit(most),
        place=True,
    )


def past(actor: Actor, before: uuid.UUID | None = None) -> Listed[SessionRow]:
    """Earlier sessions, newest first: before today, signed, cancelled, or of a relation that has
    ended."""
    ids, earlier = newest(
        access.DOORS,
        actor.organisation_id,
        access.keys(actor),
        SupervisionSession.starts_at,
        before,
        narrow=[~_ahead(actor)],
    )
    statement = _columns().where(access.visible_to(actor), SupervisionSession.id.in_(ids))
    found = {row.id: row for row in _rows(actor, statement)} if ids else {}
    return Listed(tuple(found[key] for key in ids if key in found), earlier)


def next_dates(actor: Actor) -> dict[uuid.UUID, SessionRow]:
    """For each relation of the actor that has one, the next session from today on."""
    turn = func.row_number().over(
        partition_by=SupervisionSession.relation_id,
        order_by=(SupervisionSession.starts_at, SupervisionSession.id),
    )
    ranked = (
        select(SupervisionSession.id, turn.label("turn"))
        .where(
            access.visible_to(actor),
            _ahead(actor),
            SupervisionSession.relation_id.is_not(None),
        )
        .subquery()
    )
    statement = _columns().where(
        access.visible_to(actor),
        SupervisionSession.id.in_(select(ranked.c.id).where(ranked.c.turn == 1)),
    )
    return {row.relation_id: row for row in _rows(actor, statement) if row.relation_id}


def last_met(actor: Actor) -> dict[uuid.UUID, date]:
    """For each relation of the actor, the day on which the two last met."""
    rows = db.session.execute(
        select(SupervisionSession.relation_id, func.max(SupervisionSession.starts_at))
        .where(
            access.visible_to(actor),
            SupervisionSession.relation_id.in_(_relations(actor)),
            or_(
                SupervisionSession.state.in_(("shared", "signed")),
                and_(
                    SupervisionSession.state == "writing",
                    SupervisionSession.starts_at <= actor.now,
                ),
            ),
        )
        .group_by(SupervisionSession.relation_id)
    )
    return {relation_id: local_date(at, actor.zone) for relation_id, at in rows}


def to_write_up(actor: Actor) -> tuple[SessionRow, ...]:
    """Sessions before today that the actor led and has not shared a draft of, the oldest first."""
    led = [relation.id for relation in actor.supervises]
    statement = _columns().where(
        access.visible_to(actor),
        or_(
            SupervisionSession.relation_id.in_(led),
            SupervisionSession.convener_id == actor.person_id,
        ),
        SupervisionSession.state.in_(("planned", "writing")),
        SupervisionSession.starts_at < local_midnight(actor.today, actor.zone),
    )
    order = (SupervisionSession.starts_at, SupervisionSession.id)
    return _rows(actor, statement.order_by(*order).limit(10))


def to_sign(actor: Actor) -> tuple[ToSign, ...]:
    """Shared drafts that the actor has not signed as they are now, the oldest first."""
    rows = _rows(
        actor,
        _columns()
        .where(
            access.visible_to(actor),
            or_(SupervisionSession.relation_id.in_(_relations(actor)), _came(actor)),
            SupervisionSession.state == "shared",
            ~_signatures(SessionSignature.person_id == actor.person_id).exists(),
        )
        .order_by(SupervisionSession.starts_at, SupervisionSession.id)
        .limit(25),
    )
    signed: dict[uuid.UUID, list[str]] = {}
    for session_id, name in db.session.execute(
        _signatures(SupervisionSession.id.in_([row.id for row in rows]))
        .join(SupervisionSession, SupervisionSession.id == SessionSignature.session_id)
        .join(Person, Person.id == SessionSignature.person_id)
        .with_only_columns(SessionSignature.session_id, Person.known_as)
    ):
        signed.setdefault(session_id, []).append(name)
    return tuple(ToSign(**vars(row), signed_by=tuple(signed.get(row.id, ()))) for row in rows)


def _signatures(*conditions: ColumnElement[bool]) -> Select:
    """Signatures under a text that stands as it was signed."""
    return select(SessionSignature.id).where(
        SessionSignature.session_id == SupervisionSession.id,
        SessionSignature.content_hash == SupervisionSession.content_hash,
        *conditions,
    )


def _relations(actor: Actor) -> list[uuid.UUID]:
    return [r.id for r in (*actor.supervises, *actor.supervised_by)]


def _came(actor: Actor) -> ColumnElement[bool]:
    """Sessions of groups to which the actor came."""
    return SupervisionSession.id.in_(
        select(SessionParticipant.session_id).where(
            SessionParticipant.person_id == actor.person_id, SessionParticipant.came.is_(True)
        )
    )


def _ahead(actor: Actor) -> ColumnElement[bool]:
    """Neither signed nor cancelled, from today on, of a group or in a relation that is alive."""
    return and_(
        SupervisionSession.state.not_in(("signed", "cancelled")),
        SupervisionSession.starts_at >= local_midnight(actor.today, actor.zone),
        or_(
            SupervisionSession.relation_id.is_(None),
            SupervisionSession.relation_id.in_(_relations(actor)),
        ),
    )


def _columns() -> Select:
    first, second = aliased(SessionParticipant), aliased(SessionParticipant)
    supervisor, supervisee = aliased(Person), aliased(Person)
    own = SupervisionSession
    return (
        select(
            own.id,
            own.relation_id,
            supervisor.known_as.label("supervisor"),
            supervisee.known_as.label("supervisee"),
            own.starts_at,
            own.minutes,
            own.state,
            own.place_sealed,
            own.kind,
            own.name_sealed,
            own.convener_id,
            SessionChange.reason,
            supervisor.id.label("supervisor_id"),
            supervisee.id.label("supervisee_id"),
        )
        .outerjoin(first, and_(first.session_id == own.id, first.part == "supervisor"))
        .outerjoin(supervisor, supervisor.id == first.person_id)
        .outerjoin(second, and_(second.session_id == own.id, second.part == "supervisee"))
        .outerjoin(supervisee, supervisee.id == second.person_id)
        .outerjoin(
            SessionChange,
            and_(SessionChange.session_id == own.id, SessionChange.what == "cancelled"),
        )
    )


def _rows(actor: Actor, statement: Select, *, place: bool = False) -> tuple[SessionRow, ...]:
    """The rows of a statement. Place and name are what someone typed: the place is opened only
    where it is shown."""
    found = []
    for row in db.session.execute(statement):
        supervises = row.supervisor_id == actor.person_id
        other = row.supervisee if supervises else row.supervisor
        other_id = row.supervisee_id if supervises else row.supervisor_id
        where = ""
        if row.relation_id is None:
            own, other_id = SupervisionSession.name, row.convener_id
            other = own.opened(actor.organisation_id, row.id, row.name_sealed) or ""
            audit.seen(actor, KIND, row.id, other_id)
        if place and row.place_sealed is not None:
            where = SupervisionSession.place.opened(actor.organisation_id, row.id, row.place_sealed)
            audit.seen(actor, KIND, row.id, other_id)
        found.append(
            SessionRow(
                row.id,
                row.relation_id,
                row.supervisor or "",
                row.supervisee or "",
                other,
                row.starts_at,
                row.minutes,
                row.state,
                where,
                row.kind,
                row.reason,
            )
        )
    return tuple(found)
