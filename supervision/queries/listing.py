"""Lists, 25 rows at a time: from a noun's doors to the keys of the rows on a page."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Row, Select, false, literal, or_, select, tuple_

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


def among_newest(
    doors: Doors,
    organisation_id: uuid.UUID,
    keys: Keys,
    moment: Any,
    before: uuid.UUID | None = None,
    narrow: Sequence[ColumnElement[bool]] = (),
    most: int = PAGE,
) -> ColumnElement[bool]:
    """The newest rows that these keys open, and one more, as a condition. With it a list reads its
    rows in one statement, ordered as `newest_first` says, and cuts them with `cut`.

    Args:
        moment: the column to order by, newest first; the row's key breaks ties.
        before: the last row of the page above; a key that opens nothing gives the first page.
    """
    lists = _lists(doors, organisation_id, keys, moment, before, narrow, most)
    return or_(false(), *(doors.model.id.in_(select(one.subquery().c.id)) for one in lists))


def newest_first(model: Any, moment: Any) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return moment.desc(), model.id.desc()


def cut(rows: Sequence[Row], most: int = PAGE) -> tuple[Sequence[Row], uuid.UUID | None]:
    """The rows of a page, of which there may be one too many, and where the next page begins."""
    return rows[:most], rows[most - 1].id if len(rows) > most else None


def newest(
    doors: Doors,
    organisation_id: uuid.UUID,
    keys: Keys,
    moment: Any,
    before: uuid.UUID | None = None,
    narrow: Sequence[ColumnElement[bool]] = (),
    most: int = PAGE,
) -> tuple[list[uuid.UUID], uuid.UUID | None]:
    """The keys of the newest rows that these keys open, and where the next page begins."""
    found: list[Any] = []
    for statement in _lists(doors, organisation_id, keys, moment, before, narrow, most):
        found.extend(tuple(row) for row in db.session.execute(statement))
    ids = [row[-1] for row in sorted(set(found), reverse=True)]
    return ids[:most], ids[most - 1] if len(ids) > most else None


def _lists(
    doors: Doors,
    organisation_id: uuid.UUID,
    keys: Keys,
    moment: Any,
    before: uuid.UUID | None,
    narrow: Sequence[ColumnElement[bool]],
    most: int,
) -> list[Select[Any]]:
    """Statements of moment and key, newest first, one for every 400 keys."""
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
    return doors.newest(organisation_id, keys, (moment, model.id), most + 1, conditions)
