"""Exact dates: a day and a month, with or without a year, in figures or in words.

A month alone, a weekday alone and “the 19th” are left: they tell little, and practice needs them.
The rule follows the ICO's guidance on singling out: an exact day joins a note to a diary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervision.domain.anonymisation.finding import Finding
from supervision.domain.anonymisation.folding import fold
from supervision.domain.anonymisation.passage import Passage
from supervision.domain.wording import said

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_GAELIC = (
    r"(?:fhaoilleach|faoilleach|ghearran|gearran|mh[aà]rt|m[aà]rt|ghiblean|giblean"
    r"|ch[eè]itean|c[eè]itean|[oò]gmhios|iuchar|l[uù]nastal|sultain|d[aà]mhair|samhain|d[uù]bhlachd)"
)
_ORDINALS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    r"|twentieth|thirtieth"
    r"|twenty[ -](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirty[ -]first)"
)
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{1,4}"
    r"(?:the\s{1,3}|on\s{1,3})?)?"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:\s{0,3}(?:st|nd|rd|th)\b)?"
_RANGE = rf"(?:\s{{0,3}}(?:[-/&]|\band\b|\bto\b|\bor\b)\s{{0,3}}{_DAY})?"
_YEAR = r"(?:[,/\s-]{1,4}(?:(?:19|20)\d\d|['’]\d\d)\b)?"
_OF = r"[\s/-]{0,4}(?:of\s{1,3}|de\s{1,3})?"
_EDGE = r"(?!\w)"

_DAY_FIRST = re.compile(
    rf"(?<![\w/.]){_WEEKDAY}(?P<day>{_DAY}{_RANGE})(?P<of>{_OF})(?P<month>{_MONTHS})\b\.?"
    rf"(?P<year>{_YEAR}){_EDGE}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_WEEKDAY}(?P<month>{_MONTHS})\.?\s{{1,4}}(?:the\s{{1,3}})?(?P<day>{_DAY})"
    rf"(?P<year>{_YEAR}){_EDGE}"
    r"(?![:/%£]|[.]\d)",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"(?<!\w){_WEEKDAY}{_ORDINALS}\s{{1,4}}(?:of\s{{1,3}})?{_MONTHS}\b{_YEAR}{_EDGE}",
    re.IGNORECASE,
)
_IN_GAELIC = re.compile(
    rf"(?<!\w){_DAY}(?:mh)?\s{{1,4}}(?:(?:den|dhen|d[eh]+'?n)\s{{1,3}})?(?:(?:an|am|a['’])\s{{1,3}})?(?:t-)?"
    rf"{_GAELIC}\b{_YEAR}{_EDGE}",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<![\d/])(?<!\d[.\-])(?P<day>\d{1,2})\s{0,3}(?P<mark>[/.\-_·])\s{0,3}(?P<month>\d{1,2})"
    r"\s{0,3}(?P=mark)\s{0,3}(?P<year>(?:19|20)\d\d|\d\d)(?![\d/]|[.\-]\d)"
)
_SPACED = re.compile(
    r"(?<![\d/])(?<!\d[.\-])(?P<day>\d{1,2})[ ]{1,3}(?P<month>\d{1,2})[ ]{1,3}(?:19|20)\d\d(?!\d)"
)
_YEAR_FIRST = re.compile(
    r"(?<![\d/])(?<!\d[.\-])(?:19|20)\d\d(?P<mark>[/.\-_])\n?(?P<month>\d{1,2})(?P=mark)\n?(?P<day>\d{1,2})(?!\d)"
)
_SHORT = re.compile(
    r"\b(?:on|dated|since|until)\s{1,3}(?P<date>(?P<day>\d{1,2})/(?P<month>\d{1,2}))(?![\d/%])",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(?:born|birth|d\.?o\.?b)\b\.?[^.\n!?]{0,20}\n?[ \t]{0,3}$", re.IGNORECASE)
_WORDS_TOO = frozenset({"may", "march", "mar", "sun", "sat", "dec", "jan"})


def _real(match: re.Match[str]) -> bool:
    if "\n" in match[0] and "." in match[0]:  # “9.”, “10.” and “11.” down a page number a list
        return False
    return 1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12


def _a_month(match: re.Match[str], *, day_first: bool) -> bool:
    """Leave “the 3rd may be late” and “May 10 people come”, which only look like dates."""
    month = match["month"]
    if fold(month) in _WORDS_TOO and "\n" in match[0]:
        return False
    if fold(month) not in _WORDS_TOO or match["year"]:
        return True
    if day_first:
        return month[0].isupper() or "of" in match["of"].lower()
    rest = match.string[match.end() : match.end() + 2]
    return month[0].isupper() and (match["day"][-1].isalpha() or not rest[1:2].isalpha())


def find(passage: Passage) -> Iterator[Finding]:
    """Yield every exact date; one said to be a date of birth is certain, the rest are likely."""
    text = passage.text
    for match in _DAY_FIRST.finditer(text):
        if _a_month(match, day_first=True):
            yield _finding(text, *match.span())
    for match in _MONTH_FIRST.finditer(text):
        if _a_month(match, day_first=False):
            yield _finding(text, *match.span())
    for shape in (_SPELLED, _IN_GAELIC):
        for match in shape.finditer(text):
            yield _finding(text, *match.span())
    for shape in (_FIGURES, _SPACED, _YEAR_FIRST):
        for match in shape.finditer(text):
            if _real(match):
                yield _finding(text, *match.span())
    for match in _SHORT.finditer(text):
        if _real(match):
            reason = said("This may be an exact date.")
            yield Finding(*match.span("date"), "date", "question", reason, "[a date]")


def _finding(text: str, start: int, end: int) -> Finding:
    while text[end - 1] in " .\t\n":
        end -= 1
    if _BORN.search(text[max(0, start - 30) : start]):
        return Finding(start, end, "date", "certain", said("This is a date of birth."), "[a date]")
    return Finding(start, end, "date", "likely", said("This is an exact date."), "[a date]")
