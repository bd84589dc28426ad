"""Statements that are compiled once and then given to the database as text.

SQLAlchemy looks a statement up by all its parts each time it is run, and says anew what each value
and each column is. Here that is worked out once. What is run, on which connection and in which
transaction, stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Executable, Result
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine.result import IteratorResult, SimpleResultMetaData

from supervision.extensions import db

# A list is filled up to the next of these with its last key again, which changes no answer: so few
# texts do for everybody.
ROOM = (0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384)
STEP = 128  # beyond
KEPT = 64  # texts of one statement
Turn = Callable[[Any], Any] | None


def filled(known: Iterable[Any]) -> list[Any]:
    """A list with its last member again, as often as there is room."""
    listed = list(known)
    return listed + listed[-1:] * (room(len(listed)) - len(listed))


def room(count: int) -> int:
    """How many members a list of so many is filled up to."""
    for size in ROOM:
        if count <= size:
            return size
    return -(-count // STEP) * STEP


class LimitsInWords(SQLiteCompiler):
    """Writes how many rows are wanted into the text. Where it is a value to be bound, SQLite asks
    for it while it plans, and so plans the statement anew each time it is run, which takes longer
    than running it (sqlite.org/c3ref/prepare.html, of changes to the bindings)."""

    def limit_clause(self, select: Any, **kw: Any) -> str:
        return str(super().limit_clause(select, **kw | {"literal_execute": True}))


class Statement:
    """A statement with named gaps for values.

    What is kept of it is text, and holds no value that was put into a gap.
    """

    def __init__(self, statement: Executable) -> None:
        self._statement = statement
        described = getattr(statement, "column_descriptions", ())
        self._things = any(one["expr"] is one["entity"] for one in described)
        self._texts = lru_cache(maxsize=KEPT)(self._compile)

    def run(self, values: Mapping[str, Any]) -> Result[Any]:
        """Run it in the transaction of this request.

        Args:
            values: one for each gap; lists of keys are filled up.
        """
        if self._things:
            return db.session.execute(self._statement, dict(values))
        session = db.session()
        session.flush()
        connection = session.connection()
        lists = {name: filled(v) for name, v in values.items() if type(v) is list}
        sizes = tuple((name, len(listed)) for name, listed in lists.items())
        others = tuple(name for name in values if name not in lists)
        text = self._texts(connection.dialect.name, sizes, others)
        found = connection.exec_driver_sql(text.words, text.bind(values | lists))
        return text.opened(found.all())

    def _compile(
        self, _product: str, sizes: tuple[tuple[str, int], ...], others: tuple[str, ...]
    ) -> Text:
        gaps: dict[str, Any] = dict.fromkeys(others)
        gaps |= {name: [None] * size for name, size in sizes}
        return Text(self._statement, gaps, db.engine.dialect)


class Text:
    """A statement as one product reads it, for lists of these lengths."""

    def __init__(self, statement: Any, gaps: Mapping[str, Any], dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        state = compiled.construct_expanded_state(gaps, escape_names=False)
        self.words: str = state.statement
        self._order: Sequence[str] | None = state.positiontup
        self._lists = {n: many for n, many in state.parameter_expansion.items() if n in gaps}
        kinds = {name: bind.type for name, bind in compiled.binds.items()}
        for name, many in state.parameter_expansion.items():
            kinds |= dict.fromkeys(many, kinds[name])
        turns = {name: _to(kinds[name], dialect) for name in state.parameters if name in kinds}
        given = {*gaps, *(name for many in self._lists.values() for name in many)}
        self._fixed = {
            n: _turned(turns[n], v) for n, v in state.parameters.items() if n not in given
        }
        self._given = [(name, turns[name]) for name in state.parameters if name in given]
        columns = statement.exported_columns
        self._names = SimpleResultMetaData(list(columns.keys()))
        turned = [_from(column.type, dialect) for column in columns.values()]
        self._turned = [(place, turn) for place, turn in enumerate(turned) if turn is not None]

    def bind(self, values: Mapping[str, Any]) -> Any:
        """The values of all gaps, as the driver takes them."""
        named = dict(values)
        for name, many in self._lists.items():
            named.update(zip(many, values[name], strict=True))
        bound = self._fixed | {name: _turned(turn, named[name]) for name, turn in self._given}
        return bound if self._order is None else tuple([bound[name] for name in self._order])

    def opened(self, rows: Iterable[Sequence[Any]]) -> Result[Any]:
        """What the driver found, as the columns have it."""
        made = []
        for row in rows:
            values = list(row)
            for place, turn in self._turned:
                values[place] = turn(values[place])
            made.append(tuple(values))
        return IteratorResult(self._names, iter(made))


def _turned(turn: Turn, value: Any) -> Any:
    return value if turn is None else turn(value)


def _to(kind: Any, dialect: Dialect) -> Turn:
    turn: Turn = kind.dialect_impl(dialect).bind_processor(dialect)
    return turn


def _from(kind: Any, dialect: Dialect) -> Turn:
    turn: Turn = kind.dialect_impl(dialect).result_processor(dialect, None)
    return turn
