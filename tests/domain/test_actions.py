"""An action is looked at again: done, carried on or let go."""

from __future__ import annotations

import pytest

from supervision.domain.actions import ActionState, Look, after_look


def test_words() -> None:
    assert [look.words for look in Look] == ["Done", "Carry on", "Let go"]


@pytest.mark.parametrize("state", list(ActionState))
@pytest.mark.parametrize(
    ("look", "after"),
    [
        (Look.DONE, ActionState.DONE),
        (Look.CARRY_ON, ActionState.OPEN),
        (Look.LET_GO, ActionState.LET_GO),
    ],
)
def test_the_latest_look_holds(state: ActionState, look: Look, after: ActionState) -> None:
    assert after_look(state, look) is after
