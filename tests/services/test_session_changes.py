"""Kinds, moving, cancelling, taking off the agenda, and words added after signing."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supervision.domain.kinds import OF_TWO
from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.models.sessions import SessionChange
from supervision.queries import sessions as queries
from supervision.services import sessions as services
from tests.services.sessions_changed import cancel, move, signed, verbs
from tests.services.sessions_of_two import (
    end_relation,
    planned,
    relation_of,
    standing,
    write,
)
from tests.worlds import NOW, World


def test_each_kind_of_two_is_planned_and_no_other(world: World) -> None:
    with world.acting("callum") as actor:
        for kind in OF_TWO:
            made = services.plan(
                actor,
                relation_of(world, actor),
                uuid.uuid4(),
                starts_at=NOW + timedelta(days=3),
                kind=kind,
            )
            assert (made.kind, made.state) == (kind, "planned")
        for kind in ("group", "peer", "party"):
            with pytest.raises(Refused) as refused:
                services.plan(
                    actor, relation_of(world, actor), uuid.uuid4(), starts_at=NOW, kind=kind
                )
            assert set(refused.value.problems) == {"kind"}


def test_an_unplanned_conversation_that_has_begun_is_written_at_once(world: World) -> None:
    for hours, state in ((-3, "writing"), (3, "planned")):
        with world.acting("callum") as actor:
            made = services.plan(
                actor,
                relation_of(world, actor),
                uuid.uuid4(),
                starts_at=NOW + timedelta(hours=hours),
                kind="ad_hoc",
            )
            assert made.state == state


@pytest.mark.parametrize("name", ["morag", "callum"])
def test_either_moves_a_planned_session_and_says_why(world: World, name: str) -> None:
    key = planned(world, days=2)
    move(world, name, key, 5)
    for reader in ("morag", "callum"):
        with world.reading(reader) as actor:
            found = queries.get(actor, key)
            (change,) = queries.changes(actor, found)
            assert found.starts_at == NOW + timedelta(days=5)
            assert found.state == "planned"
            assert (change.what, change.reason, change.words) == ("moved", "leave", "A week away")
            assert (change.starts_at, change.mine) == (NOW + timedelta(days=2), reader == name)
            assert verbs(actor)[-1] == "moved"


def test_a_move_is_refused_into_the_past_to_the_same_time_and_without_a_reason(
    world: World,
) -> None:
    key = planned(world, days=2)
    for days, more, field in (
        (-1, {}, "date"),
        (2, {}, "date"),
        (900, {}, "date"),
        (3, {"reason": None}, "reason"),
        (3, {"reason": "weather"}, "reason"),
        (3, {"words": "x" * 20_001}, "words"),
    ):
        with pytest.raises(Refused) as refused:
            move(world, "morag", key, days, **more)
        assert set(refused.value.problems) == {field}
    with world.reading("morag") as actor:
        assert queries.get(actor, key).starts_at == NOW + timedelta(days=2)


def test_only_what_is_planned_is_moved_or_cancelled(world: World) -> None:
    begun, both = planned(world, days=2), signed(world)
    write(world, "morag", begun, wellbeing="Begun")
    gone = planned(world, days=3)
    cancel(world, "morag", gone)
    for key in (begun, both, gone):
        for name in ("morag", "callum"):
            with pytest.raises(Forbidden):
                move(world, name, key, 9, words="Otherwise")
            with pytest.raises(Forbidden):
                cancel(world, name, key, words="Otherwise")
    left = planned(world, days=4)
    end_relation(world)
    for change in (lambda: move(world, "callum", left, 9), lambda: cancel(world, "callum", left)):
        with pytest.raises(Forbidden):
            change()
    with pytest.raises(NotFound):
        cancel(world, "tomasz", left)


def test_a_form_over_a_session_that_changed_meanwhile_does_nothing(world: World) -> None:
    key = planned(world, days=2)
    with world.reading("callum") as actor:
        read = queries.get(actor, key).version
    move(world, "morag", key, 5)
    for change in (
        lambda: move(world, "callum", key, 6, version=read),
        lambda: cancel(world, "callum", key, version=read),
    ):
        with pytest.raises(Conflict):
            change()
    write(world, "morag", key, wellbeing="Begun")
    with pytest.raises(Conflict):
        cancel(world, "callum", key, version=read)
    assert standing(world, key)[0] == "writing"


def test_a_form_sent_twice_moves_and_cancels_once(world: World) -> None:
    key = planned(world, days=2)
    with world.reading("callum") as actor:
        read = queries.get(actor, key).version
    for _ in range(2):
        move(world, "callum", key, 5, version=read)
    with world.reading("callum") as actor:
        read = queries.get(actor, key).version
    for _ in range(2):
        cancel(world, "callum", key, version=read)
    with world.reading("callum") as actor:
        assert db.session.scalar(select(func.count()).select_from(SessionChange)) == 2


def test_a_cancelled_session_counts_as_no_meeting_and_stays_in_the_list(world: World) -> None:
    key = planned(world, days=2)
    relation = world.relations["morag", "callum"]
    cancel(world, "callum", key, words="The whole house has it")
    for name in ("morag", "callum"):
        with world.reading(name) as actor:
            assert queries.upcoming(actor) == ()
            assert queries.next_dates(actor) == queries.last_met(actor) == {}
            assert queries.next_of(actor, relation) is None
            (row,) = queries.past(actor).rows
            assert (row.id, row.state, row.reason) == (key, "cancelled", "sickness")
    with world.reading("eilidh") as actor:
        (outline,) = queries.outlines(actor).rows
        assert (outline.state, outline.reason) == ("cancelled", "sickness")
        assert "house" not in repr(outline)
        with pytest.raises(NotFound):
            queries.get(actor, key)
