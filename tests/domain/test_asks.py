"""What someone asks for, and what becomes of it."""

from __future__ import annotations

import pytest

from supervision.domain import asks
from supervision.domain.asks import AskKind, AskState
from supervision.domain.signing import NotAllowed


def test_every_kind_is_worded() -> None:
    assert [kind.label for kind in AskKind] == [
        "Nothing, just to be heard",
        "Advice",
        "Backing",
        "Training",
        "Time",
        "Thanks for a colleague",
        "A change in how we work",
    ]
    assert AskKind.HEARD.would_like == "would just like to be heard"
    assert AskKind("backing").would_like == "would like backing"
    assert all(kind.would_like.startswith("would ") for kind in AskKind)


@pytest.mark.parametrize(
    ("state", "shared", "taken_back"),
    [
        (AskState.KEPT, AskState.WAITING, AskState.KEPT),
        (AskState.WAITING, AskState.WAITING, AskState.TAKEN_BACK),
        (AskState.ANSWERED, AskState.ANSWERED, AskState.TAKEN_BACK),
        (AskState.TAKEN_BACK, AskState.WAITING, AskState.TAKEN_BACK),
    ],
)
def test_sharing_and_taking_back(state: AskState, shared: AskState, taken_back: AskState) -> None:
    assert asks.after_share(state) is shared
    assert asks.after_taking_back(state) is taken_back


@pytest.mark.parametrize("state", [AskState.WAITING, AskState.ANSWERED])
def test_answers_come_to_what_is_shared(state: AskState) -> None:
    assert asks.after_answer(state) is AskState.ANSWERED


@pytest.mark.parametrize("state", [AskState.KEPT, AskState.TAKEN_BACK])
def test_no_answer_to_what_is_not_shared(state: AskState) -> None:
    with pytest.raises(NotAllowed):
        asks.after_answer(state)
