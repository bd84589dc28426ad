"""The reference by which a person supported is spoken of: "person K7QM".

Rule: four characters by chance, drawn from those that are hard to confuse when written or said,
so that a reference holds nothing about the person: no initials, no birth date, no number from
another system. It begins with a letter, and has a figure second or third and never two side by
side, so that it neither looks like initials nor carries a number with a meaning of its own. New
ones have no vowel, nor a 3 or 4 that reads as one, so that they spell nothing. That leaves 43,928;
whoever asks for a new one looks whether it is taken, and asks again.

Source: random keys rather than initials or anything derived from a number (ICO guidance on
pseudonymisation); alphabet without I, L, O, S, Z and 0, 1, 2, 5.

What somebody who leaves still holds can be handed over for them until 90 days after their last day
(docs/decisions/2026-11-23-leaving-ends-what-is-dated.md).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

LETTERS = "ABCDEFGHJKMNPQRTUVWXY"
FIGURES = "346789"
AFTER_LEAVING = timedelta(days=90)

# Y, 3 and 4 can stand for a vowel as well.
_NEW_LETTERS = "BCDFGHJKMNPQRTVWX"
_NEW_FIGURES = "6789"

_CODE = re.compile(f"(?=.*[{FIGURES}])[{LETTERS}][{LETTERS}{FIGURES}]{{3}}")


def new_code(choose: Callable[[str], str]) -> str:
    """A new reference.

    Args:
        choose: gives one character of the string it is handed, by chance; `secrets.choice` where
            it matters.

    Returns:
        Four characters, such as "K7QM". It may be taken already: that is for the caller to see.
    """
    either = _NEW_LETTERS + _NEW_FIGURES
    first = choose(_NEW_LETTERS)
    second = choose(either)
    if second in _NEW_FIGURES:
        return first + second + choose(_NEW_LETTERS) + choose(either)
    return first + second + choose(_NEW_FIGURES) + choose(_NEW_LETTERS)


def read_code(s: str) -> str | None:
    """The reference that someone typed.

    Args:
        s: "K7QM", "k7qm", "K 7 Q M" or "person K7QM", with spaces around it or not.

    Returns:
        The reference in capitals, or None when it cannot be one.
    """
    code = "".join(s.upper().split()).removeprefix("PERSON")
    return code if _CODE.fullmatch(code) else None


def spoken(code: str) -> str:
    """The reference as it is read aloud, character by character: "K 7 Q M"."""
    return " ".join(code)


def left_since(today: date) -> date:
    """The earliest last day of somebody whose references can still be handed over for them."""
    return today - AFTER_LEAVING
