"""Making sessions of groups in each of their states, through services.

Fergus convenes, Callum, Rhona and Iain take part; Rhona does not come.
"""

from __future__ import annotations

from datetime import timedelta

from supervision.access.actor import Actor
from supervision.keys import new_key
from supervision.models.sessions import SupervisionSession
from supervision.queries import groups
from supervision.services import sessions
from tests.access import making
from tests.access.matrix import Thing
from tests.worlds import World

CONVENER, MEMBERS, CAME = "fergus", ("callum", "rhona", "iain"), ("callum", "iain")


def planned(world: World, *, kind: str = "group", starts_in: float = 2) -> Thing:
    """A session of a group, of whose agenda callum put something."""
    thing = Thing(words={"agenda": "Figwort, and the night shifts", "group": "Lapwing circle"})
    members = [world.ids[name] for name in MEMBERS]
    with making.then(world, CONVENER, 1) as actor:
        row = sessions.plan_group(
            actor,
            new_key(),
            kind=kind,
            name=thing.words["group"],
            members=members,
            allowed=members,
            starts_at=world.clock.now + timedelta(days=starts_in),
        )
        thing.keys["session_id"] = row.id
    with making.then(world, "callum", 1) as actor:
        row = session(actor, thing)
        item = sessions.add_to_agenda(actor, row, new_key(), thing.words["agenda"], "member")
        thing.keys["item_id"] = item.id
    return thing


def moved(world: World) -> Thing:
    """One that its convener moved, saying why."""
    thing = planned(world)
    thing.words["why"] = "Meadowsweet and a broken boiler"
    with making.then(world, CONVENER) as actor:
        row, later = session(actor, thing), actor.now + timedelta(days=4)
        sessions.move(
            actor, row, row.version, starts_at=later, reason="urgent", words=thing.words["why"]
        )
    return thing


def cancelled(world: World) -> Thing:
    """One that its convener cancelled, saying why."""
    thing = planned(world)
    thing.words |= {"why": "Meadowsweet and a long flu", "reason": "because of sickness"}
    with making.then(world, CONVENER) as actor:
        row = session(actor, thing)
        sessions.cancel(actor, row, row.version, reason="sickness", words=thing.words["why"])
    return thing


def written(world: World, *, kind: str = "group", share: bool = False) -> Thing:
    """One of which the convener wrote a section, and shared the draft or did not."""
    thing = planned(world, kind=kind, starts_in=-1)
    thing.words["section"] = "Tormentil grows where it is let be"
    with making.then(world, CONVENER) as actor:
        row = session(actor, thing)
        versions = {s.name: s.version for s in groups.parts(actor, row).sections}
        words = {"reflection": thing.words["section"]}
        sessions.save_sections(actor, row, words, versions, groups.my_part(actor, row))
        sessions.came(actor, row, [world.ids[name] for name in CAME])
        if share:
            sessions.share(actor, row)
    return thing


def signed(world: World, *, by: tuple[str, ...] = (*CAME, CONVENER)) -> Thing:
    """One whose draft was shared and signed by these."""
    return _signed(world, written(world, share=True), by)


def _signed(world: World, thing: Thing, by: tuple[str, ...]) -> Thing:
    for name in by:
        with making.then(world, name) as actor:
            row = session(actor, thing)
            parts = groups.parts(actor, row)
            shown = sessions.content_hash(row, parts)
            sessions.sign(actor, row, parts, shown, parts.part_of(actor.person_id))
            thing.versions["shown"] = shown.hex()
    return thing


def promised(world: World, owner: str = "callum", *, by: str = CONVENER, **how: bool) -> Thing:
    """One in which someone said they would do something.

    Args:
        owner: who will do it; `by` put that there.
        how: `share` or `sign` the record; neither, and it is only being written.
    """
    sign = how.pop("sign", False)
    thing = written(world, share=sign or how.pop("share", False))
    thing.words["promise"] = "Ask about the lochan path"
    with making.then(world, by) as actor:
        row = session(actor, thing)
        made = sessions.agree_action(
            actor,
            row,
            new_key(),
            words=thing.words["promise"],
            owner_id=world.ids[owner],
            part=groups.my_part(actor, row),
        )
        thing.keys["action_id"] = made.id
        thing.versions["owner"] = str(world.ids[CONVENER])
    return _signed(world, thing, (*CAME, CONVENER)) if sign else thing


def added_to(world: World) -> Thing:
    """Words that someone who did not come added under a signed record."""
    thing = signed(world)
    thing.words["addition"] = "Bog myrtle, and what came after"
    with making.then(world, "rhona") as actor:
        row = session(actor, thing)
        sessions.add_after_signing(actor, row, new_key(), thing.words["addition"], "member")
    return thing


def session(actor: Actor, thing: Thing) -> SupervisionSession:
    return groups.get(actor, thing.keys["session_id"])
