"""A statement that is compiled once finds what SQLAlchemy finds, whatever is put into its gaps."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import Date, bindparam, event, literal, select

from supervision.extensions import db
from supervision.models.base import Key, Moment
from supervision.models.people import Person
from supervision.statements import ROOM, STEP, Statement, room
from tests.worlds import World

NAMES = select(Person.id, Person.known_as, Person.joined_on).where(
    Person.organisation_id == bindparam("organisation", type_=Key()),
    Person.id.in_(bindparam("keys", type_=Key(), expanding=True)),
    Person.known_as.not_in(("Nobody",)),
)


def test_lists_of_every_length_find_the_same(world: World) -> None:
    statement = Statement(NAMES.order_by(Person.id))
    keys = list(world.ids.values())
    with world.acting("morag") as actor:
        for many in range(len(keys) + 1):
            values = {"organisation": actor.organisation_id, "keys": keys[:many]}
            found = statement.run(values).all()
            assert found == db.session.execute(NAMES.order_by(Person.id), values).all()
        assert statement._texts.cache_info().currsize < len(keys)


def test_the_next_to_ask_is_answered_by_their_own_values(world: World) -> None:
    statement = Statement(NAMES)
    with world.acting("morag") as actor:
        for name in ("morag", "callum", "morag"):
            keys = [world.ids[name]]
            [row] = statement.run({"organisation": actor.organisation_id, "keys": keys})
            assert row.id == world.ids[name]
        assert not statement.run({"organisation": uuid.uuid4(), "keys": keys}).all()


def test_values_and_columns_are_of_their_kind(world: World) -> None:
    now = bindparam("now", type_=Moment())
    plain = select(now.label("moment"), Person.id, Person.joined_on, literal("x").label("x")).where(
        Person.joined_on < bindparam("today", type_=Date())
    )
    with world.acting("morag") as actor:
        values = {"now": actor.now, "today": actor.today}
        found = Statement(plain).run(values).all()
        assert found == db.session.execute(plain, values).all()
        assert found[0].moment == actor.now and found[0].x == "x"
        assert {row.id for row in found} <= set(world.ids.values()) and found[0].joined_on


def test_what_was_changed_and_not_yet_sent_is_found(world: World) -> None:
    statement = Statement(NAMES)
    with world.acting("morag") as actor:
        person = db.session.get_one(Person, actor.person_id)
        person.known_as = "Morag anew"
        values = {"organisation": actor.organisation_id, "keys": [actor.person_id]}
        assert statement.run(values).one().known_as == "Morag anew"
        db.session.rollback()


def test_a_gap_without_a_value_fails(world: World) -> None:
    with world.acting("morag"), pytest.raises(Exception, match="keys"):
        Statement(NAMES).run({"organisation": uuid.uuid4()})


def test_how_many_rows_are_wanted_stands_in_the_text(world: World) -> None:
    """On SQLite, which plans a statement anew each time where it is a value."""
    told: list[tuple[str, Any]] = []

    def note(*event: Any) -> None:
        told.append(event[2:4])

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        for path in ("/", "/supervision", "/reflections", "/outcomes", "/good-practice"):
            assert world.client("morag").get(path).status_code == 200
    finally:
        event.remove(engine, "before_cursor_execute", note)
    limited = [words for words, _values in told if "LIMIT" in words]
    assert len(limited) > 10
    assert not [words for words in limited if "LIMIT ?" in words or "OFFSET ?" in words]


def test_there_is_room_for_any_number() -> None:
    assert [room(size) for size in ROOM] == list(ROOM)
    assert room(ROOM[-1] + 1) == 512 and room(512) == 512 and room(513) == 512 + STEP
