"""Rows of lists, as the macros draw them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Drawn(NamedTuple):
    """Every part that a row can have; None where it has none.

    Templates look at each part of each row. To look for one that is not there costs them more than
    to draw one that is.
    """

    name: Any
    href: Any = None
    words: Any = None
    tag: Any = None
    tags: Any = None
    side: Any = None
    note: Any = None
    note_href: Any = None
    note_link: Any = None
    about: Any = None


def drawn(items: Iterable[Any]) -> list[Drawn]:
    """Rows with all their parts.

    Args:
        items: dictionaries or objects; what is not to be drawn is passed over.

    Raises:
        KeyError, AttributeError: when a row has no name.
    """
    return [_drawn(item) for item in items]


def _drawn(item: Any) -> Drawn:
    if isinstance(item, Mapping):
        return Drawn(item["name"], *map(item.get, _REST))
    return Drawn(item.name, *(getattr(item, part, None) for part in _REST))


_REST = Drawn._fields[1:]
