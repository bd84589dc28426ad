"""Agreed actions: whose they are, where they come back, and who looks at them again.

They are part of their session and read by the same two. What passes over to another supervisor:
`matrix_passing`.
"""

from __future__ import annotations

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.actions import Look
from supervision.domain.refusals import NotFound
from supervision.models.sessions import SupervisionSession
from supervision.queries import sessions
from tests.access import making_sessions
from tests.access.doors import Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
callum's, from last time           | on its page         | callum morag |
                                   | come back           | callum morag |
                                   | mine                | callum       |
                                   | Home                | callum       |
                                   | agree another, look | callum morag |
morag's, from last time            | on its page         | callum morag |
                                   | come back           | callum morag |
                                   | mine                | morag        |
                                   | promised            | callum       |
                                   | Home                | callum morag |
                                   | agree another, look | callum morag |
callum's, done since               | on its page         | callum morag |
                                   | come back           | callum morag |
                                   | agree another, look | callum morag |
callum's, in a record signed since | on its page         | callum morag |
                                   | come back           | callum morag |
                                   | mine                | callum       |
                                   | Home                | callum       |
                                   | agree another, look |              | callum morag
callum's, with priya               | on its page         | callum priya |
                                   | mine                | callum       |
                                   | Home                | callum       |
                                   | agree another, look | callum priya |
"""
# `session_id` is the session in which things go on: the later of two, where there are two.


def last_time(world: World, owner: str) -> Thing:
    """An action of a session of ten days ago, and the next session, which is planned."""
    first = making_sessions.written(world, days=10, share=True)
    making_sessions.agree(world, first, "morag", owner, 10)
    later = making_sessions.planned(world, starts_in=2)
    first.keys["first_id"] = first.keys["session_id"]
    first.keys["session_id"] = later.keys["session_id"]
    return first


def done(world: World) -> Thing:
    thing = last_time(world, "callum")
    making_sessions.look(world, thing, "morag", Look.DONE, thing.keys["session_id"])
    return thing


def signed_since(world: World) -> Thing:
    first = making_sessions.written(world, days=10, share=True)
    making_sessions.agree(world, first, "morag", "callum", 10)
    later = making_sessions.signed(world, by=())
    making_sessions.look(world, first, "morag", Look.CARRY_ON, later.keys["session_id"])
    for name in making_sessions.PAIR:
        making_sessions.sign(world, later, name, 0)
    first.keys["first_id"] = first.keys["session_id"]
    first.keys["session_id"] = later.keys["session_id"]
    return first


def with_priya(world: World) -> Thing:
    thing = making_sessions.written(world, ("priya", "callum"), share=True)
    making_sessions.agree(world, thing, "priya", "callum")
    thing.keys["first_id"] = thing.keys["session_id"]
    making_sessions.planned(world, starts_in=2)
    return thing


def mine(actor: Actor, thing: Thing) -> bool:
    return thing.keys["action_id"] in {row.id for row in sessions.my_actions(actor)}


def promised(actor: Actor, thing: Thing) -> bool:
    return thing.keys["action_id"] in {row.id for row in sessions.promised_to(actor)}


def part_of_it(actor: Actor, thing: Thing) -> bool:
    row = sessions.by_key(actor, thing.keys["first_id"])
    found = sessions.parts(actor, row).actions if row else ()
    return thing.keys["action_id"] in {one.id for one in found}


def back(actor: Actor, thing: Thing) -> bool:
    """Whether the next session brings it up, by the list and by its key alike."""
    row = sessions.by_key(actor, thing.keys["session_id"])
    if row is None:
        return False
    looks = [look.action_id for look in sessions.parts(actor, row).looks]
    return thing.keys["action_id"] in {
        one.id for one in sessions.earlier_actions(actor, row, looks)
    }


def back_by_key(actor: Actor, thing: Thing) -> bool:
    row = sessions.by_key(actor, thing.keys["session_id"])
    try:
        return row is not None and bool(
            sessions.earlier_action(actor, row, thing.keys["action_id"])
        )
    except NotFound:
        return False


def in_any(actor: Actor, thing: Thing) -> bool:
    """Whether a session of another relation brings it up."""
    rows = [*sessions.upcoming(actor), *sessions.past(actor).rows]
    for row in rows:
        opened = sessions.get(actor, row.id)
        if opened.id not in (thing.keys["session_id"], thing.keys["first_id"]):
            found = sessions.earlier_actions(actor, opened, [thing.keys["action_id"]])
            if thing.keys["action_id"] in {one.id for one in found}:
                return True
    return False


SEE = See(access.visible_to, SupervisionSession, "session_id")
PARTS = Can(access.can_add, SEE)

MATRIX = Matrix(
    noun="actions",
    key="action_id",
    tables=frozenset({"agreed_actions", "action_looks"}),
    states={
        "callum's, from last time": lambda world: last_time(world, "callum"),
        "morag's, from last time": lambda world: last_time(world, "morag"),
        "callum's, done since": done,
        "callum's, in a record signed since": signed_since,
        "callum's, with priya": with_priya,
    },
    actions={
        "on its page": Action(listed=(part_of_it,), http=(Shown("sessions.read", "action"),)),
        "come back": Action(listed=(back, back_by_key)),
        "come up elsewhere": Action(listed=(in_any,)),
        "mine": Action(listed=(mine,)),
        "promised": Action(listed=(promised,)),
        "Home": Action(http=(Shown("home.home", "action"),)),
        "agree another": Action(PARTS),
        "look": Action(PARTS),
    },
    table=TABLE,
)
