"""Lists, 25 rows at a time: from a noun's doors to the keys of the rows on a page."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, literal, select, tuple_

from supervision.access.audience import Doors, Keys
from supervision.extensions import db

PAGE = 25
T = TypeVar("T")


@dataclass(frozen=True)
class Listed(Generic[T]):
    """One page of a list; `earlier` is the key to ask for the next page by, or None."""

    rows: tuple[T, ...]
    earlier: uuid.UUID | None = None

    def __bool__(self) -> bool:
        return bool(self.rows)


def newest(
    doors: Doors,
    organisation_id: uuid.UUID,
    keys: Keys,
    moment: Any,
    before: uuid.UUID | None = None,
    narrow: Sequence[ColumnElement[bool]] = (),
    most: int = PAGE,
) -> tuple[list[uuid.UUID], uuid.UUID | None]:
    """The keys of the newest rows that these keys open, and where the next page begins.

    Args:
        moment: the column to order by, newest first; the row's key breaks ties.
        before: the last row of the page above; a key that opens nothing gives the first page.
    """
    model = doors.model
    conditions = list(narrow)
    if before is not None:
        last = db.session.execute(
            select(moment, model.id).where(model.id == before, doors.where(organisation_id, keys))
        ).first()
        if last is not None:
            # Each value with its column's type: SQLite would compare a key as text otherwise.
            conditions.append(
                tuple_(moment, model.id)
                < tuple_(literal(last[0], moment.type), literal(last[1], model.id.type))
            )
    found: list[Any] = []
    for statement in doors.newest(organisation_id, keys, (moment, model.id), most + 1, conditions):
        found.extend(tuple(row) for row in db.session.execute(statement))
    ids = [row[-1] for row in sorted(set(found), reverse=True)]
    return ids[:most], ids[most - 1] if len(ids) > most else None
