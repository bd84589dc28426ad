"""What is the same in every run: SQL statements and SQLite operations of each page."""

from __future__ import annotations

from bench import pages
from bench.asking import Reader, statements, steps
from bench.dataset import DataSet
from bench.goals import Report

# Who asks: the sign-in with whose it is, and what the Actor stands in. Every page asks both; goal
# 7 counts what a page asks besides.
OF_THE_ACTOR = 2
LISTS = (
    "Session list",
    "Reflection list",
    "Reflections shared with a supervisor",
    "Outcome list",
    "Library",
)


def asked(page: pages.Page) -> list[str]:
    """The statements of a page, without what notes the first reading of the day."""
    page.reader.get(page.path)
    with statements(page.reader.data.app) as told:
        page.reader.get(page.path)
    return [one for one in told if not one.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]


def operations(page: pages.Page) -> int:
    page.reader.get(page.path)
    with steps(page.reader.data.app) as counted:
        page.reader.get(page.path)
    return counted[0]


def tell_statements(report: Report, data: DataSet) -> None:
    """Statements per page at thirty and at three thousand rows."""
    report.heading("SQL statements per page, besides the Actor's")
    many = f"{len(data.many.examples):,}"
    few = pages.of_practice(data, data.few)
    for with_few, with_many in zip(few, pages.of_practice(data, data.many), strict=True):
        counts = [len(asked(page)) - OF_THE_ACTOR for page in (with_few, with_many)]
        report.at_most(f"{with_few.name}, 30 rows", counts[0], "statements", 4, "7")
        report.at_most(
            f"{with_few.name}, {many} rows less 30", counts[1] - counts[0], "statements", 0
        )
    reader: Reader = few[0].reader
    with statements(data.app) as told:
        reader.new_reflection("We listened.")
    report.tell("Save a reflection", len(told) - OF_THE_ACTOR, "statements")


def tell_operations(report: Report, small: DataSet, large: DataSet) -> None:
    """Operations of SQLite for lists, small set and large."""
    report.heading("SQLite operations per page")
    for name in ("small", "giant"):
        for before, after in zip(
            pages.of_practice(small, getattr(small, name)),
            pages.of_practice(large, getattr(large, name)),
            strict=True,
        ):
            counts = operations(before), operations(after)
            title = f"{before.name}, {name} organisation"
            if before.name in LISTS and name == "small":
                report.at_most(title, counts[1], "operations", 3_000, "3")
                off = abs(counts[1] / counts[0] - 1)
                report.at_most(f"{title}, off the small set", off, "of it", 0.02, "3")
            else:
                report.tell(title, counts[1], "operations")
                report.tell(f"{title}, large ÷ small", counts[1] / counts[0], "×")
