"""What the check finds in a text, as a list beside it, and putting something else in its place.

Everything works on the text as it stands in the form, so that the places in the list are the
places that a writer sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from supervision.blueprints import say
from supervision.domain.anonymisation import Finding, findings_for_everyone, replace
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.language import ngettext

TIERS = {
    "certain": (_l("Certain"), "waiting"),
    "likely": (_l("Likely"), ""),
    "question": (_l("A question"), "shared"),
}
_PLACE = re.compile(r"([a-z_]+):([0-9]{1,6}):([0-9]{1,6})(?::(.*))?", re.DOTALL)


@dataclass(frozen=True)
class Replaced:
    """A replacement that was made: what to say about it, and how to undo it."""

    field: str
    text: str
    said: str
    undo: str = ""
    undo_label: str = ""


def found_in(typed: Mapping[str, str]) -> list[tuple[str, Finding]]:
    """Every finding, with the name of its field, in the order of the fields."""
    return [(name, one) for name, value in typed.items() for one in findings_for_everyone(value)]


def finding_rows(typed: Mapping[str, str], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Findings in text fields, for `finding_list`."""
    return [
        {
            "words": typed[name][one.start : one.end],
            "tier": str(TIERS[one.tier][0]),
            "tier_kind": TIERS[one.tier][1],
            "reason": say.it(one.reason),
            "field_id": name,
            "field_label": labels[name],
            "start": one.start,
            "end": one.end,
            "use_label": one.suggestion and _("Use %(words)s", words=one.suggestion),
            "use_value": f"use:{name}:{one.start}:{one.end}",
        }
        for name, one in found_in(typed)
    ]


def read_rows(typed: Mapping[str, str], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Findings in a text that is read and not written, for `rows`."""
    return [
        {
            "name": typed[name][one.start : one.end],
            "words": True,
            "tag": TIERS[one.tier],
            "note": say.sentences([say.it(one.reason), _("In “%(part)s”", part=labels[name])]),
        }
        for name, one in found_in(typed)
    ]


def has_likely(typed: Mapping[str, str]) -> bool:
    return any(one.tier == "likely" for _, one in found_in(typed))


def use(value: str, typed: Mapping[str, str]) -> Replaced | None:
    """Put the suggestion in the place that a button named.

    Args:
        value: `<field>:<start>:<end>`.
        typed: the text of each field as it was sent.

    Returns:
        None where nothing is found at that place (any more).
    """
    place = _place(value, typed)
    if place is None:
        return None
    name, start, end, _before = place
    text = typed[name]
    for one in findings_for_everyone(text):
        if (one.start, one.end) == (start, end) and one.suggestion:
            before = text[start:end]
            after = start + len(one.suggestion)
            return Replaced(
                name,
                replace(text, one),
                _(
                    "“%(before)s” is %(after)s now. It is not saved yet.",
                    before=before,
                    after=one.suggestion,
                ),
                f"back:{name}:{start}:{after}:{before}",
                _("Put “%(words)s” back", words=before),
            )
    return None


def put_back(value: str, typed: Mapping[str, str]) -> Replaced | None:
    """Undo a replacement, where what was put in still stands at its place.

    Args:
        value: `<field>:<start>:<end>:<words that stood there>`.
    """
    place = _place(value, typed)
    if place is None or not place[3]:
        return None
    name, start, end, before = place
    text = typed[name]
    there = text[start:end]
    if not (there.startswith("[") and there.endswith("]")):
        return None
    return Replaced(
        name,
        text[:start] + before + text[end:],
        _("“%(words)s” is back. It is not saved yet.", words=before),
    )


def _place(value: str, typed: Mapping[str, str]) -> tuple[str, int, int, str] | None:
    match = _PLACE.fullmatch(value)
    if match is None or match[1] not in typed:
        return None
    start, end = int(match[2]), int(match[3])
    if not 0 <= start < end <= len(typed[match[1]]):
        return None
    return match[1], start, end, match[4] or ""


def intro(count: int, anything: bool) -> str:
    """What to say above the list."""
    if not anything:
        return _("What you write is looked through here.")
    if not count:
        return _("Nothing found so far.")
    return say.capital(
        ngettext("%(n)s place to look at.", "%(n)s places to look at.", count, n=say.number(count))
    )
