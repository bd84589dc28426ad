"""The statements behind the lists of supervision sessions, each built once (`prepared`)."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.models.people import Person
from supervision.models.sessions import (
    SessionChange,
    SessionParticipant,
    SessionSignature,
    SupervisionSession,
)
from supervision.queries.listing import PAGE, among_newest, newest_first
from supervision.queries.prepared import prepared

BY = SupervisionSession.starts_at
OPEN = ("planned", "writing", "shared")
MOST_OPEN = 300  # of somebody with more, the newest
# Made once: an alias costs more to make than the statement that reads it takes.
first, second = aliased(SessionParticipant), aliased(SessionParticipant)
supervisor, supervisee = aliased(Person), aliased(Person)
ended = aliased(SessionChange)


@prepared
def last_meetings(actor: Actor, now: Any) -> Select[Any]:
    return (
        select(SupervisionSession.relation_id, func.max(SupervisionSession.starts_at))
        .where(
            access.visible_to(actor),
            SupervisionSession.relation_id.in_(relations(actor)),
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
def open_sessions(actor: Actor, since: Any) -> Select[Any]:
    """Sessions that are open; with a moment, those too that were signed or cancelled since. Each
    with the names of those who have signed it as it stands, one to a line."""
    wanted = SupervisionSession.state.in_(OPEN)
    if since is not None:
        cancelled = select(ended.id).where(
            ended.session_id == SupervisionSession.id, ended.changed_at > since
        )
        wanted = or_(
            wanted,
            SupervisionSession.signed_at > since,
            and_(SupervisionSession.state == "cancelled", cancelled.exists()),
        )
    signed = _signatures(SessionSignature.person_id == actor.person_id)
    return (
        _columns()
        .add_columns(
            signed.exists().label("signed"),
            _signers().label("signers"),
            _came(actor).label("came"),
        )
        .where(access.visible_to(actor), wanted)
        .order_by(*newest_first(SupervisionSession, BY))
        .limit(MOST_OPEN)
    )


@prepared
def past_sessions(actor: Actor, midnight: Any, at: Any, key: Any) -> Select[Any]:
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


def _signers() -> ScalarSelect[str]:
    return (
        _signatures()
        .join(Person, Person.id == SessionSignature.person_id)
        .with_only_columns(func.aggregate_strings(Person.known_as, "\n"))
        .scalar_subquery()
    )


def _signatures(*conditions: ColumnElement[bool]) -> Select:
    """Signatures under a text that stands as it was signed."""
    return select(SessionSignature.id).where(
        SessionSignature.session_id == SupervisionSession.id,
        SessionSignature.content_hash == SupervisionSession.content_hash,
        *conditions,
    )


def relations(actor: Actor) -> list[uuid.UUID]:
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
            SupervisionSession.relation_id.in_(relations(actor)),
        ),
    )


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
