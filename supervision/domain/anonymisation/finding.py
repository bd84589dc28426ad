"""What the check hands back: a place in the text, what stands there, and how sure we are.

The three tiers are those the page shows: “Certain”, “Likely” and “A question”. A finding never
holds the words themselves, so that it can be counted or logged without repeating them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Kind = Literal[
    "postcode",
    "telephone",
    "email",
    "nhs_number",
    "chi_number",
    "date",
    "titled_name",
    "given_name",
    "surname",
    "place",
    "person_reference",
]
Tier = Literal["certain", "likely", "question"]

KINDS: Final[tuple[Kind, ...]] = (
    "postcode",
    "telephone",
    "email",
    "nhs_number",
    "chi_number",
    "date",
    "titled_name",
    "given_name",
    "surname",
    "place",
    "person_reference",
)
TIERS: Final[tuple[Tier, ...]] = ("certain", "likely", "question")


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that may tell who someone is.

    ``start`` and ``end`` are code points into the text that was checked, end exclusive.
    ``reason`` is one plain sentence for the writer. ``suggestion`` is what could stand there
    instead, in square brackets, or None where only the writer can say.
    """

    start: int
    end: int
    kind: Kind
    tier: Tier
    reason: str
    suggestion: str | None
