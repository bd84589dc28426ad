"""Making links that work once, and using them."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from sqlalchemy import update

from supervision import audit
from supervision.domain.links import HOLDS, TOKEN_BYTES, Purpose, stored
from supervision.extensions import db
from supervision.models.links import OneTimeLink


def make(organisation_id: uuid.UUID, person_id: uuid.UUID, purpose: Purpose, now: datetime) -> str:
    """Make a link for one person; returns its token, which is stored only as a hash.

    The token goes into the mail, or to whoever asked at the console, and nowhere else.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = OneTimeLink(
        organisation_id=organisation_id,
        person_id=person_id,
        purpose=purpose,
        token_hash=stored(token),
        made_at=now,
        expires_at=now + HOLDS[purpose],
    )
    db.session.add(row)
    audit.append(organisation_id, None, now, "made", OneTimeLink.__tablename__, row.id)
    return token


def use(token: str, purpose: Purpose, now: datetime) -> tuple[uuid.UUID, uuid.UUID] | None:
    """Use a link, if it still holds. Of many at the same moment one is first, and no other.

    Returns:
        The organisation and the person it is for; None when it holds no more.
    """
    row = db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.token_hash == stored(token),
            OneTimeLink.purpose == purpose,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.ended_at.is_(None),
            OneTimeLink.expires_at > now,
        )
        .values(used_at=now)
        .returning(OneTimeLink.id, OneTimeLink.organisation_id, OneTimeLink.person_id)
        .execution_options(synchronize_session=False)
    ).first()
    if row is None:
        return None
    audit.append(row.organisation_id, row.person_id, now, "used", OneTimeLink.__tablename__, row.id)
    return row.organisation_id, row.person_id
