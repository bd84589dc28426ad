"""What in square brackets is a placeholder, and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supervision.domain.anonymisation import findings, titles
from supervision.domain.anonymisation.placeholders import SUGGESTIONS, placeholders_in


def test_every_suggestion_of_the_check_is_a_placeholder() -> None:
    notes = json.loads(Path(__file__).with_name("notes.json").read_text("utf-8"))["notes"]
    made = {each.suggestion for note in notes for each in findings(note["text"])}
    for suggestion in made | set(titles._OFFICES.values()):
        assert suggestion is not None
        assert suggestion.lower() in SUGGESTIONS
        assert placeholders_in(f"x {suggestion}") == ((2, 2 + len(suggestion)),)
        assert findings(f"We saw {suggestion} again.") == []


@pytest.mark.parametrize(
    "words", ["their daughter", "worker 2", "the home", "a sister-in-law", "mo nighean’s", "rose"]
)
def test_a_short_phrase_of_ordinary_words_is_a_placeholder(words: str) -> None:
    assert placeholders_in(f"[{words}]") == ((0, len(words) + 2),)


@pytest.mark.parametrize(
    "words",
    ["Isobel", "isobel", "mrs bain", "worker 200", "iv2 3ab", "a, b", "9", "one two " * 4, "a@b"],
)
def test_anything_else_is_not(words: str) -> None:
    assert placeholders_in(f"[{words}]") == ()
