"""At which migration a database stands, and which ones this release brings.

Every start and every `/readyz` asks for both. They are one row and a line or two of each file, and
reading them takes no library of migrations.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

PLACE = table("alembic_version", column("version_num"))
NAMED = re.compile(r'^(revision|down_revision)\b[^=\n]*= *(?:"(\w+)"|None)$', re.MULTILINE)


def standing(connection: Connection) -> str | None:
    """The migration at which a database stands; None before the first."""
    if not inspect(connection).has_table(PLACE.name):
        return None
    found: str | None = connection.execute(select(PLACE.c.version_num)).scalar_one_or_none()
    return found


def known(migrations: str | Path) -> frozenset[str]:
    """Every migration that this release brings.

    Args:
        migrations: the folder of the migrations.
    """
    return frozenset(_steps(Path(migrations)))


def newest(migrations: str | Path) -> str:
    """The last one, to which no other is added.

    Raises:
        ValueError: when there is none, or more than one.
    """
    steps = _steps(Path(migrations))
    (last,) = set(steps) - set(steps.values())
    return last


@cache
def _steps(migrations: Path) -> dict[str, str]:
    """Each migration, and the one before it, "" before the first."""
    steps = {}
    for file in sorted((migrations / "versions").glob("*.py")):
        named = {name: value for name, value in NAMED.findall(file.read_text("utf-8"))}
        steps[named["revision"]] = named["down_revision"]
    return steps
