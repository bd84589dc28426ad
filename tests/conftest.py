"""What tests share: the world on both databases, and the rule that nothing skipped has passed.

A test that takes `world` runs twice, on SQLite and on PostgreSQL, each time on a fresh copy of the
same world: a real database with real commits, copied from a template.
"""

from __future__ import annotations

import gc
import os
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import memory as memory  # before anything is written
from tests import postgres, worlds
from tests.chromium import browser as browser
from tests.no_skips import fail_on_skips

gc.freeze()  # what was read once and for all need not be looked through again and again
gc.set_threshold(20_000, 20, 20)


DATABASES = ("sqlite", "postgresql")
EVERY_DATABASE = bool(os.environ.get("EVERY_DATABASE"))
# What is asked there is the frame around the database; rules, lists, services, forms, migrations
# and races are asked on both, always.
BY_TURNS = (
    "tests/pages/",
    "tests/input/test_http.py",
    "tests/input/test_roles.py",
    "tests/foundation/test_answers.py",
    "tests/foundation/test_csrf.py",
    "tests/foundation/test_edge.py",
    "tests/foundation/test_kept_form.py",
    "tests/foundation/test_urls.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Ask each test of pages on one of the two databases, half of them on each, the same one every
    time; on both where `-k` or the name of a test says which, and with EVERY_DATABASE=1."""
    asked = " ".join([config.option.keyword, *config.invocation_params.args])
    if EVERY_DATABASE or any(one in asked for one in DATABASES):
        return
    left_out = {item for item in items if not _its_turn(item.nodeid)}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def _its_turn(name: str) -> bool:
    here = [one for one in DATABASES if f"[{one}" in name]
    if not name.startswith(BY_TURNS) or not here:
        return True
    test = name.replace(here[0], "")
    return DATABASES[zlib.crc32(test.encode()) % 2] == here[0]


def pytest_sessionfinish(session: pytest.Session) -> None:
    fail_on_skips(session)


@pytest.fixture(scope="session", params=DATABASES)
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
