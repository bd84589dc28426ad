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
def test_rules_and_lists_say_what_the_matrix_says(
    world: World, matrix: Matrix, state: str
) -> None:
    found = rules.differences(matrix, state, world)
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(("matrix", "state"), STATES)
def test_browsers_are_answered_what_the_matrix_says(
    backend: Backend, world: World, matrix: Matrix, state: str
) -> None:
    found = doors.differences(matrix, state, backend, world)
    assert not found, "\n" + "\n".join(found)
