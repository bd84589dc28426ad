"""Giving an organisation a further key. The earlier ones stay: without them nothing that they
sealed could be opened, and no keyed hash be made again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select

from supervision import audit
from supervision.extensions import db
from supervision.models.people import Organisation, OrganisationKey
from supervision.sealing import keyring


def add_key(organisation: Organisation, now: datetime) -> OrganisationKey:
    """Make a new key for what this organisation writes from now on.

    Processes that are running take it up within a minute of the commit, and at once when they meet
    a value that it sealed.

    Args:
        organisation: whose words it will seal.
        now: the moment. A clock that lags does not make the key older than the one before it: the
            newest must be the one that was added last, and the oldest must stay the oldest.
    """
    latest = db.session.scalar(
        select(func.max(OrganisationKey.made_at)).where(
            OrganisationKey.organisation_id == organisation.id
        )
    )
    made_at = now if latest is None else max(now, latest + timedelta(microseconds=1))
    key_id, wrapped = keyring.new_key(organisation.id)
    row = OrganisationKey(
        id=key_id, organisation_id=organisation.id, wrapped=wrapped, made_at=made_at
    )
    db.session.add(row)
    audit.append(organisation.id, None, now, "added", "organisation_keys", row.id)
    return row
