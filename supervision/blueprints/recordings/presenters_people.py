"""From those who work with a person to the words of that person's page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.language import gettext as _
from supervision.queries.recordings import HolderRow, RecordingRow


def holders(actor: Actor, rows: Sequence[HolderRow]) -> list[str]:
    """Who works with them, since when, and until when where that is settled."""
    return [_holder(actor, row) for row in rows]


def latest(actor: Actor, rows: Sequence[RecordingRow]) -> RecordingRow | None:
    """The newest recording that can be reviewed by one who holds the reference."""
    return next((row for row in rows if row.state == "recorded"), None)


def _holder(actor: Actor, row: HolderRow) -> str:
    since = when.day(actor, row.from_date)
    values: dict[str, Any] = {"name": row.name, "since": since}
    if row.person_id == actor.person_id:
        if row.to_date is None:
            return _("You, since %(since)s", since=since)
        return _(
            "You, since %(since)s and until the end of %(day)s",
            since=since,
            day=when.near(actor, row.to_date),
        )
    if row.to_date is None:
        return _("%(name)s, since %(since)s", **values)
    return _(
        "%(name)s, since %(since)s and until the end of %(day)s",
        day=when.near(actor, row.to_date),
        **values,
    )
