"""Whether the database answers, and its tables are those that this release expects."""

from __future__ import annotations

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import SQLAlchemyError

from supervision.extensions import db


def ready(migrations: str) -> bool:
    """True when the database can be read and stands at the newest migration.

    Args:
        migrations: the folder of the migrations that this release brings.
    """
    try:
        current = MigrationContext.configure(db.session.connection()).get_current_revision()
    except SQLAlchemyError:
        return False
    finally:
        db.session.rollback()
    return current == newest(migrations)


def newest(migrations: str) -> str | None:
    """The newest migration that this release brings."""
    config = Config()
    config.set_main_option("script_location", migrations)
    return ScriptDirectory.from_config(config).get_current_head()
