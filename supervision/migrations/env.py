"""Runs migrations, each in a transaction that is begun here on purpose.

SQLite would otherwise commit half a migration when it is cut. Foreign keys are off meanwhile,
since a table that is rebuilt would take its children with it; they are checked at the end.
"""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection, inspect

from supervision import database
from supervision.extensions import Base, in_models
from supervision.models.base import Key, Moment

ADVISORY_LOCK = 7_305_102  # any number, the same for all workers that might migrate at once


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types by the names that the template imports."""
    if kind == "type" and isinstance(item, Key | Moment):
        return type(item).__name__
    return False


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    settings = current_app.extensions["settings"]
    database.begin(settings)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            _on_sqlite(connection)
        else:
            _on_postgresql(connection)
    database.note_made(settings)


def _migrate(connection: Connection) -> None:
    if not inspect(connection).has_table("alembic_version"):
        database.refuse_to_begin_again(current_app.extensions["settings"])
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        include_object=in_models,
        render_item=render_item,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=False,
        user_module_prefix="",
    )
    context.run_migrations()


def _on_sqlite(connection: Connection) -> None:
    raw: Any = connection.connection.dbapi_connection
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        with connection.execution_options(rw=True).begin():
            _migrate(connection)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise RuntimeError(f"the migration would leave {len(broken)} rows without parents")
    finally:
        if not connection.invalidated:  # Ctrl-C has closed it
            raw.execute("PRAGMA foreign_keys=ON")


def _on_postgresql(connection: Connection) -> None:
    with connection.begin():
        connection.exec_driver_sql("SET LOCAL lock_timeout = '4s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})")
        _migrate(connection)


run()
