"""Who may see the log of reads: who opened whose words, what kind of thing, and on which day.

See: each person, what others opened of theirs; the information-governance officer, the whole log.
Never: what was read. The log names kinds of things and no words, and nobody can change it.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false

from supervision.access.actor import Actor
from supervision.models.audit import ReadEntry


def about(actor: Actor) -> ColumnElement[bool]:
    """What others opened of the actor's own words."""
    return and_(
        ReadEntry.organisation_id == actor.organisation_id, ReadEntry.about_id == actor.person_id
    )


def looks_after(actor: Actor) -> bool:
    """Whether the actor looks after information, and so the page of the log is there for them."""
    return "governance" in actor.roles


def log_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The whole log of the organisation, for the governance role."""
    if not looks_after(actor):
        return false()
    return ReadEntry.organisation_id == actor.organisation_id
