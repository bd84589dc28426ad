"""The opening lines of a rule of access, taken apart for people to read.

Rule: each file of `access/` says in its first lines who may see, who may do, whom it may be shared
with and what never happens. The page that tells people so is made from those lines, and they are
collected for translators from the same place.

Source: the product's own promise, that the page about the rules cannot say otherwise.
"""

from __future__ import annotations

HEADS = ("See", "Do", "Share", "Never")


def parts(doc: str) -> list[tuple[str, str]]:
    """The opening lines, as (head, text) pairs in their order.

    Args:
        doc: the docstring of a rule; its first line and the empty one after it are its title.
    """
    found: list[list[str]] = []
    for line in doc.strip().splitlines()[2:]:
        head, colon, rest = line.partition(":")
        if colon and head in HEADS:
            found.append([head, rest.strip()])
        elif found and line.strip():
            found[-1][1] += f" {line.strip()}"
    return [(head, (text[:1].upper() + text[1:]).replace("'", "’")) for head, text in found]
