"""What the check finds in a reflection, beside the text as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from supervision.blueprints import say
from supervision.blueprints.reflections import questions
from supervision.blueprints.reflections.forms import WORDS
from supervision.domain.anonymisation import Tier, findings
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.language import ngettext

TIERS = {
    "certain": (_l("Certain"), "waiting"),
    "likely": (_l("Likely"), ""),
    "question": (_l("A question"), "shared"),
}


def words_of(reflection: Any) -> dict[str, str]:
    """The words that more people than a supervisor would read, by field."""
    return {name: getattr(reflection, name) or "" for name in WORDS}


def has(words: Mapping[str, str], tier: Tier) -> bool:
    return any(one.tier == tier for value in words.values() for one in findings(value))


def rows(reflection: Any, words: Mapping[str, str]) -> list[dict[str, Any]]:
    """The findings, for `rows`: the words, how sure, why, and the way to where they stand."""
    labels = {"title": _("The title"), **questions.asked(reflection.model)}
    return [
        {
            "name": value[one.start : one.end],
            "words": True,
            "tag": (str(TIERS[one.tier][0]), TIERS[one.tier][1]),
            "note": _(
                "%(reason)s In “%(field)s”.", reason=say.it(one.reason), field=str(labels[name])
            ),
            "note_href": url_for(".edit", reflection_id=reflection.id, _anchor=name),
            "note_link": _("Go to the words"),
            "about": value[one.start : one.end],
        }
        for name, value in words.items()
        for one in findings(value)
    ]


def intro(words: Mapping[str, str]) -> str:
    """What to say above the findings."""
    count = sum(len(findings(value)) for value in words.values())
    if not count:
        return _("Nothing found. Streets and places are not looked for: read it once for those.")
    return say.capital(
        ngettext(
            "%(count)s place to look at.",
            "%(count)s places to look at.",
            count,
            count=say.number(count),
        )
    )
