"""Reviews of an outcome: once each, of a day that has come, read by their own readers."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest

from supervision import audit
from supervision.domain.refusals import Conflict, Forbidden, Refused
from supervision.keys import new_key
from supervision.models.recordings import (
    OutcomeReview,
)
from supervision.queries import recordings as queries
from supervision.services import recordings as services
from tests.services.recorded import WORDS, count, let_hold, recorded, review, verbs, written
from tests.worlds import World


def test_a_review_is_one_however_often_it_is_sent(world: World) -> None:
    key, review_key = recorded(world), new_key()
    with world.acting("callum") as actor:
        recording = queries.get(actor, key)
        first = review(actor, recording, review_key)
        assert review(actor, recording, review_key) is first
        assert count(OutcomeReview) == 1
        with pytest.raises(Conflict):
            review(actor, recording, review_key, said="It was too noisy.")
        with pytest.raises(Conflict):
            review(actor, recording, review_key, direction="mixed")
        assert queries.review_by_key(actor, review_key) is first
        [row] = queries.reviews(actor, recording)
        assert (row.direction, row.helped, row.hindered) == (
            "closer",
            ("A lift there", "Being asked"),
            (),
        )
        assert "reviewed" in verbs()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"direction": "better"}, "direction"),
        ({"said": "Elizabeth laughed."}, "said"),
        ({"helped": "Mrs MacLeod drove"}, "helped"),
        ({"hindered": "Nobody at 01856 123456"}, "hindered"),
    ],
)
def test_a_review_that_cannot_be_right(world: World, changes: Any, field: str) -> None:
    key = recorded(world)
    with world.reading("callum") as actor:
        with pytest.raises(Refused) as refused:
            review(actor, queries.get(actor, key), new_key(), **changes)
        assert set(refused.value.problems) == {field}
        audit.pending_traces().clear()


def test_a_review_is_of_a_day_that_has_come(world: World) -> None:
    key = recorded(world)
    with world.reading("callum") as actor:
        recording = queries.get(actor, key)
        tomorrow = actor.today + timedelta(days=1)
        with pytest.raises(Refused) as refused:
            review(actor, recording, new_key(), reviewed_on=tomorrow)
        assert set(refused.value.problems) == {"reviewed_on"}


def test_author_and_holders_review_and_only_what_is_recorded(world: World) -> None:
    draft, key = written(world), recorded(world)
    with world.reading("callum") as actor, pytest.raises(Forbidden):
        review(actor, queries.get(actor, draft), new_key())
    with world.reading("morag") as actor, pytest.raises(Forbidden):
        review(actor, queries.get(actor, key), new_key())
    let_hold(world, key, "callum", "kirsty")
    with world.acting("kirsty") as actor:
        review(actor, queries.get(actor, key), new_key(), direction="further")


def test_each_review_is_read_by_its_own_readers(world: World) -> None:
    key = recorded(world)
    let_hold(world, key, "callum", "kirsty")
    with world.acting("callum") as actor:
        review(actor, queries.get(actor, key), new_key(), direction="keeping")
    with world.acting("kirsty") as actor:
        review(actor, queries.get(actor, key), new_key(), direction="further")
    world.clock.advance(minutes=1)

    def directions(name: str) -> list[str]:
        with world.reading(name) as actor:
            found = [row.direction for row in queries.reviews(actor, queries.get(actor, key))]
            audit.pending_reads().clear()
            return found

    assert directions("kirsty") == ["further", "keeping"]
    assert directions("callum") == ["further", "keeping"]
    assert directions("morag") == ["keeping"]
    with world.reading("morag") as actor:
        [row] = queries.readable(actor).rows
        assert row.last_direction == "keeping"
    with world.reading("callum") as actor:
        [row] = queries.mine(actor).rows
        assert row.last_direction == "further"
        assert row.what_matters == WORDS["what_matters"]


def test_since_you_last_met(world: World) -> None:
    old = recorded(world)
    since = world.clock.now
    world.clock.advance(hours=1)
    callum = world.ids["callum"]
    with world.reading("morag") as actor:
        assert queries.by_author_since(actor, callum, since) == ()
    new = recorded(world, what_matters="The garden.")
    written(world, what_matters="A draft.")
    with world.reading("morag") as actor:
        assert [row.id for row in queries.by_author_since(actor, callum, since)] == [new]
        assert [row.id for row in queries.by_author_since(actor, callum, None)] == [new, old]
        audit.pending_reads().clear()
    with world.acting("callum") as actor:
        review(actor, queries.get(actor, old), new_key())
    with world.reading("morag") as actor:
        assert [row.id for row in queries.by_author_since(actor, callum, since)] == [new, old]
        audit.pending_reads().clear()
    with world.reading("tomasz") as actor:
        assert queries.by_author_since(actor, callum, None) == ()


def test_a_review_is_not_older_than_what_it_reviews(world: World) -> None:
    key = recorded(world)
    with world.reading("callum") as actor:
        for day, refused in ((actor.today - timedelta(days=1), True), (actor.today, False)):
            with pytest.raises(Refused) if refused else nullcontext():
                services.review(
                    actor,
                    queries.get(actor, key),
                    new_key(),
                    direction="closer",
                    reviewed_on=day,
                    holds=True,
                )
