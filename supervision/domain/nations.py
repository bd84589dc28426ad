"""What follows from where an organisation works, unless its own row says otherwise.

Rule: an organisation has a nation; the language of its pages and the time zone of its days default
from it. English comes first everywhere; Gaelic and Welsh are ready to follow.

Source: the four nations of the United Kingdom, whose clocks agree.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Nation:
    """A nation: its name as data, the default time zone (IANA), the default language (BCP 47)."""

    code: str
    time_zone: str
    language: str


_NATIONS = {
    code: Nation(code, "Europe/London", "en-GB")
    for code in ("scotland", "wales", "england", "northern-ireland")
}
ANYWHERE = Nation("elsewhere", "UTC", "en-GB")
CODES = (*_NATIONS, ANYWHERE.code)


def nation(code: str) -> Nation:
    """The nation of a code; for one that is not known, English and UTC."""
    return _NATIONS.get(code, ANYWHERE)
