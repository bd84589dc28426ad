"""Pages that are there whatever has been written: who may open them, and begin something there.

They are closed (403) to whoever takes no part in practice, and whoever is not signed in is sent to
the sign-in page. The library's are open to auditor and governance too; the examples of writing and
Home to everyone who is signed in.
"""

from __future__ import annotations

from typing import Any

from supervision.access import library, recordings, reflections, sessions
from supervision.access.actor import Actor
from tests.access.doors import Door
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Begin
from tests.worlds import World

TABLE = """
any day | open Home          | @practice @elsewhere @offices   |
        | put welcome away   | @practice @elsewhere @offices   |
        | look at examples   | @practice @elsewhere @offices   |
        | write a reflection | @practice @elsewhere            | @offices
        | list reflections   | @practice @elsewhere            | @offices
        | write a recording  | @practice @elsewhere            | @offices
        | list recordings    | @practice @elsewhere            | @offices
        | list sessions      | @practice @elsewhere            | @offices
        | write a proposal   | @practice @elsewhere            | @offices
        | read the library   | @practice @elsewhere agnes noor | sandy
        | search the library | @practice @elsewhere agnes noor | sandy
        | plan a session     | @supervision oona               | @offices grace cora jean odile
"""
# A session is planned by those who supervise or are supervised today; nobody else finds anyone to
# plan one with.


def any_day(world: World) -> Thing:
    return Thing()


def _plans(actor: Actor) -> bool:
    relations = (*actor.supervises, *actor.supervised_by)
    return any(sessions.can_plan(actor, one) for one in relations)


def _reflection(thing: Thing) -> dict[str, Any]:
    return {"happened": "We walked as far as the gate."}


def _looked_for(thing: Thing) -> dict[str, Any]:
    return {"q": "gate"}


def _recording(thing: Thing) -> dict[str, Any]:
    return {"what_matters": "To be among people again", "person": "new"}


def _proposal(thing: Thing) -> dict[str, Any]:
    return {"title": "Walking to the gate"}


MATRIX = Matrix(
    noun="places",
    key="",
    tables=frozenset(),
    states={"any day": any_day},
    actions={
        "open Home": Action(http=(Door("home.home"),)),
        "put welcome away": Action(http=(Door("home.put_away", "POST"),)),
        "look at examples": Action(http=(Door("help.examples_of_writing"),)),
        "write a reflection": Action(
            Begin(reflections.can_write),
            http=(
                Door("reflections.write"),
                Door("reflections.write", "POST", _reflection, form="reflections.write"),
            ),
        ),
        "list reflections": Action(
            http=(
                Door("reflections.overview"),
                Door("reflections.find"),
                Door("reflections.find", "POST", _looked_for),
            )
        ),
        "write a recording": Action(
            Begin(recordings.can_write),
            http=(
                Door("recordings.write"),
                Door("recordings.write", "POST", _recording, form="recordings.write"),
            ),
        ),
        "list recordings": Action(http=(Door("recordings.overview"),)),
        "list sessions": Action(http=(Door("sessions.overview"),)),
        "write a proposal": Action(
            Begin(library.can_write),
            http=(
                Door("library.write"),
                Door("library.write", "POST", _proposal, form="library.write"),
            ),
        ),
        "read the library": Action(Begin(library.reads_library), http=(Door("library.overview"),)),
        "search the library": Action(
            http=(Door("library.overview", query=lambda thing: {"q": "meadow"}),)
        ),
        "plan a session": Action(Begin(_plans), http=(Door("sessions.plan"),)),
    },
    table=TABLE,
)
