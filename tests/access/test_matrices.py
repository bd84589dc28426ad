"""Every cell of every matrix, through three channels: the rules, the lists, and HTTP."""

from __future__ import annotations

import pytest

from tests.access import doors, rules
from tests.access.all_matrices import MATRICES
from tests.access.matrix import Matrix
from tests.worlds import Backend, World

STATES = [
    pytest.param(matrix, state, id=f"{matrix.noun}-{state.replace(' ', '_')}")
    for matrix in MATRICES
    for state in matrix.states
]


@pytest.mark.parametrize(("matrix", "state"), STATES)
def test_every_cell(backend: Backend, world: World, matrix: Matrix, state: str) -> None:
    thing = matrix.states[state](world)
    found = rules.differences(matrix, state, world, thing)
    found += doors.differences(matrix, state, backend, world, thing)
    assert not found, "\n" + "\n".join(found)
