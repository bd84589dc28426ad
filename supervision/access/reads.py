"""Who may see the log of reads: who opened whose words, what kind of thing, and on which day.

See: each person, what others opened of theirs; the information-governance officer, the whole log.
Never: what was read. The log names kinds of things and no words, and nobody can change it.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, select

from supervision.access.actor import Actor
from supervision.models.audit import ReadEntry
from supervision.models.sessions import SessionParticipant, SupervisionSession


def about(actor: Actor) -> ColumnElement[bool]:
    """What others opened of the actor's own words. The session of a group is everyone's who takes
    part, and the log names one of them for each opening."""
    groups = (
        select(SessionParticipant.session_id)
        .join(SupervisionSession, SupervisionSession.id == SessionParticipant.session_id)
        .where(
            SessionParticipant.person_id == actor.person_id,
            SupervisionSession.relation_id.is_(None),
        )
    )
    of_a_group = and_(
        ReadEntry.kind == SupervisionSession.__tablename__, ReadEntry.thing_id.in_(groups)
    )
    return and_(
        ReadEntry.organisation_id == actor.organisation_id,
        ReadEntry.reader_id != actor.person_id,
        or_(ReadEntry.about_id == actor.person_id, of_a_group),
    )


def looks_after(actor: Actor) -> bool:
    """Whether the actor looks after information, and so the page of the log is there for them."""
    return "governance" in actor.roles


def log_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The whole log of the organisation, for the governance role."""
    if not looks_after(actor):
        return false()
    return ReadEntry.organisation_id == actor.organisation_id
