"""Email addresses: read outwards from each @, so that a long text costs no more than its length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervision.domain.anonymisation.finding import Finding
from supervision.domain.anonymisation.passage import Passage

_LOCAL_MARKS = frozenset("._%+-'’&")
_LONGEST_LOCAL = 64  # RFC 5321, section 4.5.3.1.1
_DOMAIN = re.compile(r"\w(?:[\w-]{0,62})(?:\.\w[\w-]{0,62})+")


def find(passage: Passage) -> Iterator[Finding]:
    """Yield every email address."""
    text = passage.text
    at = text.find("@")
    while at != -1:
        domain = _DOMAIN.match(text, at + 1)
        start = at
        while start > 0 and at - start < _LONGEST_LOCAL:
            before = text[start - 1]
            if not (before.isalnum() or before in _LOCAL_MARKS):
                break
            start -= 1
        while start < at and text[start] in _LOCAL_MARKS:
            start += 1
        if domain and start < at:
            end = at + 1 + len(domain[0].rstrip("-_"))
            reason = "This is an email address."
            yield Finding(start, end, "email", "certain", reason, "[an email address]")
        at = text.find("@", at + 1)
