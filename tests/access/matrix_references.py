"""Person references: who is offered one to write about, who opens its page, who hands it over, and
where the label of a recording shows on a reflection that is about it.

To write about a person or to hand them over takes holding the reference today; the page is for
those, and for whoever can read a recording about the person; a label only for those who can read
the recording, whoever may read the reflection.

What somebody who leaves still holds is handed over for them by their line supervisor of the last
day, from the day on which it is noted until 90 days after it, and by nobody else. It opens nothing:
the supervisor is told the reference, and the page of the person stays what it is.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.domain.references import left_since
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.people import Person, SupervisionRelation
from supervision.models.recordings import PersonReference
from supervision.queries import recordings
from supervision.services import leaving, people
from supervision.services import recordings as services
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
callum's last day is noted     | hold, be offered | callum                    |
                               | label            | callum                    |
                               | open its page    | callum morag priya        |
                               | hand over        | callum                    | morag priya
                               | hand elsewhere   |                           | morag priya
                               | hand over for    | morag                     |
                               | be told of left  | morag                     |
bram left, nothing ended       | open its page    | morag                     |
                               | hand over        |                           | morag
                               | hand elsewhere   |                           | morag
                               | hand over for    | morag                     |
                               | be told of left  | morag                     |
bram left yesterday            | hand over for    | morag                     |
                               | be told of left  | morag                     |
bram left 90 days ago          | hand over for    | morag                     |
                               | be told of left  | morag                     |
bram left 91 days ago          | hand over for    |                           |
bram's access was ended        | hand over for    | morag                     |
                               | be told of left  | morag                     |
fergus followed morag          | hand over for    | fergus                    |
                               | be told of left  | fergus                    |
bram had only priya            | hand over for    |                           |
bram came back                 | hand over for    |                           |
morag handed it to kirsty      | hold, be offered | kirsty                    |
                               | be told of it    | kirsty                    |
                               | open its page    | kirsty                    |
                               | hand over        | kirsty                    |
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
    return _asked(world, thing, "callum", about)


def _asked(world: World, thing: Thing, holder: str, about: Thing) -> Thing:
    thing.keys |= about.keys | {"colleague": world.ids["tomasz"], "stranger": world.ids["oona"]}
    thing.keys["person_id"] = world.ids[holder]
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


def noted(world: World) -> Thing:
    thing = held(world)
    with world.acting("sandy") as actor:
        callum = db.session.get_one(Person, world.ids["callum"])
        leaving.set_last_day(actor, callum, actor.today + timedelta(days=7))
    return thing


def left(world: World, days: int = 1, *, line: str = "morag", at_once: bool = False) -> Thing:
    """Bram held the reference to the last day, so many days ago; priya was a professional
    supervisor, and fergus, where it is so, the line supervisor of the last days."""
    thing = making.recording(world, "bram")
    about = making.reflection(world, "bram", about=thing.keys["recording_id"])
    with world.acting("sandy") as actor:
        bram = db.session.get_one(Person, world.ids["bram"])
        bram.left_on = None
        before = actor.today - timedelta(days=20)
        _relate(actor, world, "priya", "professional", before)
        if line != "morag":
            key = world.relations["morag", "bram"]
            db.session.get_one(SupervisionRelation, key).to_date = before
        if line == "fergus":
            _relate(actor, world, "fergus", "line", before + timedelta(days=1))
        if at_once:
            leaving.shut_out(actor, bram)
        else:
            leaving.leave(actor, bram, actor.today - timedelta(days=days))
    return _asked(world, thing, "bram", about)


def _relate(actor: Actor, world: World, name: str, function: str, since: date) -> None:
    supervisor, bram = (db.session.get_one(Person, world.ids[one]) for one in (name, "bram"))
    people.relate(actor, supervisor, bram, function, since)


def only_left(world: World) -> Thing:
    """Bram has left, and supervision goes on in name: nothing has ended with it."""
    thing = making.recording(world, "bram")
    about = making.reflection(world, "bram", about=thing.keys["recording_id"])
    return _asked(world, thing, "bram", about)


def came_back(world: World) -> Thing:
    thing = left(world)
    with world.acting("sandy") as actor:
        bram = db.session.get_one(Person, world.ids["bram"])
        leaving.rehire(actor, bram, actor.today + timedelta(days=1))
    return thing


def handed_for(world: World) -> Thing:
    thing = left(world, 2)
    with making.then(world, "morag", 1) as actor:
        bram = recordings.leaving(actor, world.ids["bram"])
        reference = recordings.left_reference(actor, bram, str(thing.keys["code"]))
        services.hand_over_for(
            actor, reference, bram, world.ids["kirsty"], left=True, works_here=True
        )
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


def _told_of_left(actor: Actor, thing: Thing) -> bool:
    """Whether the line on Home, and its page, say that it waits to be handed over."""
    statement = recordings.leavers(actor, left_since(actor.today))
    home = thing.keys["person_id"] in {row[0] for row in db.session.execute(statement)}
    try:
        leaver = recordings.leaving(actor, thing.keys["person_id"])
    except NotFound:
        return home
    listed = {row.code for row in recordings.left(actor, leaver).rows}
    assert home == (str(thing.keys["code"]) in listed), actor.known_as
    return home


def _left(actor: Actor, thing: Thing) -> dict[str, Any]:
    """Whether the reference is among what somebody leaves, asked as the page asks."""
    try:
        leaver = recordings.leaving(actor, thing.keys["person_id"])
        recordings.left_reference(actor, leaver, str(thing.keys["code"]))
    except NotFound:
        return {"left": False, "works_here": True}
    return {"left": True, "works_here": True}


def _hands(actor: Actor, thing: Thing) -> dict[str, Any]:
    row = db.session.get_one(PersonReference, thing.keys["reference_id"])
    return {"holds": recordings.holds_reference(actor, row), "works_here": True}


def _to(name: str) -> Callable[[Thing], dict[str, Any]]:
    return lambda thing: {"colleague": str(thing.keys[name])}


SEE = See(access.references_visible_to, PersonReference, "reference_id")
SEE_LEFT = See(access.left_visible_to, PersonReference, "reference_id")

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
        "callum's last day is noted": noted,
        "bram left, nothing ended": only_left,
        "bram left yesterday": left,
        "bram left 90 days ago": lambda world: left(world, 90),
        "bram left 91 days ago": lambda world: left(world, 91),
        "bram's access was ended": lambda world: left(world, at_once=True),
        "fergus followed morag": lambda world: left(world, line="fergus"),
        "bram had only priya": lambda world: left(world, line=""),
        "bram came back": came_back,
        "morag handed it to kirsty": handed_for,
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
        "hand over for": Action(
            Can(access.can_hand_over_for, SEE_LEFT, _left),
            http=(
                Door("recordings.hand_over_for"),
                Door("recordings.hand_over_for", "POST", _to("colleague")),
            ),
        ),
        "be told of left": Action(
            SEE_LEFT, listed=(_told_of_left,), http=(Shown("recordings.left", "code"),)
        ),
        "be told of it": Action(listed=(_told,)),
        "hand elsewhere": Action(http=(Door("recordings.hand_over", "POST", _to("stranger")),)),
        "label": Action(http=(Shown("reflections.read", "label"),)),
    },
    table=TABLE,
)
