"""From recordings and reviews to the words that their pages show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.domain.reviews import BEGINNING, Direction, journey_positions
from supervision.domain.words import join_names
from supervision.queries.recordings import Group, RecordingRow, ReviewRow

LONG_QUOTE = 320
REFERENCE = (
    "A reference such as K7QM is drawn by chance, and known only to those who work with the "
    "person. What it stands for belongs in the case record, never here."
)


@dataclass(frozen=True)
class Readers:
    """Who can read a text: how many rounds to draw, and the sentence."""

    rounds: int
    sentence: str


@dataclass(frozen=True)
class GroupOfChoices:
    """One group of a field with many choices, drawn like a field of its own."""

    id: str
    name: str
    label: Any
    choices: Sequence[tuple[str, str, bool]]
    many: bool = True
    errors: Sequence[str] = ()
    type: str = "SelectMultipleField"

    def iter_choices(self) -> Iterator[tuple[str, str, bool]]:
        return iter(self.choices)


@dataclass(frozen=True)
class Label:
    text: str


def readers(others: Sequence[str]) -> Readers:
    """Who can read a text, told to one of them."""
    if not others:
        return Readers(1, "Only you can read this.")
    only = "Only you" if len(others) == 1 else "You"
    return Readers(2 if len(others) == 1 else 3, f"{join_names([only, *others])} can read this.")


def will_read(others: Sequence[str], *, more: bool = False) -> str:
    """Who could read a draft once it is recorded.

    Args:
        more: whether the person is still to be chosen, and others may work with them.
    """
    names = [*others, *(["whoever is named beside the person you choose"] if more else [])]
    if names:
        return f"Once you record it, {join_names(['you', *names])} can read it."
    return (
        "Once you record it, only you can read it, until you have a supervisor here or a colleague "
        "works with this person too."
    )


def recorded(others: Sequence[str]) -> str:
    """What to say when a draft has been recorded."""
    return f"Recorded. {join_names(others) or 'Only you'} can read it now."


def outcome_groups(field: Any, groups: Iterable[Group]) -> list[GroupOfChoices]:
    """The choices of a field, by the groups of the framework."""
    chosen = set(field.data or [])
    return [
        GroupOfChoices(
            f"{field.id}-{place}",
            field.name,
            Label(group.name),
            [(str(one.id), one.name, str(one.id) in chosen) for one in group.outcomes],
        )
        for place, group in enumerate(groups, 1)
    ]


def own_row(actor: Actor, row: RecordingRow) -> dict[str, Any]:
    """A row in the writer's own list."""
    return {
        **_row(actor, row, f"Person {row.code}."),
        "tag": ("Draft", "") if row.state == "draft" else None,
    }


def other_row(actor: Actor, row: RecordingRow) -> dict[str, Any]:
    """A row in the list of what others recorded."""
    return _row(actor, row, f"Person {row.code}, written down with {row.author}.")


def lead(author: str, mine: bool, draft: bool, written: str) -> str:
    """Whose words these are, and who wrote them down."""
    if draft:
        return f"Your draft of {written}. Nobody else can read it until you record it."
    with_whom = "you" if mine else author
    return f"In the person’s own words, written down with {with_whom} on {written}."


def steps(
    actor: Actor, recording: Any, author: str, reviews: Sequence[ReviewRow]
) -> list[dict[str, Any]]:
    """The journey, newest first, down to where it began."""
    oldest_first = [Direction(review.direction) for review in reversed(reviews)]
    positions = list(reversed(journey_positions(oldest_first)))
    began = {
        "direction": "Where it began",
        "position": BEGINNING,
        "when": when.day(actor, recording.written_at),
    }
    return [
        *(
            {
                "direction": Direction(review.direction).words,
                "position": position,
                "when": _when(actor, review, recording),
                "said": review.said,
                "helped": review.helped,
                "hindered": review.hindered,
            }
            for review, position in zip(reviews, positions, strict=True)
        ),
        began,
    ]


def _when(actor: Actor, review: ReviewRow, recording: Any) -> str:
    day = when.day(actor, review.reviewed_on)
    if review.author_id == recording.author_id:
        return day
    return f"{day}, with {'you' if review.author_id == actor.person_id else review.author}"


def _row(actor: Actor, row: RecordingRow, note: str) -> dict[str, Any]:
    if row.last_direction:
        note += f" {Direction(row.last_direction).words} at the last review."
    return {
        "name": row.what_matters,
        "words": True,
        "href": url_for("recordings.read", recording_id=row.id),
        "side": when.day(actor, row.written_at),
        "note": note,
    }
