"""Folding words, so that lists and texts meet whatever their case and accents."""

from __future__ import annotations

import unicodedata
from functools import cache

_UNDECOMPOSED = str.maketrans("łøđıæœßðþŁØĐ", "lodiaosdtlod")


@cache
def _bare(character: str) -> str:
    kept = [c for c in unicodedata.normalize("NFD", character) if not unicodedata.combining(c)]
    return "".join(kept)


def fold(word: str) -> str:
    """Return the word in small letters without accents: “Catrìona” becomes “catriona”."""
    if word.isascii():
        return word.lower()
    return "".join(map(_bare, word.lower().translate(_UNDECOMPOSED))).replace("’", "'")


def folded(words: str) -> frozenset[str]:
    """Return the words of a list written with spaces between, folded, hyphened ones in parts."""
    return frozenset(fold(part) for word in words.split() for part in word.split("-"))
