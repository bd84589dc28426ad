"""What a session is linked to: reflections, recordings, and asks brought to its agenda.

"A link gives nobody a right to read": who may not see the linked thing sees no title, no label and
no words of it, and its address leads nowhere.
"""

from __future__ import annotations

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.recordings import OutcomeRecording
from supervision.queries import recordings, reflections, sessions
from supervision.services import asks as ask_services
from supervision.services import sessions as services
from tests.access import making, making_sessions
from tests.access.doors import Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.worlds import World

TABLE = """
a reflection shared in this relation     | title      | callum morag |
a reflection taken back since            | title      | callum       |
a reflection shared with priya alone     | title      | callum       |
a private reflection, linked by callum   | title      | callum       |
a recording                              | label      | callum morag |
a recording that is a draft              | label      | callum       |
an ask brought to the agenda             | title, ask | callum morag |
an ask brought, and taken back           | title      | callum       |
a reflection in a session that jean held | title      | callum       |
a recording in a session that jean held  | label      | callum       |
an ask that jean brought                 | title, ask | callum       |
"""
# Both look at one agenda: an ask that is taken back loses its words there, for its asker too.
# A recording that is deleted shows no label to anyone.

JEAN = ("jean", "callum")


def _session(world: World, thing: Thing, pair: tuple[str, str] = ("morag", "callum")) -> Thing:
    """The same thing, with a session beside it that was planned before."""
    jean = pair == JEAN
    made = (
        making_sessions.planned(world, pair, days=making.LONG_AGO, starts_in=-35)
        if jean
        else making_sessions.planned(world, pair, days=1, starts_in=2)
    )
    thing.keys["session_id"] = made.keys["session_id"]
    return thing


def _link_reflection(world: World, thing: Thing, days: float = 0.8) -> Thing:
    with making.then(world, "callum", days) as actor:
        services.link_reflection(
            actor,
            making_sessions.session(actor, thing),
            reflections.get(actor, thing.keys["reflection_id"]),
        )
    return thing


def _link_recording(world: World, thing: Thing, days: float = 0.8) -> Thing:
    with making.then(world, "callum", days) as actor:
        services.link_recording(
            actor,
            making_sessions.session(actor, thing),
            recordings.get(actor, thing.keys["recording_id"]),
        )
    return thing


def a_reflection(world: World, share_with: str = "morag") -> Thing:
    thing = _session(world, making.reflection(world, share_with=share_with))
    return _link_reflection(world, thing)


def taken_back(world: World) -> Thing:
    thing = a_reflection(world)
    making.take_back(world, thing)
    return thing


def a_recording(world: World, state: str = "recorded") -> Thing:
    return _link_recording(world, _session(world, making.recording(world, state=state)))


def deleted_recording(world: World) -> Thing:
    thing = a_recording(world)
    making.delete(world, OutcomeRecording, thing.keys["recording_id"])
    return thing


def an_ask(world: World, pair: tuple[str, str] = ("morag", "callum"), days: float = 0.8) -> Thing:
    thing = making.reflection(
        world, ask="Bramblewood would help", share_with=pair[0], days=days + 0.5
    )
    _session(world, thing, pair)
    with making.then(world, pair[0], days) as actor:
        ask = db.session.get_one(Ask, thing.keys["ask_id"])
        services.bring_ask(actor, making_sessions.session(actor, thing), ask)
        ask_services.bring(actor, ask)
    return thing


def ask_taken_back(world: World) -> Thing:
    thing = an_ask(world)
    making.take_back(world, thing)
    return thing


def jeans_reflection(world: World) -> Thing:
    thing = making.reflection(world, share_with="jean", days=making.LONG_AGO)
    return _link_reflection(world, _session(world, thing, JEAN), making.LONG_AGO)


def jeans_recording(world: World) -> Thing:
    # Of those days: a recording that morag reads today, in a session that only callum opens.
    return _link_recording(world, _session(world, making.recording(world), JEAN), making.LONG_AGO)


def _title(actor: Actor, thing: Thing) -> bool:
    """What the queries behind the page of a session give of its reflections."""
    if sessions.by_key(actor, thing.keys["session_id"]) is None or "title" not in thing.words:
        return False
    row = making_sessions.session(actor, thing)
    linked = sessions.parts(actor, row).reflection_ids
    titles = set(reflections.titles(actor, linked).values())
    brought = {one.reflection for one in sessions.agenda(actor, row)}
    return thing.words["title"] in titles | brought


def _ask(actor: Actor, thing: Thing) -> bool:
    if sessions.by_key(actor, thing.keys["session_id"]) is None:
        return False
    rows = sessions.agenda(actor, making_sessions.session(actor, thing))
    return thing.words.get("ask") in {row.words for row in rows}


MATRIX = Matrix(
    noun="links",
    key="",
    tables=frozenset({"session_reflections", "session_recordings"}),
    states={
        "a reflection shared in this relation": a_reflection,
        "a reflection taken back since": taken_back,
        "a reflection shared with priya alone": lambda world: a_reflection(world, "priya"),
        "a private reflection, linked by callum": lambda world: a_reflection(world, ""),
        "a recording": a_recording,
        "a recording that is a draft": lambda world: a_recording(world, "draft"),
        "a recording that is deleted": deleted_recording,
        "an ask brought to the agenda": an_ask,
        "an ask brought, and taken back": ask_taken_back,
        "a reflection in a session that jean held": jeans_reflection,
        "a recording in a session that jean held": jeans_recording,
        "an ask that jean brought": lambda world: an_ask(world, JEAN, making.LONG_AGO),
    },
    actions={
        "title": Action(listed=(_title,), http=(Shown("sessions.read", "title"),)),
        "label": Action(http=(Shown("sessions.read", "label"),)),
        "ask": Action(listed=(_ask,), http=(Shown("sessions.read", "ask"),)),
    },
    table=TABLE,
)
