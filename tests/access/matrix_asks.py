"""Asks: kept, waiting, answered, taken back, withdrawn, and put to someone whose time has ended.

Reads it: whoever asks, and the supervisor it was put to, while the relation lasts and it is not
taken back. That supervisor answers, or offers support. Others who read the reflection do not learn
what it asks for: decisions 8 and 13 give an ask a relation of its own.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from supervision.access import asks as access
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.reflections import Reflection
from supervision.queries import asks, reflections
from supervision.services import asks as services
from supervision.services import reflections as reflection_services
from tests.access import making
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
kept with a private reflection     | read, name it   | callum       |
                                   | answer, offer   |              | callum
waiting for morag                  | read, name it   | callum morag |
                                   | wait on Home    | morag        |
                                   | answer, offer   | morag        | callum
waiting for morag, priya reads too | read, name it   | callum morag |
                                   | wait on Home    | morag        |
                                   | answer, offer   | morag        | callum
waiting for morag, the team reads  | read, name it   | callum morag |
                                   | wait on Home    | morag        |
                                   | answer, offer   | morag        | callum
answered by morag                  | read, name it   | callum morag |
                                   | answer, offer   | morag        | callum
                                   | read the answer | callum morag |
                                   | answer on Home  | callum       |
answered, then taken back          | read, name it   | callum       |
                                   | answer, offer   |              | callum
                                   | read the answer | callum       |
                                   | answer on Home  | callum       |
taken back before it was answered  | read, name it   | callum       |
                                   | answer, offer   |              | callum
waiting for jean, who supervised   | read, name it   | callum       |
                                   | answer, offer   |              | callum
answered by jean, who supervised   | read, name it   | callum       |
                                   | answer, offer   |              | callum
                                   | read the answer | callum       |
"""
# Withdrawn: the author asks for nothing any more, and nobody reads what was asked.
# Deleted together with its reflection: nobody reads either.

WORDS = "Bramblewood would help"
REPLY = "Silverweed is on its way"


def kept(world: World) -> Thing:
    return making.reflection(world, ask=WORDS)


def waiting(world: World) -> Thing:
    return making.reflection(world, ask=WORDS, share_with="morag")


def priya_reads(world: World) -> Thing:
    thing = waiting(world)
    making.open_to(world, thing, relation_id=world.relations["priya", "callum"])
    return thing


def team_reads(world: World) -> Thing:
    thing = waiting(world)
    making.open_to(world, thing, team_id=world.teams["Lochside"])
    return thing


def answered(world: World, name: str = "morag", days: float = 1) -> Thing:
    thing = making.reflection(world, ask=WORDS, share_with=name, days=days + 1)
    thing.words["reply"] = REPLY
    with making.then(world, name, days) as actor:
        services.reply(actor, db.session.get_one(Ask, thing.keys["ask_id"]), REPLY)
    return thing


def answered_and_back(world: World) -> Thing:
    thing = answered(world)
    making.take_back(world, thing)
    return thing


def back(world: World) -> Thing:
    thing = waiting(world)
    making.take_back(world, thing)
    return thing


def for_jean(world: World) -> Thing:
    return making.reflection(world, ask=WORDS, share_with="jean", days=making.LONG_AGO)


def withdrawn(world: World) -> Thing:
    thing = waiting(world)
    with making.then(world, "callum") as actor:
        row = db.session.get_one(Reflection, thing.keys["reflection_id"])
        reflection_services.edit(
            actor, row, row.version, words={"happened": "We walked as far as the gate."}
        )
    return thing


def deleted(world: World) -> Thing:
    thing = answered_and_back(world)
    making.delete(world, Reflection, thing.keys["reflection_id"])
    making.delete(world, Ask, thing.keys["ask_id"])
    return thing


def _named(actor: Actor, thing: Thing) -> bool:
    """Whether a list of reflections says that something is asked for."""
    rows = (*reflections.mine(actor).rows, *reflections.shared_with(actor).rows)
    return any(row.id == thing.keys["reflection_id"] and row.ask_kind for row in rows)


def _of(actor: Actor, thing: Thing) -> bool:
    row = db.session.get_one(Reflection, thing.keys["reflection_id"])
    return asks.of(actor, row) is not None


def _opened(actor: Actor, thing: Thing) -> bool:
    try:
        asks.get(actor, thing.keys["ask_id"])
    except NotFound:
        return False
    return True


def _waiting(actor: Actor, thing: Thing) -> bool:
    return thing.keys["ask_id"] in {row.id for row in asks.waiting(actor)}


def _put(actor: Actor, thing: Thing) -> bool:
    """Whether the rule for what others put to the actor gives it, while it waits."""
    found = select(Ask.id).where(access.put_to(actor), Ask.state == "waiting")
    return thing.keys["ask_id"] in set(db.session.scalars(found))


def _answers(actor: Actor, thing: Thing) -> bool:
    row = asks.of(actor, db.session.get_one(Reflection, thing.keys["reflection_id"]))
    return row is not None and any(one.words == REPLY for one in asks.answers(actor, row))


def _lately(actor: Actor, thing: Thing) -> bool:
    since = actor.now - timedelta(days=14)
    return any(answer.words == REPLY for _, answer in asks.lately_answered(actor, since))


def _offer(thing: Thing) -> dict[str, Any]:
    """Support by a day that is still to come."""
    day = {"by_on-day": "24", "by_on-month": "11", "by_on-year": "2026"}
    return {"offered": "Teasel on the way", **day}


SEE = See(access.visible_to, Ask, "ask_id")

MATRIX = Matrix(
    noun="asks",
    key="ask_id",
    tables=frozenset({"asks", "ask_answers"}),
    states={
        "kept with a private reflection": kept,
        "waiting for morag": waiting,
        "waiting for morag, priya reads too": priya_reads,
        "waiting for morag, the team reads": team_reads,
        "answered by morag": answered,
        "answered, then taken back": answered_and_back,
        "taken back before it was answered": back,
        "waiting for jean, who supervised": for_jean,
        "answered by jean, who supervised": lambda world: answered(world, "jean", making.LONG_AGO),
        "withdrawn": withdrawn,
        "deleted with its reflection": deleted,
    },
    actions={
        "read": Action(SEE, listed=(_of, _opened), http=(Shown("reflections.read", "ask"),)),
        "name it": Action(listed=(_named,)),
        "wait on Home": Action(listed=(_waiting, _put), http=(Shown("home.home", "ask"),)),
        "answer": Action(
            Can(access.can_answer, SEE),
            http=(Door("reflections.answer", "POST", lambda thing: {"do": "read"}),),
        ),
        "offer": Action(
            Can(access.can_answer, SEE), http=(Door("reflections.offer", "POST", _offer),)
        ),
        "read the answer": Action(listed=(_answers,), http=(Shown("reflections.read", "reply"),)),
        "answer on Home": Action(listed=(_lately,)),
    },
    table=TABLE,
)
