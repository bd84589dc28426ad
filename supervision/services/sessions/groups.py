"""Planning a session of a group, and saying who came."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.kinds import OF_A_GROUP, Kind
from supervision.domain.refusals import Refused, require
from supervision.domain.sections import SECTIONS
from supervision.domain.signing import SessionState
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.sessions import SessionParticipant, SessionSection, SupervisionSession
from supervision.services.sessions.changes import changed, hold
from supervision.services.sessions.plans import check_time

LEAST, MOST = 2, 24  # people beside whoever convenes it


def plan_group(
    actor: Actor,
    key: uuid.UUID,
    *,
    kind: str | None,
    name: str,
    members: Collection[uuid.UUID],
    allowed: Collection[uuid.UUID],
    starts_at: datetime,
    minutes: int = 60,
    place: str = "",
) -> SupervisionSession:
    """Plan a session of a group, which the actor convenes.

    Args:
        kind: of `domain.kinds.OF_A_GROUP`.
        name: what the group calls itself.
        members: the others who take part; `allowed` are those who work here today.
        starts_at: with its time zone.
        minutes: from 5 to 480.

    Raises:
        Forbidden: to whoever takes no part in practice.
        Refused: without a kind, a name or enough others, for someone who does not work here, and
            for a length or a date that cannot be meant.
    """
    require(access.can_convene(actor))
    others = set(members) - {actor.person_id}
    _fit(kind, name, others, set(allowed))
    check_time(actor, starts_at, minutes)
    supervision_session = SupervisionSession(
        id=key,
        organisation_id=actor.organisation_id,
        convener_id=actor.person_id,
        care_service_id=actor.care_service_id,
        team_id=actor.team_id,
        kind=Kind(kind or ""),
        state=SessionState.PLANNED,
        starts_at=starts_at,
        minutes=minutes,
        planned_at=actor.now,
        name=name.strip(),
        place=place,
    )
    db.session.add(supervision_session)
    db.session.flush()
    leads = "supervisor" if kind == Kind.GROUP else "member"
    parts = [(actor.person_id, leads), *((one, "member") for one in sorted(others))]
    for person_id, part in parts:
        db.session.add(
            SessionParticipant(
                organisation_id=actor.organisation_id,
                session_id=key,
                person_id=person_id,
                part=part,
            )
        )
    for section in SECTIONS:
        db.session.add(
            SessionSection(organisation_id=actor.organisation_id, session_id=key, name=section.name)
        )
    audit.did(actor, "planned", supervision_session)
    return supervision_session


def came(
    actor: Actor, supervision_session: SupervisionSession, person_ids: Collection[uuid.UUID]
) -> None:
    """Say who came; whoever says it was there. Those who came are the ones who sign.

    Raises:
        Forbidden: to all but the convener, and once the record is signed.
        Refused: when nobody else came, or for someone who is not of this group.
    """
    require(access.can_say_who_came(actor, supervision_session))
    hold(supervision_session)
    require(access.can_say_who_came(actor, supervision_session))
    there = {*person_ids, actor.person_id}
    rows = participants(supervision_session)
    if not there <= {row.person_id for row in rows}:
        raise Refused({"came": said("Choose from the people of this group")})
    if len(there) < 2:
        raise Refused({"came": said("Say who came: a record needs two of you at least")})
    differing = [row for row in rows if row.came is not (row.person_id in there)]
    if not differing:
        return
    for row in differing:
        row.came = row.person_id in there
    changed(actor, supervision_session, begins=True)
    audit.did(actor, "said_who_came", supervision_session)


def require_came(supervision_session: SupervisionSession) -> None:
    """Raises Refused while nobody has said who came, since those are the ones who sign."""
    if not any(row.came for row in participants(supervision_session)):
        raise Refused({"came": said("Say who came: a record needs two of you at least")})


def participants(supervision_session: SupervisionSession) -> tuple[SessionParticipant, ...]:
    """Whoever takes part, as it stands now."""
    return tuple(
        db.session.scalars(
            select(SessionParticipant)
            .where(SessionParticipant.session_id == supervision_session.id)
            .execution_options(populate_existing=True)
        )
    )


def _fit(kind: str | None, name: str, others: set[uuid.UUID], allowed: set[uuid.UUID]) -> None:
    problems: dict[str, str] = {}
    if kind not in OF_A_GROUP:
        problems["kind"] = said("Say whether someone leads it")
    if text.blank(name):
        problems["name"] = said("Give the group a name")
    elif len(name) > text.SHORT:
        problems["name"] = said(
            "Make this shorter: it can hold %(most)s characters", most=text.SHORT
        )
    if not others <= allowed:
        problems["members"] = said("Choose people who work here")
    elif len(others) < LEAST:
        problems["members"] = said("Choose two others at least")
    elif len(others) > MOST:
        problems["members"] = said("Choose %(most)s others at most", most=MOST)
    if problems:
        raise Refused(problems)
