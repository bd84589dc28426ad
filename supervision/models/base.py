"""What every table shares: keys, moments, the organisation, versions."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import DateTime, Dialect, ForeignKey, LargeBinary, Uuid
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

from supervision.extensions import Base, db
from supervision.keys import new_key
from supervision.sealing import Sealed

Model = Base if TYPE_CHECKING else db.Model


class Key(TypeDecorator[uuid.UUID]):
    """A UUID: 16 bytes on SQLite, `uuid` on PostgreSQL (SQLAlchemy's own would be 32 letters)."""

    impl = LargeBinary(16)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(Uuid(as_uuid=True))
        return dialect.type_descriptor(LargeBinary(16))

    def process_bind_param(self, value: uuid.UUID | None, dialect: Dialect) -> Any:
        if value is None or dialect.name == "postgresql":
            return value
        return value.bytes

    def result_processor(self, dialect: Dialect, _kind: object) -> Any:
        # A page reads hundreds: this one has no wrapping around it.
        return None if dialect.name == "postgresql" else _key


def _key(value: bytes | None) -> uuid.UUID | None:
    return None if value is None else uuid.UUID(int=int.from_bytes(value))


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. A naive one is refused: nobody could tell what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(Model):
    """A row of one organisation, with its own key.

    The key and the organisation are set before anything else, since sealed words need both.
    """

    __abstract__ = True

    id: Mapped[uuid.UUID] = mapped_column(Key, primary_key=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        Key, ForeignKey("organisations.id"), sort_order=-1
    )

    def __init__(self, *, id: uuid.UUID | None = None, organisation_id: uuid.UUID, **facts: Any):
        self.id = id or new_key()
        self.organisation_id = organisation_id
        for name, value in facts.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no {name}")
            setattr(self, name, value)


def sealed_column() -> Mapped[bytes | None]:
    """The column beneath a `Sealed` field."""
    return mapped_column(LargeBinary)


def sealed_fields() -> list[tuple[type[Any], str, Sealed]]:
    """Every sealed field there is, as (model, name, field): found by walking the models, so that
    none can be forgotten."""
    found = [
        (mapper.class_, name, field)
        for mapper in Base.registry.mappers
        for name, field in vars(mapper.class_).items()
        if isinstance(field, Sealed)
    ]
    return sorted(found, key=lambda one: (one[0].__tablename__, one[1]))
