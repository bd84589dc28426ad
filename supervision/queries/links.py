"""Reading links that work once: whether one still holds, and for whom."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supervision.domain.links import Purpose, stored
from supervision.extensions import db
from supervision.models.links import OneTimeLink
from supervision.models.people import Organisation, Person
from supervision.queries import people


@dataclass(frozen=True)
class OpenLink:
    """A link that still holds, and what a new password of its person must not be."""

    person_id: uuid.UUID
    own: tuple[str, ...]


def holding(token: str, purpose: Purpose, now: datetime) -> OpenLink | None:
    """The link of a token; None when it is none, holds no more, or its person works here no
    longer."""
    row = db.session.execute(
        select(Person.id, Person.full_name, Person.known_as, Person.email, Organisation.name)
        .join(OneTimeLink, OneTimeLink.person_id == Person.id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(
            OneTimeLink.token_hash == stored(token),
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.ended_at.is_(None),
            OneTimeLink.expires_at > now,
        )
    ).first()
    if row is None or people.actor(row.id, now) is None:
        return None
    return OpenLink(row.id, (row.name, row.full_name, row.known_as, row.email))
