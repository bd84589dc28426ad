"""The three parts of a session's record."""

from __future__ import annotations

from supervision.domain.sections import PROMPTS, SECTIONS


def test_the_sections_in_their_order() -> None:
    assert [(section.name, section.heading) for section in SECTIONS] == [
        ("wellbeing", "How you are"),
        ("outcomes", "People and outcomes"),
        ("reflection", "Reflection"),
    ]
    assert all(section.label for section in SECTIONS)


def test_three_questions_that_may_help() -> None:
    assert len(PROMPTS) == 3
    assert all(prompt.endswith("?") for prompt in PROMPTS)
