"""Which agreed actions pass over to supervision that goes on, and nothing else with them.

See: an action that is still open when supervision ends passes over to whoever supervises the same
person in the same function, now or later, and to the supervisee: its words, whose it is, when it
was agreed and until when it is meant. Whoever covers sees those of the supervision that is covered
in the same way, while the cover lasts.
Do: both say in a session of theirs how it went with it. What was looked at there stays part of
that record.
Never: the session it was agreed in, its agenda, sections or other actions; what stands in a draft
that was not shared; what was settled before; actions of supervision in another function or, but for
a cover, of supervision that goes on. Whoever supervised before sees none of it after the last day.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from supervision.access import sessions
from supervision.access.actor import Actor
from supervision.models.administration import Cover
from supervision.models.people import SupervisionRelation
from supervision.models.sessions import ActionLook, AgreedAction, SupervisionSession

earlier, present = aliased(SupervisionRelation), aliased(SupervisionRelation)
record = aliased(SupervisionSession)  # that of then, whatever the query around it reads


def passed_over(actor: Actor, *to: Any) -> ColumnElement[bool]:
    """Open actions of other supervision that have passed over to the actor's own of today.

    Args:
        to: the key of the one relation to which they have passed over; without it, any of the
            actor's. None is no relation: nothing passes over to a group.
    """
    covers = select(Cover.id).where(Cover.relation_id == present.id, Cover.covered_id == earlier.id)
    agreed_in = (
        select(earlier.id)
        .join(
            present,
            and_(
                present.organisation_id == earlier.organisation_id,
                present.supervisee_id == earlier.supervisee_id,
                present.function == earlier.function,
            ),
        )
        .where(
            earlier.organisation_id == actor.organisation_id,
            or_(earlier.to_date < actor.today, covers.exists()),
            present.from_date <= actor.today,
            or_(present.to_date.is_(None), present.to_date >= actor.today),
            or_(present.supervisor_id == actor.person_id, present.supervisee_id == actor.person_id),
            *(present.id == one for one in to),
        )
    )
    shown = select(record.id).where(
        record.id == AgreedAction.session_id, record.state.in_(("shared", "signed"))
    )
    return and_(
        AgreedAction.relation_id.in_(agreed_in), AgreedAction.state == "open", shown.exists()
    )


def looked_at_in(actor: Actor, session_id: Any) -> ColumnElement[bool]:
    """Actions that were looked at again in a session that the actor can see: part of its record,
    whatever has become of them."""
    looked_at = (
        select(ActionLook.action_id)
        .join(SupervisionSession, SupervisionSession.id == ActionLook.session_id)
        .where(ActionLook.session_id == session_id, sessions.visible_to(actor))
        .correlate(None)
    )
    return AgreedAction.id.in_(looked_at)
