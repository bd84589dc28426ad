"""Kinds, moving, cancelling, taking off the agenda, and words added after signing."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supervision.access.actor import Actor
from supervision.domain.kinds import OF_TWO
from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.sessions import AgendaItem, SessionChange
from supervision.queries import asks as ask_queries
from supervision.queries import recordings
from supervision.queries import sessions as queries
from supervision.services import asks, reflections
from supervision.services import sessions as services
from tests.access import making, making_sessions
from tests.services.test_sessions import (
    end_relation,
    planned,
    relation_of,
    shared,
    sign,
    standing,
    write,
)
from tests.worlds import NOW, World


def move(world: World, name: str, key: uuid.UUID, days: float, **more: object) -> None:
    with world.acting(name) as actor:
        found = queries.get(actor, key)
        given = {"reason": "leave", "words": "A week away", "version": found.version, **more}
        version = int(str(given.pop("version")))
        services.move(actor, found, version, starts_at=NOW + timedelta(days=days), **given)  # type: ignore[arg-type]


def cancel(world: World, name: str, key: uuid.UUID, **more: object) -> None:
    with world.acting(name) as actor:
        found = queries.get(actor, key)
        given = {"reason": "sickness", "words": "", "version": found.version, **more}
        version = int(str(given.pop("version")))
        onto = queries.next_after(actor, found)
        services.cancel(actor, found, version, onto=onto, **given)  # type: ignore[arg-type]


def signed(world: World) -> uuid.UUID:
    key = shared(world)
    for name in ("callum", "morag"):
        sign(world, name, key)
    return key


def verbs(actor: Actor) -> list[str]:
    return list(db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.sequence)))


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


def brought(world: World, key: uuid.UUID) -> None:
    """An item, an ask with its reflection, and a recording, in a session."""
    with world.acting("callum") as actor:
        services.add_to_agenda(actor, queries.get(actor, key), uuid.uuid4(), "Leave in January")
        reflection = reflections.write(
            actor, uuid.uuid4(), words={"happened": "They waited"}, ask=("backing", "Back me")
        )
        reflections.share(actor, reflection, relation_of(world, actor))
    thing = making.recording(world)
    with world.acting("callum") as actor:
        found = recordings.get(actor, thing.keys["recording_id"])
        services.link_recording(actor, queries.get(actor, key), found)
    with world.acting("morag") as actor:
        ask = ask_queries.get(actor, ask_queries.waiting(actor)[0].id)
        services.bring_ask(actor, queries.get(actor, key), ask)
        asks.bring(actor, ask)


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
