"""From examples and proposals to the words that their pages show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.domain import dates
from supervision.domain.words import join_names
from supervision.queries.library import ExampleRow
from supervision.queries.proposals import ProposalRow

MOST_NAMES = 3

# The parts of an example, as they are called wherever they stand.
LABELS = {
    "title": "Title",
    "summary": "What changed, in a line or two",
    "quote": "Someone’s own words",
    "stood": "Where things stood",
    "done": "What was done, and by whom",
    "changed": "What changed, and how we know",
    "did_not_work": "What did not work",
    "learnt": "What we learnt",
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


def example_readers(actor: Actor) -> Readers:
    return Readers(4, f"Everyone in {actor.organisation} can read this.")


NOBODY_CHECKS = "Nobody else checks examples here yet."


def proposal_readers(state: str, curators: Sequence[str], author: str = "") -> Readers:
    """Who can read a proposal, told to its author, or (with `author`) to a curator.

    Args:
        curators: how the curators are called, the reader and the author apart; more than three
            are not named.
    """
    others = [author] if author else []
    if state == "draft" or (state == "published" and not author):
        return Readers(1, "Only you can read this.")
    if not (curators or author):
        return Readers(1, f"Only you can read this. {NOBODY_CHECKS}")
    if len(curators) > MOST_NAMES:
        return Readers(3, f"{join_names(['You', *others, 'the curators'])} can read this.")
    names = [*others, *curators]
    only = "Only you" if len(names) == 1 else "You"
    return Readers(min(len(names) + 1, 3), f"{join_names([only, *names])} can read this.")


def will_read(curators: Sequence[str]) -> str:
    """Who could read a draft once it is proposed."""
    if not curators:
        return f"{NOBODY_CHECKS} It waits with you until somebody does."
    return (
        f"{now_reads(curators)} can read it once you propose it, and nobody else until it is "
        "published."
    )


def now_reads(curators: Sequence[str]) -> str:
    """Who reads a proposal now, for a sentence."""
    known = 0 < len(curators) <= MOST_NAMES
    return join_names(curators) if known else "The curators"


def sections(words: Mapping[str, str]) -> list[dict[str, str]]:
    """The parts of the story that hold something, with their headings."""
    return [{"label": LABELS[name], "text": words[name]} for name in STORY if words[name]]


def story(row: ExampleRow) -> dict[str, Any]:
    """An example in a list: “Seeing people. March 2026”."""
    helps = [", ".join(row.outcomes)] if row.outcomes else []
    note = ". ".join([*helps, month(row.published_on)])
    return {
        "title": row.title,
        "href": url_for("library.read", example_id=row.id),
        "text": row.summary,
        "note": note,
    }


def own_row(actor: Actor, row: ProposalRow) -> dict[str, Any]:
    """A row in the author's own list."""
    tag, note = {
        "draft": (("Draft", ""), f"{when.saved(actor, row.saved_at)}."),
        "proposed": (("With the curators", "waiting"), ""),
        "published": (("Published", "settled"), ""),
    }[row.state]
    if row.state == "proposed" and row.proposed_at is not None:
        note = f"Proposed {since(actor, row.proposed_at)}."
    elif row.state == "published" and row.published_on is not None:
        note = f"In the library since {month(row.published_on)}."
    return {
        "name": row.title,
        "words": True,
        "href": url_for("library.proposal", proposal_id=row.id),
        "tag": tag,
        "note": note,
    }


def waiting_row(actor: Actor, row: ProposalRow) -> dict[str, Any]:
    """A row in the curators' list."""
    when_proposed = f" {since(actor, row.proposed_at)}" if row.proposed_at else ""
    return {
        "name": row.title,
        "words": True,
        "href": url_for("library.proposal", proposal_id=row.id),
        "note": f"{row.author} proposed this{when_proposed}.",
    }


def since(actor: Actor, moment: datetime) -> str:
    """“today”, “yesterday”, “on Monday 16 November”."""
    day = when.near(actor, moment)
    return day if day in ("today", "yesterday") else f"on {day}"


def month(day: date) -> str:
    """“March 2026”."""
    return dates.month_year(day)
