"""Telling a form that was sent twice from one that was sent again with other words.

Rule: a form carries the key of what it will make. Sent again with the same words, it gets the
answer it got; with other words, its sender decides. Words are the same when their normal forms
are, apart from spaces at either end; a field left empty is the same as one left out.

Source: a double tap or a lost answer must neither make a thing twice nor lose words.
"""

from __future__ import annotations

from collections.abc import Mapping

from supervision.domain.text import normalise


def same_words(a: Mapping[str, str | None], b: Mapping[str, str | None]) -> bool:
    """Whether two sendings of a form say the same.

    Args:
        a: field name → what was typed, or None.
        b: the same of the other sending.
    """
    return all(_kept(a.get(field)) == _kept(b.get(field)) for field in a.keys() | b.keys())


def _kept(value: str | None) -> str:
    return normalise(value or "").strip()
