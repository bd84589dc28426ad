"""Copying a PostgreSQL database that is in use, and putting a copy back, with the server's own
programs: pg_dump and pg_restore."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from supervision.backups.manifest import Facts, facts
from supervision.backups.sealed_file import BadBackup
from supervision.config import BadSetting

IN_USE = (
    "The database is in use. Stop the service first (every worker, and everyone who is connected), "
    "then restore."
)
SCRATCH = "supervision_check_"


def copy(url: str, programs: Path | None, copy: Path) -> Facts:
    """Dump a database while others read and write it, as it stands at one moment.

    Args:
        url: the database.
        programs: the folder of pg_dump, or None for the one on the PATH.
        copy: where the dump goes.
    """
    engine = engine_of(url)
    try:
        with engine.connect() as connection:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
            connection.exec_driver_sql("SET TRANSACTION READ ONLY")
            # The dump reads this transaction's snapshot: what is counted is what is copied.
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            found = facts(connection)
            copy.touch(mode=0o600)
            _run(
                "pg_dump",
                programs,
                url,
                "--format=custom",
                "--no-owner",
                "--no-privileges",
                f"--snapshot={snapshot}",
                f"--file={copy}",
            )
            return found
    finally:
        engine.dispose()


def engine_of(url: str) -> Engine:
    return create_engine(url, poolclass=NullPool, hide_parameters=True)


@contextmanager
def scratch(url: str) -> Iterator[str]:
    """An empty database beside this one, removed at the end unless it was renamed meanwhile."""
    name = SCRATCH + secrets.token_hex(6)
    with _beside(url) as connection:
        same = connection.execute(
            text("SELECT datcollate, datctype FROM pg_database WHERE datname = :name"),
            {"name": make_url(url).database},
        ).one_or_none()
        locale = f" LC_COLLATE '{same[0]}' LC_CTYPE '{same[1]}'" if same else ""
        try:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0{locale}')
        except SQLAlchemyError as error:
            raise BadSetting(
                "A scratch database cannot be made on this server. Give the account the right to "
                "make one: ALTER ROLE … CREATEDB."
            ) from error
    try:
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
    finally:
        with _beside(url) as connection:
            connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def fill(url: str, programs: Path | None, copy: Path) -> None:
    """Write a dump into an empty database, in one transaction."""
    _run(
        "pg_restore",
        programs,
        url,
        "--no-owner",
        "--no-privileges",
        "--exit-on-error",
        "--single-transaction",
        f"--dbname={_address(url)}",
        str(copy),
    )


def put_in_place(new: str, live: str, now: datetime) -> str:
    """Give the new database the name of the live one, which keeps its data under another name.

    Returns:
        That other name.

    Raises:
        BadSetting: when somebody is connected to the live one; nothing is changed then.
    """
    name, other = make_url(live).database or "", make_url(new).database
    before = f"{name[:30]}_before_{now:%Y%m%d_%H%M%S}_{secrets.token_hex(2)}"
    with _beside(live) as connection:
        connection = connection.execution_options(isolation_level="READ COMMITTED")
        try:
            with connection.begin():
                connection.exec_driver_sql(f'ALTER DATABASE "{name}" RENAME TO "{before}"')
                connection.exec_driver_sql(f'ALTER DATABASE "{other}" RENAME TO "{name}"')
        except SQLAlchemyError as error:
            raise BadSetting(IN_USE) from error
    return before


def connected(url: str) -> int:
    """How many others are connected to this database."""
    with _beside(url) as connection:
        return connection.execute(
            text(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = :name AND backend_type = 'client backend'"
            ),
            {"name": make_url(url).database},
        ).scalar_one()


@contextmanager
def _beside(url: str) -> Iterator[Connection]:
    """A connection to the server that is none to this database."""
    engine = engine_of(make_url(url).set(database="postgres").render_as_string(hide_password=False))
    try:
        with engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")
    finally:
        engine.dispose()


def _run(program: str, programs: Path | None, url: str, *arguments: str) -> None:
    found = str(programs / program) if programs else shutil.which(program)
    if not found or not os.access(found, os.X_OK):
        raise BadSetting(
            f"{program} was not found. Install the client programs of PostgreSQL, or name their "
            "folder in SUPERVISION_PG_BIN."
        )
    made = make_url(url)
    secret = {"PGPASSWORD": made.password} if made.password else {}
    if program == "pg_dump":
        arguments = (*arguments, f"--dbname={_address(url)}")
    done = subprocess.run(
        [found, *arguments],
        env={**os.environ, **secret},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return
    if "server version mismatch" in done.stderr:
        told = re.findall(r"version: ([\d.]+)", done.stderr)
        raise BadSetting(
            f"{program} is older than the server ({' for '.join(reversed(told)) or 'see --version'}"
            "). Name the folder of a newer one in SUPERVISION_PG_BIN."
        )
    # What it says may name tables and columns, never what stands in them.
    last = done.stderr.strip().splitlines()[0][:200] if done.stderr.strip() else "it said nothing"
    raise BadBackup(f"{program} did not succeed: {last}")


def _address(url: str) -> str:
    """The address for libpq, without the password: others can read a command line."""
    made: URL = make_url(url).set(drivername="postgresql")
    plain = URL.create(
        "postgresql", made.username, None, made.host, made.port, made.database, made.query
    )
    return plain.render_as_string(hide_password=False)
