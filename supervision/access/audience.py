"""How a rule becomes a query. A noun names its *doors*; an actor carries *keys*; a key opens the
doors of its kind, and who holds none sees nothing.

The where-clause and the union of short lists are both made from the same doors and keys, so that
they cannot disagree (a property test holds them together). Lists take the union: each key's newest
rows are a short index scan, however much others have written.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, union
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.functions import FunctionElement

# SQLite takes at most 500 terms in a compound select, and 32,766 variables in a statement.
CHUNK = 400


class Aside(FunctionElement[Any]):
    """A column that is looked at and never looked up by.

    Without statistics SQLite takes "this organisation" for as narrow a condition as "this person",
    and would read all that an organisation wrote to find one person's rows. A plus sign keeps a
    column from its indexes (sqlite.org/optoverview.html, "Disqualifying WHERE-clause terms using
    unary +"). PostgreSQL has statistics, and is left to choose.
    """

    inherit_cache = True
    name = "aside"

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(Aside)
def _plain(element: Aside, compiler: Any, **kwargs: Any) -> str:
    return str(compiler.process(element.clauses, **kwargs))


@compiles(Aside, "sqlite")
def _signed(element: Aside, compiler: Any, **kwargs: Any) -> str:
    return "+" + str(compiler.process(element.clauses, **kwargs))


Keys = Mapping[str, Collection[uuid.UUID]]
Door = Callable[[Collection[uuid.UUID]], ColumnElement[bool]]


@dataclass(frozen=True)
class Doors:
    """The doors of one noun: what kind of key opens which rows.

    Args:
        model: the table that holds the noun.
        by_kind: for each kind of key, the clause that says which rows these keys open.
        always: what must hold whoever asks (not deleted, for one).
        together: the kinds whose keys lead through another table. No index gives their rows in
            order, so that a list asks all keys of the kind at once.
    """

    model: Any
    by_kind: Mapping[str, Door]
    always: tuple[ColumnElement[bool], ...] = ()
    together: frozenset[str] = frozenset()

    def where(self, organisation_id: uuid.UUID, keys: Keys) -> ColumnElement[bool]:
        """The rule as a where-clause."""
        ways = [self.by_kind[kind](chunk) for kind, ids in keys.items() for chunk in _chunks(ids)]
        if not ways:
            return false()
        return and_(self._base(organisation_id), or_(*ways))

    def newest(
        self,
        organisation_id: uuid.UUID,
        keys: Keys,
        order: Sequence[InstrumentedAttribute[Any]],
        limit: int,
        narrow: Sequence[ColumnElement[bool]] = (),
    ) -> list[Select[Any]]:
        """The rule as lists: statements that together give the newest rows that keys open.

        Args:
            order: columns, newest first, of which the last must be unique (the key).
            limit: how many rows the caller wants; each statement gives at most that many.
            narrow: further conditions, such as "before the last row of the page above".

        Returns:
            One statement for every 400 keys. Of a single statement the rows are final; of several
            the caller merges and cuts.
        """
        terms = []
        for kind, ids in keys.items():
            asked = _chunks(ids) if kind in self.together else ([one] for one in ids)
            for some in asked:
                terms.append(
                    select(*order)
                    .where(self._base(organisation_id), self.by_kind[kind](some), *narrow)
                    .order_by(*(column.desc() for column in order))
                    .limit(limit)
                    .subquery()
                )
        lists = []
        for start in range(0, len(terms), CHUNK):
            merged = union(*(select(term) for term in terms[start : start + CHUNK])).subquery()
            columns = list(merged.c)
            lists.append(select(*columns).order_by(*(c.desc() for c in columns)).limit(limit))
        return lists

    def _base(self, organisation_id: uuid.UUID) -> ColumnElement[bool]:
        return and_(Aside(self.model.organisation_id) == organisation_id, *self.always)


def _chunks(ids: Collection[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    listed = list(ids)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]
