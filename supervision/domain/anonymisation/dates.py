"""Exact dates: a day and a month, with or without a year, in figures or in words.

A month alone, a weekday alone and “the 19th” are left: they tell little, and practice needs them.
The rule follows the ICO's guidance on singling out: an exact day joins a note to a diary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervision.domain.anonymisation.finding import Finding
from supervision.domain.anonymisation.passage import Passage, fold

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
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?[ ]{1,2}"
    r"(?:the[ ]|on[ ])?)?"
)
_DAY = r"(?:3[01]|[12][0-9]|0?[1-9])(?:[ ]?(?:st|nd|rd|th)\b)?"
_RANGE = rf"(?:[ ]?(?:[-–/&]|\band\b|\bto\b|\bor\b)[ ]?{_DAY})?"
_YEAR = r"(?:,?[ ]{1,2}(?:(?:19|20)\d\d|['’]\d\d)\b)?"
_OF = r"[ \u00a0-]{0,2}(?:of[ ]|de[ ])?"
_EDGE = r"(?!\w)"

_DAY_FIRST = re.compile(
    rf"(?<![\w/.]){_WEEKDAY}(?P<day>{_DAY}{_RANGE})(?P<of>{_OF})(?P<month>{_MONTHS})\b\.?"
    rf"(?P<year>{_YEAR}){_EDGE}",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_WEEKDAY}(?P<month>{_MONTHS})\.?[ ](?:the[ ])?(?P<day>{_DAY})"
    rf"(?P<year>{_YEAR}){_EDGE}"
    r"(?![:/%£]|[.]\d)",
    re.IGNORECASE,
)
_SPELLED = re.compile(
    rf"(?<!\w){_WEEKDAY}{_ORDINALS}[ ](?:of[ ])?{_MONTHS}\b{_YEAR}{_EDGE}", re.IGNORECASE
)
_IN_GAELIC = re.compile(
    rf"(?<!\w){_DAY}(?:mh)?[ ](?:den[ ]|dhen[ ]|d[eh]+'?n[ ])?(?:an[ ]|am[ ]|a['’][ ])?(?:t-)?"
    rf"{_GAELIC}\b{_YEAR}{_EDGE}",
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?<![\d/.\-])(?P<day>\d{1,2})(?P<mark>[ ]?[/.\-][ ]?)(?P<month>\d{1,2})(?P=mark)"
    r"(?P<year>(?:19|20)\d\d|\d\d)(?![\d/]|[.\-]\d)"
)
_YEAR_FIRST = re.compile(
    r"(?<![\d/.\-])(?:19|20)\d\d(?P<mark>[/.\-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)"
)
_SHORT = re.compile(
    r"\b(?:on|dated|since|until)[ ](?P<date>(?P<day>\d{1,2})/(?P<month>\d{1,2}))(?![\d/%])",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(?:born|birth|d\.?o\.?b)\b[^.\n!?]{0,20}$", re.IGNORECASE)
_WORDS_TOO = frozenset({"may", "march", "mar", "sun", "sat", "dec", "jan"})


def _real(match: re.Match[str]) -> bool:
    return 1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12


def _a_month(match: re.Match[str], *, day_first: bool) -> bool:
    """Leave “the 3rd may be late” and “May 10 people come”, which only look like dates."""
    month = match["month"]
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
    for shape in (_FIGURES, _YEAR_FIRST):
        for match in shape.finditer(text):
            if _real(match):
                yield _finding(text, *match.span())
    for match in _SHORT.finditer(text):
        if _real(match):
            reason = "This may be an exact date."
            yield Finding(*match.span("date"), "date", "question", reason, "[a date]")


def _finding(text: str, start: int, end: int) -> Finding:
    while text[end - 1] in " .":
        end -= 1
    if _BORN.search(text[max(0, start - 30) : start]):
        return Finding(start, end, "date", "certain", "This is a date of birth.", "[a date]")
    return Finding(start, end, "date", "likely", "This is an exact date.", "[a date]")
