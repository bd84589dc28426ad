"""Tables come from migrations alone, and a migration that is cut leaves nothing behind."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, event, inspect, text

from supervision import database
from supervision.extensions import Base, db
from tests.worlds import World, settings


class Cut(BaseException):
    """The power is cut: no handler of errors sees it."""


@pytest.fixture
def app(another_app: Callable[..., Flask], empty_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An application over an empty database."""
    made = another_app(settings(tmp_path, empty_url))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


def _schema() -> list[str]:
    """Everything that the database knows of its own shape."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.execute(text("SELECT type, name, sql FROM sqlite_master"))
            # A table that was made anew has its constraints in another order.
            return sorted(f"{kind} {name} {_in_order(sql)}" for kind, name, sql in rows)
        rows = connection.execute(
            text(
                "SELECT 'column', table_name, column_name, data_type, is_nullable "
                "FROM information_schema.columns WHERE table_schema = 'public' UNION ALL "
                "SELECT 'index', tablename, indexname, indexdef, '' "
                "FROM pg_indexes WHERE schemaname = 'public' UNION ALL "
                "SELECT 'trigger', event_object_table, trigger_name, event_manipulation, '' "
                "FROM information_schema.triggers UNION ALL "
                "SELECT 'constraint', conrelid::regclass::text, conname, "
                "pg_get_constraintdef(oid), '' FROM pg_constraint "
                "WHERE connamespace = 'public'::regnamespace UNION ALL "
                "SELECT 'function', routine_name, '', '', '' "
                "FROM information_schema.routines WHERE routine_schema = 'public'"
            )
        )
        return sorted(repr(tuple(row)) for row in rows)


def _in_order(sql: str | None) -> list[str]:
    return sorted(line.strip().rstrip(",").replace('"', "") for line in (sql or "").split("\n"))


def _tables() -> set[str]:
    with db.engine.connect() as connection:
        return set(inspect(connection).get_table_names())


def test_migrations_make_what_the_models_describe(app: Flask) -> None:
    upgrade()
    assert database.differences() == []
    assert set(Base.metadata.tables) <= _tables()


def test_a_difference_would_be_found(app: Flask) -> None:
    upgrade()
    with db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE teams ADD COLUMN colour VARCHAR(10)"))
        connection.execute(text("DROP INDEX ix_asks_asker_id_asked_at_id"))
    found = "\n".join(database.differences())
    assert "colour" in found and "ix_asks_asker_id_asked_at_id" in found


def test_down_to_nothing_and_up_again(app: Flask) -> None:
    upgrade()
    first = _schema()
    downgrade(revision="base")
    assert _tables() <= {"alembic_version"}
    assert not [line for line in _schema() if "alembic" not in line]
    upgrade()
    assert _schema() == first
    upgrade()
    assert _schema() == first, "twice is once"


@pytest.mark.parametrize("below", ["0001", "0002"])
def test_a_step_down_leaves_what_that_step_had_made(app: Flask, below: str) -> None:
    upgrade(revision=below)
    first = _schema()
    upgrade()
    assert _schema() != first
    downgrade(revision=below)
    assert _schema() == first


def test_the_checks_are_those_of_the_models(app: Flask) -> None:
    """Comparing tables does not look at checks; a table made anew could keep its earlier ones."""
    upgrade()
    with db.engine.connect() as connection:
        for name, table in Base.metadata.tables.items():
            made = inspect(connection).get_check_constraints(name)
            described = {
                str(check.name): " ".join(str(check.sqltext).split())
                for check in table.constraints
                if isinstance(check, CheckConstraint)
            }
            assert sorted(str(check["name"]) for check in made) == sorted(described), name
            if connection.dialect.name == "sqlite":  # a server writes them in its own way
                assert {str(c["name"]): " ".join(c["sqltext"].split()) for c in made} == described


@pytest.mark.parametrize("at", [1, 3, 20, 60, 80])
def test_a_cut_leaves_the_schema_as_it_was(app: Flask, at: int) -> None:
    heard = 0

    def cut(_c: object, _cursor: object, sql: str, *_: object) -> None:
        nonlocal heard
        heard += sql.lstrip().upper().startswith(("CREATE", "INSERT", "UPDATE", "ALTER"))
        if heard >= at:
            raise Cut

    event.listen(db.engine, "before_cursor_execute", cut)
    with pytest.raises(Cut):
        upgrade()
    event.remove(db.engine, "before_cursor_execute", cut)
    db.engine.dispose()
    assert _schema() == []
    upgrade()
    assert database.differences() == []


def test_a_cut_on_the_way_down_leaves_everything(app: Flask) -> None:
    upgrade()
    before, heard = _schema(), 0

    def cut(_c: object, _cursor: object, sql: str, *_: object) -> None:
        nonlocal heard
        heard += sql.lstrip().upper().startswith("DROP")
        if heard >= 12:
            raise Cut

    event.listen(db.engine, "before_cursor_execute", cut)
    with pytest.raises(Cut):
        downgrade(revision="base")
    event.remove(db.engine, "before_cursor_execute", cut)
    db.engine.dispose()
    assert _schema() == before


def test_foreign_keys_hold_after_a_migration(app: Flask) -> None:
    upgrade()
    with db.engine.connect() as connection, pytest.raises(Exception, match=r"(?i)foreign key"):
        connection.execute(
            text("INSERT INTO care_services (id, organisation_id, name) VALUES (:a, :b, 'x')"),
            {"a": _key(uuid.uuid4()), "b": _key(uuid.uuid4())},
        )


def _key(value: uuid.UUID) -> object:
    return value.bytes if db.engine.dialect.name == "sqlite" else value


def test_words_of_other_organisations_cannot_be_tied_together(world: World) -> None:
    """Keys to people, teams and relations hold within an organisation only."""
    loose = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for constraint in table.foreign_key_constraints
        for column in constraint.columns
        if "organisation_id" in table.columns
        and "organisation_id" in constraint.referred_table.columns
        and "organisation_id" not in constraint.column_keys
    ]
    assert loose == []
