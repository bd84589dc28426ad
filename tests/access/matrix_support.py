"""Support that was offered by a day: whom it is between, and what came of it.

Reads it: whoever asked, always; whoever offered, while the ask stands before them. Whoever asked
says whether it helped, and nobody else does; whoever offered reads that.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from supervision.access import asks as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.asks import Ask, AskAnswer
from supervision.models.reflections import Reflection
from supervision.queries import asks, offers
from supervision.services import asks as services
from tests.access import making
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
offered by morag                | read the offer       | callum morag |
                                | say if it helped     | callum       | morag
                                | be asked on Home     | callum       |
offered by morag, priya reads   | read the offer       | callum morag |
                                | say if it helped     | callum       | morag
                                | be asked on Home     | callum       |
said by callum                  | read the offer       | callum morag |
                                | say if it helped     | callum       | morag
                                | read what came of it | morag        |
said, then taken back           | read the offer       | callum       |
                                | say if it helped     | callum       |
offered by jean, who supervised | read the offer       | callum       |
                                | say if it helped     | callum       |
                                | be asked on Home     | callum       |
"""
# Deleted together with its reflection: nobody reads or says anything.

OFFER = "Meadowsweet on the visit"
CAME = "Woodruff and a quieter week"


def offered(world: World, name: str = "morag", days: float = 1) -> Thing:
    """Support that a supervisor offered by today, or as long as they supervised."""
    thing = making.reflection(world, ask="Bramblewood", share_with=name, days=days + 1)
    thing.words |= {"offer": OFFER, "came": CAME}
    with making.then(world, name, days) as actor:
        ask = db.session.get_one(Ask, thing.keys["ask_id"])
        services.offer(actor, ask, OFFER, actor.today + timedelta(days=int(min(days, 10))))
        db.session.flush()
        of_ask = select(AskAnswer.id).where(AskAnswer.ask_id == ask.id)
        thing.keys["answer_id"] = db.session.scalars(of_ask).one()
    return thing


def priya_reads(world: World) -> Thing:
    thing = offered(world)
    making.open_to(world, thing, relation_id=world.relations["priya", "callum"])
    return thing


def said(world: World) -> Thing:
    thing = offered(world)
    with making.then(world, "callum", 0.6) as actor:
        services.say_if_helped(actor, *_rows(thing), "partly", CAME)
    return thing


def taken_back(world: World) -> Thing:
    thing = said(world)
    making.take_back(world, thing)
    return thing


def deleted(world: World) -> Thing:
    thing = taken_back(world)
    making.delete(world, Reflection, thing.keys["reflection_id"])
    making.delete(world, Ask, thing.keys["ask_id"])
    return thing


def _rows(thing: Thing) -> tuple[Ask, AskAnswer]:
    return (
        db.session.get_one(Ask, thing.keys["ask_id"]),
        db.session.get_one(AskAnswer, thing.keys["answer_id"]),
    )


def _answer(actor: Actor, thing: Thing) -> dict[str, Any]:
    return {"answer": db.session.get_one(AskAnswer, thing.keys["answer_id"])}


def _read(actor: Actor, thing: Thing) -> bool:
    row = asks.of(actor, db.session.get_one(Reflection, thing.keys["reflection_id"]))
    return row is not None and any(one.words == OFFER for one in asks.answers(actor, row))


def _asked(actor: Actor, thing: Thing) -> bool:
    return thing.keys["answer_id"] in {one.id for one in offers.to_look_at(actor)}


def _told(actor: Actor, thing: Thing) -> bool:
    since = actor.now - timedelta(days=14)
    return any(one.helped_words == CAME for one in offers.came_of(actor, since))


SEE = See(access.visible_to, Ask, "ask_id")

MATRIX = Matrix(
    noun="support",
    key="answer_id",
    tables=frozenset({"ask_answers"}),
    states={
        "offered by morag": offered,
        "offered by morag, priya reads": priya_reads,
        "said by callum": said,
        "said, then taken back": taken_back,
        "offered by jean, who supervised": lambda world: offered(world, "jean", making.LONG_AGO),
        "deleted with its reflection": deleted,
    },
    actions={
        "read the offer": Action(listed=(_read,), http=(Shown("reflections.read", "offer"),)),
        "say if it helped": Action(
            Can(access.can_say_if_helped, SEE, more=_answer),
            http=(
                Door("reflections.say_if_helped"),
                Door("reflections.say_if_helped", "POST", lambda thing: {"helped": "helped"}),
            ),
        ),
        "be asked on Home": Action(listed=(_asked,), http=(Shown("home.home", "offer"),)),
        "read what came of it": Action(listed=(_told,), http=(Shown("home.home", "came"),)),
    },
    table=TABLE,
)
