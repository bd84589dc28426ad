"""Directions are words; the line bends as they say, in four places or more."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.reviews import Direction, Journey, journey


def test_words() -> None:
    assert [direction.words for direction in Direction] == [
        "Closer",
        "Keeping it going",
        "Further away",
        "Some of both",
    ]
    assert Direction("further") is Direction.FURTHER


def test_a_journey_with_a_setback() -> None:
    told = [Direction.CLOSER, Direction.FURTHER, Direction.MIXED, Direction.CLOSER]
    assert journey(told) == Journey(4, 2, (3, 2, 2, 3))
    assert journey([]) == Journey(4, 2, ())


def test_a_long_way_takes_more_places() -> None:
    assert journey([Direction.CLOSER] * 4) == Journey(6, 2, (3, 4, 5, 6))
    assert journey([Direction.FURTHER] * 3) == Journey(6, 4, (3, 2, 1))


@given(st.lists(st.sampled_from(Direction)))
def test_the_line_moves_as_the_words_say(told: list[Direction]) -> None:
    line = journey(told)
    assert len(line.positions) == len(told)
    assert line.places >= 4
    way = [line.began, *line.positions]
    assert 1 <= min(way) <= max(way) <= line.places
    for direction, (before, after) in zip(told, pairwise(way), strict=True):
        moved = {Direction.CLOSER: 1, Direction.FURTHER: -1}.get(direction, 0)
        assert after - before == moved
