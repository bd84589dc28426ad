"""Reading the first sheet of an XLSX workbook. What it could unpack to is looked at before anything
is unpacked, and formulas are never worked out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any

from supervision.domain.people_files.limits import MOST_COLUMNS, MOST_ROWS, Unreadable
from supervision.domain.people_files.tables import Table, gathered
from supervision.domain.wording import said
from supervision.later import later

openpyxl, formula = later("openpyxl"), later("openpyxl.worksheet.formula")

MOST_PARTS = 200
MOST_UNPACKED = 20 * 1024 * 1024
MOST_TIMES = 60  # as large as it is packed, for whatever is larger than this:
SMALL = 3 * 1024 * 1024
# A part that is none of a sheet or its texts is small in a table of people.
MOST_OF = {"xl/worksheets/": 12 * 1024 * 1024, "xl/sharedStrings": 4 * 1024 * 1024}
MOST_OF_OTHERS = 1024 * 1024
LONGEST = 15.0  # seconds after which a sheet is taken to be no list of people
NOTHING_MORE = 1_000  # empty rows after which nothing more is looked for
MOST_LOOKED_AT = 5 * MOST_ROWS  # rows, empty ones included

BROKEN = said("This workbook cannot be read. Save it anew as XLSX, or as CSV")
TOO_MUCH = said("This workbook unpacks to far more than a list of people. Save the list as CSV")
ONE_SHEET = said("Only the first sheet of the workbook was read")


def read(data: bytes) -> tuple[Table, list[str]]:
    """The first sheet of a workbook, and what is good to know of it.

    Raises:
        Unreadable: when it is none, holds macros, or could unpack to too much.
    """
    _look_at_parts(data)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, keep_links=False, rich_text=False
        )
        try:
            sheet = book.worksheets[0]
            # A sheet may say that it is far larger than it is, or smaller.
            sheet.reset_dimensions()
            table = gathered(_records(sheet))
            return table, [ONE_SHEET] if len(book.worksheets) > 1 else []
        finally:
            book.close()
    except Unreadable:
        raise
    except Exception as error:  # of a hostile file, the library may raise anything
        raise Unreadable(BROKEN) from error


def _look_at_parts(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            unpacked = sum(part.file_size for part in parts)
            most = min(MOST_UNPACKED, max(SMALL, MOST_TIMES * len(data)))
            if len(parts) > MOST_PARTS or unpacked > most:
                raise Unreadable(TOO_MUCH)
            for part in parts:
                if part.file_size > _most(part.filename):
                    raise Unreadable(TOO_MUCH)
                if part.flag_bits & 1:
                    raise Unreadable(said("This workbook has a password. Save it without one"))
            _refuse_others(packed, names)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, EOFError) as error:
        raise Unreadable(BROKEN) from error


def _most(name: str) -> int:
    return next((most for start, most in MOST_OF.items() if name.startswith(start)), MOST_OF_OTHERS)


def _refuse_others(packed: zipfile.ZipFile, names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Unreadable(said("This workbook has macros. Save it as XLSX, without macros"))
    if "content.xml" in names and "mimetype" in names:
        raise Unreadable(said("This is an OpenDocument table (.ods). Save it as XLSX or CSV"))
    if "xl/workbook.bin" in names:
        raise Unreadable(said("This is a binary workbook (.xlsb). Save it as XLSX or CSV"))
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise Unreadable(
            said("This is a packed file and no workbook. Save the table as XLSX or CSV")
        )
    if b"macroEnabled" in packed.read("[Content_Types].xml"):
        raise Unreadable(said("This workbook has macros. Save it as XLSX, without macros"))


def _records(sheet: Any) -> Iterator[list[str]]:
    empty, until = 0, monotonic() + LONGEST
    # One column more than there may be, so that a sheet that is too wide is seen to be.
    rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1)
    for number, row in enumerate(rows):
        nothing = row.count(None) == len(row)
        record = [] if nothing else [_text(value) for value in row]
        empty = 0 if any(record) else empty + 1
        if empty > NOTHING_MORE:
            return
        if number >= MOST_LOOKED_AT or monotonic() > until:
            raise Unreadable(TOO_MUCH)
        yield record


def _text(value: Any) -> str:
    """A cell as somebody would read it; a formula begins with its sign, as in a CSV."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, formula.ArrayFormula | formula.DataTableFormula):
        return "=…"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        plain = value.time() == time()
        return value.date().isoformat() if plain else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds() / 3600:g}"
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)
