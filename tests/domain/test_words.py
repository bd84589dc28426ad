"""Numbers and names in sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain import words


def test_numbers() -> None:
    assert [words.in_words(n) for n in (0, 1, 7, 12, 13, 240)] == [
        "zero",
        "one",
        "seven",
        "twelve",
        "13",
        "240",
    ]
    assert words.in_words(-1) == "-1"
    assert words.count(1, "ask", "asks") == "one ask"
    assert words.count(3, "ask", "asks") == "three asks"
    assert words.count(0, "ask", "asks") == "zero asks"
    assert words.count(25, "person", "people") == "25 people"


@pytest.mark.parametrize(
    ("names", "phrase"),
    [
        ([], ""),
        (["Callum"], "Callum"),
        (["Callum", "Morag"], "Callum and Morag"),
        (["Callum", "Grace", "Morag"], "Callum, Grace and Morag"),
    ],
)
def test_join_names(names: list[str], phrase: str) -> None:
    assert words.join_names(names) == phrase
    assert words.join_names(iter(names)) == phrase


def test_possessive() -> None:
    assert words.possessive("Callum") == "Callum’s"
    assert words.possessive("James ") == "James’s"


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("The seat by the door", 40, "The seat by the door"),
        ("The seat by the door", 20, "The seat by the door"),
        ("The seat by the door", 19, "The seat by the…"),
        ("The seat by the door", 9, "The seat…"),
        ("The seat, by the door", 10, "The seat…"),
        ("Two\n\n lines  here", 9, "Two…"),
        ("Llanfairpwllgwyngyll", 6, "Llanf…"),
        ("door", 1, "…"),
        ("", 5, ""),
    ],
)
def test_first_words(text: str, most: int, cut: str) -> None:
    assert words.first_words(text, most) == cut


def test_first_words_needs_room() -> None:
    with pytest.raises(ValueError, match="no room"):
        words.first_words("door", 0)


@given(st.text(), st.integers(1, 60))
def test_first_words_fit_and_begin_the_text(text: str, most: int) -> None:
    cut = words.first_words(text, most)
    line = " ".join(text.split())
    assert len(cut) <= most
    assert cut == line or (cut.endswith("…") and line.startswith(cut[:-1]))
