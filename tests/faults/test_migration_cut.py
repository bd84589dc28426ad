"""A migration that is killed after any of its statements leaves the old tables with what was in
them, or the new ones; the next `upgrade` then does all of it [R11–R13]."""

from __future__ import annotations

import shutil
import signal
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import event

from supervision import audit, database
from supervision.extensions import db
from tests.faults import cutting
from tests.faults.conftest import House
from tests.faults.sizes import CUTS
from tests.foundation.full import Rows, fill, rows
from tests.foundation.test_migrations import _schema as schema

STEPS = (("0001", "0002"), ("0002", "0003"), ("0003", "0004"))


def test_cut_after_its_statements(house: House) -> None:
    with house.world.app.app_context():
        fill(house.world)
        upgrade()
        for older, _ in reversed(STEPS):
            _let_go()
            downgrade(revision=older)
            _keep_copy(house, older)
        each = max(1, CUTS // len(STEPS))
        done = sum(_cut_a_step(house, older, newer, each) for older, newer in STEPS)
        _let_go()
        upgrade()
        assert database.differences() == []
        for organisation in ("lochside", "harbour"):
            assert audit.broken_at(house.world.ids[organisation]) is None
        db.session.remove()
    print(f"{house.database}: cut {done} times")


def _cut_a_step(house: House, older: str, newer: str, cuts: int) -> int:
    """Cut one migration after some of its statements, or after every one."""
    _bring_back(house, older)
    old = _state()
    statements = _count(newer)
    new = _state()
    assert old[0] != new[0]
    points = range(1, statements + 1)
    if CUTS:  # spread over the migration, its last statement always among them
        points = range(statements, 0, -max(1, statements // cuts))
    for point in points:
        _bring_back(house, older)
        ended = cutting.cut_after(point, house.server.url, house.server.folder, newer)
        assert ended == -signal.SIGKILL, (newer, point, ended)
        found = _state()
        assert found in (old, new), f"{newer} cut after statement {point} of {statements}"
        _let_go()
        upgrade(revision=newer)
        assert _state() == new, f"{newer} after a cut at statement {point}"
    return len(points)


def _count(target: str) -> int:
    """Upgrade, counting the statements that it takes."""
    heard = 0

    def count(*_: Any) -> None:
        nonlocal heard
        heard += 1

    event.listen(db.engine, "after_cursor_execute", count)
    try:
        upgrade(revision=target)
    finally:
        event.remove(db.engine, "after_cursor_execute", count)
    return heard


def _state() -> tuple[list[str], Rows]:
    found = schema(), rows()
    _let_go()
    return found


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def _keep_copy(house: House, name: str) -> None:
    _let_go()
    if house.postgres is not None:
        house.postgres.create_database(f"at_{name}", template="template")
        return
    shutil.copy(house.file, house.file.with_name(f"at_{name}"))


def _bring_back(house: House, name: str) -> None:
    _let_go()
    if house.postgres is not None:
        house.postgres.drop_database("template")
        house.postgres.create_database("template", template=f"at_{name}")
        return
    for file in house.file.parent.glob(f"{house.file.name}*"):
        file.unlink()
    shutil.copy(house.file.with_name(f"at_{name}"), house.file)


@pytest.fixture(autouse=True)
def _closed(house: House) -> Any:
    yield
    with house.world.app.app_context():
        _let_go()
