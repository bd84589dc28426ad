"""Rows on their way to a database: gathered by table, inserted a few thousand at a time."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Connection, Date, Table, text

from supervision.extensions import Base, db
from supervision.models.base import Key, Moment
from supervision.sealing import Sealed, keyring

AT_ONCE = 5_000
Converter = Callable[[Any], Any]


def key_at(dice: Random, moment: datetime) -> uuid.UUID:
    """A UUIDv7 of a moment, so that keys of made-up rows are in the order of their time."""
    milliseconds = int(moment.timestamp() * 1000)
    number = milliseconds << 80 | 7 << 76 | dice.getrandbits(12) << 64
    return uuid.UUID(int=number | 2 << 62 | dice.getrandbits(62))


def sealed(field: Sealed, organisation_id: uuid.UUID, row_id: uuid.UUID, words: str) -> bytes:
    """A text sealed for one field of one row, as the service would."""
    return keyring.seal(organisation_id, row_id, field.label, words)


class Store:
    """Takes rows and keeps them; `counts` says how many of each table."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lite = connection.dialect.name == "sqlite"
        self._order: list[Table] = list(Base.metadata.sorted_tables)
        self._rows: dict[str, list[tuple[Any, ...]]] = {table.name: [] for table in self._order}
        self._shape: dict[str, tuple[list[str], list[Converter]]] = {}
        self._waiting = 0
        self.counts: dict[str, int] = {}

    def add(self, model: Any, /, **facts: Any) -> None:
        """Keep a row. Every row of a table must name the same columns, by their attributes."""
        name = model.__tablename__
        if name not in self._shape:
            columns = [getattr(model, fact) for fact in facts]
            self._shape[name] = (
                [column.name for column in columns],
                [_converter(column.type) if self._lite else _as_it_is for column in columns],
            )
        converters = self._shape[name][1]
        row = tuple(to(value) for to, value in zip(converters, facts.values(), strict=True))
        self._rows[name].append(row)
        self._waiting += 1
        if self._waiting >= AT_ONCE:
            self.flush()

    def flush(self) -> None:
        for table in self._order:
            rows = self._rows[table.name]
            if not rows:
                continue
            columns = self._shape[table.name][0]
            places = ", ".join("?" if self._lite else "%s" for _ in columns)
            self._connection.exec_driver_sql(
                f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({places})", rows
            )
            self.counts[table.name] = self.counts.get(table.name, 0) + len(rows)
            rows.clear()
        self._waiting = 0


def _converter(kind: Any) -> Converter:
    """What turns a value into what SQLite holds of it, as its type would, only quicker."""
    if isinstance(kind, Key):
        return lambda value: None if value is None else value.int.to_bytes(16, "big")
    if isinstance(kind, Moment):
        return lambda value: (
            None if value is None else value.replace(tzinfo=None).isoformat(" ", "microseconds")
        )
    if isinstance(kind, Date):
        return lambda value: None if value is None else value.isoformat()
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value


@contextmanager
def filling() -> Iterator[Store]:
    """A store for the database of the current application, kept at the end. What a power cut
    would lose is made again, so nothing waits for the disk."""
    lite = db.engine.dialect.name == "sqlite"
    with db.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        if lite:
            connection.exec_driver_sql("COMMIT")
            for setting in ("synchronous=OFF", "cache_size=-262144", "secure_delete=OFF"):
                connection.exec_driver_sql(f"PRAGMA {setting}")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        store = Store(connection)
        yield store
        store.flush()
        connection.commit()
        if lite:
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.engine.dispose()
    if not lite:
        with db.engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))
    db.engine.dispose()
