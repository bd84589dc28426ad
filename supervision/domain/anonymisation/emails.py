"""Email addresses: read outwards from each @, so that a long text costs no more than its length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervision.domain.anonymisation.finding import Finding, Tier
from supervision.domain.anonymisation.passage import Passage
from supervision.domain.wording import said

_LOCAL_MARKS = frozenset("._%+-'’&")
_LONGEST_LOCAL = 64  # RFC 5321, section 4.5.3.1.1
_LABEL = r"\w[\w-]{0,62}"
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
# A dot with a space beside it joins only endings that are no words of their own.
_PARTED = re.compile(
    rf"{_LABEL}(?:\.{_LABEL})*?(?:\s{{0,2}}\.\s{{0,2}}(?:com|org|net|gov|nhs|scot|ac|co|uk|ie|eu))+\b",
    re.IGNORECASE,
)
_WIDEST_GAP = 3


def find(passage: Passage) -> Iterator[Finding]:
    """Yield every email address, also with a space or a line end beside its @ or its dots."""
    text = passage.text
    at = text.find("@")
    while at != -1:
        end = _end(text, at)
        start = _start(text, at)
        if end and start < at:
            parted = any(map(str.isspace, text[start:end]))
            reason = (
                said("This looks like an email address.")
                if parted
                else said("This is an email address.")
            )
            tier: Tier = "likely" if parted else "certain"
            yield Finding(start, end, "email", tier, reason, "[an email address]")
        at = text.find("@", at + 1)


def _end(text: str, at: int) -> int | None:
    place = at + 1
    while place <= at + _WIDEST_GAP and text[place : place + 1].isspace():
        place += 1
    ends = [
        place + len(domain[0].rstrip("-_"))
        for domain in (_DOMAIN.match(text, place), _PARTED.match(text, place))
        if domain
    ]
    return max(ends, default=None)


def _start(text: str, at: int) -> int:
    """Return where the part before the @ begins, or ``at`` where there is none."""
    close = at
    while close > 0 and at - close < _WIDEST_GAP and text[close - 1].isspace():
        close -= 1
    start = close
    while start > 0 and close - start < _LONGEST_LOCAL:
        before = text[start - 1]
        if not (before.isalnum() or before in _LOCAL_MARKS):
            break
        start -= 1
    while start < close and text[start] in _LOCAL_MARKS:
        start += 1
    return start if start < close else at
