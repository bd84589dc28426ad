"""Taking mails from the outbox, one at a time: claimed by one UPDATE, so that of two senders one
has it; and what became of each."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update

from supervision.domain.mails import CLAIMED_FOR, TOO_LATE, Kind, again_after
from supervision.extensions import db
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person


@dataclass(frozen=True)
class Claimed:
    """A mail that belongs to this sender until it says what became of it, or the claim lapses."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    person_id: uuid.UUID
    kind: Kind
    about_kind: str | None
    about_id: uuid.UUID | None
    queued_at: datetime
    attempts: int
    claimed_at: datetime
    address: str | None = None  # where it goes, if not to what its reader signs in with

    @property
    def too_late(self) -> bool:
        return self.claimed_at - self.queued_at >= TOO_LATE[self.kind]


def claim(now: datetime) -> Claimed | None:
    """Claim the mail that has been due longest; None where none is due.

    Who it is for is held until the transaction ends: two senders with a mail each for one person
    follow each other, so that the second sees what the first is about to send.
    """
    free = or_(OutgoingMail.claimed_at.is_(None), OutgoingMail.claimed_at <= now - CLAIMED_FOR)
    due = (
        select(OutgoingMail.id)
        .where(OutgoingMail.next_try_at <= now, free)
        .order_by(OutgoingMail.next_try_at, OutgoingMail.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == due.scalar_subquery(), free)
        .values(claimed_at=now, attempts=OutgoingMail.attempts + 1)
        .returning(
            OutgoingMail.id,
            OutgoingMail.organisation_id,
            OutgoingMail.person_id,
            OutgoingMail.kind,
            OutgoingMail.about_kind,
            OutgoingMail.about_id,
            OutgoingMail.queued_at,
            OutgoingMail.attempts,
            OutgoingMail.claimed_at,
            OutgoingMail.address,
        )
        .execution_options(synchronize_session=False)
    ).first()
    if row is None:
        return None
    db.session.execute(select(Person.id).where(Person.id == row.person_id).with_for_update())
    return Claimed(row[0], row[1], row[2], Kind(row[3]), *row[4:])


def sent(mail: Claimed, now: datetime) -> None:
    """The mail server has taken it."""
    _settle(mail, sent_at=now, next_try_at=None, claimed_at=None, address=None)


def drop(mail: Claimed, now: datetime) -> None:
    """It is not to be sent any more."""
    _settle(mail, dropped_at=now, next_try_at=None, claimed_at=None, address=None)


def later(mail: Claimed, now: datetime) -> None:
    """It could not be handed over: again after a while, or never when that would be too late."""
    again = now + again_after(mail.attempts)
    if again - mail.queued_at >= TOO_LATE[mail.kind]:
        drop(mail, now)
    else:
        _settle(mail, next_try_at=again, claimed_at=None)


def _settle(mail: Claimed, **values: datetime | None) -> None:
    """Only whoever still holds the claim says what became of it."""
    db.session.execute(
        update(OutgoingMail)
        .where(OutgoingMail.id == mail.id, OutgoingMail.claimed_at == mail.claimed_at)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
