"""What waits for a second administrator. Agnes is one here too, and fergus where the state says so:
what they audit and whom they supervise opens nothing of this.

Whoever asked, whoever would get it and whoever looks after information see it and do not answer.
"""

from __future__ import annotations

from datetime import timedelta

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.people import Person
from supervision.queries import second_looks as queries
from supervision.services import people, second_looks
from tests.access.doors import Door, Shown
from tests.access.making import then
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
sandy asks alone       | find, open | sandy noor              |
                       | answer     |                         | sandy noor
                       | take back  | sandy                   | noor
noor asked once        | find, open | sandy noor              |
                       | answer     | sandy                   | noor
                       | take back  |                         | sandy noor
sandy asks to curate   | find, open | sandy noor agnes        |
                       | answer     | agnes                   | sandy noor
                       | take back  | sandy                   | agnes noor
agnes would be given   | find, open | sandy noor agnes fergus |
                       | answer     | fergus                  | sandy noor agnes
                       | take back  | sandy                   | agnes noor fergus
a look that was agreed | find, open | sandy noor agnes        |
                       | answer     |                         | sandy noor agnes
                       | take back  |                         | sandy noor agnes
"""
YEAR = timedelta(days=365)


def looked_at(
    world: World, *administrators: str, person: str = "sandy", role: str = "curator"
) -> Thing:
    """Something that sandy asked for, with others who administer."""
    thing = Thing()
    with then(world, "sandy", 1) as actor:
        for name in administrators:
            row = db.session.get_one(Person, world.ids[name])
            people.grant_role(actor, row, "administrator", actor.today - YEAR)
        what = {"role": role, "from": actor.today.isoformat(), "to": None}
        whom = db.session.get_one(Person, world.ids[person])
        look = second_looks.ask(actor, "role", what, "Somebody has to", whom)
        thing.keys["look_id"] = look.id
    return thing


def asked_once(world: World) -> Thing:
    """Something that noor asked for, who is no administrator any more: it can be declined."""
    thing = looked_at(world)
    with then(world, "sandy", 1):
        look = db.session.get_one(SecondLook, thing.keys["look_id"])
        look.asked_by = look.person_id = world.ids["noor"]
    return thing


def agreed(world: World) -> Thing:
    thing = looked_at(world, "agnes")
    with then(world, "agnes", 0.5) as actor:
        second_looks.agree(actor, db.session.get_one(SecondLook, thing.keys["look_id"]))
    return thing


def _listed(actor: Actor, thing: Thing) -> bool:
    try:
        found = (*queries.waiting(actor).rows, *queries.answered(actor).rows)
    except NotFound:
        return False
    return thing.keys["look_id"] in {row.id for row in found}


LOOK = See(access.second_looks_visible_to, SecondLook, "look_id")
ANSWERED = frozenset({403, 422})

MATRIX = Matrix(
    noun="second_looks",
    key="",
    tables=frozenset({"second_looks"}),
    states={
        "sandy asks alone": looked_at,
        "noor asked once": asked_once,
        "sandy asks to curate": lambda world: looked_at(world, "agnes"),
        "agnes would be given": lambda world: looked_at(
            world, "agnes", "fergus", person="agnes", role="administrator"
        ),
        "a look that was agreed": agreed,
    },
    actions={
        "find": Action(LOOK, (_listed,), (Shown("standing.second_looks", "look_id"),)),
        "open": Action(http=(Door("standing.second_look"),)),
        "answer": Action(
            Can(access.can_look_twice, LOOK),
            http=(
                Door(
                    "standing.second_look",
                    "POST",
                    lambda thing: {"look": "decline"},
                    refused=ANSWERED,
                ),
            ),
        ),
        "take back": Action(
            Can(access.can_take_back, LOOK),
            http=(Door("standing.take_back", "POST", refused=ANSWERED),),
        ),
    },
    table=TABLE,
)
