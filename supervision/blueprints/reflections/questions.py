"""The three forms of a reflection: what each asks, and the heading that its words stand under.

The same three fields hold the words whatever the form, so that changing it loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString

from supervision.blueprints import say
from supervision.domain.prompts import OURS
from supervision.language import lazy_gettext as _l

FIELDS = ("happened", "mattered", "next")
LINES, WHAT, FREE = "lines", "what", "free"


@dataclass(frozen=True)
class Questions:
    """One form.

    Attributes:
        name: as a choice, and `lead` beneath the heading of the editor.
        headings: what stands above each text where it is read; an empty one for none.
        examples: the anchor of an example of such writing, by field.
        rows: how high each field begins.
    """

    name: LazyString
    lead: LazyString
    headings: dict[str, Any]
    examples: dict[str, str]
    rows: dict[str, int]
    only: tuple[str, ...] = FIELDS


_HEADINGS = {
    "happened": _l("What happened"),
    "mattered": _l("What mattered"),
    "next": _l("What I will keep, or try next"),
}
_LINES = Questions(
    name=_l("Three lines"),
    lead=_l("Three lines are enough. Leave empty what you do not need."),
    headings=_HEADINGS,
    examples={
        "happened": "reflection-happened",
        "mattered": "reflection-mattered",
        "next": "reflection-next",
    },
    rows={"happened": 5, "mattered": 4, "next": 3},
)

QUESTIONS: dict[str, Questions] = {
    LINES: _LINES,
    WHAT: Questions(
        name=_l("What? So what? Now what?"),
        lead=_l("What there was, what it means, and what comes next. Leave empty what you like."),
        headings={"happened": _l("What?"), "mattered": _l("So what?"), "next": _l("Now what?")},
        examples={
            "happened": "reflection-what",
            "mattered": "reflection-so-what",
            "next": "reflection-now-what",
        },
        rows={"happened": 5, "mattered": 5, "next": 4},
    ),
    FREE: Questions(
        name=_l("Free form"),
        lead=_l("One page, as it comes."),
        headings={**_HEADINGS, "happened": ""},
        examples={**_LINES.examples, "happened": "reflection-free"},
        rows={"happened": 12, "mattered": 4, "next": 3},
        only=("happened",),
    ),
}


def asked(model: str | None) -> dict[str, str]:
    """The question above each field, as the reader's organisation has it. A field that the form
    does not ask for is shown while it holds words, under the question of the three lines."""
    form = model if model in QUESTIONS else LINES
    found = {}
    for field in FIELDS:
        name = f"{form}-{field}"
        found[field] = say.prompt(name if name in OURS else f"{LINES}-{field}")
    return found


def of(model: str | None) -> Questions:
    """The questions of a form; the three lines for anything that is none."""
    return QUESTIONS.get(model or LINES, _LINES)
