"""What tests share: the world on both databases, and the rule that nothing skipped has passed.

A test that takes `world` runs twice, on SQLite and on PostgreSQL, each time on a fresh copy of the
same world: a real database with real commits, copied from a template.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres, worlds
from tests.chromium import browser as browser
from tests.no_skips import fail_on_skips


def pytest_sessionfinish(session: pytest.Session) -> None:
    fail_on_skips(session)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def backend(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[worlds.Backend]:
    """One database product, with the world built once and kept as a template."""
    folder: Path = tmp_path_factory.mktemp(request.param)
    if request.param == "sqlite":
        with worlds.sqlite(folder) as made:
            yield made
        return
    with postgres.postgres_url() as server, worlds.postgresql(folder, server) as made:
        yield made


@pytest.fixture
def world(backend: worlds.Backend) -> Iterator[worlds.World]:
    """Two organisations that must never meet, fresh for this test."""
    backend.reset()
    ids = dict(backend.world.ids)
    yield backend.world
    backend.world.ids.clear()  # whom a test has added is gone with its database
    backend.world.ids.update(ids)
    backend.rest()
