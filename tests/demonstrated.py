"""The demonstration, loaded once in a run: a SQLite file, of which whoever needs it takes a copy.

Loading itself is asked in `tests/demonstration/`; here are those who look at what is loaded.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask_migrate import upgrade

from supervision import content, create_app, demonstration, unit_of_work
from supervision.extensions import db
from supervision.sealing import keyring
from supervision.services import recordings
from tests import worlds


def copied(factory: pytest.TempPathFactory, to: Path) -> None:
    """Put a copy of the demonstration into a file: as `flask start` loads it, today, with the keys
    that `worlds.settings` names."""
    folder = of_the_run(factory)
    with (folder / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another process of the run may be at it
        made = folder / "demonstration.sqlite3"
        if not made.exists():
            _load(folder / "loading.sqlite3")
            (folder / "loading.sqlite3").rename(made)
    shutil.copy(made, to)


def of_the_run(factory: pytest.TempPathFactory) -> Path:
    """A folder that the processes of a run share."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def _load(file: Path) -> None:
    kept = dict(vars(keyring))
    made = worlds.settings(file.parent, f"sqlite:///{file}")
    app = create_app(made, TESTING=True)
    with app.app_context():
        upgrade()
        unit_of_work.writing()
        for framework in content.frameworks():
            recordings.import_framework(framework)
        db.session.commit()
        unit_of_work.writing()
        demonstration.load_once(app.extensions["passwords"], datetime.now(UTC))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    vars(keyring).update(kept)
