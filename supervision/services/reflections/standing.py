"""How a reflection stands now: its words, who may read them, and whom its ask is put to."""

from __future__ import annotations

from sqlalchemy import select

from supervision import audit, outbox
from supervision.access import people as people_access
from supervision.access.actor import Actor
from supervision.domain import asks
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.people import Person, Team
from supervision.models.reflections import WORDS, Reflection, ReflectionShare


def spoken(reflection: Reflection) -> dict[str, str]:
    """The words of a reflection, by field."""
    return {name: getattr(reflection, name) or "" for name in WORDS}


def with_ask(reflection: Reflection) -> dict[str, str]:
    """The words of a reflection and of what it asks for, by field."""
    ask = db.session.scalar(
        select(Ask).where(Ask.reflection_id == reflection.id, Ask.deleted_at.is_(None))
    )
    return {**spoken(reflection), "ask_words": (ask.words or "") if ask else ""}


def hold(reflection: Reflection) -> None:
    """See a reflection as it stands now, and keep another window from changing it meanwhile."""
    db.session.refresh(reflection, with_for_update=True)


def live_shares(reflection: Reflection) -> list[ReflectionShare]:
    """The shares that were not taken back, the oldest first."""
    return list(
        db.session.scalars(
            select(ReflectionShare)
            .where(
                ReflectionShare.reflection_id == reflection.id,
                ReflectionShare.taken_back_at.is_(None),
            )
            .order_by(ReflectionShare.shared_at, ReflectionShare.id)
        )
    )


def open_shares(actor: Actor, reflection: Reflection) -> list[ReflectionShare]:
    """Of the shares of the actor's own reflection, those that let someone read it today: not one
    whose supervision has ended, nor one with a colleague who has left or a team that is closed."""
    alive = {relation.id for relation in actor.supervised_by}
    live = live_shares(reflection)
    named = [share.person_id for share in live if share.person_id is not None]
    here = set(
        db.session.scalars(
            select(Person.id).where(Person.id.in_(named), people_access.working_here(actor))
        )
        if named
        else ()
    )
    teams = [share.team_id for share in live if share.team_id is not None]
    still = set(
        db.session.scalars(select(Team.id).where(Team.id.in_(teams), Team.closed_on.is_(None)))
        if teams
        else ()
    )
    return [
        share
        for share in live
        if share.team_id in still or share.relation_id in alive or share.person_id in here
    ]


def aim(actor: Actor, reflection: Reflection) -> None:
    """Put the ask of a reflection to a supervisor whom the reflection is shared with now; where
    there is none, to nobody. A withdrawn ask is aimed too: it may be asked again."""
    db.session.flush()
    ask = db.session.scalar(select(Ask).where(Ask.reflection_id == reflection.id))
    if ask is None:
        return
    alive = {relation.id for relation in actor.supervised_by}
    shared = [row.relation_id for row in live_shares(reflection) if row.relation_id in alive]
    put = ask.state in (asks.AskState.WAITING, asks.AskState.ANSWERED)
    if put and ask.relation_id in shared:
        return
    if shared:
        ask.relation_id, ask.asked_at = shared[0], actor.now
        ask.state = asks.AskState.WAITING
        if ask.deleted_at is None:
            audit.did(actor, "asked", ask)
            relation = actor.supervision_by(shared[0])
            outbox.waiting(actor, [relation.supervisor_id] if relation else [], ask)
    else:
        ask.relation_id = None
        ask.state = asks.after_taking_back(asks.AskState(ask.state))
