"""Telephone numbers.

Source: Ofcom's National Telephone Numbering Plan: a 0 and ten further digits, nine for some older
area codes and 0800 numbers; +44 takes the place of the 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervision.domain.anonymisation.finding import Finding
from supervision.domain.anonymisation.passage import Passage
from supervision.domain.wording import said

_GAP = r"(?:[\s\-()/_·•]{0,6}|\.)"
_EXTENSION = r"(?:[\s,]{1,3}(?:ext|extension|x)\.?\s?\d{1,5})?"
_END = rf"(?!\d){_EXTENSION}"
_NO_DATE = (
    r"(?!\(?(?:3[01]|[12]\d|0?[1-9])[./-](?:1[0-2]|0?[1-9])[./-](?:(?:19|20)\d\d|\d\d)(?!\d))"
)
_START = rf"(?<!\d)(?<!\d/){_NO_DATE}"
_ABROAD = re.compile(rf"{_START}(?:\+|00){_GAP}[1-9](?:{_GAP}\d){{8,13}}{_END}", re.IGNORECASE)
_HOME = re.compile(rf"{_START}\(?0{_GAP}[1-35789](?:{_GAP}\d){{9}}{_END}", re.IGNORECASE)
_SHORT = re.compile(
    rf"{_START}\(?0(?:1\d{{3,4}}|[58]00)\)?[\s\-/_.](?:{_GAP}\d){{5,6}}{_END}", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:tele?(?:phone)?|phone|mobile|mob|fax|ring|rang|call|text)\b"
    r"(?:\s{1,3}(?:her|him|me|us|them|no|number|is|on|at)){0,4}[\s.:#]{1,4}"
    rf"{_NO_DATE}(?P<number>\d(?:{_GAP}\d){{5,10}}){_END}",
    re.IGNORECASE,
)


def _by_chance(number: str) -> bool:
    """Leave “0.17.6 / 2.4.1 / 1.49.9”: many short figures, parted by stops and by other marks."""
    mixed = "." in number and any(mark in number for mark in "/·•_")
    return mixed and len(re.findall(r"\d+", number)) > 4


def find(passage: Passage) -> Iterator[Finding]:
    """Yield every telephone number, spaced, bracketed, from abroad or with its extension."""
    text = passage.text
    for shape in (_ABROAD, _HOME, _SHORT):
        for match in shape.finditer(text):
            if _by_chance(match[0]):
                continue
            start = match.start()
            if text[start] == "(" and ")" not in match[0]:
                start += 1
            yield _finding(start, match.end())
    for match in _NAMED.finditer(text):
        yield _finding(match.start("number"), match.end(), sure=False)


def _finding(start: int, end: int, *, sure: bool = True) -> Finding:
    reason = (
        said("This is a telephone number.") if sure else said("This looks like a telephone number.")
    )
    suggestion = "[a telephone number]"
    return Finding(start, end, "telephone", "certain" if sure else "likely", reason, suggestion)
