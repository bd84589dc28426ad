"""Sentences that people read, written where no translation can be looked up.

Rule: a rule of practice or a service says what it has to say in English, and marks it with `said`;
the doors look up the reader's language. What is marked is collected with the rest of the words.

Source: GNU gettext, where marking a text and translating it are two steps.
"""

from __future__ import annotations

from typing import Any


class Said(str):
    """A sentence in English that remembers how it was made, so that it can be said again.

    `pattern` is the sentence with its gaps, such as "Give %(most)s at most"; `values` fills them.
    """

    pattern: str
    values: dict[str, Any]


def said(pattern: str, **values: Any) -> Said:
    """Mark a sentence that people will read.

    Args:
        pattern: English, whole, with gaps as %(name)s; a percent sign is written %%.
        values: what fills the gaps.

    Returns:
        The sentence in English, as text that can be translated later.
    """
    sentence = Said(pattern % values)
    sentence.pattern, sentence.values = pattern, values
    return sentence
