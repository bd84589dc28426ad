"""A text cut into words once, so that every recogniser reads it the same way."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from supervision.domain.anonymisation.finding import Finding
from supervision.domain.anonymisation.folding import fold
from supervision.domain.anonymisation.listed_names import LISTED
from supervision.domain.anonymisation.placeholders import placeholders_in
from supervision.domain.anonymisation.shadow import shadow_of

_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+(?:['’](?:[^\W\d_]|[\u0300-\u036f])+)*")
_JOINT = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_HEADS = LISTED | {"mr", "mrs", "ms", "miss", "mx", "dr", "rev"}
_POSSESSIVE = ("'s", "’s", "'S", "’S")
_OPENERS = "\"'“‘(*•–—- \t\u00a0"
_STOPS = ".?!:;…\n\r|"


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
        """Whether a capital stands in it, wherever: “iSOBEL” is a name in disguise or in haste."""
        return self.text != self.text.lower()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


@dataclass(frozen=True, slots=True)
class Passage:
    """The shadow of a text, its words, the placeholders in it, and the way back to the text.

    Recognisers read ``text`` and ``words`` and give places in the shadow; `in_original` turns
    them into places in the text that was given. All dashes in ``text`` are hyphens; the gaps of
    ``words`` keep their en and em dashes.
    """

    text: str
    words: tuple[Word, ...]
    placeholders: tuple[tuple[int, int], ...]
    starts: Sequence[int]
    ends: Sequence[int]

    def in_original(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """Yield findings, which stand in order and apart, with places in the given text."""
        last: Finding | None = None
        for each in found:
            start, end = self.starts[each.start], self.ends[each.end - 1]
            if last and start < last.end:  # two that share one ligature are taken together
                last = replace(last, end=max(end, last.end))
                continue
            if last:
                yield last
            last = replace(each, start=start, end=end)
        if last:
            yield last


def _opens(gap: str, first: bool) -> bool:
    """Say whether a word after this gap begins a sentence, a quotation or a line."""
    if any(stop in gap for stop in _STOPS):
        return True
    bare = gap.strip()
    if first:
        return True
    return bool(bare) and all(mark in _OPENERS for mark in bare) and bare not in ("-", "'", "’")


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where words stand; “MrsBain” and “IsobelBain” are each two, though nothing parts them.

    What parted them may have been a space without width, or have been lost in copying.
    """
    for match in _WORD.finditer(text):
        start, end = match.span()
        joint = _JOINT.search(text, start, end)
        if joint and fold(text[start : joint.start()]) in _HEADS:
            yield start, joint.start()
            start = joint.start()
        yield start, end


def read(text: str) -> Passage:
    """Make the shadow of ``text`` and cut it into words, in time proportional to its length."""
    shadow = shadow_of(text)
    lettered = shadow.lettered
    words: list[Word] = []
    last_end = 0
    for start, end in _spans(lettered):
        gap = lettered[last_end:start]
        last_end = end
        possessive = lettered.endswith(_POSSESSIVE, start, end) and end - start > 2
        if possessive:
            end -= 2
        own = lettered[start:end]
        words.append(Word(start, end, own, fold(own), gap, possessive, _opens(gap, not words)))
    spans = placeholders_in(shadow.text)
    return Passage(shadow.text, tuple(words), spans, shadow.starts, shadow.ends)
