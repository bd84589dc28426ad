"""From the text of a CSV to rows of cells, numbered as a table program numbers them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from supervision.domain import text
from supervision.domain.people_files import columns
from supervision.domain.people_files.limits import MOST_COLUMNS, MOST_ROWS, Unreadable
from supervision.domain.wording import said

SEPARATORS = ",;\t"
_SEPARATOR_LINE = re.compile(r"\Asep=([,;\t])\r?\n")


@dataclass(frozen=True)
class Table:
    """A header and rows, each with its number as a table program shows it; empty ones left out."""

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read(content: str) -> Table:
    """The table of a CSV text. Line breaks inside quotes belong to their cell.

    Raises:
        Unreadable: no rows, too many of them, too many columns, or quotes that never close.
    """
    content = content.removeprefix("\ufeff")
    first = 1
    declared = _SEPARATOR_LINE.match(content)
    if declared:
        content, first = content[declared.end() :], 2
    separator = declared[1] if declared else _separator(content)
    try:
        return gathered(_records(content, separator), first)
    except csv.Error as error:
        raise Unreadable(
            said(
                "A cell in this file never ends, or holds far too much: a quotation mark may be "
                "missing. Save it anew as CSV"
            )
        ) from error


def gathered(records: Iterable[Sequence[str]], first: int = 1) -> Table:
    """A table from records, the first of which is the header.

    Raises:
        Unreadable: as `read` does.
    """
    header: tuple[str, ...] | None = None
    rows: list[tuple[int, tuple[str, ...]]] = []
    for number, record in enumerate(records, first):
        if len(record) > MOST_COLUMNS:
            _refuse_wide(record)
        cells = tuple(text.normalise(cell).strip() for cell in record[:MOST_COLUMNS])
        if not any(cells):
            continue
        if header is None:
            header = cells
            continue
        if len(rows) == MOST_ROWS:
            raise Unreadable(
                said("This file has more than 10,000 rows. Bring it in two or more parts")
            )
        rows.append((number, cells))
    if header is None:
        raise Unreadable(said("There is nothing in this file"))
    if not rows:
        raise Unreadable(said("This file has a first row with names of columns, and no people"))
    return Table(header, tuple(rows))


def _refuse_wide(record: Sequence[str]) -> None:
    if any(cell.strip() for cell in record[MOST_COLUMNS:]):
        raise Unreadable(said("This file has more than 100 columns. Leave those that are needed"))


def _records(content: str, separator: str) -> Iterable[list[str]]:
    # Lines keep their ends, so that a break inside quotes stays what it was.
    return csv.reader(io.StringIO(content, newline=""), delimiter=separator)


def _separator(content: str) -> str:
    """The separator with which the first row names most columns that are known."""
    found = {one: _known(content, one) for one in SEPARATORS}
    return max(SEPARATORS, key=lambda one: found[one])


def _known(content: str, separator: str) -> tuple[int, int]:
    for record in _records(content[:65_536], separator):
        if any(cell.strip() for cell in record):
            return sum(columns.field_of(cell) is not None for cell in record), len(record)
    return 0, 0
