"""Forms kept over a sign-in that ran out."""

from __future__ import annotations

import json
import uuid

from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.sign_ins import KeptForm


def fields(actor: Actor, key: uuid.UUID, path: str) -> list[tuple[str, str]] | None:
    """What this person had typed into the form of this page; None for any other person or page."""
    row = db.session.scalar(
        select(KeptForm).where(
            KeptForm.id == key,
            KeptForm.person_id == actor.person_id,
            KeptForm.organisation_id == actor.organisation_id,
        )
    )
    if row is None or row.fields is None:
        return None
    words = json.loads(row.fields)
    return [(name, value) for name, value in words["fields"]] if words["path"] == path else None
