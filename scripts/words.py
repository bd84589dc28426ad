"""Collects, for translators, the sentences that are marked in no other way: the rules of access."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, BinaryIO

from supervision.domain.rules import parts

Found = tuple[int, str, str, list[str]]


def rules(file: BinaryIO, _keywords: Any, _tags: Any, options: Any) -> Iterator[Found]:
    """The sentences of one file of `access/`, as Babel wants them from an extractor."""
    doc = ast.get_docstring(ast.parse(file.read())) or ""
    for _head, text in parts(doc):
        yield 1, "gettext", text, []
