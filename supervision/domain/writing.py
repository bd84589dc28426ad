"""Examples of outcomes-focused writing, one for each field in which people write at length.

Rule: an example is a prompt and never a model to copy. It shows a person's own words, what they
bring, setbacks and what was done by whom. A weaker wording is shown beside it only together with
why, in one sentence, and without blame.

Source: criteria for recording personal outcomes that practice has found useful (own words; personal
rather than service outcomes; setbacks included; who does what); wording is the product's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_ANCHOR = re.compile("[a-z]+(-[a-z]+)*")


@dataclass(frozen=True)
class WritingExample:
    """Good words for one field. `weaker` and `why` are both there or both empty."""

    anchor: str
    field: str
    good: str
    weaker: str = ""
    why: str = ""


@dataclass(frozen=True)
class WritingGroup:
    """The examples of one noun, in the order of its fields."""

    name: str
    examples: tuple[WritingExample, ...]


@dataclass(frozen=True)
class WritingExamples:
    """All of them, with the licence under which they may be used elsewhere."""

    licence: str
    attribution: str
    groups: tuple[WritingGroup, ...]

    def anchors(self) -> frozenset[str]:
        """What a field may point to."""
        return frozenset(one.anchor for group in self.groups for one in group.examples)


def parse(data: Mapping[str, Any]) -> WritingExamples:
    """The examples from the data of their file.

    Args:
        data: `licence` and `attribution` as text, and `groups`, a list of mappings with `name` and
            `examples`; an example has `anchor`, `field`, `good`, and perhaps `weaker` with `why`.

    Raises:
        ValueError: saying what is missing, unknown, empty or there twice, and where.
    """
    _only(data, "The file", {"licence", "attribution", "groups"})
    groups = tuple(_group(row, n) for n, row in enumerate(_rows(data, "groups", "The file"), 1))
    seen: set[str] = set()
    for one in (one for group in groups for one in group.examples):
        if one.anchor in seen:
            raise ValueError(f"Two examples have the anchor {one.anchor!r}.")
        seen.add(one.anchor)
    return WritingExamples(
        licence=_text(data, "licence", "The file"),
        attribution=_text(data, "attribution", "The file"),
        groups=groups,
    )


def _group(row: Mapping[str, Any], place: int) -> WritingGroup:
    where = f"Group {place}"
    _only(row, where, {"name", "examples"})
    examples = _rows(row, "examples", where)
    return WritingGroup(
        name=_text(row, "name", where),
        examples=tuple(_example(one, f"{where}, example {n}") for n, one in enumerate(examples, 1)),
    )


def _example(row: Mapping[str, Any], where: str) -> WritingExample:
    _only(row, where, {"anchor", "field", "good", "weaker", "why"})
    anchor = _text(row, "anchor", where)
    if not _ANCHOR.fullmatch(anchor):
        raise ValueError(f"{where} has the anchor {anchor!r}; use small letters and hyphens.")
    if ("weaker" in row) != ("why" in row):
        raise ValueError(f"{where} has a weaker wording without why, or why without the wording.")
    both = {key: _text(row, key, where) for key in ("weaker", "why") if key in row}
    return WritingExample(anchor, _text(row, "field", where), _text(row, "good", where), **both)


def _rows(data: Mapping[str, Any], key: str, where: str) -> list[Mapping[str, Any]]:
    rows = data.get(key)
    if not isinstance(rows, list) or not rows or not all(isinstance(r, Mapping) for r in rows):
        raise ValueError(f"{where} has no {key}.")
    return rows


def _only(data: Mapping[str, Any], where: str, known: set[str]) -> None:
    if unknown := sorted(str(key) for key in data if key not in known):
        raise ValueError(f"{where} has something unknown: {', '.join(unknown)}.")


def _text(data: Mapping[str, Any], key: str, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{where} has no {key}.")
    return value.strip()
