"""Where in a text the words are that someone looked for.

Rule: a word is found whatever its accents and case, and in its near forms (“seat” in “seats”,
“stop” in “stopped”); the last word looked for may be the beginning of one. A passage begins and
ends between words. A list that shows the words found lets people judge before they open anything.

Source: the two databases fold and stem in their own ways; this follows what they share. A form
that only one of them knows is found by it and not marked here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from supervision.domain import text

Piece = tuple[str, bool]
"""Words of a text, and whether they were found."""

BEFORE = 60  # characters of a passage before what was found
MOST = 220

# A run of letters and numbers, with marks and unseen characters within it, as `text.fold` reads it.
_WITHIN = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200b-\u200f\u2060"
)
_WORD = re.compile(rf"[^\W_]+(?:[{_WITHIN}]+[^\W_]*)*")
_ENDINGS = ("ing", "ings", "ed", "es", "s", "ly")
_VOWEL = re.compile("[aeiouy]")


def marked(value: str, looked_for: Sequence[str]) -> tuple[Piece, ...]:
    """A whole text in pieces, those that were looked for marked.

    Args:
        value: the text.
        looked_for: folded words, as `text.search_tokens` gives them.

    Returns:
        Pieces that together are the text, character for character.
    """
    pieces: list[Piece] = []
    done = 0
    for match in _WORD.finditer(value):
        if _found(match[0], looked_for):
            if match.start() > done:
                pieces.append((value[done : match.start()], False))
            pieces.append((match[0], True))
            done = match.end()
    if done < len(value):
        pieces.append((value[done:], False))
    return tuple(pieces)


def passage(value: str, looked_for: Sequence[str], most: int = MOST) -> tuple[Piece, ...]:
    """The words around the first of those that were looked for, on one line.

    Args:
        most: about as many characters as it takes; a longer word is cut.

    Returns:
        Pieces as `marked` gives them, with “…” where the text goes on; empty when nothing is found.
    """
    line = " ".join(value.split())
    first = next((m for m in _WORD.finditer(line) if _found(m[0], looked_for)), None)
    if first is None:
        return ()
    start = 0
    if first.start() > BEFORE:
        start = line.find(" ", first.start() - BEFORE, first.start()) + 1 or first.start()
    end = len(line)
    if end > start + most:
        space = line.rfind(" ", first.end(), start + most + 1)
        end = space if space > 0 else min(first.end(), start + most)
    # The word itself is marked before it is cut: half of a long one is not a word that is found.
    pieces = _between(marked(line, looked_for), start, end)
    return (
        *([("… ", False)] if start else []),
        *pieces,
        *([(" …" if line[end] == " " else "…", False)] if end < len(line) else []),
    )


def _between(pieces: Sequence[Piece], start: int, end: int) -> list[Piece]:
    kept, place = [], 0
    for words, found in pieces:
        part = words[max(start - place, 0) : max(end - place, 0)]
        if part:
            kept.append((part, found))
        place += len(words)
    return kept


@lru_cache(maxsize=20_000)
def _tokens(word: str) -> tuple[str, ...]:
    return tuple(text.search_tokens(word))


def _found(word: str, looked_for: Sequence[str]) -> bool:
    if not looked_for:
        return False
    roots = {_root(one) for one in looked_for}
    return any(token.startswith(looked_for[-1]) or _root(token) in roots for token in _tokens(word))


@lru_cache(maxsize=20_000)
def _root(token: str) -> str:
    """What is left of a word without its commonest endings."""
    root = token
    if token.endswith(("ies", "ied")) and len(token) > 4:
        return token[:-2]
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        stem = token.removesuffix(ending)
        if stem != token and len(stem) > 1 and _VOWEL.search(stem) and not token.endswith("ss"):
            root = stem
            break
    if len(root) > 3 and root != token and root[-1] == root[-2] and root[-1] not in "lsz":
        root = root[:-1]
    if len(root) > 2 and root.endswith("e"):
        return root[:-1]
    return root[:-1] + "i" if len(root) > 2 and root.endswith("y") else root
