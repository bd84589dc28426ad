"""What a run says: rows with a value, its goal, and whether it is met."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO


@dataclass(frozen=True)
class Row:
    """One line of the outcome.

    Attributes:
        value: None where it could not be measured, which `goal` then explains.
        goal: in words; empty for what is told and not judged.
        met: None where there is no goal.
    """

    name: str
    value: float | None
    unit: str
    goal: str = ""
    met: bool | None = None


@dataclass
class Report:
    """The rows of a run, told one by one as they are found."""

    out: TextIO = field(default_factory=lambda: sys.stdout)
    rows: list[Row] = field(default_factory=list)

    def tell(self, name: str, value: float | None, unit: str) -> None:
        """A value that nobody judges."""
        self._add(Row(name, value, unit))

    def at_most(self, name: str, value: float, unit: str, most: float, number: str = "") -> None:
        """A value that a goal of docs/performance.md limits."""
        self._add(Row(name, value, unit, f"{_goal(number)}at most {most:g}", value <= most))

    def at_least(self, name: str, value: float, unit: str, least: float, number: str = "") -> None:
        self._add(Row(name, value, unit, f"{_goal(number)}at least {least:g}", value >= least))

    def skip(self, name: str, why: str) -> None:
        """Something that is not measured this time."""
        self._add(Row(name, None, "", f"skipped: {why}"))

    def heading(self, text: str) -> None:
        print(f"\n{text}", file=self.out, flush=True)

    def write(self, file: Path) -> None:
        rows = [asdict(row) for row in self.rows]
        file.write_text(json.dumps({"rows": rows}, indent=1) + "\n")

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        value = "–" if row.value is None else f"{row.value:,.3f}".rstrip("0").rstrip(".")
        mark = {True: "met", False: "NOT MET", None: ""}[row.met]
        print(
            f"  {row.name:<58}{value:>12} {row.unit:<12} {row.goal} {mark}".rstrip(),
            file=self.out,
            flush=True,
        )


def _goal(number: str) -> str:
    return f"goal {number}: " if number else ""
