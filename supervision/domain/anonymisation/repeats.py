"""Repeat mentions: a name found once is found everywhere that it stands with a capital.

The small-letter form is never followed: “grace” and “young” are words again. Where the repeat
opens a sentence and is also a word, it becomes a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from supervision.domain.anonymisation.finding import Finding, Kind, Tier
from supervision.domain.anonymisation.folding import folded
from supervision.domain.anonymisation.names import PARTICLES, adjoins, allowed_words
from supervision.domain.anonymisation.passage import Passage, Word
from supervision.domain.anonymisation.words_too import (
    ARTICLES,
    CAPITAL_WORDS,
    MONTH_LEADS,
    NOT_SURNAMES,
    WORDS_TOO,
)
from supervision.domain.wording import said

_REASON = said("This name stands elsewhere in the text too.")


def find(passage: Passage, found: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the further mentions of the names among ``found``."""
    words = passage.words
    known = _parts(words, found)
    if not known:
        return
    allowed = allowed_words(words)
    small = {word.folded for word in words if not word.capital}
    at = 0
    while at < len(words):
        if not _repeats(words, at, known, allowed):
            at += 1
            continue
        first = at
        kind, tier = known[_key(words[at], known)]
        if _word_here(words[at], small):
            tier = "question"
        while (
            at + 1 < len(words)
            and not words[at].possessive
            and adjoins(words[at + 1])
            and _repeats(words, at + 1, known, allowed)
        ):
            at += 1
        yield Finding(words[first].start, words[at].end, kind, tier, _REASON, "[the person]")
        at += 1


def _parts(words: tuple[Word, ...], found: Iterable[Finding]) -> dict[str, tuple[Kind, Tier]]:
    """Return the words that names are made of, folded, each with its kind and its tier."""
    names = {"given_name", "titled_name"}
    inside: dict[int, Finding] = {}
    for finding in found:
        if finding.kind in names:
            inside[finding.start] = finding
    parts: dict[str, tuple[Kind, Tier]] = {}
    current: Finding | None = None
    for word in words:
        current = inside.get(word.start, current)
        if current is None or word.end > current.end:
            continue
        if not word.capital or len(word.text) < 2 or word.folded in PARTICLES | NOT_SURNAMES:
            continue
        opening = word.start == current.start
        if opening and current.kind == "titled_name":
            continue
        kind: Kind = "given_name" if opening else "surname"
        if word.folded not in parts:
            parts[word.folded] = (kind, current.tier)
    return {part: value for part, value in parts.items() if part not in _TITLE_PARTS}


_TITLE_PARTS = folded("mr mrs ms miss mx dr rev revd prof fr sr sir lady lord and bh ph")


def _key(word: Word, known: dict[str, tuple[Kind, Tier]]) -> str:
    """Return the known part that the word is, “MacKays” being “MacKay”."""
    if word.folded in known or len(word.folded) < 5:
        return word.folded
    plural = word.folded.removesuffix("s")
    return plural if plural in known else word.folded


def _repeats(
    words: tuple[Word, ...],
    at: int,
    known: dict[str, tuple[Kind, Tier]],
    allowed: frozenset[int],
) -> bool:
    word = words[at]
    key = _key(word, known)
    if key not in known or not word.capital or at in allowed:
        return False
    if word.folded in CAPITAL_WORDS and at and words[at - 1].folded in MONTH_LEADS:
        return False
    article = at > 0 and adjoins(word) and words[at - 1].folded in ARTICLES
    if word.folded != key:
        return article
    return not (article and word.folded in WORDS_TOO)


def _word_here(word: Word, small: set[str]) -> bool:
    return word.opens and (word.folded in WORDS_TOO or word.folded in small)
