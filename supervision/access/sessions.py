"""Who may read and write a supervision session, with its agenda, sections, actions and links.

See: the supervisee, always; the supervisor, for as long as they supervise them. Sections
that are still being written are the supervisor's until the draft is shared. The manager above (the
supervisor's own line supervisor, one step) sees dates, kind and whether it was signed: no words.
Do: both add to the agenda and agree actions; the supervisor writes and shares the draft; then both
write in it and both sign. After that nothing in it changes. A draft that is still unsigned when
the relation ends is closed as it stands.
Never: anyone else. A link to a reflection or a recording gives nobody a right to read that.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, select

from supervision.access.actor import Actor, Relation
from supervision.access.audience import Doors, Keys
from supervision.models.sessions import SessionParticipant, SupervisionSession

DOORS = Doors(
    SupervisionSession,
    {
        "supervisee": lambda ids: SupervisionSession.id.in_(
            select(SessionParticipant.session_id).where(
                SessionParticipant.person_id.in_(ids), SessionParticipant.part == "supervisee"
            )
        ),
        "relation": SupervisionSession.relation_id.in_,
    },
)


def keys(actor: Actor) -> Keys:
    """The keys that this actor carries today."""
    return {
        "supervisee": [actor.person_id],
        "relation": [r.id for r in actor.supervises],
    }


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return DOORS.where(actor.organisation_id, keys(actor))


def outlines_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Sessions of which the actor, as manager above, may know dates, kind and signatures."""
    if not actor.above:
        return false()
    return and_(
        SupervisionSession.organisation_id == actor.organisation_id,
        SupervisionSession.relation_id.in_(list(actor.above)),
    )


def can_plan(actor: Actor, relation: Relation | None) -> bool:
    """Either of the two, in a relation that is alive."""
    return relation is not None and (
        relation in actor.supervises or relation in actor.supervised_by
    )


def can_read_sections(actor: Actor, session: SupervisionSession) -> bool:
    """Of a session that the actor can see: its writer; both, once the draft is shared."""
    return session.state in ("shared", "signed") or _supervises(actor, session)


def can_add(actor: Actor, session: SupervisionSession) -> bool:
    """Add to the agenda, to actions and to links: both, until it is signed."""
    return _takes_part(actor, session) and session.state != "signed"


def can_write(actor: Actor, session: SupervisionSession) -> bool:
    """Write in the sections: the supervisor; both, once the draft is shared."""
    if session.state in ("planned", "writing"):
        return _supervises(actor, session)
    return _takes_part(actor, session) and session.state == "shared"


def can_share(actor: Actor, session: SupervisionSession) -> bool:
    """Share the draft: the supervisor, once."""
    return _supervises(actor, session) and session.state in ("planned", "writing")


def can_sign(actor: Actor, session: SupervisionSession) -> bool:
    return _takes_part(actor, session) and session.state == "shared"


def _supervises(actor: Actor, session: SupervisionSession) -> bool:
    return (
        session.organisation_id == actor.organisation_id
        and actor.supervision_of(session.relation_id) is not None
    )


def _takes_part(actor: Actor, session: SupervisionSession) -> bool:
    supervised = actor.supervision_by(session.relation_id) is not None
    return session.organisation_id == actor.organisation_id and (
        supervised or _supervises(actor, session)
    )
