"""Backups made while people write: each is restored and verified.

Twenty on SQLite and five on PostgreSQL; SUPERVISION_SOAK=200 makes that many on both.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from supervision import backups
from supervision.config import Settings
from supervision.extensions import db
from supervision.models.reflections import Reflection
from tests.foundation import steps
from tests.worlds import World

WRITERS = ["callum", "tomasz", "rhona", "kirsty"]


def test_each_backup_made_under_load_is_whole(
    world: World, made: Settings, make_app: Callable[[Settings], Any], tmp_path: Path
) -> None:
    ordinary = 20 if made.sqlite_file is not None else 5
    rounds = int(os.environ.get("SUPERVISION_SOAK", ordinary))
    wrong: list[BaseException] = []
    over = threading.Event()

    def write(name: str) -> None:
        client = world.client(name)
        try:
            while not over.wait(0.02):
                steps.write(client, happened="While a backup is made")
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in WRITERS]
    for thread in threads:
        thread.start()
    kept = []
    try:
        for _ in range(rounds):
            at_least = _saved(world)
            file, told = backups.create(made, world.clock.now, tmp_path)
            kept.append((file, told, at_least, _saved(world)))
    finally:
        over.set()
        for thread in threads:
            thread.join(30)
    assert wrong == [], "nobody who writes is hindered"
    assert _saved(world) > kept[0][2], "they did write meanwhile"
    for file, told, at_least, at_most in kept:
        counts = told.facts.counts
        assert at_least <= counts["reflections"] <= at_most
        assert counts["audit_entries"] == sum(n for n, _ in told.facts.heads.values())
        assert len(backups.verify(made, file, make_app).lines) >= 6


def _saved(world: World) -> int:
    with world.app.app_context():
        found = db.session.scalar(select(func.count()).select_from(Reflection)) or 0
        db.session.rollback()
        return found
