"""A text cut into words once, so that every recogniser reads it the same way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+(?:['’](?:[^\W\d_]|[\u0300-\u036f])+)*")
_PLACEHOLDER = re.compile(r"\[[^\[\]\n]{1,40}\]")
_UNDECOMPOSED = str.maketrans("łøđıæœßðþŁØĐ", "lodiaosdtlod")
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_OPENERS = "\"'“‘(*•–—- \t\u00a0"
_STOPS = ".?!:;…\n\r|"


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


@dataclass(frozen=True, slots=True)
class Word:
    """A word without its possessive ending; ``gap`` is what stands between it and the last one."""

    start: int
    end: int
    text: str
    folded: str
    gap: str
    possessive: bool
    opens: bool

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True, slots=True)
class Passage:
    """The text, its words, and the stretches in square brackets that are placeholders already."""

    text: str
    words: tuple[Word, ...]
    placeholders: tuple[tuple[int, int], ...]


def _opens(gap: str, first: bool) -> bool:
    """Say whether a word after this gap begins a sentence, a quotation or a line."""
    if any(stop in gap for stop in _STOPS):
        return True
    bare = gap.strip()
    if first:
        return True
    return bool(bare) and all(mark in _OPENERS for mark in bare) and bare not in ("-", "'", "’")


def read(text: str) -> Passage:
    """Cut ``text`` into words. Takes time in proportion to its length."""
    words: list[Word] = []
    last_end = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap = text[last_end:start]
        last_end = end
        possessive = match[0].endswith(_POSSESSIVE) and end - start > 2
        if possessive:
            end -= 2
        own = text[start:end]
        words.append(Word(start, end, own, fold(own), gap, possessive, _opens(gap, not words)))
    spans = tuple(match.span() for match in _PLACEHOLDER.finditer(text))
    return Passage(text, tuple(words), spans)
