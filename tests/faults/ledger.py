"""What must be true of a database after a fault, whatever it was."""

from __future__ import annotations

import json
import uuid
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from supervision import audit
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.reflections import Reflection, ReflectionVersion
from tests.worlds import World


def nothing_is_lost(world: World, saved: Mapping[uuid.UUID, Sequence[str]]) -> None:
    """Every text that somebody was told is saved is there, opens, and is the one that stands or
    an earlier one of the same record."""
    with world.app.app_context():
        for key, texts in saved.items():
            row = db.session.get(Reflection, key)
            assert row is not None, f"{key} was told as saved and is not there"
            held = [_opened(version) for version in _versions(key)] + [row.happened]
            missing = [text for text in texts if text not in held]
            assert not missing, f"{key}: {len(missing)} of {len(texts)} texts are gone"
        db.session.rollback()


def nothing_is_double(world: World) -> None:
    """Each text that people sent again and again made one record."""
    with world.app.app_context():
        words = Counter(row.happened for row in db.session.scalars(select(Reflection)))
        db.session.rollback()
    assert not [text for text, count in words.items() if count > 1]


def nothing_is_half_done(world: World) -> None:
    """Each record has its entry in the audit and each entry its record; each earlier text has its
    entry too; the chains are whole, and so is the file."""
    with world.app.app_context():
        entries: dict[uuid.UUID, Counter[str]] = defaultdict(Counter)
        for thing, verb in db.session.execute(
            select(AuditEntry.thing_id, AuditEntry.verb).where(AuditEntry.kind == "reflections")
        ):
            entries[thing][verb] += 1
        versions = Counter(db.session.scalars(select(ReflectionVersion.reflection_id)))
        rows = list(db.session.execute(select(Reflection.id, Reflection.version)))
        assert {key for key, _ in rows} == set(entries), "a record or an entry stands alone"
        for key, version in rows:
            done = entries[key]
            assert (done["wrote"], done["edited"]) == (1, versions[key]), key
            assert version == 1 + versions[key], key
        for organisation in ("lochside", "harbour"):
            assert audit.broken_at(world.ids[organisation]) is None, organisation
        db.session.rollback()
        _whole()


def _whole() -> None:
    if db.engine.dialect.name != "sqlite":
        return
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() == ["ok"]
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []


def _versions(key: uuid.UUID) -> list[ReflectionVersion]:
    asked = select(ReflectionVersion).where(ReflectionVersion.reflection_id == key)
    return list(db.session.scalars(asked))


def _opened(version: ReflectionVersion) -> str:
    return str(json.loads(version.words or "{}").get("happened", ""))
