"""The check: every recogniser in one table, then repeats, placeholders and overlaps.

Recognisers read the shadow of the text (`shadow.py`), so that invisible characters, odd spaces and
dashes and letters of other alphabets hide nothing; findings are given in the text as it was.

The check warns and cannot promise: it looks for the words that name someone, not for the story
that gives someone away. That remains a human question (“Could someone tell who this is?”).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Final

from supervision.domain.anonymisation import (
    dates,
    emails,
    given_names,
    health_numbers,
    person_references,
    postcodes,
    repeats,
    telephones,
    titles,
)
from supervision.domain.anonymisation.choosing import choose
from supervision.domain.anonymisation.finding import Finding
from supervision.domain.anonymisation.passage import Passage, read

Recogniser = Callable[[Passage], Iterator[Finding]]

# Between findings of equal length and tier, the first in this table wins.
RECOGNISERS: Final[tuple[Recogniser, ...]] = (
    emails.find,
    health_numbers.find,
    postcodes.find,
    dates.find,
    telephones.find,
    titles.find,
    given_names.find,
)


def findings(text: str) -> list[Finding]:
    """Return what in ``text`` may tell who someone is, in the order of the text.

    ``text`` is normalised to NFC by the caller; offsets are code points into it. Findings never
    overlap, and none touches a placeholder (`placeholders.py`). Nothing found does not mean that
    nobody can be recognised. Raises nothing for any text.
    """
    return _find(text, RECOGNISERS)


def findings_for_everyone(text: str) -> list[Finding]:
    """Return what `findings` returns, and person references, which inside the house are in use but
    must not stand in a published text."""
    return _find(text, (*RECOGNISERS, person_references.find))


def _find(text: str, recognisers: tuple[Recogniser, ...]) -> list[Finding]:
    passage = read(text)
    found = [finding for recogniser in recognisers for finding in recogniser(passage)]
    found = choose(_outside_placeholders(passage, found))
    found = choose(found + list(repeats.find(passage, found)))
    return list(passage.in_original(_outside_placeholders(passage, found)))


def _outside_placeholders(passage: Passage, found: list[Finding]) -> Iterator[Finding]:
    starts = [start for start, _ in passage.placeholders]
    for finding in found:
        place = bisect_right(starts, finding.end - 1)
        if place == 0 or passage.placeholders[place - 1][1] <= finding.start:
            yield finding
