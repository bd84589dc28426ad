"""Steps that several tests of the foundation take, and ways to look into the whole database."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import event, inspect

from supervision import audit
from supervision.extensions import db
from supervision.models.audit import AuditHead
from supervision.services import reflections
from tests.client import Client
from tests.worlds import World

KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


def write(client: Client, share_with: str | None = None, **fields: Any) -> uuid.UUID:
    """Write a reflection through its page; returns its key."""
    button = f"Share with {share_with}" if share_with else "Keep it to myself"
    answer = client.fill("/reflections/new", button=button, **fields)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    found = KEY.search(answer.location)
    assert found is not None
    return uuid.UUID(found.group())


def write_quickly(
    world: World, name: str, happened: str, *, shared_with: str | None = None
) -> uuid.UUID:
    """Write a reflection through its service; returns its key."""
    with world.acting(name) as actor:
        made = reflections.write(actor, uuid.uuid4(), words={"happened": happened})
        key = made.id
        if shared_with:
            relation = actor.supervision_by(world.relations[shared_with, name])
            assert relation is not None
            reflections.share(actor, made, relation)
    return key


def tables(world: World) -> dict[str, str]:
    """A hash of everything that each table holds."""
    held = {}
    with world.app.app_context(), db.engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            rows = connection.exec_driver_sql(f'SELECT * FROM "{name}"').cursor.fetchall()
            lines = sorted(map(repr, rows))
            held[name] = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    return held


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The tables that are not as they were."""
    return {name for name in after if before.get(name) != after[name]}


def head(world: World, organisation: str = "lochside") -> tuple[int, bytes]:
    """Where the chain of changes of an organisation stands."""
    with world.app.app_context():
        found = db.session.get(AuditHead, world.ids[organisation])
        assert found is not None
        return found.sequence, bytes(found.hash)


def chain_broken_at(world: World, organisation: str = "lochside") -> int | None:
    with world.app.app_context():
        return audit.broken_at(world.ids[organisation])


@dataclass
class Statements:
    """What was sent to the database, in order, with the ends of transactions among it."""

    lines: list[str] = field(default_factory=list)

    def index(self, beginning: str, after: int = 0) -> int:
        """Where the first statement with this beginning stands; -1 for none."""
        for number, line in enumerate(self.lines[after:], start=after):
            if line.startswith(beginning):
                return number
        return -1

    def count(self, beginning: str) -> int:
        return sum(line.startswith(beginning) for line in self.lines)


@contextmanager
def listening(world: World) -> Iterator[Statements]:
    """Listen to what the application says to the database."""
    heard = Statements()
    with world.app.app_context():
        engine = db.engine

    def statement(_c: Any, _cursor: Any, sql: str, *_: Any) -> None:
        heard.lines.append(" ".join(sql.split()))

    def commit(_c: Any) -> None:
        heard.lines.append("COMMIT")

    def rollback(_c: Any) -> None:
        heard.lines.append("ROLLBACK")

    listeners = [
        ("before_cursor_execute", statement),
        ("commit", commit),
        ("rollback", rollback),
    ]
    for name, listener in listeners:
        event.listen(engine, name, listener)
    try:
        yield heard
    finally:
        for name, listener in listeners:
            event.remove(engine, name, listener)
