"""Names: reading a name from its first word to its last, and giving a reason for it.

A name runs on over the capitals that follow it (“Isobel MacKay”, “Mei Ling”, “Aoife Ní
Dhomhnaill”), over initials and small particles (“van der Berg”), and stops at a possessive, at
punctuation and at words that are never surnames.
"""

from __future__ import annotations

from supervision.domain.anonymisation.folding import folded
from supervision.domain.anonymisation.passage import Word
from supervision.domain.anonymisation.sector_words import PHRASES
from supervision.domain.anonymisation.words_too import (
    BODY_WORDS,
    NOT_SURNAMES,
    PLACE_WORDS,
)

PARTICLES = folded(
    "van von der de del della da di dos du la le al el bin ibn bint ap ab ui ni nic mac mc"
)
_LONGEST = 6


def adjoins(word: Word) -> bool:
    """Say whether nothing but spaces or a hyphen stands before the word."""
    return word.gap == "-" or not word.gap.strip(" ")


def allowed_words(words: tuple[Word, ...]) -> frozenset[int]:
    """Return which words (by place) belong to a phrase that the sector uses for itself."""
    found: set[int] = set()
    for place in range(len(words)):
        found.update(range(place, place + _phrase_length(words, place)))
    return frozenset(found)


def _phrase_length(words: tuple[Word, ...], place: int) -> int:
    if words[place].capital:
        for phrase in PHRASES.get(words[place].folded, ()):
            stretch = words[place : place + len(phrase)]
            if tuple(each.folded for each in stretch) == phrase:
                return len(phrase)
    return 0


def surname_follows(words: tuple[Word, ...], place: int) -> bool:
    """Say whether the word after ``place`` can be the next part of the same name."""
    if place + 1 >= len(words) or words[place].possessive:
        return False
    word, following = words[place], words[place + 1]
    if not following.capital or following.folded in NOT_SURNAMES:
        return False
    initial = len(word.text) == 1 and following.gap in (". ", ".")
    if not (adjoins(following) or initial):
        return False
    if following.shouted and len(following.text) <= 3 and not word.shouted:
        return False
    if following.shouted and not word.shouted and "-" not in following.gap:
        return following.folded.startswith(("mc", "mac", "o'")) or len(following.text) > 4
    if len(following.text) == 1 and following.folded in ("i", "a"):
        return _dotted(words, place + 1)
    if _phrase_length(words, place + 1) > 1:
        return False
    return following.folded not in BODY_WORDS - {"day", "law"}


def _dotted(words: tuple[Word, ...], place: int) -> bool:
    return place + 1 < len(words) and words[place + 1].gap.startswith(".")


def end_of_name(words: tuple[Word, ...], place: int) -> int:
    """Return the place of the last word of the name that begins at ``place``."""
    last = place
    while last - place < _LONGEST:
        if surname_follows(words, last):
            last += 1
            continue
        ahead = last + 1
        while ahead < len(words) and words[ahead].folded in PARTICLES and adjoins(words[ahead]):
            ahead += 1
        small = last + 1 < ahead <= last + 3 and not words[last].possessive
        if small and surname_follows(words, ahead - 1):
            last = ahead
            continue
        break
    return last


def names_a_place(words: tuple[Word, ...], first: int, last: int) -> bool:
    """Say whether the name ends in, or leads to, a word for a house, a street or a home."""
    if last > first and words[last].folded in PLACE_WORDS:
        return True
    follows = last + 1 < len(words) and adjoins(words[last + 1])
    return follows and words[last + 1].capital and words[last + 1].folded in PLACE_WORDS


def names_a_body(words: tuple[Word, ...], last: int) -> bool:
    """Say whether a group, a day or a method stands straight after the name."""
    if last + 1 >= len(words):
        return False
    following = words[last + 1]
    return following.capital and adjoins(following) and following.folded in BODY_WORDS
