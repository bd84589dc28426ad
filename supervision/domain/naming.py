"""How someone is called: a name that others can read, and that looks like no other.

Rule: a name has letters, up to 80 characters, on one line. It has no characters that turn text
around or cannot be seen, and does not mix alphabets that look alike, since "Morag" with one letter
of another alphabet would pass for somebody else. Names in any one alphabet are welcome.

Source: Unicode Technical Standard 39 (mixed scripts), as far as a short name needs it.
"""

from __future__ import annotations

import unicodedata

from supervision.domain import text
from supervision.domain.anonymisation import look_alikes
from supervision.domain.wording import said

MOST = 80
"""The most characters in the name by which someone is called."""

_NOBODY = frozenset({"you", "onlyyou", "me", "nobody", "noone", "someone", "everyone", "everybody"})
_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC"})
_JOINERS = "\u200c\u200d"  # some alphabets are not written without them


def tidy(name: str) -> str:
    """The name on one line, with single spaces and none around it."""
    return " ".join(name.split())


def seen_as(name: str) -> str:
    """The name as the eye takes it, to compare two: without case, marks, spaces and signs, and with
    a letter that looks like a Latin one read as that."""
    if name.isascii():  # as most names are, and ten times as quick
        return "".join(letter for letter in text.fold(name) if letter.isalnum())
    plain = unicodedata.normalize("NFKC", name).translate(look_alikes.ALWAYS)
    plain = plain.translate(look_alikes.IN_DISGUISE)
    return "".join(letter for letter in text.fold(plain) if letter.isalnum())


def problem(name: str, most: int = MOST) -> str | None:
    """What has to be put right before someone can be called this.

    Args:
        name: as `tidy` leaves it.
        most: how many characters it can hold.

    Returns:
        A sentence for the person, or None where the name can stand.
    """
    if text.blank(name):
        return said("Write how people call you")
    if len(name) > most:
        return said("Make this shorter: it can hold %(most)s characters", most=most)
    if seen_as(name) in _NOBODY:
        return said("Write a name: pages use this word for other people too")
    if name.isascii() and name.isprintable() and any(letter.isalpha() for letter in name):
        return None  # nothing hidden, and one alphabet
    alphabets = {_alphabet(letter) for letter in name if letter.isalpha()}
    if text.has_bidi_controls(name) or _hidden(name, alphabets):
        return said("Take out the hidden characters")
    if not alphabets:
        return said("Write a name that has letters in it")
    if len(alphabets & _ALIKE) > 1:
        return said("Write the name in one alphabet: this one mixes letters that look alike")
    return None


def _alphabet(letter: str) -> str:
    # Letters of other widths and styles look like plain ones, and count as what they look like.
    plain = unicodedata.normalize("NFKC", letter)[:1] or letter
    return unicodedata.name(plain, "?").partition(" ")[0]


def _hidden(name: str, alphabets: set[str]) -> bool:
    allowed = "" if alphabets & _ALIKE else _JOINERS
    return any(
        text.blank(letter) and not letter.isspace() and letter not in allowed for letter in name
    )
