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
from sqlalchemy.orm import InstrumentedAttribute

# SQLite takes at most 500 terms in a compound select, and 32,766 variables in a statement.
CHUNK = 400

Keys = Mapping[str, Collection[uuid.UUID]]
Door = Callable[[Collection[uuid.UUID]], ColumnElement[bool]]


@dataclass(frozen=True)
class Doors:
    """The doors of one noun: what kind of key opens which rows.

    Args:
        model: the table that holds the noun.
        by_kind: for each kind of key, the clause that says which rows these keys open.
        always: what must hold whoever asks (not deleted, for one).
    """

    model: Any
    by_kind: Mapping[str, Door]
    always: tuple[ColumnElement[bool], ...] = ()

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
            for one in ids:
                terms.append(
                    select(*order)
                    .where(self._base(organisation_id), self.by_kind[kind]([one]), *narrow)
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
        return and_(self.model.organisation_id == organisation_id, *self.always)


def _chunks(ids: Collection[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    listed = list(ids)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]
