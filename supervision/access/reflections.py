"""Who may read and change a reflection.

See: its author; the supervisor it was shared with, for as long as they supervise its author; the
people who are in a team it was shared with; a colleague it was shared with by name. Nobody else can
tell that it exists.
Do: its author alone writes in it, shares it and takes it back, at any time, and deletes it while
nobody else can read it. What was deleted can be restored for 30 days.
Share: with whoever supervises its author at the time; after the de-identification check, with a
team that its author is in, or with a colleague who works here.
Never: managers above, leaders, curators, auditors, administrators.
"""

from __future__ import annotations

import uuid

from sqlalchemy import ColumnElement, and_, select

from supervision.access.actor import Actor, Membership, Relation, once
from supervision.access.audience import Doors, Keys
from supervision.domain.deletion import restorable_since
from supervision.models.reflections import Reflection, ReflectionShare

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
    together=frozenset({"relation", "team", "colleague"}),
)


def keys(actor: Actor) -> Keys:
    """The keys that this actor carries today."""
    return {
        "author": [actor.person_id],
        "relation": [r.id for r in actor.supervises],
        "team": [m.team_id for m in actor.memberships],
        "colleague": [actor.person_id],
    }


@once
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


def can_share_with_team(
    actor: Actor, reflection: Reflection, membership: Membership | None
) -> bool:
    """With a team that the actor is in today."""
    return _own(actor, reflection) and membership is not None and membership in actor.memberships


def can_share_with_colleague(
    actor: Actor, reflection: Reflection, colleague_id: uuid.UUID, *, works_here: bool
) -> bool:
    """With someone else by name.

    Args:
        works_here: whether that person takes part in practice in the actor's organisation today.
    """
    return _own(actor, reflection) and works_here and colleague_id != actor.person_id


def can_thank(actor: Actor, reflection: Reflection, share: ReflectionShare) -> bool:
    """Say "Read, thank you": the supervisor or the colleague whom a live share is for."""
    return (
        reflection.organisation_id == actor.organisation_id
        and reflection.deleted_at is None
        and share.reflection_id == reflection.id
        and share.taken_back_at is None
        and (
            share.person_id == actor.person_id
            or actor.supervision_of(share.relation_id) is not None
        )
    )


def can_delete(actor: Actor, reflection: Reflection, *, shared: bool) -> bool:
    """Delete it: its author, while it is shared with nobody.

    Args:
        shared: whether any share of it stands that was not taken back.
    """
    return _own(actor, reflection) and not shared


def deleted_visible_to(actor: Actor) -> ColumnElement[bool]:
    """The actor's own reflections that were deleted and can still be restored."""
    return and_(
        Reflection.organisation_id == actor.organisation_id,
        Reflection.author_id == actor.person_id,
        Reflection.deleted_at >= restorable_since(actor.now),
    )


def can_restore(actor: Actor, reflection: Reflection) -> bool:
    return (
        reflection.organisation_id == actor.organisation_id
        and reflection.author_id == actor.person_id
        and reflection.deleted_at is not None
        and reflection.deleted_at >= restorable_since(actor.now)
    )


def can_take_back(actor: Actor, reflection: Reflection) -> bool:
    return _own(actor, reflection)


def _own(actor: Actor, reflection: Reflection) -> bool:
    return (
        reflection.organisation_id == actor.organisation_id
        and reflection.author_id == actor.person_id
        and reflection.deleted_at is None
    )
