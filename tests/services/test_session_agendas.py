"""Taking off the agenda what one put there."""

from __future__ import annotations

import uuid

import pytest

from supervision.domain.refusals import Forbidden, NotFound
from supervision.extensions import db
from supervision.models.sessions import AgendaItem
from supervision.queries import asks as ask_queries
from supervision.queries import sessions as queries
from supervision.services import sessions as services
from tests.services.sessions_changed import brought, verbs
from tests.services.sessions_of_two import (
    planned,
    shared,
    sign,
    standing,
)
from tests.worlds import NOW, World


def test_each_takes_off_what_they_put_there(world: World) -> None:
    key = planned(world, days=2)
    with world.acting("callum") as actor:
        item = services.add_to_agenda(actor, queries.get(actor, key), uuid.uuid4(), "Never mind")
        item_id = item.id
    for name, answer in (("morag", Forbidden), ("tomasz", NotFound)):
        with world.acting(name) as actor, pytest.raises(answer):
            found = queries.get(actor, key)
            services.take_off(actor, found, queries.agenda_item(actor, found, item_id))
    for _ in range(2):  # twice is once
        with world.acting("callum") as actor:
            found = queries.get(actor, key)
            services.take_off(actor, found, queries.agenda_item(actor, found, item_id))
            assert queries.agenda(actor, found) == ()
            assert queries.parts(actor, found).agenda == ()
            assert verbs(actor).count("took_off_agenda") == 1
            kept = db.session.get_one(AgendaItem, item_id)
            assert (kept.taken_off_at, kept.words) == (NOW, "Never mind")


def test_taking_off_clears_a_signature_and_ends_with_signing(world: World) -> None:
    key = shared(world)
    with world.acting("callum") as actor:
        found = queries.get(actor, key)
        one = services.add_to_agenda(actor, found, uuid.uuid4(), "One").id
        two = services.add_to_agenda(actor, found, uuid.uuid4(), "Two").id
    sign(world, "morag", key)
    with world.acting("callum") as actor:
        found = queries.get(actor, key)
        services.take_off(actor, found, queries.agenda_item(actor, found, one))
    assert standing(world, key) == ("shared", set())
    for name in ("morag", "callum"):
        sign(world, name, key)
    with world.reading("callum") as actor:
        found = queries.get(actor, key)
        with pytest.raises(Forbidden):
            services.take_off(actor, found, queries.agenda_item(actor, found, two))


def test_an_ask_that_is_taken_off_stays_answered_and_can_be_brought_again(world: World) -> None:
    key = planned(world, days=2)
    brought(world, key)
    with world.acting("morag") as actor:
        found = queries.get(actor, key)
        (row,) = [row for row in queries.agenda(actor, found) if row.can_take_off]
        item = queries.agenda_item(actor, found, row.id)
        ask = ask_queries.get(actor, item.ask_id)
        services.take_off(actor, found, item)
        assert ask.state == "answered"
        assert [one.kind for one in ask_queries.answers(actor, ask)] == ["agenda"]
        assert [r.words for r in queries.agenda(actor, found)] == ["Leave in January"]
        services.bring_ask(actor, found, ask)
        assert len(queries.agenda(actor, found)) == 2
