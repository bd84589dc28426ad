"""Choosing a date."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor, Relation
from supervision.domain.dates import local_midnight
from supervision.domain.kinds import OF_TWO, Kind, took_place
from supervision.domain.refusals import Refused, require
from supervision.domain.sections import SECTIONS
from supervision.domain.signing import SessionState
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.sessions import SessionParticipant, SessionSection, SupervisionSession
from supervision.services.sessions.carrying import carry

SHORTEST, LONGEST = 5, 480  # minutes
FURTHEST = timedelta(days=731)


def plan(
    actor: Actor,
    relation: Relation,
    key: uuid.UUID,
    *,
    starts_at: datetime,
    minutes: int = 60,
    place: str = "",
    kind: str = Kind.ONE_TO_ONE,
) -> SupervisionSession:
    """Plan a session between two; one that took place without a plan may be entered too.

    What was brought to a session that was cancelled goes along to the new one.

    Args:
        relation: of the actor, from either side, alive today.
        starts_at: with its time zone.
        minutes: from 5 to 480.
        kind: of `domain.kinds.OF_TWO`. A conversation that nobody planned, and that has begun, is
            written at once.

    Raises:
        Forbidden: in a relation that is not the actor's today.
        Refused: for a kind, a length or a date that cannot be meant.
    """
    require(access.can_plan(actor, relation))
    if kind not in OF_TWO:
        raise Refused({"kind": said("Say what kind of session it is")})
    check_time(actor, starts_at, minutes)
    held = took_place(Kind(kind), begun=starts_at <= actor.now)
    supervision_session = SupervisionSession(
        id=key,
        organisation_id=actor.organisation_id,
        relation_id=relation.id,
        care_service_id=actor.care_service_id,
        team_id=actor.team_id,
        kind=Kind(kind),
        state=SessionState.WRITING if held else SessionState.PLANNED,
        starts_at=starts_at,
        minutes=minutes,
        planned_at=actor.now,
        place=place,
    )
    db.session.add(supervision_session)
    db.session.flush()
    for part, person_id in (
        ("supervisor", relation.supervisor_id),
        ("supervisee", relation.supervisee_id),
    ):
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
    if starts_at >= local_midnight(actor.today, actor.zone) and not held:
        carry(actor, supervision_session)
    return supervision_session


def check_time(actor: Actor, starts_at: datetime, minutes: int) -> None:
    """Raises Refused for a length or a date that cannot be meant."""
    if not SHORTEST <= minutes <= LONGEST:
        length = said(
            "Give a length from %(least)s to %(most)s minutes", least=SHORTEST, most=LONGEST
        )
        raise Refused({"minutes": length})
    if abs(starts_at - actor.now) > FURTHEST:
        raise Refused({"date": said("Choose a date within two years of today")})
