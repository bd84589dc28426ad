"""CSV that we hand out: no cell of it is carried out by a table program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from supervision.domain.people_files.columns import IN_TEMPLATE, LABELS

BOM = "\ufeff"  # so that table programs read it as UTF-8
_RISKY = tuple("=+-@\t\r\n\0＝＋－＠")


def cell(value: str) -> str:
    """A cell that stays text (OWASP, CSV Injection): what would begin a formula gets an apostrophe
    before it."""
    bare = value.lstrip(" \"'\u00a0")
    return f"'{value}" if value.startswith(_RISKY) or bare.startswith(_RISKY) else value


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV, with commas, in the form that table programs open by themselves."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([cell(value) for value in row])
    return BOM + out.getvalue()


def template() -> str:
    """What a file may look like: the names of the columns, and two invented people."""
    return table(
        [
            [LABELS[name] for name in IN_TEMPLATE],
            [
                *("Isla Example", "isla@example.org", "Isla", "Older people", "Lochside"),
                *("practitioner, curator", "", "37.5", "01/12/2026", ""),
            ],
            [
                *("Finn Sample", "finn.sample", "", "Older people", "Lochside"),
                *("practitioner", "isla@example.org", "16", "", ""),
            ],
        ]
    )
