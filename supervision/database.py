"""The database as a file and as a schema: its version, its mode, and whether it is what the
models describe."""

from __future__ import annotations

from pathlib import Path

import pysqlite3
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import OperationalError

from supervision.config import BadSetting
from supervision.extensions import Base, db, in_models
from supervision.sealing import CannotOpen, keyring

# sqlite.org/wal.html: the WAL-reset bug can corrupt a file that several connections share, from
# 3.7.0 to 3.51.2, but for these two back-ports.
MENDED = (3, 51, 3)
BACKPORTS = {(3, 44, 6), (3, 50, 7)}


def refuse_old_sqlite() -> None:
    """Raises BadSetting when the SQLite at hand could corrupt a file shared by two workers."""
    version = tuple(int(part) for part in pysqlite3.sqlite_version.split("."))
    if version < MENDED and version not in BACKPORTS:
        raise BadSetting(
            f"SQLite {pysqlite3.sqlite_version} can corrupt a shared file. "
            "Install the pysqlite3 wheel of requirements.txt."
        )


def close_file(file: Path | None) -> None:
    """Let nobody but this account read the database file and what lies beside it."""
    if file is None:
        return
    for one in file.parent.glob(f"{file.name}*"):
        one.chmod(0o600)


def differences() -> list[str]:
    """What the database and the models disagree about, a line each."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": in_models, "compare_type": True}
        )
        return [str(difference) for difference in compare_metadata(context, Base.metadata)]


def keys_open() -> None:
    """Raises BadSetting when the master key is not the one that this database was written with.

    A database that is away is no reason: the service starts, and says that it is not ready.
    """
    try:
        keyring.check()
    except CannotOpen as error:
        raise BadSetting(
            "master-key: this key does not open what is in the database. Put back the copy "
            "that was kept when the database was made."
        ) from error
    except OperationalError:
        return
