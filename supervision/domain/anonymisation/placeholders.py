"""Placeholders: what stands in square brackets in the place of somebody’s name or number.

Only what the product itself suggests is taken as a placeholder, and short phrases of ordinary
words in small letters (“[their daughter]”, “[worker 2]”). Brackets around anything else hide
nothing.
"""

from __future__ import annotations

import re
from typing import Final

from supervision.domain.anonymisation.folding import fold
from supervision.domain.anonymisation.listed_names import LISTED, SMALL_WORDS

SUGGESTIONS: Final = frozenset(
    {
        "[the person]",
        "[the doctor]",
        "[the nurse]",
        "[the minister]",
        "[the councillor]",
        "[the police officer]",
        "[a place]",
        "[a date]",
        "[a telephone number]",
        "[an email address]",
        "[an nhs number]",
        "[a chi number]",
    }
)
_BRACKETS: Final = re.compile(r"\[[^\[\]\n]{1,40}\]")
_PHRASE: Final = re.compile(r"[^\W\d_]+(?:['’ -]{1,2}[^\W\d_]+){0,5}(?: \d{1,2})?")
_WORD: Final = re.compile(r"[^\W\d_]+")
_TITLES: Final = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "rev", "revd"})
_NAMES: Final = LISTED - SMALL_WORDS


def _ordinary(phrase: str) -> bool:
    """Say whether a phrase is of small letters, with no title and no listed name in it."""
    if phrase != phrase.lower() or not _PHRASE.fullmatch(phrase):
        return False
    words = {fold(word) for word in _WORD.findall(phrase)}
    return not words & _TITLES and not {word for word in words & _NAMES if len(word) > 3}


def placeholders_in(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the placeholders of ``text`` stand, brackets and all."""
    return tuple(
        match.span()
        for match in _BRACKETS.finditer(text)
        if match[0].lower() in SUGGESTIONS or _ordinary(match[0][1:-1])
    )
