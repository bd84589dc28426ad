"""When the last good backup was made and tried: a line in the instance folder, for the doctor."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

FILE = "last-backup"


def note(instance: Path, **moments: datetime) -> None:
    """Note a moment: `created` for a backup that was made, `verified` for one that was tried."""
    told = {name: moment.isoformat() for name, moment in {**read(instance), **moments}.items()}
    draft = instance / f".{FILE}"
    draft.write_text(json.dumps(told))
    draft.chmod(0o600)
    draft.replace(instance / FILE)


def read(instance: Path) -> dict[str, datetime]:
    """The moments that were noted; empty where there are none, or they cannot be read."""
    try:
        told = json.loads((instance / FILE).read_text("ascii"))
        return {name: datetime.fromisoformat(moment) for name, moment in told.items()}
    except (OSError, ValueError):
        return {}
