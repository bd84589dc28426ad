"""Directions are words; the line has four places."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.reviews import BEGINNING, Direction, journey_positions


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
    assert journey_positions(told) == [3, 2, 2, 3]
    assert journey_positions([]) == []


@given(st.lists(st.sampled_from(Direction)))
def test_the_line_moves_as_the_words_say(told: list[Direction]) -> None:
    places = journey_positions(told)
    assert len(places) == len(told)
    for direction, (before, after) in zip(told, pairwise([BEGINNING, *places]), strict=True):
        assert 1 <= after <= 4
        if direction is Direction.CLOSER:
            assert after == min(before + 1, 4)
        elif direction is Direction.FURTHER:
            assert after == max(before - 1, 1)
        else:
            assert after == before
