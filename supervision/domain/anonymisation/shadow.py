"""The shadow of a text: what a reader sees, written in plain characters, with the way back.

Word processors, PDF files and people in a hurry leave invisible characters, odd spaces, odd dashes
and letters of other alphabets. They read the same, so recognisers read the shadow. Every place in
it leads back to the code points it came from. Based on NFKC and the general categories of Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from supervision.domain.anonymisation.folding import fold
from supervision.domain.anonymisation.listed_names import LISTED
from supervision.domain.anonymisation.look_alikes import ALWAYS, IN_DISGUISE
from supervision.domain.anonymisation.words_too import WORDS_TOO

_PLAIN: Final = re.compile(r"[\t\n -~]*\Z")
_LINE_ENDS: Final = frozenset("\n\r\v\f\x85\u2028\u2029")
# Drawn as nothing or as a blank, though their categories say letter, mark or symbol.
_INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f")
_BLANK: Final = frozenset("\u2800\u3164\uffa0")
_VARIANTS: Final = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e0fff]")
_OTHER: Final = {
    "\x1e": "-",  # the unbreaking hyphen of old word processors
    "\u2010": "-",
    "\u2011": "-",
    "\u2043": "-",
    "\u2212": "-",
    "\u02d7": "-",
    "\u2044": "/",
    "\u2215": "/",
    "\u29f8": "/",
    "\u00b4": "’",
    "\u02b9": "’",
    "\u02bc": "’",
    "\u201b": "’",
    "\u2032": "’",
    "\u3002": ".",
    "\u2024": ".",
    "\u2027": "·",
    "\u2219": "·",
    "\u22c5": "·",
    "\u2022": "•",
}
_DASHES: Final = {
    code: "-" for code in range(0x10000) if unicodedata.category(chr(code)) == "Pd"
} | {0x2212: "-"}
_SMALL_FIGURES: Final = "⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"
# A raised figure or two straight after a word or a number is a note’s mark, not part of it.
_NOTE_MARK: Final = re.compile(rf"(?<=[^\W{_SMALL_FIGURES}])[{_SMALL_FIGURES}]{{1,2}}(?!\w)")
# A word parted at the end of a line, as books and PDF files print it.
_PARTED: Final = re.compile(r"(?<=[a-zà-öø-ÿ])[-\u2010\u2011\u00ad]\r?\n(?=[a-zà-öø-ÿ])")
_FOREIGN: Final = re.compile(f"[{''.join(map(chr, IN_DISGUISE))}]")
_TOKEN: Final = re.compile(r"[^\W_]+")
_LATIN_LETTER: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_ACCENTS: Final = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Shadow:
    """``lettered`` keeps en and em dashes, which part sentences; in ``text`` all are hyphens.

    The two are of one length. ``starts`` and ``ends`` give for each place the code points of the
    given text that it stands for.
    """

    text: str
    lettered: str
    starts: Sequence[int]
    ends: Sequence[int]


@lru_cache(maxsize=8192)
def _plain(character: str) -> str:
    """Return what one character reads as: nothing, itself, or one or more plain characters."""
    if character in _LINE_ENDS:
        return "\n"
    if character == "\t" or " " <= character <= "~":
        return character
    if character in _OTHER:
        return _OTHER[character]
    if character in _BLANK:
        return " "
    category = unicodedata.category(character)
    if character in _INVISIBLE or category in ("Cf", "Cc") or _VARIANTS.match(character):
        return ""
    if category.startswith("Z"):
        return " "
    if ord(character) in ALWAYS:
        return ALWAYS[ord(character)]
    if category == "Nd":
        return str(unicodedata.digit(character))
    mark = unicodedata.decomposition(character).startswith(("<super>", "<fraction>"))
    if category == "Pd" or (category in ("So", "No") and mark and character not in _SMALL_FIGURES):
        return _dash(character) if category == "Pd" else character
    form = unicodedata.normalize("NFKC", character)
    if form.isspace() or not (len(form) == 1 or form.isalnum()):
        return character
    return "".join(_OTHER.get(each, each) for each in form)


def _dash(character: str) -> str:
    form = unicodedata.normalize("NFKC", character)
    return form if form in ("-", "–", "—") else "—"


def _hidden_mark(character: str, before: str) -> bool:
    """Say whether a combining mark only decorates: over a figure, or around a Latin letter."""
    if not unicodedata.category(character).startswith("M"):
        return False
    if not (before.isalpha() or _ACCENTS.match(before)):
        return True
    return bool(_LATIN_LETTER.match(before)) and not _ACCENTS.match(character)


def _unmask(match: re.Match[str]) -> str:
    """Read a word as Latin where it has Latin letters or figures too, or becomes a known name."""
    token = match[0]
    if not _FOREIGN.search(token):
        return token
    read = token.translate(IN_DISGUISE)
    if _LATIN_LETTER.search(token):
        return read
    if not _LATIN_LETTER.match(read[-1]) and not read[-1].isdigit():
        return token
    numbered = read.isascii() and any(map(str.isdigit, read))
    name = fold(read)
    return read if numbered or name in LISTED or name in WORDS_TOO else token


def _places(shape: re.Pattern[str], text: str) -> set[int]:
    return {at for match in shape.finditer(text) for at in range(*match.span())}


def shadow_of(text: str) -> Shadow:
    """Return the shadow of ``text``. Takes time in proportion to its length."""
    parted = _places(_PARTED, text)
    if _PLAIN.match(text) and not parted:
        places = range(len(text) + 1)
        return Shadow(text, text, places[:-1], places[1:])
    notes = _places(_NOTE_MARK, text)
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        if at in parted or (character == "\r" and text[at + 1 : at + 2] == "\n"):
            continue
        read = " " if at in notes else _plain(character)
        if not read:
            continue
        if not character.isascii() and parts and _hidden_mark(read[0], parts[-1]):
            ends[-1] = at + 1
            continue
        for each in read:
            parts.append(each)
            starts.append(at)
            ends.append(at + 1)
    lettered = "".join(parts)
    if _FOREIGN.search(lettered):
        lettered = _TOKEN.sub(_unmask, lettered)
    return Shadow(lettered.translate(_DASHES), lettered, starts, ends)
