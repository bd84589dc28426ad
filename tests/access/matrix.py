"""A matrix: for each state and action of a noun, who may, who sees it and may not, and nobody else.

The tables are written by hand from what should be. A row reads

    state | action, action | who may | who sees the thing and may not do this

An empty first cell means the state of the row above. A state and action without a row, and a
person without a name in the row, is denied: for them the thing does not exist.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from tests.access.viewpoints import VIEWPOINTS, people
from tests.worlds import World

Answer = Literal["may", "sees", "hidden"]


@dataclass
class Thing:
    """What a state of the world was made around.

    Args:
        keys: the keys that addresses and rules need, by name.
        words: words that nobody else uses, planted in the thing, by name.
        versions: what a form over it says it had read.
    """

    keys: dict[str, uuid.UUID] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Action:
    """Something that a person may do, and the three ways in which it is asked about.

    Args:
        policy: `See` or `Can` of `tests.access.rules`.
        listed: whether list queries give the thing to an actor; each must answer alike.
        http: `Door` or `Shown` of `tests.access.doors`, each of which must answer alike.
    """

    policy: Any = None
    listed: Sequence[Callable[[Any, Thing], bool]] = ()
    http: Sequence[Any] = ()


@dataclass(frozen=True)
class Matrix:
    """All the cells of a noun.

    Args:
        key: the name of the key of the noun itself, which the log of reads knows it by.
        tables: the database tables whose rows this matrix speaks for.
        states: name → a function that makes that state in a fresh world.
    """

    noun: str
    key: str
    tables: frozenset[str]
    states: Mapping[str, Callable[[World], Thing]]
    actions: Mapping[str, Action]
    table: str

    def expected(self, state: str, action: str, person: str) -> Answer:
        may, sees = self._read.get((state, action), (frozenset(), frozenset()))
        return "may" if person in may else "sees" if person in sees else "hidden"

    @cached_property
    def _read(self) -> dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]]:
        return self.rows()

    def rows(self) -> dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]]:
        """The table, read. Raises ValueError for a row that cannot be meant."""
        found: dict[tuple[str, str], tuple[frozenset[str], frozenset[str]]] = {}
        state = ""
        for line in self.table.strip().splitlines():
            if not line.strip():
                continue
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) != 4:
                raise ValueError(f"{self.noun}: four cells are needed: {line}")
            state = cells[0] or state
            may, sees = people(cells[2]), people(cells[3])
            for action in (name.strip() for name in cells[1].split(",")):
                known = state in self.states and action in self.actions
                if not known or may & sees or (state, action) in found:
                    raise ValueError(f"{self.noun}: this row cannot be meant: {line}")
                found[state, action] = may, sees
        return found

    def cells(self) -> int:
        """How many cells this matrix has."""
        return len(self.states) * len(self.actions) * len(VIEWPOINTS)
