"""Everyone from whose place a thing can be looked at, as people of `tests.worlds`.

Cover, handover, audit tasks and break-glass do not exist yet: whoever would look through them
(agnes, noor, a new supervisor) is in no row until their own rules come.
"""

from __future__ import annotations

from collections.abc import Mapping

ANONYMOUS = "anonymous"
LEFT = "bram"
OUTSIDE = (ANONYMOUS, LEFT)

VIEWPOINTS: Mapping[str, str] = {
    ANONYMOUS: "nobody is signed in",
    "oona": "a practitioner of another organisation",
    "odile": "a curator of another organisation",
    "callum": "the author, and the supervisee",
    "morag": "the current line supervisor; new, and without handover, to what jean held",
    "priya": "a second, professional supervisor",
    "fergus": "the supervisor of others",
    "jean": "the former supervisor, until 30 days ago",
    "eilidh": "the manager above",
    "iain": "two above, a leader",
    "hamish": "the manager of another branch, a leader",
    "tomasz": "a team mate",
    "rhona": "of another team",
    "kirsty": "of another team, works with the same person supported",
    "grace": "a curator",
    "cora": "another curator",
    "agnes": "an auditor, outside any task",
    "noor": "the information-governance officer",
    "sandy": "an administrator and nothing else",
    LEFT: "left yesterday; an old sign-in still has its cookie",
}

# Names for the tables; each is nothing but these people.
GROUPS: Mapping[str, str] = {
    "@practice": "callum morag priya fergus jean eilidh iain hamish tomasz rhona kirsty grace cora",
    "@supervision": "callum morag priya fergus eilidh iain hamish tomasz rhona kirsty",
    "@elsewhere": "oona odile",
    "@offices": "agnes noor sandy",
}


def people(cell: str) -> frozenset[str]:
    """The people of a cell of a table: names and groups, apart by spaces.

    Raises:
        KeyError: for a name that is no viewpoint.
    """
    found = set()
    for word in cell.split():
        found |= set(GROUPS[word].split()) if word.startswith("@") else {word}
    for name in found:
        VIEWPOINTS[name]
    return frozenset(found)
