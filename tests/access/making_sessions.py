"""Making supervision sessions in each of their states, through services."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.domain.actions import Look
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.sessions import AgreedAction, SessionSection, SupervisionSession
from supervision.queries import sessions as queries
from supervision.services import sessions
from tests.access import making
from tests.access.matrix import Thing
from tests.worlds import World

PAIR = ("morag", "callum")


def planned(
    world: World, pair: tuple[str, str] = PAIR, *, days: float = 1, starts_in: float = -1
) -> Thing:
    """A session that its supervisee put something on the agenda of.

    Args:
        pair: supervisor and supervisee.
        days: how long ago it was planned.
        starts_in: when it starts, in days from now.
    """
    _, supervisee = pair
    thing = Thing(words={"agenda": "Figwort and the new rota"})
    thing.keys["relation_id"] = world.relations[pair]
    with making.then(world, supervisee, days) as actor:
        relation = actor.supervision_by(world.relations[pair])
        assert relation is not None
        row = sessions.plan(
            actor,
            relation,
            new_key(),
            starts_at=world.clock.now + timedelta(days=days + starts_in),
            place="By the loch",
        )
        item = sessions.add_to_agenda(actor, row, new_key(), thing.words["agenda"])
        thing.keys |= {"session_id": row.id, "item_id": item.id}
    return thing


def moved(world: World, *, starts_in: float = 0.3) -> Thing:
    """A session that its supervisee moved, saying why."""
    thing = planned(world, starts_in=2)
    thing.words["why"] = "Meadowsweet and a broken boiler"
    with making.then(world, "callum") as actor:
        row = session(actor, thing)
        later = actor.now + timedelta(days=starts_in)
        sessions.move(
            actor, row, row.version, starts_at=later, reason="urgent", words=thing.words["why"]
        )
    return thing


def cancelled(
    world: World, pair: tuple[str, str] = PAIR, *, days: float = 0, starts_in: float = 2
) -> Thing:
    """A session that its supervisor cancelled, saying why."""
    thing = planned(world, pair, days=days + 1, starts_in=starts_in)
    thing.words |= {"why": "Meadowsweet and a long flu", "reason": "because of sickness"}
    with making.then(world, pair[0], days) as actor:
        row = session(actor, thing)
        sessions.cancel(actor, row, row.version, reason="sickness", words=thing.words["why"])
    return thing


def added_to(world: World, thing: Thing, name: str = "callum") -> Thing:
    """Words under a signed record."""
    thing.words["addition"] = "Bog myrtle, and what came after"
    with making.then(world, name) as actor:
        row = session(actor, thing)
        made = sessions.add_after_signing(actor, row, new_key(), thing.words["addition"])
        thing.keys["addition_id"] = made.id
    return thing


def written(
    world: World, pair: tuple[str, str] = PAIR, *, days: float = 1, share: bool = False
) -> Thing:
    """A session of which the supervisor wrote a section, and shared the draft or did not."""
    thing = planned(world, pair, days=days, starts_in=-days)
    thing.words["section"] = "Tormentil grows where it is let be"
    with making.then(world, pair[0], days) as actor:
        row = session(actor, thing)
        versions = {
            name: version
            for name, version in db.session.execute(
                select(SessionSection.name, SessionSection.version).where(
                    SessionSection.session_id == row.id
                )
            )
        }
        sessions.save_sections(actor, row, {"reflection": thing.words["section"]}, versions)
        if share:
            sessions.share(actor, row)
    return thing


def signed(
    world: World, pair: tuple[str, str] = PAIR, *, days: float = 1, by: tuple[str, ...] = PAIR
) -> Thing:
    """A session whose draft was shared and signed by these."""
    thing = written(world, pair, days=days, share=True)
    for name in by:
        sign(world, thing, name, days)
    return thing


def sign(world: World, thing: Thing, name: str, days: float) -> None:
    with making.then(world, name, days) as actor:
        row = session(actor, thing)
        parts = queries.parts(actor, row)
        shown = sessions.content_hash(row, parts)
        sessions.sign(actor, row, parts, shown)
        thing.versions["shown"] = shown.hex()


def session(actor: Actor, thing: Thing) -> SupervisionSession:
    return queries.get(actor, thing.keys["session_id"])


def agree(world: World, thing: Thing, name: str, owner: str, days: float = 1) -> Thing:
    """An action that someone agreed to, in this session."""
    thing.words["action"] = "Ring about the lochan path"
    with making.then(world, name, days) as actor:
        made = sessions.agree_action(
            actor,
            session(actor, thing),
            new_key(),
            words=thing.words["action"],
            owner_id=world.ids[owner],
        )
        thing.keys["action_id"] = made.id
    return thing


def look(
    world: World, thing: Thing, name: str, said: Look, later: uuid.UUID, days: float = 0
) -> None:
    """Look at an action again, in a later session."""
    with making.then(world, name, days) as actor:
        row = queries.get(actor, later)
        action = db.session.get_one(AgreedAction, thing.keys["action_id"])
        sessions.look(actor, row, action, said)
