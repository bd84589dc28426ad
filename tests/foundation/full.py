"""A database with rows in every table, made from what the tables say of themselves, so that a new
table is filled on the day it is written."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, LargeBinary, Table, inspect, or_, select, text

from supervision.extensions import Base, db
from supervision.models.base import Key, Moment, sealed_fields
from supervision.sealing import Sealed, keyring
from tests.worlds import NOW, World

WORDS = "What somebody wrote, and finds again"
PUBLISHED = "Hands in our pockets"
# What an ordinary row says where any text will not do. None: left empty.
SAID: dict[str, dict[str, Any]] = {
    "action_looks": {"result": "carry_on"},
    "agenda_items": {"taken_off_at": None},
    "agreed_actions": {"state": "open"},
    "ask_answers": {"kind": "reply", "helped": None, "helped_at": None, "by_on": None},
    "one_time_links": {"purpose": "reset_password"},
    "outgoing_mails": {"kind": "waiting"},
    "outcome_recordings": {"state": "recorded"},
    "outcome_reviews": {"direction": "closer"},
    "people_imports": {"state": "checked"},
    "practice_examples": {
        "search_text": PUBLISHED.lower(),
        "withdrawn_on": None,
        "deleted_at": None,
    },
    "practice_proposals": {"state": "proposed"},
    "reflection_shares": {"team_id": None, "person_id": None},
    "reflections": {"model": "lines"},
    "session_changes": {"what": "moved"},
    "session_participants": {"part": "supervisee"},
    "supervision_sessions": {"kind": "one_to_one", "state": "shared", "convener_id": None},
    "second_looks": {"need": "role", "what": "{}", "state": "waiting", "answered_by": None},
}


def fill(world: World) -> None:
    """Put a row into every table of the world that has none. To be called in its context."""
    for table in Base.metadata.sorted_tables:
        if db.session.execute(select(table).limit(1)).first() is None:
            add(world, table)
    _say_something()
    db.session.commit()


def _say_something() -> None:
    """Tables that have rows of the world, and no words in them, get some: a reason, say."""
    fields: dict[Any, list[tuple[str, Sealed]]] = {}
    for model, name, field in sealed_fields():
        fields.setdefault(model, []).append((name, field))
    for model, named in fields.items():
        held = [getattr(model, field.column).is_not(None) for _, field in named]
        if db.session.scalar(select(model.id).where(or_(*held)).limit(1)) is None:
            setattr(db.session.scalars(select(model)).first(), named[0][0], WORDS)


def add(world: World, table: Table, **values: Any) -> uuid.UUID:
    """Put one more row into a table, with some of its values given; returns its key."""
    lochside = world.ids["lochside"]
    row: dict[str, Any] = {"id": uuid.uuid4()}
    given = {**SAID.get(table.name, {}), **values}
    for constraint in table.foreign_key_constraints:
        parent = constraint.referred_table
        found = select(parent)
        if "organisation_id" in parent.columns:
            found = found.where(parent.c.organisation_id == lochside)
        elif parent.name == "organisations":
            found = found.where(parent.c.id == lochside)
        other = db.session.execute(found.limit(1)).mappings().one()
        for element in constraint.elements:
            row[element.parent.name] = other[element.column.name]
    for column in table.columns:
        if column.name in given:
            row[column.name] = given[column.name]
        elif column.name not in row:
            row[column.name] = _value(column, table, row)
    db.session.execute(table.insert().values({column.name: row[column.name] for column in table.c}))
    return row["id"]


def _value(column: Any, table: Table, row: dict[str, Any]) -> Any:
    label = _labels(table).get(column.name)
    if label is not None:
        return keyring.seal(row["organisation_id"], row["id"], label, WORDS)
    if isinstance(column.type, Key):
        return uuid.uuid4()
    if isinstance(column.type, Moment):
        return NOW
    if isinstance(column.type, Date):
        return date(2026, 11, 23)
    if isinstance(column.type, LargeBinary):
        return bytes(32)
    return 1 if isinstance(column.type, Integer) else column.type.python_type("1")


def _labels(table: Table) -> dict[str, str]:
    """The sealed columns of a table, and the label of each."""
    (mapper,) = [m for m in Base.registry.mappers if m.local_table is table]
    held = [each for each in vars(mapper.class_).values() if isinstance(each, Sealed)]
    return {each.column: each.label for each in held}


Rows = dict[str, Counter[tuple[tuple[str, Any], ...]]]


def rows() -> Rows:
    """Everything that each table holds, as the database has it."""
    held: Rows = {}
    with db.engine.connect() as connection:
        for name in inspect(connection).get_table_names():
            if name != "alembic_version" and "fts" not in name:
                lines = connection.execute(text(f'SELECT * FROM "{name}"')).mappings()
                held[name] = Counter(
                    tuple(sorted((c, _plain(v)) for c, v in line.items())) for line in lines
                )
    return held


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
