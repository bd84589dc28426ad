"""Copying a SQLite database that is in use, and putting a copy back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pysqlite3
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

from supervision.backups.manifest import Facts, facts
from supervision.backups.sealed_file import BadBackup
from supervision.config import SQLITE, BadSetting

IN_USE = (
    "The database is in use. Stop the service first (every worker, and every command that is "
    "running), then restore."
)


def copy(live: Path, copy: Path) -> Facts:
    """Copy a database while others read and write it, as it stands at one moment.

    Args:
        live: the database file.
        copy: where the copy goes: one whole file, with nothing beside it.
    """
    with closing(pysqlite3.connect(f"file:{live}?mode=ro", uri=True)) as source:
        source.execute("PRAGMA busy_timeout=10000")
        _copy(source, copy)
    return of_file(copy)


def of_file(file: Path) -> Facts:
    """How the database in this file stands; the file is whole afterwards, with nothing beside."""
    engine = engine_of(file)
    try:
        with engine.connect() as connection:
            return facts(connection)
    finally:
        engine.dispose()
        alone(file)


def engine_of(file: Path) -> Engine:
    return create_engine(
        f"{SQLITE}{file}", module=pysqlite3, poolclass=NullPool, hide_parameters=True
    )


def alone(file: Path) -> None:
    """Take what lies beside the file into it."""
    with closing(pysqlite3.connect(str(file))) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def unsound(file: Path) -> list[str]:
    """What SQLite itself finds wrong with a file: nothing, in a sound one."""
    try:
        with closing(pysqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    except pysqlite3.DatabaseError as error:
        return [f"SQLite cannot read it ({type(error).__name__})."]
    wrong = [] if found == ["ok"] else [f"integrity_check finds {len(found)} faults."]
    if broken:
        wrong.append(f"foreign_key_check finds {len(broken)} rows that point to nothing.")
    return wrong


def refuse_company(live: Path) -> None:
    """Raises BadSetting when somebody else has the database open."""
    if live.stat().st_size and not unreadable(live):
        with held(live):
            pass


def unreadable(live: Path) -> bool:
    """Whether the file is no database at all."""
    with live.open("rb") as file:
        return file.read(16) != b"SQLite format 3\0"


@contextmanager
def held(live: Path) -> Iterator[Any]:
    """Hold a database so that nobody else can open it. Raises BadSetting when somebody has."""
    live.touch(mode=0o600)
    with closing(pysqlite3.connect(str(live), isolation_level=None)) as connection:
        connection.execute("PRAGMA busy_timeout=0")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        try:
            # In WAL mode every open connection holds a shared lock, idle ones too, and an
            # exclusive one is had only where there is none.
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except pysqlite3.OperationalError as error:
            raise BadSetting(IN_USE) from error
        yield connection


def put_back(copy: Path, connection: Any) -> None:
    """Write a copy over the database that `held` holds, in one transaction: cut short, it leaves
    the database as it was."""
    connection.execute("PRAGMA synchronous=FULL")
    with closing(pysqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as source:
        source.backup(connection, pages=-1)
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found != ("ok",):
        raise BadBackup("What was written back does not read well. Look at the disk.")


def _copy(source: Any, target: Path) -> None:
    target.touch(mode=0o600)
    with closing(pysqlite3.connect(str(target))) as out:
        source.backup(out, pages=-1)
        out.execute("PRAGMA journal_mode=DELETE")
