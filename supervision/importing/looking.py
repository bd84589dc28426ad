"""Looking at a file: what each row would do. Nothing is changed."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from supervision.access.actor import Actor
from supervision.domain.people_files import decoding, lines, planning, plans, tables
from supervision.domain.people_files.plans import Plan
from supervision.domain.people_files.tables import Table
from supervision.domain.wording import said
from supervision.importing import workbooks
from supervision.queries import imports as queries

ABSENT = 50  # names that are kept of those who are not in the file
GUESSED = said(
    "The letters of this file were guessed to be those of Windows (1252). Look whether names with "
    "accents are right. To be sure, save it as CSV in UTF-8"
)


@dataclass
class Looked:
    """A file that was read and compared.

    Attributes:
        ignored: names of columns that are not used.
        warnings: what is good to know of the file as a whole.
        absent: full names of people here who are in no row, the first of them; `absent_count` all.
    """

    plans: list[Plan]
    make_teams: bool
    ignored: tuple[str, ...] = ()
    warnings: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    absent_count: int = 0

    def count(self, kind: str) -> int:
        return sum(one.kind == kind for one in self.plans)

    def to_json(self) -> str:
        return json.dumps(
            {
                "make": self.make_teams,
                "ignored": self.ignored,
                "warnings": [str(one) for one in self.warnings],
                "absent": self.absent,
                "absent_count": self.absent_count,
                "rows": [plans.to_json(one) for one in self.plans],
            },
            ensure_ascii=False,
        )


def look(actor: Actor, name: str, data: bytes, *, make_teams: bool = False) -> Looked:
    """What carrying a file out would do, row by row.

    Args:
        name: what the file is called.
        data: what is in it.
        make_teams: whether teams and services that are not there are to be made.

    Raises:
        Forbidden: for anyone who does not administer.
        Unreadable: when the file as a whole cannot be used, with a sentence.
    """
    table, warnings = _table(name, data)
    columns, rows = lines.read(table)
    now = queries.standing(actor, {one.folded for one in rows if one.email})
    absent = planning.not_in_file(rows, now)
    return Looked(
        planning.plan(rows, now, make_teams=make_teams),
        make_teams,
        columns.unknown,
        warnings,
        [person.full_name for person in absent[:ABSENT]],
        len(absent),
    )


def _table(name: str, data: bytes) -> tuple[Table, list[str]]:
    if decoding.is_workbook(name, data):
        return workbooks.read(data)
    decoded = decoding.decode(data)
    return tables.read(decoded.text), [GUESSED] if decoded.guessed else []
