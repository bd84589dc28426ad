"""A migration in a process of its own, which is killed right after one of its statements."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy import event

from supervision import create_app
from supervision.extensions import db
from tests import worlds
from tests.started import PROCESSES


def cut_after(statements: int, url: str, folder: Path, target: str) -> int | None:
    """Begin an upgrade, and kill it after so many statements; returns how its process ended."""
    process = PROCESSES.Process(target=_upgrade, args=(statements, url, folder, target))
    process.start()
    process.join(timeout=60)
    return process.exitcode


def _upgrade(statements: int, url: str, folder: Path, target: str) -> None:
    app = create_app(worlds.settings(folder, url))
    heard = 0

    def count(*_: object) -> None:
        nonlocal heard
        heard += 1
        if heard == statements:
            os.kill(os.getpid(), signal.SIGKILL)

    with app.app_context():
        event.listen(db.engine, "after_cursor_execute", count)
        upgrade(revision=target)
