"""Choosing a date."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor, Relation
from supervision.domain.refusals import Refused, require
from supervision.domain.sections import SECTIONS
from supervision.domain.signing import SessionState
from supervision.extensions import db
from supervision.models.sessions import SessionParticipant, SessionSection, SupervisionSession

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
) -> SupervisionSession:
    """Plan a one-to-one session; one that took place without a plan may be entered too.

    Args:
        relation: of the actor, from either side, alive today.
        starts_at: with its time zone.
        minutes: from 5 to 480.

    Raises:
        Forbidden: in a relation that is not the actor's today.
        Refused: for a length or a date that cannot be meant.
    """
    require(access.can_plan(actor, relation))
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused({"minutes": f"Give a length from {SHORTEST} to {LONGEST} minutes"})
    if abs(starts_at - actor.now) > FURTHEST:
        raise Refused({"date": "Choose a date within two years of today"})
    supervision_session = SupervisionSession(
        id=key,
        organisation_id=actor.organisation_id,
        relation_id=relation.id,
        care_service_id=actor.care_service_id,
        team_id=actor.team_id,
        kind="one_to_one",
        state=SessionState.PLANNED,
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
    return supervision_session
