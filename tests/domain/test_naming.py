"""How someone may be called."""

from __future__ import annotations

import pytest

from supervision.domain import naming


@pytest.mark.parametrize(
    "name",
    ["Callum", "Màiri", "O’Neill", "Anne-Marie", "Łukasz", "李小龙", "Олена", "Ελένη", "محمد", "J"],
)
def test_names_of_any_one_alphabet_stand(name: str) -> None:
    assert naming.problem(name) is None


def test_some_alphabets_need_joiners() -> None:
    assert naming.problem("م\u200cد") is None


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "\u200b",
        "\u3164",
        "123",
        "!!",
        "M\u043erag",
        "Μοrag",
        "\uff2d\u043erag",
        "Mo\u202erag",
        "Mo\u200drag",
        "Mo\u00adrag",
        "A" * 81,
    ],
)
def test_what_looks_like_another_or_like_nothing_does_not(name: str) -> None:
    assert naming.problem(name)


def test_it_is_put_on_one_line() -> None:
    assert naming.tidy(" Cal \n the\tYounger ") == "Cal the Younger"


@pytest.mark.parametrize(
    "other",
    ["morag", "M\u00f2rag", "Mo rag", "Morag.", "\uff2dorag", "\u041corag", "Mora\u0261", "MORAG"],
)
def test_names_that_nobody_could_tell_apart_are_seen_as_one(other: str) -> None:
    assert naming.seen_as(other) == naming.seen_as("Morag")


@pytest.mark.parametrize("other", ["Morag K", "Mora", "Margo", "\u0416\u0430\u043d\u043d\u0430"])
def test_other_names_are_not(other: str) -> None:
    assert naming.seen_as(other) != naming.seen_as("Morag")
