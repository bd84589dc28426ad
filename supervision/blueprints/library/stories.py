"""Examples in lists: with the words that were looked for, and the ways to look through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from werkzeug.datastructures import MultiDict

from supervision import content
from supervision.blueprints import say, when
from supervision.domain import passages, text
from supervision.domain.refusals import required
from supervision.language import gettext as _
from supervision.queries import library
from supervision.queries.library import ExampleRow, HelpsWith, Shelves


@dataclass(frozen=True)
class Wanted:
    """What someone wants to see of the library: words, an outcome, a theme, or all of these."""

    words: str = ""
    outcome: HelpsWith | None = None
    theme: str = ""

    def __bool__(self) -> bool:
        return bool(self.words or self.outcome or self.theme)

    def address(self, **more: Any) -> str:
        """Where this is shown."""
        return url_for("library.overview", **self.values(), **more)

    def values(self, but: str = "") -> dict[str, str]:
        """The query of its address, one part left out where that is asked for."""
        all_of_it = {
            "q": self.words,
            "outcome": self.outcome and f"{self.outcome.framework}:{self.outcome.code}",
            "theme": self.theme,
        }
        return {name: value for name, value in all_of_it.items() if value and name != but}


def read(args: MultiDict[str, str]) -> Wanted:
    """What an address asks for. Raises NotFound for an outcome or theme that there is not."""
    words = args.get("q", "").strip()[: text.SHORT]
    theme = args.get("theme", "")
    outcome = None
    if args.get("outcome"):
        framework, _colon, code = text.normalise(args["outcome"]).partition(":")
        outcome = required(library.outcome_called(framework, code))
    if theme:
        required(content.themes().get(theme))
    return Wanted("" if text.blank(words) else words, outcome, theme)


def narrowed_by(wanted: Wanted) -> list[dict[str, str]]:
    """What a list is narrowed by, each with the way to leave that out."""
    named = {
        "q": (_("It mentions"), f"“{wanted.words}”"),
        "outcome": (_("It helps with"), wanted.outcome.name if wanted.outcome else ""),
        "theme": (_("It is about"), content.themes().get(wanted.theme, "")),
    }
    return [
        {
            "label": named[part][0],
            "name": named[part][1],
            "href": url_for("library.overview", **wanted.values(but=part)),
        }
        for part in wanted.values()
    ]


def title(wanted: Wanted) -> str:
    """What a narrowed list is called."""
    if wanted.values() == {"q": wanted.words}:
        return _("Good practice about “%(words)s”", words=wanted.words)
    return _("Good practice: %(what)s", what=say.names(n["name"] for n in narrowed_by(wanted)))


def story(row: ExampleRow, tokens: Sequence[str] = ()) -> dict[str, Any]:
    """An example in a list: “Seeing people. March 2026”.

    Args:
        tokens: the words that were looked for; they are marked in the title and in the first part
            that holds one.
    """
    helps = [", ".join(row.outcomes)] if row.outcomes else []
    note = ". ".join([*helps, when.month(row.published_on)])
    return {
        "title": row.title,
        "title_pieces": passages.marked(row.title, tokens) if tokens else (),
        "href": url_for("library.read", example_id=row.id),
        "text": row.summary,
        "pieces": _around(row, tokens) if tokens else (),
        "note": note,
    }


def _around(row: ExampleRow, tokens: Sequence[str]) -> Sequence[passages.Piece]:
    summary = passages.marked(row.summary, tokens)
    if any(found for _words, found in summary):
        return summary
    return next(filter(None, (passages.passage(one, tokens) for one in row.texts)), summary)


def ways(shelves: Shelves) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The links to look through examples by: outcomes, and themes in the order of their file."""
    outcomes = [outcome_link(one) for one in shelves.outcomes]
    return outcomes, theme_links(shelves.themes)


def outcome_link(one: HelpsWith) -> dict[str, str]:
    return {"name": one.name, "href": Wanted(outcome=one).address()}


def theme_links(codes: frozenset[str]) -> list[dict[str, str]]:
    return [
        {"name": name, "href": Wanted(theme=code).address()}
        for code, name in content.themes().items()
        if code in codes
    ]
