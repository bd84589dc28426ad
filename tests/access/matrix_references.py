"""Person references: who is offered one to write about, who opens its page, who hands it over, and
where the label of a recording shows on a reflection that is about it.

To write about a person or to hand them over takes holding the reference today; the page is for
those, and for whoever can read a recording about the person; a label only for those who can read
the recording, whoever may read the reflection.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.recordings import PersonReference
from supervision.queries import recordings
from tests.access import making
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
held by callum                 | hold, be offered | callum                    |
                               | label            | callum                    |
                               | open its page    | callum morag priya        |
                               | hand over        | callum                    | morag priya
                               | hand elsewhere   |                           | morag priya
held by callum and kirsty      | hold, be offered | callum kirsty             |
                               | label            | callum                    |
                               | open its page    | callum kirsty morag priya |
                               | hand over        | callum kirsty             | morag priya
                               | hand elsewhere   |                           | morag priya
kirsty held until yesterday    | hold, be offered | callum                    |
                               | label            | callum                    |
                               | open its page    | callum morag priya        |
                               | hand over        | callum                    | morag priya
                               | hand elsewhere   |                           | morag priya
kirsty holds from tomorrow     | hold, be offered | callum                    |
                               | label            | callum                    |
                               | open its page    | callum morag priya        |
                               | hand over        | callum                    | morag priya
                               | hand elsewhere   |                           | morag priya
kirsty alone holds it          | hold, be offered | kirsty                    |
                               | label            | callum                    |
                               | open its page    | callum kirsty morag priya |
                               | hand over        | kirsty                    | callum morag priya
                               | hand elsewhere   |                           | callum morag priya
handed over today              | hold, be offered | callum kirsty             |
                               | label            | callum                    |
                               | be told of it    | kirsty                    |
                               | open its page    | callum kirsty morag priya |
                               | hand over        | callum kirsty             | morag priya
                               | hand elsewhere   |                           | morag priya
handed over yesterday          | hold, be offered | kirsty                    |
                               | label            | callum                    |
                               | be told of it    | kirsty                    |
                               | open its page    | callum kirsty morag priya |
                               | hand over        | kirsty                    | callum morag priya
                               | hand elsewhere   |                           | callum morag priya
a draft, shared with morag     | hold, be offered | callum                    |
                               | label            | callum                    |
                               | open its page    | callum                    |
                               | hand over        | callum                    |
shared with morag and the team | hold, be offered | callum                    |
                               | label            | callum morag              |
                               | open its page    | callum morag priya        |
                               | hand over        | callum                    | morag priya
                               | hand elsewhere   |                           | morag priya
shared with rhona and kirsty   | hold, be offered | callum kirsty             |
                               | label            | callum kirsty             |
                               | open its page    | callum kirsty morag priya |
                               | hand over        | callum kirsty             | morag priya
                               | hand elsewhere   |                           | morag priya
"""
# Whoever hands over has that day as their last. A colleague of another organisation is nobody here:
# for a holder it is as if they did not exist.


def held(
    world: World, since: int | None = None, until: int | None = None, state: str = "recorded"
) -> Thing:
    """A recording and a private reflection about it; kirsty holds the reference from a day on."""
    thing = making.recording(world, state=state)
    if since is not None:
        making.hold(world, thing, "kirsty", since, until)
    about = making.reflection(world, about=thing.keys["recording_id"])
    thing.keys |= about.keys | {"colleague": world.ids["tomasz"], "stranger": world.ids["oona"]}
    return thing


def handed_over(world: World, days: float) -> Thing:
    thing = held(world)
    making.hand_over(world, thing, "kirsty", days)
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


def _told(actor: Actor, thing: Thing) -> bool:
    """Whether the list of outcomes says that the person was handed to the actor."""
    return str(thing.keys["code"]) in {row.code for row in recordings.handed(actor)}


def _hands(actor: Actor, thing: Thing) -> dict[str, Any]:
    row = db.session.get_one(PersonReference, thing.keys["reference_id"])
    return {"holds": recordings.holds_reference(actor, row), "works_here": True}


def _to(name: str) -> Callable[[Thing], dict[str, Any]]:
    return lambda thing: {"colleague": str(thing.keys[name])}


SEE = See(access.references_visible_to, PersonReference, "reference_id")

MATRIX = Matrix(
    noun="references",
    key="reference_id",
    tables=frozenset({"person_references", "person_reference_holders"}),
    states={
        "held by callum": held,
        "held by callum and kirsty": lambda world: held(world, since=90),
        "kirsty held until yesterday": lambda world: held(world, since=90, until=1),
        "kirsty holds from tomorrow": lambda world: held(world, since=-1),
        "kirsty alone holds it": handed_on,
        "handed over today": lambda world: handed_over(world, 0),
        "handed over yesterday": lambda world: handed_over(world, 1),
        "a draft, shared with morag": about_draft,
        "shared with morag and the team": with_team,
        "shared with rhona and kirsty": with_colleagues,
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
        "open its page": Action(
            SEE, http=(Door("recordings.person"), Shown("recordings.person", "label"))
        ),
        "hand over": Action(
            Can(access.can_hand_over, SEE, _hands),
            http=(
                Door("recordings.hand_over"),
                Door("recordings.hand_over", "POST", _to("colleague")),
            ),
        ),
        "be told of it": Action(listed=(_told,)),
        "hand elsewhere": Action(http=(Door("recordings.hand_over", "POST", _to("stranger")),)),
        "label": Action(http=(Shown("reflections.read", "label"),)),
    },
    table=TABLE,
)
