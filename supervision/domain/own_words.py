"""An organisation's own words for supervision and what goes with it, put into our sentences.

Rule: where an organisation says “mentoring”, every sentence of ours says so too. The words are put
into a sentence before anything that somebody typed is, so that what people wrote is never changed.
Large letters stay large, “a” and “an” follow the new word, and the name of this product stays.

Source: the product's own; English only, since other languages bend their words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from supervision.domain.refusals import Refused
from supervision.domain.text import normalise
from supervision.domain.wording import said

LONGEST = 40

# In the middle of a sentence a large letter means the product. At its beginning both have one:
# these are the sentences that begin with the product's name.
BEGIN_WITH_THE_PRODUCT = (
    "Supervision is free software",
    "Supervision keeps no note of what you look for",
)

_GAP = r"%\([^)]*\)[a-z]"  # where something is put in later
_TAG = r"<[^<>]*>"
_TERM = r"supervis(?:ion|ors?|ees?|e[sd]?|ing)|sessions?"
_PIECE = re.compile(
    rf"{_GAP}|{_TAG}|(?:\b(?P<article>an?)(?P<space>\s+))?\b(?P<term>{_TERM})\b", re.IGNORECASE
)
_ALLOWED = re.compile(r"[^\W\d_]+(?:[ ’-][^\W\d_]+)*")
_BEGINS = re.compile(r"(?:^|[.!?…]\s+|[“‘(])\s*$")
_LIKE_A_CONSONANT = ("one", "once", "uni", "use", "usu", "eu")
_UNLIKE = ("unin", "unim")  # uninterrupted, unimportant
_LIKE_A_VOWEL = ("hour", "honest", "honour", "heir")


@dataclass(frozen=True)
class OwnWords:
    """What stands for each of our words, as in the middle of a sentence."""

    supervision: str = "supervision"
    supervise: str = "supervise"
    supervisor: str = "supervisor"
    supervisors: str = "supervisors"
    supervisee: str = "supervisee"
    supervisees: str = "supervisees"
    session: str = "session"
    sessions: str = "sessions"

    @property
    def are_ours(self) -> bool:
        """Whether nothing differs from our own."""
        return self == OUR_WORDS

    def put_into(self, sentence: str) -> str:
        """The sentence in these words.

        Args:
            sentence: one of ours, with its gaps still open.
        """
        return _put(self, sentence)


OUR_WORDS = OwnWords()
TERMS = tuple(field.name for field in fields(OwnWords))
PLURALS = {"supervisor": "supervisors", "supervisee": "supervisees", "session": "sessions"}


def check(value: object) -> dict[str, str]:
    """The words that differ from ours, made regular.

    Args:
        value: term → word; an empty word means ours, a plural left out is made from its singular.

    Raises:
        Refused: saying beside which term what to do.
    """
    if not isinstance(value, Mapping):
        raise Refused({"": said("Give a word for each term")})
    given = {term: _regular(value.get(term)) for term in TERMS}
    problems = {term: problem for term, word in given.items() if (problem := _problem(word))}
    if problems:
        raise Refused(problems)
    for one, many in PLURALS.items():
        if given[one] and not given[many]:
            given[many] = plural(given[one])
    ours = {term: getattr(OUR_WORDS, term) for term in TERMS}
    return {term: word for term, word in given.items() if word and word != ours[term]}


def plural(word: str) -> str:
    """The usual plural: mentors, coaches, parties. Others are written by hand."""
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh)$", word) else "s")


def third_person(verb: str) -> str:
    """They guide, and she guides: the first word of the verb takes the ending."""
    first, space, rest = verb.partition(" ")
    return plural(first) + space + rest


def past(verb: str) -> str:
    """The usual past: mentored, guided, carried."""
    first, space, rest = verb.partition(" ")
    if first.endswith("e"):
        bent = first + "d"
    elif re.search(r"[^aeiou]y$", first):
        bent = first[:-1] + "ied"
    else:
        bent = first + "ed"
    return bent + space + rest


def going_on(verb: str) -> str:
    """Mentoring, guiding, seeing."""
    first, space, rest = verb.partition(" ")
    stem = first[:-1] if re.search(r"[^eoy]e$", first) else first
    return stem + "ing" + space + rest


def article(word: str) -> str:
    """“a” or “an”, as it is said before a word."""
    small = word.casefold()
    if small.startswith(_LIKE_A_VOWEL):
        return "an"
    if small.startswith(_LIKE_A_CONSONANT) and not small.startswith(_UNLIKE):
        return "a"
    return "an" if small[:1] in "aeiouáéíóúàèìòù" else "a"


@lru_cache(maxsize=20_000)
def _put(words: OwnWords, sentence: str) -> str:
    if words.are_ours:
        return sentence
    forms = _forms(words)

    def instead(found: re.Match[str]) -> str:
        term = found["term"]
        if not term or _is_the_product(sentence, found.start("term")):
            return found[0]
        word = forms[term.lower()]
        if term[0].isupper():
            word = word[:1].upper() + word[1:]
        if not found["article"]:
            return word
        one = article(word)
        large = found["article"][0].isupper()
        return (one.capitalize() if large else one) + found["space"] + word

    return _PIECE.sub(instead, sentence)


@lru_cache(maxsize=200)
def _forms(words: OwnWords) -> dict[str, str]:
    forms = {term: getattr(words, term) for term in TERMS}
    verb = words.supervise
    return forms | {
        "supervises": third_person(verb),
        "supervised": past(verb),
        "supervising": going_on(verb),
    }


def _is_the_product(sentence: str, at: int) -> bool:
    if not sentence.startswith("Supervision", at):
        return False
    begins = _BEGINS.search(sentence[:at]) is not None
    return not begins or sentence.startswith(BEGIN_WITH_THE_PRODUCT, at)


def _regular(word: object) -> str:
    return " ".join(normalise(word).replace("'", "’").split()) if isinstance(word, str) else ""


def _problem(word: str) -> str | None:
    if len(word) > LONGEST:
        return said("Use %(most)s characters at most", most=LONGEST)
    if word and not _ALLOWED.fullmatch(word):
        return said("Use letters, with spaces or hyphens between words")
    return None
