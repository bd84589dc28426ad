"""What was brought to a session that is not held goes along."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.sessions import AgendaItem
from supervision.queries import asks as ask_queries
from supervision.queries import sessions as queries
from supervision.services import sessions as services
from tests.access import making_sessions
from tests.services.sessions_changed import brought, cancel
from tests.services.sessions_of_two import (
    planned,
)
from tests.worlds import World


def held_in(world: World, key: uuid.UUID) -> tuple[list[str], int, int]:
    """What stands on the agenda of a session, and how much is linked to it."""
    with world.reading("callum") as actor:
        found = queries.get(actor, key)
        parts = queries.parts(actor, found)
        words = sorted(row.words for row in queries.agenda(actor, found))
        return words, len(parts.reflection_ids), len(parts.recording_ids)


def test_what_was_brought_goes_along_to_the_next_session(world: World) -> None:
    first, second, third = (planned(world, days=day) for day in (2, 9, 16))
    brought(world, first)
    cancel(world, "morag", first)
    assert held_in(world, first) == ([], 0, 0)
    assert held_in(world, second) == (["Back me", "Leave in January"], 1, 1)
    assert held_in(world, third) == ([], 0, 0)


def test_what_was_brought_waits_for_the_session_that_is_planned_next(world: World) -> None:
    first = planned(world, days=2)
    brought(world, first)
    cancel(world, "callum", first)
    assert held_in(world, first) == (["Back me", "Leave in January"], 1, 1)
    old = planned(world, days=-3)  # one of the past takes nothing along
    assert held_in(world, old) == ([], 0, 0)
    second = planned(world, days=9, by="callum")
    assert held_in(world, first) == ([], 0, 0)
    assert held_in(world, second) == (["Back me", "Leave in January"], 1, 1)


def test_what_is_there_already_goes_along_once(world: World) -> None:
    first, second = planned(world, days=2), planned(world, days=9)
    brought(world, first)
    with world.acting("morag") as actor:
        (ask_id,) = db.session.scalars(
            select(AgendaItem.ask_id).where(AgendaItem.ask_id.is_not(None))
        )
        services.bring_ask(actor, queries.get(actor, second), ask_queries.get(actor, ask_id))
    cancel(world, "morag", first)
    assert held_in(world, second) == (["Back me", "Leave in January"], 1, 1)
    assert held_in(world, first) == ([], 0, 0)


def test_another_relation_is_left_alone(world: World) -> None:
    thing = making_sessions.planned(world, ("morag", "tomasz"), starts_in=2)
    with world.acting("morag") as actor:
        found = making_sessions.session(actor, thing)
        services.cancel(actor, found, found.version, reason="leave")
    other = planned(world, days=3)
    assert held_in(world, other) == ([], 0, 0)
