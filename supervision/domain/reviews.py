"""How things have gone since the last look: closer, keeping it going, further away, some of both.

Rule: a review says in which direction things went, in those words everywhere; never a score.
Keeping things as they are is an outcome, and a setback is a part of the journey. The line that is
drawn beside the words bends at every step as the words say. It begins at the second of four places,
so that both ways are open, and where four places are too few for a journey it has more.

Source: Talking Points (outcomes may be maintained as well as changed) and recording guidance by
which ups, downs and setbacks are normal.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from supervision.domain.wording import said

PLACES, BEGINNING = 4, 2


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
    Direction.CLOSER: said("Closer"),
    Direction.KEEPING: said("Keeping it going"),
    Direction.FURTHER: said("Further away"),
    Direction.MIXED: said("Some of both"),
}
_STEP = {Direction.CLOSER: 1, Direction.KEEPING: 0, Direction.FURTHER: -1, Direction.MIXED: 0}


@dataclass(frozen=True)
class Journey:
    """A line through places from 1 (furthest) to `places` (closest).

    Attributes:
        places: how many there are, four at the least.
        began: where it began.
        positions: where each review lies, in the order in which they were told.
    """

    places: int
    began: int
    positions: tuple[int, ...]


def journey(directions_oldest_first: Iterable[Direction]) -> Journey:
    """The line of a journey.

    Args:
        directions_oldest_first: one for each review.

    Returns:
        The line, one place further at every “closer”, one back at every “further away”.
    """
    steps = (_STEP[direction] for direction in directions_oldest_first)
    whole = list(accumulate(steps, initial=BEGINNING))
    before = max(0, 1 - min(whole))  # places that are missing at the far end
    places = max(PLACES, max(whole)) + before
    began, *positions = (place + before for place in whole)
    return Journey(places, began, tuple(positions))
