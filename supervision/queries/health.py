"""Whether the database answers, and its tables are those that this release expects."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

from supervision import schema
from supervision.extensions import db


def ready(migrations: str) -> bool:
    """True when the database can be read and stands at the newest migration.

    Args:
        migrations: the folder of the migrations that this release brings.
    """
    try:
        current = schema.standing(db.session.connection())
    except SQLAlchemyError:
        return False
    finally:
        db.session.rollback()
    return current == schema.newest(migrations)
