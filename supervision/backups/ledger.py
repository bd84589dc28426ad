"""What was erased for good, by table and key: a file in the instance folder, apart from the
database and its backups, so that a restore can erase again what was erased since.

A line is written before the erasing is kept. If that is undone after all, the line does no harm:
it names what was due to go, and goes with the next tidying.
"""

from __future__ import annotations

import os
import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

FILE = "erasures"

Erased = dict[str, set[uuid.UUID]]  # keys by table


def note(instance: Path, now: datetime, table: str, keys: Collection[uuid.UUID]) -> None:
    """Write down what is being erased, on the disk, before it is."""
    handle = os.open(instance / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a") as out:
        out.write("".join(f"{now.isoformat()} {table} {key}\n" for key in keys))
        out.flush()
        os.fsync(out.fileno())


def read(instance: Path) -> Erased:
    """Everything that was erased. A last line that was cut short is left out."""
    found: Erased = defaultdict(set)
    file = instance / FILE
    if not file.exists():
        return found
    for line in file.read_text("ascii", "replace").splitlines():
        parts = line.split(" ")
        try:
            found[parts[1]].add(uuid.UUID(parts[2]))
        except (IndexError, ValueError):
            continue
    return found
