"""Offering support by a day, and saying whether it helped."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supervision.domain.refusals import Forbidden, Refused
from supervision.extensions import db
from supervision.models.asks import Ask, AskAnswer
from supervision.models.audit import AuditEntry
from supervision.models.reflections import Reflection
from supervision.queries import offers
from supervision.services import asks, reflections
from tests.access import making
from tests.worlds import World

OFFER = "I will come along to the visit"


def asked(world: World) -> uuid.UUID:
    thing = making.reflection(world, ask="With the visit on Thursday", share_with="morag")
    return thing.keys["ask_id"]


def offered(world: World, days: int = 0) -> None:
    """Morag offers support, by so many days from today."""
    key = asked(world)
    with world.acting("morag") as actor:
        ask = db.session.get_one(Ask, key)
        asks.offer(actor, ask, OFFER, actor.today + timedelta(days=days))


def test_support_is_offered_by_a_day_and_answers_the_ask(world: World) -> None:
    key = asked(world)
    with world.acting("morag") as actor:
        ask = db.session.get_one(Ask, key)
        asks.offer(actor, ask, OFFER, actor.today)
        db.session.flush()
        answer = db.session.scalars(select(AskAnswer)).one()
        assert (answer.kind, answer.words, answer.by_on) == ("support", OFFER, actor.today)
        assert answer.words_sealed is not None and OFFER.encode() not in answer.words_sealed
        assert ask.state == "answered"


def test_the_same_offer_twice_is_one_and_another_day_is_another(world: World) -> None:
    key = asked(world)
    with world.acting("morag") as actor:
        ask = db.session.get_one(Ask, key)
        for days in (0, 0, 3):
            asks.offer(actor, ask, OFFER, actor.today + timedelta(days=days))
        db.session.flush()
        assert db.session.scalar(select(func.count()).select_from(AskAnswer)) == 2


@pytest.mark.parametrize(
    ("words", "days", "fields"),
    [
        ("  ", 0, {"offered"}),
        (OFFER, -1, {"by_on"}),
        (OFFER, None, {"by_on"}),
        ("", None, {"offered", "by_on"}),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    world: World, words: str, days: int | None, fields: set[str]
) -> None:
    key = asked(world)
    with world.acting("morag") as actor:
        by_on = None if days is None else actor.today + timedelta(days=days)
        with pytest.raises(Refused) as refused:
            asks.offer(actor, db.session.get_one(Ask, key), words, by_on)
        assert set(refused.value.problems) == fields


@pytest.mark.parametrize("name", ["callum", "priya", "tomasz", "eilidh", "owen"])
def test_only_whom_it_was_put_to_offers(world: World, name: str) -> None:
    key = asked(world)
    with world.acting(name) as actor, pytest.raises(Forbidden):
        asks.offer(actor, db.session.get_one(Ask, key), OFFER, actor.today)


def test_it_is_said_whether_it_helped_and_may_be_said_anew(world: World) -> None:
    offered(world)
    for helped, words in (("not_yet", ""), ("partly", "The second visit was calmer")):
        with world.acting("callum") as actor:
            answer = db.session.scalars(select(AskAnswer)).one()
            ask = db.session.get_one(Ask, answer.ask_id)
            asks.say_if_helped(actor, ask, answer, helped, words)
            asks.say_if_helped(actor, ask, answer, helped, words)
    with world.reading("morag") as actor:
        (told,) = offers.came_of(actor, actor.now - timedelta(days=1))
        assert (told.other, told.helped) == ("Callum", "partly")
        assert told.helped_words == "The second visit was calmer"
        verbs = select(func.count()).where(AuditEntry.verb == "said_if_helped")
        assert db.session.scalar(verbs) == 2  # what was said twice is once in the log


def test_only_known_words_say_it(world: World) -> None:
    offered(world)
    with world.acting("callum") as actor:
        answer = db.session.scalars(select(AskAnswer)).one()
        ask = db.session.get_one(Ask, answer.ask_id)
        with pytest.raises(Refused):
            asks.say_if_helped(actor, ask, answer, "5")


@pytest.mark.parametrize("name", ["morag", "priya", "tomasz", "owen"])
def test_nobody_else_says_it(world: World, name: str) -> None:
    offered(world)
    with world.acting(name) as actor:
        answer = db.session.scalars(select(AskAnswer)).one()
        ask = db.session.get_one(Ask, answer.ask_id)
        with pytest.raises(Forbidden):
            asks.say_if_helped(actor, ask, answer, "helped")


def test_only_of_support_it_is_asked(world: World) -> None:
    key = asked(world)
    with world.acting("morag") as actor:
        ask = db.session.get_one(Ask, key)
        asks.reply(actor, ask, "I read it twice")
    with world.acting("callum") as actor:
        answer = db.session.scalars(select(AskAnswer)).one()
        with pytest.raises(Forbidden):
            asks.say_if_helped(actor, db.session.get_one(Ask, answer.ask_id), answer, "helped")


def test_it_is_asked_once_the_day_has_come_and_until_it_is_said(world: World) -> None:
    offered(world, days=2)
    for days, due in ((0, 0), (2, 1)):
        world.clock.advance(days=days)
        with world.reading("callum") as actor:
            assert len(offers.to_look_at(actor)) == due
    with world.acting("callum") as actor:
        answer = db.session.scalars(select(AskAnswer)).one()
        asks.say_if_helped(actor, db.session.get_one(Ask, answer.ask_id), answer, "not_needed")
    with world.reading("callum") as actor:
        assert offers.to_look_at(actor) == ()


def test_what_was_taken_back_is_asked_and_told_no_more(world: World) -> None:
    offered(world)
    with world.acting("callum") as actor:
        answer = db.session.scalars(select(AskAnswer)).one()
        asks.say_if_helped(actor, db.session.get_one(Ask, answer.ask_id), answer, "helped")
    with world.acting("callum") as actor:
        reflections.take_back(actor, db.session.scalars(select(Reflection)).one())
    with world.reading("morag") as actor:
        assert offers.came_of(actor, actor.now - timedelta(days=1)) == ()
    with world.acting("callum") as actor:
        answer = db.session.scalars(select(AskAnswer)).one()
        answer.helped = answer.helped_at = None
        db.session.flush()
        assert offers.to_look_at(actor) == ()
