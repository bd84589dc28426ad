"""The questions that help people write, which an organisation may put in words of its own.

Rule: a question changes and the place of the answer does not: what was written under another
wording stays where it is. An organisation that gives no words of its own has ours.

Source: the product's own, for reflective and outcomes-focused supervision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from supervision.domain import sections
from supervision.domain.refusals import Refused
from supervision.domain.text import SHORT, has_bidi_controls, normalise
from supervision.domain.wording import said


@dataclass(frozen=True)
class Prompt:
    """A question: the name it is kept under, the place where it is asked, and our own words."""

    name: str
    place: str
    ours: str


_SESSION = said("In the record of a supervision session")
_BESIDE = said("Questions that may help there")
_LINES = said("In a reflection of three lines")
_WHAT = said("In a reflection of “What? So what? Now what?”")
_FREE = said("In a free reflection")

PROMPTS: tuple[Prompt, ...] = (
    *(Prompt(f"session-{section.name}", _SESSION, section.label) for section in sections.SECTIONS),
    *(Prompt(f"session-help-{n}", _BESIDE, help_) for n, help_ in enumerate(sections.PROMPTS, 1)),
    Prompt("lines-happened", _LINES, said("What happened?")),
    Prompt("lines-mattered", _LINES, said("What mattered, to them or to you?")),
    Prompt("lines-next", _LINES, said("What will you keep, or try next?")),
    Prompt("what-happened", _WHAT, said("What?")),
    Prompt("what-mattered", _WHAT, said("So what?")),
    Prompt("what-next", _WHAT, said("Now what?")),
    Prompt("free-happened", _FREE, said("Your reflection")),
)
HELPS = tuple(f"session-help-{n}" for n, _ in enumerate(sections.PROMPTS, 1))
OURS = {prompt.name: prompt.ours for prompt in PROMPTS}


class Prompts:
    """The questions of an organisation."""

    def __init__(self, own: Iterable[tuple[str, str]] = ()) -> None:
        self._own = dict(own)

    def __getitem__(self, name: str) -> str:
        """The question of this name: the organisation's own words, or ours, marked to be said in
        the reader's language. Raises KeyError for a name that is none."""
        return self._own.get(name) or OURS[name]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Prompts) and self._own == other._own

    def __hash__(self) -> int:
        return hash(frozenset(self._own.items()))


def check(value: object) -> dict[str, str]:
    """The questions that are in other words than ours.

    Args:
        value: name → words; empty words mean ours.

    Raises:
        Refused: saying beside which one what to do.
    """
    if not isinstance(value, Mapping):
        raise Refused({"": said("Give words for each question")})
    problems, own = {}, {}
    for name, ours in OURS.items():
        given = value.get(name)
        words = " ".join(normalise(given).split()) if isinstance(given, str) else ""
        if len(words) > SHORT:
            problems[name] = said("Use %(most)s characters at most", most=SHORT)
        elif has_bidi_controls(words):
            problems[name] = said("Take out the hidden characters that turn text around")
        elif words and words != ours:
            own[name] = words
    if problems:
        raise Refused(problems)
    return own
