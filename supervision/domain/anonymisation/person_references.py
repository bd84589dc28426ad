"""References that stand for people, such as K7QM.

Inside the house they are how people are spoken of. In a text for everyone they would tie a story
to the recordings of one person, so there they are found as certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from supervision.domain.anonymisation.finding import Finding
from supervision.domain.anonymisation.passage import Passage
from supervision.domain.references import FIGURES, LETTERS, read_code
from supervision.domain.wording import said

_SAID = re.compile(r"\bperson\s{1,3}([a-z0-9]{4})\b", re.IGNORECASE)
_ALONE = re.compile(rf"\b(?=[{LETTERS}]{{0,3}}[{FIGURES}])[{LETTERS}][{LETTERS}{FIGURES}]{{3}}\b")
REASON = said("This reference ties the story to what is recorded about one person.")


def find(passage: Passage) -> Iterator[Finding]:
    """Yield references, with the word “person” before them where it stands there."""
    for match in _SAID.finditer(passage.text):
        if read_code(match[1]):
            yield _finding(match.start(), match.end())
    for match in _ALONE.finditer(passage.text):
        yield _finding(match.start(), match.end())


def _finding(start: int, end: int) -> Finding:
    return Finding(start, end, "person_reference", "certain", REASON, "[the person]")
