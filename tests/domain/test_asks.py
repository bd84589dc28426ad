"""What someone asks for, and what becomes of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from supervision.domain import asks
from supervision.domain.asks import AskKind, AskState, Helped
from supervision.domain.signing import NotAllowed

TODAY = date(2026, 11, 23)


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
    assert AskKind.HEARD.would_like("Callum") == "Callum would just like to be heard"
    assert AskKind("backing").would_like("Callum") == "Callum would like backing"
    assert all(kind.would_like("Callum").startswith("Callum would ") for kind in AskKind)
    assert all(kind.asked.startswith("You asked ") for kind in AskKind)


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


def test_what_came_of_support_is_worded_and_has_no_order() -> None:
    assert [one.label for one in Helped] == [
        "It helped",
        "It helped a little",
        "Not yet",
        "It was not needed any more",
    ]
    assert all(one.told("Callum").startswith("Callum says that it ") for one in Helped)


@pytest.mark.parametrize(
    ("words", "by_on", "wrong"),
    [
        ("I will come along", TODAY, set()),
        ("I will come along", TODAY + timedelta(days=40), set()),
        ("I will come along", TODAY - timedelta(days=1), {"by_on"}),
        (" ", None, {"offered", "by_on"}),
    ],
)
def test_an_offer_needs_words_and_a_day_to_come(
    words: str, by_on: date | None, wrong: set[str]
) -> None:
    assert set(asks.wrong_with_offer(words, by_on, TODAY)) == wrong
