"""Files of people: for administrators, and carried out by whoever brought them. Whoever looks after
information has nothing to do with them, and for everybody else there is nothing here.
"""

from __future__ import annotations

import io
from typing import Any

from supervision import importing
from supervision.access import imports
from supervision.importing.outcomes import Outcome
from supervision.models.administration import PeopleImport
from supervision.queries import imports as queries
from supervision.services import imports as services
from tests.access.doors import Door
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import About, Can, See
from tests.worlds import World

TABLE = """
looked at        | bring a file, take the template, see, take what is wrong | sandy |
                 | carry out, go on, follow, print links, set aside         | sandy |
stopped half-way | bring a file, take the template, see, take what is wrong | sandy |
                 | carry out, go on, follow, print links, set aside         | sandy |
done             | bring a file, take the template, see, take what is wrong | sandy |
                 | carry out, go on, follow, print links                    | sandy |
                 | set aside                                                |       | sandy
"""
FILE = b"Name,Email,Team\nIsla Gunn,isla.gunn,Lochside\nRory Innes,rory.innes,Nowhere\n"
SEES = See(imports.imports_visible_to, PeopleImport, "import_id")
DONE = frozenset({403, 422})


def looked_at(world: World) -> Thing:
    with world.acting("sandy") as actor:
        looked = importing.look(actor, "people.csv", FILE)
        brought = services.keep(actor, looked.to_json(), len(looked.plans), Outcome().to_json())
        return Thing({"import_id": brought.id})


def stopped(world: World) -> Thing:
    thing = looked_at(world)
    with world.acting("sandy") as actor:
        brought = queries.get(actor, thing.keys["import_id"])
        services.begin(actor, brought, Outcome().to_json())
    return thing


def done(world: World) -> Thing:
    thing = stopped(world)
    with world.acting("sandy") as actor:
        claimed = services.claim(thing.keys["import_id"], actor.now)
    assert claimed is not None
    assert importing.work_off(world.app, claimed, pause=0)
    return thing


def _listed(actor: Any, thing: Thing) -> bool:
    return thing.keys["import_id"] in {one.id for one in queries.latest(actor)}


def _file(thing: Thing) -> dict[str, Any]:
    return {"file": (io.BytesIO(FILE), "people.csv")}


CAN = Can(imports.can_carry_out, SEES)

MATRIX = Matrix(
    noun="imports",
    key="",
    tables=frozenset({"people_imports"}),
    # Each sets aside what was only looked at before, so that comes last.
    states={"done": done, "stopped half-way": stopped, "looked at": looked_at},
    actions={
        "bring a file": Action(
            policy=About(imports.can_import, lambda actor, thing: imports.can_import(actor)),
            http=(Door("imports.begin"), Door("imports.begin", "POST", _file)),
        ),
        "take the template": Action(http=(Door("imports.template"),)),
        "see": Action(policy=SEES, listed=(_listed,), http=(Door("imports.read"),)),
        "take what is wrong": Action(http=(Door("imports.problems"),)),
        "carry out": Action(
            policy=CAN,
            http=(
                Door(
                    "imports.carry_out",
                    "POST",
                    lambda thing: {"leave_out": "y"},
                    again=frozenset({"stopped half-way", "done"}),
                ),
            ),
        ),
        "go on": Action(
            http=(Door("imports.go_on", "POST", again=frozenset({"looked at", "done"})),)
        ),
        "follow": Action(http=(Door("imports.progress"),)),
        "print links": Action(http=(Door("imports.links", "POST"),)),
        "set aside": Action(http=(Door("imports.set_aside", "POST", refused=DONE),)),
    },
    table=TABLE,
)
