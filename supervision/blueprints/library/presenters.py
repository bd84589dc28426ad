"""From proposals and examples to the words that their pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.queries.library import WithdrawnRow
from supervision.queries.proposals import ProposalRow, Remark

MOST_NAMES = 3

# The parts of an example, as they are called wherever they stand.
LABELS = {
    "title": _l("Title"),
    "summary": _l("What changed, in a line or two"),
    "quote": _l("Someone’s own words"),
    "stood": _l("Where things stood"),
    "done": _l("What was done, and by whom"),
    "changed": _l("What changed, and how we know"),
    "did_not_work": _l("What did not work"),
    "learnt": _l("What we learnt"),
}
WORDS = tuple(LABELS)
STORY = WORDS[3:]

# Where the lines of a reflection begin to be rewritten.
FROM_REFLECTION = {
    "title": "title",
    "happened": "stood",
    "mattered": "changed",
    "next": "learnt",
}


@dataclass(frozen=True)
class Readers:
    """Who can read a text: how many rounds to draw, and the sentence."""

    rounds: int
    sentence: str


def labels() -> dict[str, str]:
    """What the parts are called, in the reader’s language."""
    return {name: str(label) for name, label in LABELS.items()}


def example_readers(actor: Actor) -> Readers:
    return Readers(
        4,
        _("Everyone in %(organisation)s can read this.", organisation=actor.organisation),
    )


def withdrawn_readers(curators: Sequence[str]) -> Readers:
    """Who can read an example that was withdrawn, told to a curator."""
    if not curators:
        return Readers(1, _("Only you can read this, as the only curator."))
    if len(curators) > MOST_NAMES:
        return Readers(3, _("The curators can read this, and nobody else."))
    names = say.names([_("You"), *curators])
    return Readers(
        min(len(curators) + 1, 3),
        _("%(names)s can read this, as curators, and nobody else.", names=names),
    )


def proposal_readers(state: str, curators: Sequence[str], author: str = "") -> Readers:
    """Who can read a proposal, told to its author, or (with `author`) to a curator.

    Args:
        curators: how the curators are called, the reader and the author apart; more than three
            are not named.
    """
    if state in ("draft", "changes_asked") or (state == "published" and not author):
        return Readers(1, _("Only you can read this."))
    if not (curators or author):
        return Readers(1, say.sentences([_("Only you can read this."), _nobody_checks()]))
    others = [author] if author else []
    if len(curators) > MOST_NAMES:
        names = say.names([_("You"), *others, _("the curators")])
        return Readers(3, _("%(names)s can read this.", names=names))
    names = [*others, *curators]
    if len(names) == 1:
        return Readers(2, _("Only you and %(name)s can read this.", name=names[0]))
    all_names = say.names([_("You"), *names])
    return Readers(3, _("%(names)s can read this.", names=all_names))


def _nobody_checks() -> str:
    return _("Nobody else checks examples here yet.")


def will_read(curators: Sequence[str]) -> str:
    """Who could read a draft once it is proposed."""
    if not curators:
        return say.sentences([_nobody_checks(), _("It waits with you until somebody does.")])
    return _(
        "%(curators)s can read it once you propose it, and nobody else until it is published.",
        curators=now_reads(curators),
    )


def now_reads(curators: Sequence[str]) -> str:
    """Who reads a proposal now, for a sentence."""
    known = 0 < len(curators) <= MOST_NAMES
    return say.names(curators) if known else _("The curators")


def example(found: Any) -> dict[str, Any]:
    """An example as its pages show it."""
    return {
        "title": found.title,
        "example": found,
        "sections": sections({name: getattr(found, name) for name in WORDS}),
    }


def sections(words: Mapping[str, str]) -> list[dict[str, str]]:
    """The parts of the story that hold something, with their headings."""
    return [{"label": str(LABELS[name]), "text": words[name]} for name in STORY if words[name]]


def own_row(actor: Actor, row: ProposalRow) -> dict[str, Any]:
    """A row in the author's own list."""
    note = _("%(saved)s.", saved=when.saved(actor, row.saved_at))
    if row.state == "proposed" and row.proposed_at is not None:
        note = _("Proposed %(when)s.", when=since(actor, row.proposed_at))
    elif row.state == "published" and row.published_on is not None:
        note = _("Put in the library in %(month)s.", month=when.month(row.published_on))
    return {
        "name": say.it(row.title),
        "words": True,
        "href": url_for("library.proposal", proposal_id=row.id),
        "tag": state_tag(row.state),
        "note": note,
    }


def state_tag(state: str) -> tuple[str, str]:
    """Where a proposal stands, for its author."""
    return {
        "draft": (_("Draft"), ""),
        "proposed": (_("With the curators"), "waiting"),
        "changes_asked": (_("Changes asked for"), "shared"),
        "published": (_("Published"), "settled"),
    }[state]


def waiting_row(actor: Actor, row: ProposalRow) -> dict[str, Any]:
    """A row in the curators' list."""
    note = _("%(name)s proposed this.", name=row.author)
    if row.proposed_at is not None:
        note = _(
            "%(name)s proposed this %(when)s.",
            name=row.author,
            when=since(actor, row.proposed_at),
        )
    return {
        "name": say.it(row.title),
        "words": True,
        "href": url_for("library.proposal", proposal_id=row.id),
        "note": note,
    }


def asked_for(actor: Actor, remarks: Sequence[Remark]) -> list[dict[str, str]]:
    """What curators asked for, each with who and when."""
    return [
        {
            "heading": _("%(name)s asked for changes", name=one.curator),
            "words": one.words,
            "when": say.capital(since(actor, one.written_at)),
        }
        for one in remarks
    ]


def withdrawn_row(row: WithdrawnRow) -> dict[str, Any]:
    """A row in the curators' list of what was withdrawn."""
    return {
        "name": row.title,
        "words": True,
        "href": url_for("library.read_withdrawn", example_id=row.id),
        "side": when.month(row.withdrawn_on),
        "note": row.reason,
    }


def since(actor: Actor, moment: datetime) -> str:
    """“today”, “yesterday”, “on Monday 16 November”."""
    return when.on(actor, moment)
