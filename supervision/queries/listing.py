"""Lists, 25 rows at a time: from a noun's doors to the keys of the rows on a page."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    Select,
    false,
    literal,
    or_,
    select,
    tuple_,
)

from supervision.access.audience import Doors, Keys
from supervision.extensions import db

PAGE = 25
T = TypeVar("T")
Place = Mapping[str, Any]  # of a row in a list: its moment (`at`) and its `key`
NOWHERE: Place = {"at": None, "key": None}


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
    last: Place = NOWHERE,
    narrow: Sequence[ColumnElement[bool]] = (),
    most: int = PAGE,
) -> ColumnElement[bool]:
    """The newest rows that these keys open, and one more, as a condition. With it a list reads its
    rows in one statement, ordered as `newest_first` says, and cuts them with `cut`.

    Args:
        moment: the column to order by, newest first; the row's key breaks ties.
        last: the place of the last row of the page above, as `place` gives it.
    """
    lists = _lists(doors, organisation_id, keys, moment, last, narrow, most)
    return or_(false(), *(doors.model.id.in_(select(one.subquery().c.id)) for one in lists))


def place(
    doors: Doors, organisation_id: uuid.UUID, keys: Keys, moment: Any, before: uuid.UUID | None
) -> Place:
    """Where a row stands in its list; a key that these keys do not open stands nowhere."""
    if before is None:
        return NOWHERE
    model = doors.model
    row = db.session.execute(
        select(moment, model.id).where(model.id == before, doors.where(organisation_id, keys))
    ).first()
    return NOWHERE if row is None else {"at": row[0], "key": row[1]}


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
    last = place(doors, organisation_id, keys, moment, before)
    for statement in _lists(doors, organisation_id, keys, moment, last, narrow, most):
        found.extend(tuple(row) for row in db.session.execute(statement))
    ids = [row[-1] for row in sorted(set(found), reverse=True)]
    return ids[:most], ids[most - 1] if len(ids) > most else None


def _lists(
    doors: Doors,
    organisation_id: uuid.UUID,
    keys: Keys,
    moment: Any,
    last: Place,
    narrow: Sequence[ColumnElement[bool]],
    most: int,
) -> list[Select[Any]]:
    """Statements of moment and key, newest first, one for every 400 keys."""
    model = doors.model
    conditions = list(narrow)
    at, key = last["at"], last["key"]
    if at is not None:
        # Each value with its column's type: SQLite would compare a key as text otherwise.
        conditions.append(
            tuple_(moment, model.id) < tuple_(_typed(at, moment), _typed(key, model.id))
        )
    return doors.newest(organisation_id, keys, (moment, model.id), most + 1, conditions)


def _typed(value: Any, column: Any) -> Any:
    """A value as one of a column; a parameter has its type already."""
    return value if isinstance(value, BindParameter) else literal(value, column.type)
