"""What somebody types and has not saved, kept while they write: theirs alone, whatever it is about
and whoever may read the text that it would become. All of it is callum's here, and morag reads the
text that stands."""

from __future__ import annotations

import uuid

from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.queries import kept as queries
from supervision.services import kept
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.foundation.steps import write_quickly
from tests.worlds import World

TABLE = """
of a new reflection | find it again, see it listed      | callum |
                    | keep it anew, throw it away       | callum |
over a shared text  | find it again there, keep it anew | callum |
                    | see it listed, throw it away      | callum |
of what was saved   | find it again                     |        |
thrown away         | find it again                     |        |
"""


def of_a_new_one(world: World, path: str = "/reflections/new") -> Thing:
    thing = Thing({"key": uuid.uuid4()}, {"typed": "Saxifrage between the stones"})
    with world.acting("callum") as actor:
        fields = [("happened", thing.words["typed"]), ("ask", "none"), ("about", "none")]
        assert kept.while_writing(actor, thing.keys["key"], path, 1, fields)
    return thing


def over_a_shared_text(world: World) -> Thing:
    text = write_quickly(world, "callum", "As morag reads it", shared_with="morag")
    thing = of_a_new_one(world, f"/reflections/{text}/edit")
    thing.keys["reflection_id"] = text
    return thing


def saved_since(world: World) -> Thing:
    thing = of_a_new_one(world)
    with world.acting("callum") as actor:
        kept.saved(actor, thing.keys["key"])
    return thing


def thrown_away(world: World) -> Thing:
    thing = of_a_new_one(world)
    with world.acting("callum") as actor:
        kept.throw_away(actor, thing.keys["key"])
    return thing


def _found(actor: Actor, thing: Thing) -> bool:
    return queries.form(actor, thing.keys["key"], "/reflections/new") is not None


def _found_there(actor: Actor, thing: Thing) -> bool:
    path = f"/reflections/{thing.keys.get('reflection_id')}/edit"
    return queries.form(actor, thing.keys["key"], path) is not None


def _listed(actor: Actor, thing: Thing) -> bool:
    return thing.keys["key"] in {one.key for one in queries.waiting(actor)}


def _kept_anew(actor: Actor, thing: Thing) -> bool:
    told = kept.while_writing(actor, thing.keys["key"], "/reflections/new", 2, [("happened", "x")])
    db.session.rollback()
    return told


def _thrown(actor: Actor, thing: Thing) -> bool:
    try:
        kept.throw_away(actor, thing.keys["key"])
    except NotFound:
        return False
    finally:
        db.session.rollback()
    return True


def _again(thing: Thing) -> dict[str, object]:
    return {"kept": thing.keys["key"]}


MATRIX = Matrix(
    noun="kept forms",
    key="key",
    tables=frozenset({"kept_forms"}),
    states={
        "of a new reflection": of_a_new_one,
        "over a shared text": over_a_shared_text,
        "of what was saved": saved_since,
        "thrown away": thrown_away,
    },
    actions={
        "find it again": Action(
            listed=(_found,), http=(Shown("reflections.write", "typed", query=_again),)
        ),
        "find it again there": Action(listed=(_found_there,)),
        "see it listed": Action(listed=(_listed,), http=(Shown("unsaved.overview", "key"),)),
        "keep it anew": Action(listed=(_kept_anew,)),
        "throw it away": Action(listed=(_thrown,), http=(Door("unsaved.throw_away", "POST"),)),
    },
    table=TABLE,
)
