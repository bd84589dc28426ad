"""How things have gone since the last look: closer, keeping it going, further away, some of both.

Rule: a review says in which direction things went, in those words everywhere; never a score.
Keeping things as they are is an outcome, and a setback is a part of the journey. The line that is
drawn beside the words has four places: it begins at the second, so that both ways are open.

Source: Talking Points (outcomes may be maintained as well as changed) and recording guidance by
which ups, downs and setbacks are normal.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

BEGINNING = 2
_FURTHEST, _CLOSEST = 1, 4


class Direction(StrEnum):
    """Where things went, seen from what matters to the person."""

    CLOSER = "closer"
    KEEPING = "keeping"
    FURTHER = "further"
    MIXED = "mixed"

    @property
    def words(self) -> str:
        """The direction as every page says it."""
        return _WORDS[self]


_WORDS = {
    Direction.CLOSER: "Closer",
    Direction.KEEPING: "Keeping it going",
    Direction.FURTHER: "Further away",
    Direction.MIXED: "Some of both",
}
_STEP = {Direction.CLOSER: 1, Direction.KEEPING: 0, Direction.FURTHER: -1, Direction.MIXED: 0}


def journey_positions(directions_oldest_first: Iterable[Direction]) -> list[int]:
    """Where each review lies on the journey's line.

    Args:
        directions_oldest_first: one for each review.

    Returns:
        As many places from 1 (furthest) to 4 (closest), in the same order. Where it began is not
        among them: that is `BEGINNING`.
    """
    places: list[int] = []
    place = BEGINNING
    for direction in directions_oldest_first:
        place = min(max(place + _STEP[direction], _FURTHEST), _CLOSEST)
        places.append(place)
    return places
