"""The database as a file and as a schema: whether it is there, whether "saved" is true on it, and
whether it is what the models describe."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pysqlite3
import structlog
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError

from supervision.config import MADE, BadSetting, Settings
from supervision.extensions import SQLITE_SETTINGS, Base, db, in_models, unsafe_sqlite
from supervision.later import later
from supervision.sealing import CannotOpen, keyring

autogenerate, migration = later("alembic.autogenerate"), later("alembic.migration")
psycopg = later("psycopg")  # where the database is a file, nobody speaks to PostgreSQL
log = structlog.get_logger()

# sqlite.org/wal.html: the WAL-reset bug can corrupt a file that several connections share, from
# 3.7.0 to 3.51.2, but for these two back-ports.
MENDED = (3, 51, 3)
BACKPORTS = {(3, 44, 6), (3, 50, 7)}


def refuse_old_sqlite() -> None:
    """Raises BadSetting when the SQLite at hand could corrupt a file shared by two workers."""
    version = tuple(int(part) for part in pysqlite3.sqlite_version.split("."))
    if version < MENDED and version not in BACKPORTS:
        raise BadSetting(
            f"SQLite {pysqlite3.sqlite_version} can corrupt a shared file. "
            "Install the pysqlite3 wheel of requirements.txt."
        )


def opener(file: Path) -> Callable[[], Any]:
    """How a connection to the file is made: it opens the file, and never makes one in its place."""
    address = f"file:{quote(str(file))}?mode=rw"
    return lambda: pysqlite3.connect(address, uri=True, check_same_thread=False)


def never_lose_sight(engine: Engine, file: Path | None) -> None:
    """Use no connection to a file that is no longer the one at its path: what is written through it
    would be saved for nobody. The next request opens what is there then."""
    event.listen(engine, "handle_error", _forget_connections)
    if file is None:
        return

    def note(_connection: Any, record: Any) -> None:
        record.info["file"] = _which(file)

    def look(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] is None or record.info["file"] != _which(file):
            raise DisconnectionError("the database file is not the one that was opened")

    event.listen(engine, "connect", note)
    event.listen(engine, "checkout", look)


# Result codes of SQLite after which a connection may stay broken for good: READONLY, IOERR,
# CORRUPT, CANTOPEN, NOTADB. And the state of PostgreSQL in which a session may only read.
BROKEN = frozenset({8, 10, 11, 14, 26})
READ_ONLY = "25006"


def _forget_connections(context: ExceptionContext) -> None:
    """After a fault that a connection would carry on with, let the next request open a new one."""
    error = context.original_exception
    code = getattr(error, "sqlite_errorcode", None)
    broken = code is not None and code & 0xFF in BROKEN
    if broken or getattr(error, "sqlstate", None) == READ_ONLY:
        context.is_disconnect = True


def _which(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def begin(settings: Settings) -> None:
    """Make the SQLite file of a first start, for this account alone."""
    file = settings.sqlite_file
    if file is None or file.exists():
        return
    refuse_to_begin_again(settings)
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def refuse_to_begin_again(settings: Settings) -> None:
    """Called where there is no database, or an empty one. Raises BadSetting when there has been
    one: an empty one in its place would look as if nothing had ever been written."""
    mark = settings.instance / MADE
    if mark.exists():
        raise BadSetting(
            f"The database is missing, or has no tables: a database was made before, at "
            f"{mark.read_text('utf-8').strip()}. Put it back, or restore a backup. If you mean to "
            f"begin again with nothing in it, remove {mark} first."
        )


def note_made(settings: Settings) -> None:
    """Remember that there is a database now, so that it is missed when it is gone."""
    mark = settings.instance / MADE
    if mark.exists():
        return
    where = make_url(settings.database_url).render_as_string(hide_password=True)
    draft = mark.with_name(f".{MADE}.{os.getpid()}")
    with draft.open("w", encoding="utf-8") as out:
        out.write(f"{where}\n")
        out.flush()
        os.fsync(out.fileno())
    draft.replace(mark)


# What PostgreSQL must be set to, so that "saved" is true after a crash.
SERVER_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes")


def settings_read(connection: Connection) -> dict[str, str]:
    """What guards against a crash, as a live connection says it, by name."""
    if connection.dialect.name == "sqlite":
        names = [setting.partition("=")[0] for setting in SQLITE_SETTINGS]
        return {
            name: str(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one_or_none())
            for name in names
        }
    return {
        name: str(connection.exec_driver_sql(f"SELECT current_setting('{name}')").scalar_one())
        for name in SERVER_SETTINGS
    }


def unsafe_settings(connection: Connection) -> list[str]:
    """Settings of a live connection under which a crash could lose what was saved, each as
    `name=value`."""
    if connection.dialect.name == "sqlite":
        return unsafe_sqlite(connection.connection.dbapi_connection)
    read = settings_read(connection)
    return [f"{name}={value}" for name, value in read.items() if value == "off"]


def refuse_unsafe() -> dict[str, str]:
    """Look at a live connection; comes back with the settings that it has.

    Raises:
        BadSetting: when a crash could lose what was saved.
        DBAPIError: when the database cannot be reached.
    """
    with db.engine.connect() as connection:
        wrong = unsafe_settings(connection)
        if wrong:
            raise BadSetting(
                f"The database is set so that a crash could lose what was saved: "
                f"{', '.join(wrong)}. Set it to on."
            )
        return settings_read(connection)


def check_worker() -> None:
    """What a worker does before it serves, and with each connection to a server that it makes
    later: it refuses one on which "saved" might not be true.

    A database that is away is no reason: the worker serves, and says that it is not ready.

    Raises:
        BadSetting: when a crash could lose what was saved.
    """
    if db.engine.dialect.name == "postgresql":
        event.listen(db.engine, "connect", _refuse_server)
    try:
        read = refuse_unsafe()
    except DBAPIError as error:
        if UNSAFE in str(error.orig):
            raise BadSetting(f"The database is not safe to use: {error.orig}.") from None
        log.warning("database_away", error=type(error).__name__, pid=os.getpid())
        return
    log.info("database_settings", pid=os.getpid(), **read)


UNSAFE = "settings that do not hold"


def _refuse_server(connection: Any, _record: Any) -> None:
    names = ", ".join(f"current_setting('{name}')" for name in SERVER_SETTINGS)
    values = connection.execute(f"SELECT {names}").fetchone()
    connection.rollback()
    wrong = [f"{n}={v}" for n, v in zip(SERVER_SETTINGS, values, strict=True) if v == "off"]
    if wrong:
        raise psycopg.OperationalError(f"{UNSAFE}: {', '.join(wrong)}")


def close_file(file: Path | None) -> None:
    """Let nobody but this account read the database file and what lies beside it."""
    if file is None:
        return
    for one in file.parent.glob(f"{file.name}*"):
        one.chmod(0o600)


def differences() -> list[str]:
    """What the database and the models disagree about, a line each."""
    with db.engine.connect() as connection:
        context = migration.MigrationContext.configure(
            connection, opts={"include_object": in_models, "compare_type": True}
        )
        return [
            str(difference) for difference in autogenerate.compare_metadata(context, Base.metadata)
        ]


def keys_open() -> None:
    """Raises BadSetting when the master key is not the one that this database was written with.

    A database that is away is no reason: the service starts, and says that it is not ready.
    """
    try:
        keyring.check()
    except CannotOpen as error:
        raise BadSetting(
            "master-key: this key does not open what is in the database. Put back the copy "
            "that was kept when the database was made."
        ) from error
    except DBAPIError:
        return
