"""Examples that were withdrawn, for curators."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy import literal, select, tuple_

from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.library import PracticeExample
from supervision.queries.listing import PAGE, Listed

_ORDER = (PracticeExample.withdrawn_on, PracticeExample.id)


@dataclass(frozen=True)
class WithdrawnRow:
    """An example that was withdrawn, and why."""

    id: uuid.UUID
    title: str
    withdrawn_on: date
    reason: str


def withdrawn(actor: Actor, before: uuid.UUID | None = None) -> Listed[WithdrawnRow]:
    """What was withdrawn, newest month first; nothing for all but curators."""
    conditions = [access.withdrawn_visible_to(actor)]
    if before is not None:
        last = db.session.execute(
            select(*_ORDER).where(*conditions, PracticeExample.id == before)
        ).first()
        if last is not None:
            # Bound as what they are: a plain UUID would be letters on SQLite, and never smaller.
            bound = (literal(value, part.type) for value, part in zip(last, _ORDER, strict=True))
            conditions.append(tuple_(*_ORDER) < tuple_(*bound))
    found = db.session.execute(
        select(*_ORDER, PracticeExample.title, PracticeExample.withdrawal_sealed)
        .where(*conditions)
        .order_by(*(part.desc() for part in _ORDER))
        .limit(PAGE + 1)
    ).all()
    rows = tuple(
        WithdrawnRow(
            row.id,
            row.title,
            row.withdrawn_on,
            PracticeExample.withdrawal.opened(actor.organisation_id, row.id, row.withdrawal_sealed),
        )
        for row in found[:PAGE]
    )
    return Listed(rows, rows[-1].id if len(found) > PAGE else None)
