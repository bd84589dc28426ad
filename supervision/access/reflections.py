"""Who may read and change a reflection.

See: its author, and the supervisor it was shared with for as long as they supervise its author.
Nobody else can tell that it exists.
Do: its author alone writes in it, shares it and takes it back, at any time.
Share: with whoever supervises its author at the time.
Never: managers above, leaders, curators, auditors, administrators.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from supervision.access.actor import Actor, Relation
from supervision.access.audience import Doors, Keys
from supervision.models.reflections import Reflection, ReflectionShare

# A share's target may also be a team or a colleague: the rule and the table know both, and so far
# nothing makes such a share.
_live = ReflectionShare.taken_back_at.is_(None)

DOORS = Doors(
    Reflection,
    {
        "author": Reflection.author_id.in_,
        "relation": lambda ids: Reflection.id.in_(
            select(ReflectionShare.reflection_id).where(_live, ReflectionShare.relation_id.in_(ids))
        ),
        "team": lambda ids: Reflection.id.in_(
            select(ReflectionShare.reflection_id).where(_live, ReflectionShare.team_id.in_(ids))
        ),
        "colleague": lambda ids: Reflection.id.in_(
            select(ReflectionShare.reflection_id).where(_live, ReflectionShare.person_id.in_(ids))
        ),
    },
    always=(Reflection.deleted_at.is_(None),),
)


def keys(actor: Actor) -> Keys:
    """The keys that this actor carries today."""
    return {
        "author": [actor.person_id],
        "relation": [r.id for r in actor.supervises],
        "team": [m.team_id for m in actor.memberships],
        "colleague": [actor.person_id],
    }


def visible_to(actor: Actor) -> ColumnElement[bool]:
    return DOORS.where(actor.organisation_id, keys(actor))


def shared_keys(actor: Actor) -> Keys:
    """The keys to what others shared with the actor: all but the author's own."""
    return {kind: ids for kind, ids in keys(actor).items() if kind != "author"}


def can_write(actor: Actor) -> bool:
    """Whether this person may begin a reflection."""
    return actor.practises


def can_edit(actor: Actor, reflection: Reflection) -> bool:
    return _own(actor, reflection)


def can_share(actor: Actor, reflection: Reflection, relation: Relation | None) -> bool:
    """With the supervisor of a relation in which the actor is supervised today."""
    return _own(actor, reflection) and relation is not None and relation in actor.supervised_by


def can_take_back(actor: Actor, reflection: Reflection) -> bool:
    return _own(actor, reflection)


def _own(actor: Actor, reflection: Reflection) -> bool:
    return (
        reflection.organisation_id == actor.organisation_id
        and reflection.author_id == actor.person_id
        and reflection.deleted_at is None
    )
