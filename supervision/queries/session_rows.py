"""Lists of supervision sessions, for the people who hold them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.dates import local_date, local_midnight
from supervision.models.sessions import (
    SupervisionSession,
)
from supervision.queries.listing import Listed, cut, place
from supervision.queries.session_statements import (
    BY,
    OPEN,
    last_meetings,
    open_sessions,
    past_sessions,
    relations,
)

KIND = SupervisionSession.__tablename__


class SessionRow(NamedTuple):
    """A session in a list. `other` is whichever of the two the actor is not; of a group, which has
    no relation, what it calls itself. `place` is empty in the list of earlier ones, and `reason`
    but for a session that was cancelled. `signed_by` says who has signed a shared draft that waits
    for the actor."""

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
    signed_by: tuple[str, ...] = ()

    @property
    def signed_by_other(self) -> bool:
        return self.other in self.signed_by


class Open:
    """The sessions of an actor that are neither signed nor cancelled, read in one statement, and
    the lists that pages make of them.

    Args:
        since: a moment from which on `news` is wanted.

    Attributes:
        news: the keys of those in which something can have happened since then: the open ones, and
            what was signed or cancelled meanwhile.
    """

    def __init__(self, actor: Actor, since: datetime | None = None) -> None:
        self._actor = actor
        self._today = local_midnight(actor.today, actor.zone)
        self._relations = set(relations(actor))
        rows = sorted(open_sessions(actor, since=since), key=lambda row: (row.starts_at, row.id))
        self.news = [row.id for row in rows]
        self._found = [row for row in rows if row.state in OPEN]

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

    def to_sign(self) -> tuple[SessionRow, ...]:
        """Shared drafts that the actor has not signed as they are now, the oldest first."""
        found = [
            row
            for row in self._found
            if row.state == "shared"
            and not row.signed
            and (row.relation_id in self._relations or row.came)
        ][:25]
        rows = zip(_rows(self._actor, found), found, strict=True)
        return tuple(row._replace(signed_by=_names(read.signers)) for row, read in rows)

    def _ahead(self, row: Any) -> bool:
        of_mine = row.relation_id is None or row.relation_id in self._relations
        return of_mine and row.starts_at >= self._today


def upcoming(actor: Actor, most: int = 25) -> tuple[SessionRow, ...]:
    return Open(actor).upcoming(most)


def next_dates(actor: Actor) -> dict[uuid.UUID, SessionRow]:
    return Open(actor).next_dates()


def to_write_up(actor: Actor) -> tuple[SessionRow, ...]:
    return Open(actor).to_write_up()


def to_sign(actor: Actor) -> tuple[SessionRow, ...]:
    return Open(actor).to_sign()


def past(actor: Actor, before: uuid.UUID | None = None) -> Listed[SessionRow]:
    """Earlier sessions, newest first: before today, signed, cancelled, or of a relation that has
    ended."""
    last = place(access.DOORS, actor.organisation_id, access.keys(actor), BY, before)
    midnight = local_midnight(actor.today, actor.zone)
    rows, earlier = cut(past_sessions(actor, midnight=midnight, **last).all())
    return Listed(_rows(actor, rows), earlier)


def last_met(actor: Actor) -> dict[uuid.UUID, date]:
    """For each relation of the actor, the day on which the two last met."""
    rows = last_meetings(actor, now=actor.now) if relations(actor) else ()
    return {relation_id: local_date(at, actor.zone) for relation_id, at in rows}


def _names(signers: str | None) -> tuple[str, ...]:
    return tuple(sorted(signers.split("\n"))) if signers else ()


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
