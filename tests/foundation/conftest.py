"""What the tests of the foundation share: other applications beside the world, and its logs."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask

from supervision import create_app
from supervision.config import Settings
from supervision.extensions import db
from supervision.sealing import keyring
from tests.worlds import World


@pytest.fixture
def own_keyring() -> Iterator[None]:
    """Let a test use other master keys: the keys of the process are put back afterwards."""
    kept = dict(vars(keyring))
    yield
    vars(keyring).update(kept)


@pytest.fixture
def another_app(own_keyring: None) -> Iterator[Callable[..., Flask]]:
    """Make an application of its own, whose connections are closed at the end."""
    made: list[Flask] = []

    def make(settings: Settings, **overrides: Any) -> Flask:
        app = create_app(settings, PROPAGATE_EXCEPTIONS=False, **overrides)
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, by structlog or by Python's own logging."""
    before = structlog.get_config()["logger_factory"]
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    root = logging.getLogger()
    level = root.level
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(told))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield told
    root.setLevel(level)
    root.removeHandler(handler)
    structlog.configure(logger_factory=before)


@pytest.fixture
def empty_url(world: World, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of the same product as the world's."""
    with world.app.app_context():
        url = db.engine.url
    if url.get_backend_name() == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
        return
    name = f"{url.database}_empty"
    with world.app.app_context(), db.engine.connect() as connection:
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        outside.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        outside.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield url.set(database=name).render_as_string(hide_password=False)
    with world.app.app_context(), db.engine.connect() as connection:
        outside = connection.execution_options(isolation_level="AUTOCOMMIT")
        outside.exec_driver_sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
