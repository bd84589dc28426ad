"""A house of its own for each test of a fault: its database, its server, nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from supervision.sealing import keyring
from tests import postgres, worlds
from tests.faults.server import Server
from tests.postgres import Postgres


@dataclass
class House:
    """A database with the world in it, and the server over it, which is not started yet."""

    world: worlds.World
    server: Server
    database: str
    postgres: Postgres | None = None

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.server.folder / "world.sqlite3"


@pytest.fixture
def own_keyring() -> Iterator[None]:
    """Each house has keys of its own; those of the process are put back afterwards."""
    kept = dict(vars(keyring))
    yield
    vars(keyring).clear()
    vars(keyring).update(kept)


@pytest.fixture
def on_sqlite(own_keyring: None, tmp_path: Path) -> Iterator[House]:
    with worlds.sqlite(tmp_path) as backend:
        backend.reset()
        url = f"sqlite:///{tmp_path / 'world.sqlite3'}"
        yield House(backend.world, Server(tmp_path, url), "sqlite")


@pytest.fixture
def on_postgresql(own_keyring: None, tmp_path: Path) -> Iterator[House]:
    """A server of its own that keeps what it says it has kept, and that a test may restart."""
    with (
        postgres.own_postgres() as server,
        worlds.postgresql(tmp_path, server) as backend,
    ):
        url = server.url_of("template")
        yield House(backend.world, Server(tmp_path, url), "postgresql", server)


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest) -> House:
    """A house on either database."""
    made: House = request.getfixturevalue(f"on_{request.param}")
    return made
