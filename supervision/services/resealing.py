"""Sealing anew, under an organisation's newest key, what earlier keys sealed; and letting go of
keys that nothing is sealed by.

Each step is one short transaction, so that people go on writing meanwhile and it can be stopped at
any moment. The words stay as they are, and so do versions, the log of changes and its hashes.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, func, literal, or_, select, update

from supervision import audit
from supervision.extensions import db
from supervision.models.base import sealed_fields
from supervision.models.people import Organisation, OrganisationKey
from supervision.sealing import Sealed, keyring

SOME = 100  # rows of one transaction
# So long a page with a form that a key sealed may lie open in a browser.
KEPT_FOR_PAGES = timedelta(days=2)


@dataclass(frozen=True)
class Table:
    """A table with sealed fields."""

    model: Any
    fields: tuple[Sealed, ...]

    def other_than(self, organisation_id: uuid.UUID, newest: uuid.UUID) -> ColumnElement[bool]:
        """Rows of an organisation in which a value names another key."""
        return (self.model.organisation_id == organisation_id) & or_(
            *(_key_in(getattr(self.model, f.column)) != literal(newest.bytes) for f in self.fields)
        )


def tables() -> list[Table]:
    """Every table with sealed fields, found by walking the models."""
    by_model: dict[Any, list[Sealed]] = {}
    for model, _, field in sealed_fields():
        by_model.setdefault(model, []).append(field)
    return [Table(model, tuple(fields)) for model, fields in by_model.items()]


def organisations() -> list[Organisation]:
    return list(db.session.scalars(select(Organisation).order_by(Organisation.id)))


def newest_key(organisation: Organisation) -> OrganisationKey:
    return _keys(organisation)[-1]


def left(organisation: Organisation) -> int:
    """How many rows hold something that another key than the newest sealed."""
    newest = newest_key(organisation).id
    return sum(
        db.session.scalar(
            select(func.count())
            .select_from(table.model)
            .where(table.other_than(organisation.id, newest))
        )
        or 0
        for table in tables()
    )


def some(organisation_id: uuid.UUID, table: Table) -> int:
    """Seal some rows of a table anew, in the current transaction.

    Returns:
        How many; nothing is left in this table when there are none.
    """
    newest = keyring.newest(organisation_id)
    columns = [getattr(table.model, field.column) for field in table.fields]
    rows = db.session.execute(
        select(table.model.id, *columns)
        .where(table.other_than(organisation_id, newest))
        .limit(SOME)
        .with_for_update()
    ).all()
    for key, *values in rows:
        changed = {
            field.column: keyring.seal_anew(organisation_id, key, field.label, value)
            for field, value in zip(table.fields, values, strict=True)
            if value is not None and keyring.sealed_by(value) != newest
        }
        db.session.execute(
            update(table.model).where(table.model.id == key).values(**changed),
            execution_options={"synchronize_session": False},
        )
    return len(rows)


def retire(organisation: Organisation, now: datetime) -> int:
    """Let go of the keys that nothing is sealed by, in the current transaction.

    The newest stays, since it seals, and the oldest, since every keyed hash is made by it. So does
    one that was the newest until two days ago: a page that it sealed may still be open somewhere.

    Returns:
        How many went.
    """
    keys = _keys(organisation)
    gone = 0
    for key, after in pairwise(keys[1:]):
        if after.made_at > now - KEPT_FOR_PAGES or _is_used(organisation.id, key.id):
            continue
        audit.append(organisation.id, None, now, "retired", "organisation_keys", key.id)
        db.session.delete(key)
        gone += 1
    db.session.flush()
    return gone


def wrapped_otherwise(master_key: bytes) -> Iterator[tuple[uuid.UUID, bytes]]:
    """Keys that another master key wraps, as (key id, the same wrapped by this one)."""
    for key in db.session.scalars(select(OrganisationKey).order_by(OrganisationKey.id)).all():
        anew = keyring.wrap_anew(key.id, key.organisation_id, bytes(key.wrapped), master_key)
        if anew is not None:
            yield key.id, anew


def wrap(key_id: uuid.UUID, wrapped: bytes) -> None:
    """Store a key as another master key wraps it."""
    db.session.execute(
        update(OrganisationKey).where(OrganisationKey.id == key_id).values(wrapped=wrapped),
        execution_options={"synchronize_session": False},
    )


def _keys(organisation: Organisation) -> list[OrganisationKey]:
    return list(
        db.session.scalars(
            select(OrganisationKey)
            .where(OrganisationKey.organisation_id == organisation.id)
            .order_by(OrganisationKey.made_at)
        )
    )


def _is_used(organisation_id: uuid.UUID, key_id: uuid.UUID) -> bool:
    return any(
        db.session.scalar(
            select(table.model.id)
            .where(
                table.model.organisation_id == organisation_id,
                or_(
                    *(
                        _key_in(getattr(table.model, field.column)) == literal(key_id.bytes)
                        for field in table.fields
                    )
                ),
            )
            .limit(1)
        )
        for table in tables()
    )


def _key_in(column: Any) -> ColumnElement[bytes]:
    """The key that a sealed value names, as the database reads it."""
    return func.substr(column, 2, 16, type_=LargeBinary)
