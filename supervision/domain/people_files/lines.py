"""One row of a file of people, read by itself: what it says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from supervision.domain import naming, people
from supervision.domain.people_files import values
from supervision.domain.people_files.columns import Columns, find
from supervision.domain.people_files.limits import LONGEST_CELL
from supervision.domain.people_files.tables import Table
from supervision.domain.text import fold, fold_email
from supervision.domain.wording import said

T = TypeVar("T")


@dataclass(frozen=True)
class Problem:
    """Something to put right: the field whose column it is about (empty: the row), and how."""

    field: str
    sentence: str


@dataclass
class Line:
    """What a row says. What is None was not said, and changes nothing.

    Attributes:
        number: of the row, as a table program shows it.
        cells: what stood there, by field.
    """

    number: int
    cells: Mapping[str, str]
    name: str = ""
    email: str = ""
    known_as: str = ""
    service: str = ""
    team: str = ""
    roles: frozenset[str] | None = None
    supervisor: str = ""
    minutes: int | None = None
    start: date | None = None
    until: date | None = None
    problems: list[Problem] = field(default_factory=list)

    @cached_property
    def folded(self) -> str:
        """The address as two are compared."""
        return fold_email(self.email)

    @cached_property
    def name_folded(self) -> str:
        return fold(self.name)

    def wrong(self, about: str, sentence: str) -> None:
        self.problems.append(Problem(about, sentence))


def read(table: Table) -> tuple[Columns, list[Line]]:
    """Every row of a table.

    Raises:
        Unreadable: when the header does not name what is needed.
    """
    columns = find(table.header)
    width = len(table.header)
    found = []
    for number, cells in table.rows:
        by_field = {
            name: cells[place]
            for name, place in columns.places.items()
            if place < len(cells) and cells[place]
        }
        one = line(number, by_field)
        if any(cells[width:]):
            one.wrong("", said("This row has more cells than the first row names"))
        found.append(one)
    return columns, found


def line(number: int, cells: Mapping[str, str]) -> Line:
    """A row from its cells, by field. It never fails: what is wrong stands in `problems`."""
    made = Line(number, cells)
    good = {name: cell for name, cell in cells.items() if _can_be_read(made, name, cell)}
    _name(made, good)
    if "email" in good or "email" not in cells:
        made.email = good.get("email", "")
        problem = people.sign_in_problem(made.email)
        if problem:
            made.wrong("email", problem)
    made.known_as = naming.tidy(good.get("known_as", ""))
    if made.known_as:
        problem = naming.problem(made.known_as)
        if problem:
            made.wrong("known_as", problem)
    for name in ("service", "team"):
        value = naming.tidy(good.get(name, ""))
        problem = naming.problem(value, people.LONGEST_NAME) if value else None
        if problem:
            made.wrong(name, problem)
        setattr(made, name, value)
    made.supervisor = naming.tidy(good.get("supervisor", ""))
    made.roles = _tried(made, "role", good, values.roles)
    made.minutes = _tried(made, "hours", good, people.weekly_minutes)
    made.start = _tried(made, "start", good, values.day)
    made.until = _tried(made, "until", good, values.day)
    if made.start and made.until and made.until < made.start:
        made.wrong("until", said("The last day is before the first"))
    return made


def _can_be_read(made: Line, name: str, cell: str) -> bool:
    if len(cell) > LONGEST_CELL:
        made.wrong(
            name,
            said(
                "This cell has %(length)s characters, and can have %(most)s",
                length=f"{len(cell):,}",
                most=LONGEST_CELL,
            ),
        )
    elif values.carried_out(cell):
        made.wrong(
            name,
            said("This is a formula, or looks like one. Write what it stands for, as plain text"),
        )
    elif values.failed(cell):
        made.wrong(name, said("The table program could not work this out. Write it as plain text"))
    else:
        return True
    return False


def _name(made: Line, good: Mapping[str, str]) -> None:
    parts = ("first_name", "last_name")
    asked = [one for one in ("name", *parts) if one in made.cells]
    if any(one not in good for one in asked):
        return  # it has been said already
    whole = good.get("name") or " ".join(good.get(part, "") for part in parts)
    made.name = naming.tidy(whole)
    about = "name" if not set(asked) & set(parts) else "last_name"
    if "," in made.name:
        made.wrong(about, said("Write the name as people say it, without a comma"))
        return
    problem = people.full_name_problem(made.name)
    if problem:
        made.wrong(about, problem)


def _tried(made: Line, name: str, good: Mapping[str, str], reading: Callable[[str], T]) -> T | None:
    if name not in good:
        return None
    try:
        return reading(good[name])
    except ValueError as error:
        sentence: Any = error.args[0]
        made.wrong(name, sentence)
        return None
