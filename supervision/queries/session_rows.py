"""Lists of supervision sessions, for the people who hold them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.dates import local_date, local_midnight
from supervision.models.people import Person
from supervision.models.sessions import (
    SessionChange,
    SessionParticipant,
    SessionSignature,
    SupervisionSession,
)
from supervision.queries.listing import PAGE, Listed, among_newest, cut, newest_first, place
from supervision.queries.prepared import prepared

KIND = SupervisionSession.__tablename__
OPEN = ("planned", "writing", "shared")
BY = SupervisionSession.starts_at
MOST_OPEN = 300  # of somebody with more, the newest


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


class Open:
    """The sessions of an actor that are neither signed nor cancelled, read in one statement, and
    the lists that pages make of them."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._today = local_midnight(actor.today, actor.zone)
        self._relations = set(_relations(actor))
        self._found = sorted(_open(actor).all(), key=lambda row: (row.starts_at, row.id))

    def upcoming(self, most: int = 25) -> tuple[SessionRow, ...]:
        """Those from today on, the soonest first."""
        ahead = [row for row in self._found if self._ahead(row)]
        return _rows(self._actor, ahead[:most], place=True)

    def next_dates(self) -> dict[uuid.UUID, SessionRow]:
        """For each relation of the actor that has one, the next session from today on."""
        first: dict[uuid.UUID, Any] = {}
        for row in self._found:
            if row.relation_id is not None and self._ahead(row):
                first.setdefault(row.relation_id, row)
        return {
            row.relation_id: row for row in _rows(self._actor, first.values()) if row.relation_id
        }

    def to_write_up(self) -> tuple[SessionRow, ...]:
        """Those before today that the actor led and has not shared a draft of, oldest first."""
        actor = self._actor
        led = {relation.id for relation in actor.supervises}
        found = [
            row
            for row in self._found
            if row.state in ("planned", "writing")
            and row.starts_at < self._today
            and (row.relation_id in led or row.convener_id == actor.person_id)
        ]
        return _rows(actor, found[:10])

    def to_sign(self) -> tuple[ToSign, ...]:
        """Shared drafts that the actor has not signed as they are now, the oldest first."""
        found = [
            row
            for row in self._found
            if row.state == "shared"
            and not row.signed
            and (row.relation_id in self._relations or row.came)
        ]
        rows = _rows(self._actor, found[:25])
        signed = _signed_by(self._actor, [row.id for row in rows]) if rows else {}
        return tuple(ToSign(**vars(row), signed_by=tuple(signed.get(row.id, ()))) for row in rows)

    def _ahead(self, row: Any) -> bool:
        of_mine = row.relation_id is None or row.relation_id in self._relations
        return of_mine and row.starts_at >= self._today


def upcoming(actor: Actor, most: int = 25) -> tuple[SessionRow, ...]:
    return Open(actor).upcoming(most)


def next_dates(actor: Actor) -> dict[uuid.UUID, SessionRow]:
    return Open(actor).next_dates()


def to_write_up(actor: Actor) -> tuple[SessionRow, ...]:
    return Open(actor).to_write_up()


def to_sign(actor: Actor) -> tuple[ToSign, ...]:
    return Open(actor).to_sign()


def past(actor: Actor, before: uuid.UUID | None = None) -> Listed[SessionRow]:
    """Earlier sessions, newest first: before today, signed, cancelled, or of a relation that has
    ended."""
    last = place(access.DOORS, actor.organisation_id, access.keys(actor), BY, before)
    midnight = local_midnight(actor.today, actor.zone)
    rows, earlier = cut(_past(actor, midnight=midnight, **last).all())
    return Listed(_rows(actor, rows), earlier)


def last_met(actor: Actor) -> dict[uuid.UUID, date]:
    """For each relation of the actor, the day on which the two last met."""
    rows = _last_met(actor, now=actor.now) if _relations(actor) else ()
    return {relation_id: local_date(at, actor.zone) for relation_id, at in rows}


@prepared
def _last_met(actor: Actor, now: Any) -> Select[Any]:
    return (
        select(SupervisionSession.relation_id, func.max(SupervisionSession.starts_at))
        .where(
            access.visible_to(actor),
            SupervisionSession.relation_id.in_(_relations(actor)),
            or_(
                SupervisionSession.state.in_(("shared", "signed")),
                and_(
                    SupervisionSession.state == "writing",
                    SupervisionSession.starts_at <= now,
                ),
            ),
        )
        .group_by(SupervisionSession.relation_id)
    )


@prepared
def _open(actor: Actor) -> Select[Any]:
    signed = _signatures(SessionSignature.person_id == actor.person_id)
    return (
        _columns()
        .add_columns(signed.exists().label("signed"), _came(actor).label("came"))
        .where(access.visible_to(actor), SupervisionSession.state.in_(OPEN))
        .order_by(*newest_first(SupervisionSession, BY))
        .limit(MOST_OPEN)
    )


@prepared
def _past(actor: Actor, midnight: Any, at: Any, key: Any) -> Select[Any]:
    among = among_newest(
        access.DOORS,
        actor.organisation_id,
        access.keys(actor),
        BY,
        {"at": at, "key": key},
        narrow=[~_ahead(actor, midnight)],
    )
    return (
        _columns()
        .where(access.visible_to(actor), among)
        .order_by(*newest_first(SupervisionSession, BY))
        .limit(PAGE + 1)
    )


def _signed_by(actor: Actor, ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Who has signed these drafts as they stand."""
    signed: dict[uuid.UUID, list[str]] = {}
    for session_id, name in _signers(actor, ids=ids):
        signed.setdefault(session_id, []).append(name)
    return signed


@prepared
def _signers(_actor: Actor, ids: Any) -> Select[Any]:
    return (
        _signatures(SupervisionSession.id.in_(ids))
        .join(SupervisionSession, SupervisionSession.id == SessionSignature.session_id)
        .join(Person, Person.id == SessionSignature.person_id)
        .with_only_columns(SessionSignature.session_id, Person.known_as)
    )


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


def _ahead(actor: Actor, midnight: Any) -> ColumnElement[bool]:
    """Neither signed nor cancelled, from today on, of a group or in a relation that is alive."""
    return and_(
        SupervisionSession.state.not_in(("signed", "cancelled")),
        SupervisionSession.starts_at >= midnight,
        or_(
            SupervisionSession.relation_id.is_(None),
            SupervisionSession.relation_id.in_(_relations(actor)),
        ),
    )


# Made once: an alias costs more to make than the statement that reads it takes.
first, second = aliased(SessionParticipant), aliased(SessionParticipant)
supervisor, supervisee = aliased(Person), aliased(Person)


@cache
def _columns() -> Select:
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


def _rows(
    actor: Actor, found_rows: Iterable[Any], *, place: bool = False
) -> tuple[SessionRow, ...]:
    """Rows as pages show them. Place and name are what someone typed: the place is opened only
    where it is shown."""
    found = []
    for row in found_rows:
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
