"""NHS numbers and CHI numbers, with their check.

Sources: NHS Data Dictionary, “NHS number”: ten digits; the first nine are multiplied by 10 down
to 2 and added; 11 less the remainder after dividing by 11 is the tenth digit, where 11 counts as
0 and 10 is never issued. Public Health Scotland, “CHI number”: the date of birth as DDMMYY, three
digits of which the third is even for a woman and odd for a man, and a check digit made in the same
way. Every CHI number therefore passes the NHS check too; a date at its front decides.

A number with a label is found even when its check does not fit, since a slip of the pen still
tells who someone is. Without a label only a number that fits is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervision.domain.anonymisation.finding import Finding, Kind
from supervision.domain.anonymisation.passage import Passage
from supervision.domain.wording import said

_GAP = r"[\s.\-/_·•]{0,4}"
_TEN = re.compile(
    rf"(?<![\d+])(?:\d{{10}}|\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}|\d{{6}}{_GAP}\d{{4}}"
    rf"|\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{4}})(?![\d])"
)
_LABEL = re.compile(r"\b(CHI|NHS)\b", re.IGNORECASE)
_LABELLED = re.compile(
    r"\b(?P<label>CHI|NHS)\b(?:\s{0,3}(?:numbers?|nos?|nr|num|ref|id|is|was|of|as|to)\b)?"
    r"(?:\s{0,3}(?:is|was|of|as)\b)?[\s.:#=\-(_]{0,6}"
    rf"(?P<digits>\d(?:{_GAP}\d){{7,10}})(?!\d)",
    re.IGNORECASE,
)
_REACH = 60  # how far before a number its label may stand, in the same sentence
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def check_digit(first_nine: str) -> int | None:
    """Return the tenth digit for nine digits, or None where no such number is issued."""
    total = sum(
        int(digit) * weight for digit, weight in zip(first_nine, range(10, 1, -1), strict=True)
    )
    check = (11 - total % 11) % 11
    return None if check == 10 else check


def fits(digits: str) -> bool:
    """Say whether ten digits end in their own check digit."""
    return len(digits) == 10 and check_digit(digits[:9]) == int(digits[9])


def is_chi(digits: str) -> bool:
    """Say whether ten digits begin with a day that exists (DDMMYY) and fit their check."""
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if not 1 <= month <= 12 or not 1 <= day <= _MONTH_LENGTHS[month - 1]:
        return False
    leap_day = (day, month) == (29, 2)
    return fits(digits) and not (leap_day and year % 4)


def labelled(text: str, start: int) -> str | None:
    """Return “CHI” or “NHS” where the sentence before ``start`` names such a number."""
    before = text[max(0, start - _REACH) : start]
    before = re.split(r"[\n?!;]|\.\s(?=[A-Z])", before)[-1]
    labels = _LABEL.findall(before)
    return labels[-1].upper() if labels else None


def _finding(start: int, end: int, chi: bool, fitting: bool) -> Finding:
    if chi:
        reason = said("This is a CHI number: its check digit fits.")
        if not fitting:
            reason = said("This looks like a CHI number, though its check digit does not fit.")
    else:
        reason = said("This is an NHS number: its check digit fits.")
        if not fitting:
            reason = said("This looks like an NHS number, though its check digit does not fit.")
    other = "[a CHI number]" if chi else "[an NHS number]"
    kind: Kind = "chi_number" if chi else "nhs_number"
    return Finding(start, end, kind, "certain" if fitting else "likely", reason, other)


def find(passage: Passage) -> Iterator[Finding]:
    """Yield every NHS and CHI number."""
    text = passage.text
    for match in _TEN.finditer(text):
        digits = "".join(filter(str.isdigit, match[0]))
        label = labelled(text, match.start())
        if label:
            chi = label == "CHI"
            fitting = is_chi(digits) if chi else fits(digits)
            yield _finding(*match.span(), chi, fitting)
        elif fits(digits) and len(set(digits)) > 1:
            yield _finding(*match.span(), is_chi(digits), True)
    for match in _LABELLED.finditer(text):
        digits = "".join(filter(str.isdigit, match["digits"]))
        chi = match["label"].upper() == "CHI"
        fitting = len(digits) == 10 and (is_chi(digits) if chi else fits(digits))
        yield _finding(*match.span("digits"), chi, fitting)
