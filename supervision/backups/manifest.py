"""What a backup says of itself: numbers, hashes and keys of rows, and no word of anyone."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select, table

from supervision import schema
from supervision.backups.sealed_file import BadBackup
from supervision.models.audit import AuditHead
from supervision.release import RELEASE

FORM = 1
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Facts:
    """How a database stands at one moment.

    `counts` are rows per table; `heads` the end of each organisation's chain of changes, as
    (sequence, hash), by the organisation's key.
    """

    schema: str
    counts: dict[str, int]
    heads: dict[str, tuple[int, str]]


@dataclass(frozen=True)
class Manifest:
    """The first thing in a backup. `kind` is sqlite or postgresql; `sha256` and `size` are those of
    the copy of the database that follows."""

    form: int
    release: str
    kind: str
    created_at: str
    facts: Facts
    sha256: str
    size: int

    def written(self) -> bytes:
        return json.dumps(asdict(self), sort_keys=True).encode()


def of(kind: str, now: datetime, facts: Facts, content: Path) -> Manifest:
    """The manifest of a copy that lies in this file."""
    size = content.stat().st_size
    return Manifest(FORM, RELEASE, kind, now.isoformat(), facts, digest(content), size)


def read(written: bytes) -> Manifest:
    """Raises BadBackup for one that this release cannot read."""
    try:
        found = json.loads(written)
        if found["form"] != FORM:
            raise BadBackup(
                f"This backup is of a form ({found['form']}) that this release does not know: it "
                f"was made by release {found['release']}. Install that one first."
            )
        facts = found["facts"]
        heads = {key: (int(n), str(h)) for key, (n, h) in facts["heads"].items()}
        return Manifest(**{**found, "facts": Facts(facts["schema"], dict(facts["counts"]), heads)})
    except (ValueError, KeyError, TypeError) as error:
        raise BadBackup("The backup opens, but what it says of itself cannot be read.") from error


def facts(connection: Connection) -> Facts:
    """How the database of this connection stands, in its present transaction."""
    stands = schema.standing(connection)
    if stands is None:
        raise BadBackup("There are no tables of Supervision in this database.")
    names = sorted(n for n in inspect(connection).get_table_names() if "_fts" not in n)
    counts = {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in names
    }
    heads = connection.execute(
        select(AuditHead.organisation_id, AuditHead.sequence, AuditHead.hash)
    )
    return Facts(
        stands,
        counts,
        {str(row.organisation_id): (row.sequence, bytes(row.hash).hex()) for row in heads},
    )


def digest(file: Path) -> str:
    """The SHA-256 of a file, read piece by piece."""
    made = hashlib.sha256()
    with file.open("rb") as held:
        while piece := held.read(PIECE):
            made.update(piece)
    return made.hexdigest()
