"""Titled names: a title and what stands after it with a capital (“Mrs Dalgleish”, “Rev. A. Bain”).

A title alone (“the doctor”, “Dr visits”) is left. The Gaelic and Irish forms are those of letters
and church notices: Mgr (Maighstir), A’ Bh-ph. (Mrs), A’ Bh-uas. (Ms), An t-Urr. (Rev.), An tUas.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from supervision.domain.anonymisation.finding import Finding
from supervision.domain.anonymisation.folding import folded
from supervision.domain.anonymisation.names import (
    PARTICLES,
    adjoins,
    allowed_words,
    end_of_name,
    names_a_place,
)
from supervision.domain.anonymisation.passage import Passage, Word
from supervision.domain.anonymisation.words_too import ARTICLES, BODY_WORDS, NOT_SURNAMES
from supervision.domain.wording import said

# Always a title, and cut short often enough to have a full stop.
_TITLES: Final = folded("""
    mr mrs ms mx dr prof professor rev revd reverend fr mgr monsignor sr mme mlle cllr councillor
    sgt pc pcso insp capt lt col hon sir dame urr urramach uas dtr mhaighstir maighstir maister
    maistress bh-ph ph
    """)
# Words of their own, which must not open the name of a feast or a body.
_WORDS: Final = folded("""
    miss master mister missus doctor doctors father sister brother nurse matron canon pastor imam
    rabbi deacon minister sheikh lady lord major captain constable aunt auntie aunty uncle granny
    gran granda grandad grandma nana nan mistress bean dotair
    """)
_GAELIC_LEADS: Final = folded("an a' a bean")
_GAELIC_PARTS: Final = folded("t bh tuas uas urr urramach ph uasal uí ui")
_SMALL: Final = folded("mr mrs")
_NOT_SMALL_NAMES: Final = folded("""
    and or is was has had said says will would who with to at in on for of the a an from about
    also then but not did does came went wants asked
    """)
_OFFICES: Final = {
    "dr": "[the doctor]",
    "doctor": "[the doctor]",
    "nurse": "[the nurse]",
    "matron": "[the nurse]",
    "rev": "[the minister]",
    "revd": "[the minister]",
    "reverend": "[the minister]",
    "urr": "[the minister]",
    "cllr": "[the councillor]",
    "councillor": "[the councillor]",
    "pc": "[the police officer]",
    "constable": "[the police officer]",
}
_REASON = said("This is a name with a title.")


def _after_title(word: Word, *, over_line_end: bool = False) -> bool:
    """Say whether the word may be joined to a title: by spaces, a full stop, and a line end."""
    gap = word.gap.removeprefix(".")
    bare = not gap.strip(" \t_\n" if over_line_end else " \t_")
    return adjoins(word) or (bare and gap.count("\n") <= 1)


def _name_after(words: tuple[Word, ...], at: int) -> int | None:
    """Return the place where the name begins after the title at ``at``, or None."""
    place = at + 1
    while place < len(words) and words[place].folded in PARTICLES and adjoins(words[place]):
        if words[place].capital:
            break
        place += 1
    plain_word = words[at].folded in _WORDS
    if place >= len(words) or not words[place].capital:
        return None
    name = words[place]
    if not _after_title(name, over_line_end=not plain_word):
        return None
    if name.folded in NOT_SURNAMES - {"may", "april", "june", "english", "easter"}:
        return None
    if name.folded in BODY_WORDS - {"day", "may"} and plain_word:
        return None
    full_stop = "." in name.gap
    if full_stop and plain_word:
        return None
    return place


def _start(words: tuple[Word, ...], at: int) -> int:
    """Take in what belongs before a title: “Mr and Mrs”, “the Rev Dr”, “A’ Bh-ph.”, “An t-Urr.”."""
    first = at
    if first > 0 and words[first].folded in _GAELIC_PARTS:
        while first > 0 and at - first < 3:
            before = words[first - 1]
            joined = words[first].gap in (" ", "-", "’ ", "' ")
            if not joined or before.folded not in _GAELIC_LEADS | _GAELIC_PARTS:
                break
            first -= 1
        return words[first].start
    while first > 0 and at - first < 4:
        before = words[first - 1]
        title = before.folded in _TITLES and before.capital and _after_title(words[first])
        linked = before.folded == "and" and first > 1 and words[first - 2].folded in _TITLES
        ampersand = words[first].gap == " & " and before.folded in _TITLES
        if not (title or (linked and adjoins(words[first])) or ampersand):
            break
        first -= 1
    return words[first].start


def find(passage: Passage) -> Iterator[Finding]:
    """Yield every titled name, title and all."""
    words = passage.words
    allowed = allowed_words(words)
    for at, word in enumerate(words):
        title = word.folded
        if title.removeprefix("t") == "uas" or title in _TITLES:
            known = True
        else:
            known = title in _WORDS
        if not known or word.possessive or at in allowed:
            continue
        if not word.capital:
            if title in _SMALL:
                yield from _small_titled(words, at)
            if title not in _GAELIC_PARTS:
                continue
        place = _name_after(words, at)
        if place is None:
            continue
        if title in _WORDS and at and adjoins(word) and words[at - 1].folded in ARTICLES:
            continue
        if title == "ms" and word.shouted:
            continue
        last = _last(words, place)
        if title in _WORDS and names_a_place(words, place, last):
            continue
        suggestion = _OFFICES.get(title, "[the person]")
        start = _start(words, at)
        yield Finding(start, words[last].end, "titled_name", "certain", _REASON, suggestion)


def _last(words: tuple[Word, ...], place: int) -> int:
    """Run over initials (“Ms A. Pettigrew”, “Mr A B Shaw”) and then to the end of the name."""
    while place + 1 < len(words) and len(words[place].text) == 1:
        following = words[place + 1]
        if not (following.capital and _after_title(following)):
            break
        place += 1
    return end_of_name(words, place)


def _small_titled(words: tuple[Word, ...], at: int) -> Iterator[Finding]:
    """Yield “mrs dalgleish”, written in haste."""
    if at + 1 < len(words) and _after_title(words[at + 1], over_line_end=True):
        name = words[at + 1]
        if name.folded not in _NOT_SMALL_NAMES and len(name.text) > 1 and not name.capital:
            start = words[at].start
            reason = said("This looks like a name with a title, written small.")
            yield Finding(start, name.end, "titled_name", "likely", reason, "[the person]")
