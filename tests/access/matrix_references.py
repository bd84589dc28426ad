"""Person references: who is offered one to write about, who may let another hold it, and where the
label of a recording shows on a reflection that is about it.

A reference is known only to those who hold it today; a label only to those who can read the
recording, whoever may read the reflection.
"""

from __future__ import annotations

from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound
from supervision.models.recordings import PersonReference
from supervision.queries import recordings
from tests.access import making
from tests.access.doors import Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import See
from tests.worlds import World

TABLE = """
held by callum                           | hold, be offered | callum        |
                                         | label            | callum        |
held by callum and kirsty                | hold, be offered | callum kirsty |
                                         | label            | callum        |
kirsty held until yesterday              | hold, be offered | callum        |
                                         | label            | callum        |
kirsty holds from tomorrow               | hold, be offered | callum        |
                                         | label            | callum        |
callum holds no longer, kirsty does      | hold, be offered | kirsty        |
                                         | label            | callum        |
about a draft, shared with morag         | hold, be offered | callum        |
                                         | label            | callum        |
recorded, shared with morag and the team | hold, be offered | callum        |
                                         | label            | callum morag  |
recorded, shared with rhona and kirsty   | hold, be offered | callum kirsty |
                                         | label            | callum kirsty |
"""


def held(
    world: World, since: int | None = None, until: int | None = None, state: str = "recorded"
) -> Thing:
    """A recording and a private reflection about it; kirsty holds the reference from a day on."""
    thing = making.recording(world, state=state)
    if since is not None:
        making.hold(world, thing, "kirsty", since, until)
    about = making.reflection(world, about=thing.keys["recording_id"])
    thing.keys |= about.keys
    return thing


def handed_on(world: World) -> Thing:
    thing = held(world, since=90)
    making.end_holding(world, thing, "callum", 1)
    return thing


def about_draft(world: World) -> Thing:
    thing = held(world, state="draft")
    making.open_to(world, thing, relation_id=world.relations["morag", "callum"])
    return thing


def with_team(world: World) -> Thing:
    thing = held(world)
    making.open_to(world, thing, relation_id=world.relations["morag", "callum"])
    making.open_to(world, thing, team_id=world.teams["Lochside"])
    return thing


def with_colleagues(world: World) -> Thing:
    thing = held(world, since=90)
    for name in ("rhona", "kirsty"):
        making.open_to(world, thing, person_id=world.ids[name])
    return thing


def _offered(actor: Actor, thing: Thing) -> bool:
    return thing.keys["reference_id"] in {key for key, _ in recordings.references(actor)}


def _got(actor: Actor, thing: Thing) -> bool:
    try:
        recordings.reference(actor, thing.keys["reference_id"])
    except NotFound:
        return False
    return True


def _fellows(actor: Actor, thing: Thing) -> bool:
    """Whether the actor is told who else holds it; a colleague who does, before and after."""
    key = thing.keys["reference_id"]
    return key in recordings.fellows(actor, [key]) or _got(actor, thing)


MATRIX = Matrix(
    noun="references",
    key="reference_id",
    tables=frozenset({"person_references", "person_reference_holders"}),
    states={
        "held by callum": held,
        "held by callum and kirsty": lambda world: held(world, since=90),
        "kirsty held until yesterday": lambda world: held(world, since=90, until=1),
        "kirsty holds from tomorrow": lambda world: held(world, since=-1),
        "callum holds no longer, kirsty does": handed_on,
        "about a draft, shared with morag": about_draft,
        "recorded, shared with morag and the team": with_team,
        "recorded, shared with rhona and kirsty": with_colleagues,
    },
    actions={
        "hold": Action(See(access.references_held_by, PersonReference, "reference_id")),
        "be offered": Action(
            listed=(_offered, _got, _fellows),
            http=(
                Shown("recordings.write", "label"),
                Shown("recordings.write", "reference_id"),
            ),
        ),
        "label": Action(http=(Shown("reflections.read", "label"),)),
    },
    table=TABLE,
)
