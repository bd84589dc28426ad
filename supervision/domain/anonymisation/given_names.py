"""Given names from the lists, with the surname that follows.

A listed name with a capital is certain. One that is also a word needs help from its surroundings
and is likely at most. The rules were written for this check; where they leave a name out, the
writer's own eyes are the next check, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from supervision.domain.anonymisation.finding import Finding, Tier
from supervision.domain.anonymisation.listed_names import LISTED, SMALL_WORDS
from supervision.domain.anonymisation.names import (
    adjoins,
    allowed_words,
    end_of_name,
    names_a_body,
    names_a_place,
)
from supervision.domain.anonymisation.passage import Passage, Word
from supervision.domain.anonymisation.words_too import (
    ADDRESSED,
    ARTICLES,
    ASKING,
    AT_PLACES,
    BEING_VERBS,
    CAPITAL_WORDS,
    HEADERS,
    KIN,
    MASS_WORDS,
    OWNERS,
    PERSON_VERBS,
    PLACES_TOO,
    ROLES,
    STATES,
    WORDS_TOO,
)
from supervision.domain.wording import said

_SHORTEST_SMALL = 4
PERSON = "[the person]"


def find(passage: Passage) -> Iterator[Finding]:
    """Yield every given name, whole names as one finding."""
    words = passage.words
    allowed = allowed_words(words)
    place = -1
    for at, word in enumerate(words):
        if at <= place or at in allowed:
            continue
        if not word.capital:
            if _small_name(word):
                reason = said("This is a given name, written small.")
                yield Finding(word.start, word.end, "given_name", "likely", reason, PERSON)
            continue
        if word.folded in WORDS_TOO:
            tier = _tier_of_word(words, at)
            reason = said("This is a word that is also a name, and here it looks like a name.")
        elif word.folded in LISTED:
            tier, reason = "certain", said("This is a given name.")
        else:
            continue
        if tier is None or (tier != "certain" and names_a_body(words, at)):
            continue
        last = end_of_name(words, at)
        yield _finding(words, at, last, tier, reason)
        place = last


def _finding(words: tuple[Word, ...], at: int, last: int, tier: Tier, reason: str) -> Finding:
    word = words[at]
    before = words[at - 1].folded if at and adjoins(word) else ""
    if names_a_place(words, at, last):
        following = last + 1 < len(words) and adjoins(words[last + 1]) and words[last + 1].capital
        end = words[last + 1].end if following and not words[last].possessive else words[last].end
        reason = said("This looks like the name of a place.")
        return Finding(word.start, end, "place", "likely", reason, "[a place]")
    if before == "of" and words[at - 2].folded == "isle":
        before = "isle"
    saint = before in ("st", "saint") or (at > 0 and words[at - 1].folded == "st")
    if saint or (at == last and word.folded in PLACES_TOO and before in AT_PLACES):
        reason = said("This looks like the name of a place.")
        start = words[at - 1].start if saint else word.start
        end = word.end + 2 if word.possessive and saint else words[last].end
        return Finding(start, end, "place", "likely", reason, "[a place]")
    if last > at and tier == "certain":
        reason = said("This is a given name with a surname.")
    return Finding(word.start, words[last].end, "given_name", tier, reason, PERSON)


def _small_name(word: Word) -> bool:
    name = word.folded
    long_enough = len(word.text) >= _SHORTEST_SMALL and word.text.islower()
    return long_enough and name in LISTED and name not in SMALL_WORDS and name not in WORDS_TOO


def _tier_of_word(words: tuple[Word, ...], at: int) -> Tier | None:
    """Say how sure it is that a word which is also a name is a name here."""
    word = words[at]
    if word.shouted:
        return None
    before = words[at - 1] if at and adjoins(word) else None
    if before and before.folded in ARTICLES:
        return "likely" if names_a_place(words, at, at) else None
    if _people_around(words, at, before):
        return "likely"
    surname = end_of_name(words, at) > at and word.folded not in ASKING
    if word.folded in CAPITAL_WORDS:
        if word.possessive:
            return "question"
        return ("question" if word.opens else "likely") if surname else None
    if not word.opens:
        return "likely"
    if surname or word.possessive:
        return "likely"
    following = words[at + 1] if at + 1 < len(words) and adjoins(words[at + 1]) else None
    if following is None or following.folded not in BEING_VERBS:
        return None
    then = words[at + 2].folded if at + 2 < len(words) and adjoins(words[at + 2]) else ""
    person = word.folded not in MASS_WORDS or then in STATES | PERSON_VERBS - {"come", "gone"}
    return "likely" if person else None


def _people_around(words: tuple[Word, ...], at: int, before: Word | None) -> bool:
    """Say whether what stands beside the word stands beside people."""
    word = words[at]
    kin_comma = at > 0 and word.gap == ", " and words[at - 1].folded in KIN
    if kin_comma or (before and before.folded in KIN | {"called", "named"}):
        return True
    if at > 0 and word.gap.strip() == ":" and words[at - 1].folded in HEADERS:
        return True
    if before and before.folded in ADDRESSED and not _month_after(word, before):
        return True
    if at + 1 >= len(words):
        return False
    following = words[at + 1]
    if following.gap == ", " and following.folded in OWNERS and at + 2 < len(words):
        return words[at + 2].folded in ROLES
    if not adjoins(following):
        return False
    if following.folded in PERSON_VERBS:
        return True
    if following.folded == "and" and word.folded in ASKING - {"may"}:
        return True
    return _joined_to_a_name(words, at)


def _month_after(word: Word, before: Word) -> bool:
    return word.folded in CAPITAL_WORDS and before.folded in ("for", "about", "called", "seen")


def _joined_to_a_name(words: tuple[Word, ...], at: int) -> bool:
    """Say whether “and” joins the word to a name that is nothing else."""
    for link, other in ((at + 1, at + 2), (at - 1, at - 2)):
        if 0 <= other < len(words) and words[link].folded == "and":
            name = words[other]
            if name.capital and name.folded in LISTED:
                return True
    return False
