"""Who may read and answer an ask.

See: whoever asks; the supervisor it was put to, until it is taken back or they no longer
supervise whoever asks.
Do: that supervisor answers, or offers support by a day; whoever asked says whether it helped.
Never: anyone else; an ask on a reflection that nobody else reads is as private as that reflection.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from supervision.access.actor import Actor, once
from supervision.access.audience import Aside, Doors, Keys
from supervision.models.asks import Ask, AskAnswer
from supervision.models.reflections import Reflection, ReflectionShare

PUT = ("waiting", "answered")
source = aliased(Reflection)  # one of its own, whatever the query around it reads


def is_put() -> ColumnElement[bool]:
    """Asks that stand before their supervisor: waiting or answered and, where they came from a
    reflection, only while that is shared in the same relation."""
    shared = select(ReflectionShare.id).where(
        ReflectionShare.reflection_id == Ask.reflection_id,
        Aside(ReflectionShare.relation_id) == Ask.relation_id,  # found by the reflection
        ReflectionShare.taken_back_at.is_(None),
    )
    return and_(Ask.state.in_(PUT), or_(Ask.reflection_id.is_(None), shared.exists()))


def _stands() -> ColumnElement[bool]:
    """The reflection that it came from has not been deleted."""
    return (
        select(source.id)
        .where(source.id == Ask.reflection_id, source.deleted_at.is_(None))
        .exists()
    )


DOORS = Doors(
    Ask,
    {
        "asker": Ask.asker_id.in_,
        "relation": lambda ids: and_(Ask.relation_id.in_(ids), is_put()),
    },
    always=(Ask.deleted_at.is_(None), or_(Ask.reflection_id.is_(None), _stands())),
)


def keys(actor: Actor) -> Keys:
    """The keys that this actor carries today."""
    return {"asker": [actor.person_id], "relation": [r.id for r in actor.supervises]}


@once
def put_to(actor: Actor) -> ColumnElement[bool]:
    """The asks that others put to this actor."""
    return DOORS.where(actor.organisation_id, {"relation": keys(actor)["relation"]})


@once
def visible_to(actor: Actor) -> ColumnElement[bool]:
    return DOORS.where(actor.organisation_id, keys(actor))


def can_answer(actor: Actor, ask: Ask) -> bool:
    """The supervisor whom it was put to, in a relation that is alive."""
    return (
        ask.organisation_id == actor.organisation_id
        and ask.deleted_at is None
        and ask.state in PUT
        and actor.supervision_of(ask.relation_id) is not None
    )


def can_say_if_helped(actor: Actor, ask: Ask, answer: AskAnswer) -> bool:
    """Whoever asked, of support that was offered."""
    return (
        ask.organisation_id == actor.organisation_id
        and ask.asker_id == actor.person_id
        and ask.deleted_at is None
        and answer.ask_id == ask.id
        and answer.kind == "support"
    )
