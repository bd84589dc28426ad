"""Two versions of one text, beside each other: which words only one of them has."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

Pieces = list[tuple[str, bool]]
MOST = 2000  # words and spaces; longer texts are shown as they are
ALIKE = 0.3  # texts with less in common would be marked all over


def compared(mine: str, theirs: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces: each piece with whether only this text has it.

    Joined again, the pieces are the texts. Texts that are very long, or that have little in common,
    come back in one piece with nothing marked.
    """
    ours, others = _words(mine), _words(theirs)
    unmarked: tuple[Pieces, Pieces] = ([(mine, False)], [(theirs, False)])
    if max(len(ours), len(others)) > MOST:
        return unmarked
    matcher = SequenceMatcher(None, ours, others, autojunk=False)
    if matcher.ratio() < ALIKE:
        return unmarked
    first: Pieces = []
    second: Pieces = []
    for kind, a, b, c, d in matcher.get_opcodes():
        differs = kind != "equal"
        if a < b:
            first.append(("".join(ours[a:b]), differs))
        if c < d:
            second.append(("".join(others[c:d]), differs))
    return first, second


def _words(text: str) -> list[str]:
    """Words with the space after them."""
    return re.findall(r"\S+\s*|^\s+", text)
