"""Open actions pass over when somebody else supervises; how it went with them is said there."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supervision.access import actions as passing
from supervision.domain.actions import Look
from supervision.domain.refusals import Forbidden, NotFound
from supervision.extensions import db
from supervision.models.audit import ReadEntry
from supervision.models.people import SupervisionRelation
from supervision.models.sessions import ActionLook, AgreedAction, SupervisionSession
from supervision.queries import sessions as queries
from supervision.services import sessions as services
from tests.access import making_changes, making_sessions
from tests.access.matrix import Thing
from tests.worlds import World


def state_of(world: World, thing: Thing) -> str:
    with world.reading("callum"):
        return db.session.get_one(AgreedAction, thing.keys["action_id"]).state


def look(world: World, thing: Thing, name: str, said: Look) -> None:
    with world.acting(name) as actor:
        row = queries.get(actor, thing.keys["session_id"])
        action = queries.earlier_action(actor, row, thing.keys["action_id"])
        services.look(actor, row, action, said)


def test_a_new_supervisor_sees_the_words_and_where_they_come_from(world: World) -> None:
    thing = making_changes.of_jean(world, "callum")
    with world.reading("morag") as actor:
        row = queries.get(actor, thing.keys["session_id"])
        (found,) = queries.earlier_actions(actor, row, [])
        assert (found.words, found.owner) == (thing.words["action"], "Callum")
        assert (found.agreed_with, found.goes_on) == ("Jean", False)
        with pytest.raises(NotFound):
            queries.get(actor, thing.keys["first_id"])


def test_what_the_former_supervisor_promised_is_named_as_theirs(world: World) -> None:
    thing = making_changes.covered(world, "morag")
    with world.reading("grace") as actor:
        row = queries.get(actor, thing.keys["session_id"])
        (found,) = queries.earlier_actions(actor, row, [])
        assert (found.owner, found.agreed_with, found.goes_on) == ("Morag", "Morag", True)


def test_opening_it_is_in_the_log_of_whose_it_is(world: World) -> None:
    thing = making_changes.of_jean(world, "callum")
    world.client("morag").get(f"/supervision/{thing.keys['session_id']}")
    with world.reading("callum"):
        readers = select(ReadEntry.reader_id, ReadEntry.about_id).where(
            ReadEntry.thing_id == thing.keys["action_id"]
        )
        found = [tuple(row) for row in db.session.execute(readers)]
    assert found == [(world.ids["morag"], world.ids["callum"])]


def test_the_look_stands_in_the_new_record_and_both_sign_it(world: World) -> None:
    thing = making_changes.of_jean(world, "callum")
    now = making_sessions.written(world, share=True)
    thing.keys["session_id"] = now.keys["session_id"]
    for said, after in ((Look.DONE, "done"), (Look.CARRY_ON, "open"), (Look.DONE, "done")):
        look(world, thing, "morag", said)
        assert state_of(world, thing) == after
    with world.reading("callum"):
        looks = db.session.execute(select(ActionLook.session_id, ActionLook.result)).all()
        assert [tuple(row) for row in looks] == [(now.keys["session_id"], "done")]
    for name in making_sessions.PAIR:
        making_sessions.sign(world, now, name, 0)
    for name in making_sessions.PAIR:
        page = world.client(name).get(f"/supervision/{now.keys['session_id']}").text
        assert thing.words["action"] in page and "Agreed with Jean on 24 September" in page
    with world.reading("callum") as actor:
        row = db.session.get_one(SupervisionSession, now.keys["session_id"])
        assert row.state == "signed"
        present = services.content_hash(row, queries.parts(actor, row))
        assert present == bytes(row.content_hash or b"")
    with world.acting("morag") as actor, pytest.raises(Forbidden):
        row = queries.get(actor, now.keys["session_id"])
        action = queries.earlier_action(actor, row, thing.keys["action_id"])
        services.look(actor, row, action, Look.LET_GO)


@pytest.mark.parametrize("made", ["draft", "side by side", "another function", "cover over"])
def test_what_has_not_passed_over_is_looked_at_by_nobody(world: World, made: str) -> None:
    thing = {
        "draft": lambda: making_changes.of_jean(world, "callum", share=False),
        "side by side": lambda: making_changes.side_by_side(world),
        "another function": lambda: making_changes.of_another_function(world),
        "cover over": lambda: making_changes.cover_over(world),
    }[made]()
    with world.acting("callum") as actor:
        row = queries.get(actor, thing.keys["session_id"])
        with pytest.raises(NotFound):
            queries.earlier_action(actor, row, thing.keys["action_id"])
        action = db.session.get_one(AgreedAction, thing.keys["action_id"])
        with pytest.raises(Forbidden):
            services.look(actor, row, action, Look.DONE)
        assert db.session.scalar(select(func.count(ActionLook.id))) == 0


@pytest.mark.parametrize("begins", [0, 1])
def test_it_passes_over_on_the_day_on_which_somebody_else_begins(world: World, begins: int) -> None:
    thing = making_changes.of_jean(world, "callum")
    with world.reading("callum") as actor:
        follows = db.session.get_one(SupervisionRelation, world.relations["morag", "callum"])
        follows.from_date = actor.today + timedelta(days=begins)
        found = db.session.scalars(select(AgreedAction.id).where(passing.passed_over(actor))).all()
        assert found == ([] if begins else [thing.keys["action_id"]])


def test_what_a_draft_of_before_says_of_it_does_not_hold(world: World) -> None:
    thing = making_changes.agreed(world, making_sessions.PAIR, "callum")
    draft = making_sessions.planned(world, starts_in=20)  # later than the session with grace
    making_sessions.look(world, thing, "morag", Look.CARRY_ON, draft.keys["session_id"])
    making_changes.ended(world, making_sessions.PAIR, 2)
    new = making_changes.supervises(world, 1)
    making_changes.next_with(new, thing, making_changes.NEW)
    look(world, thing, "grace", Look.DONE)
    assert state_of(world, thing) == "done"


def test_nothing_passes_over_to_a_group_or_to_whoever_was_before(world: World) -> None:
    thing = making_changes.of_jean(world, "jean")
    with world.reading("morag") as actor:
        known = select(AgreedAction.id).where(passing.passed_over(actor, None))
        assert db.session.scalars(known).all() == []
        assert (
            db.session.scalars(
                select(AgreedAction.id).where(passing.passed_over(actor, uuid.uuid4()))
            ).all()
            == []
        )
    with world.reading("jean") as actor:
        assert queries.agreed(actor) == ((), ())
        assert (
            db.session.scalars(select(AgreedAction.id).where(passing.passed_over(actor))).all()
            == []
        )
    assert thing.words["action"] not in world.client("jean").get("/").text
