"""Reading, for a mail that is about to go: whom it goes to, and whether it still should."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, Protocol

from sqlalchemy import func, or_, select

from supervision.access import asks as ask_access
from supervision.access import library as library_access
from supervision.access import sessions as session_access
from supervision.access.actor import Actor
from supervision.domain.mails import Kind
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.library import PracticeProposal
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person
from supervision.models.sessions import SupervisionSession
from supervision.models.sign_ins import SignIn
from supervision.queries import people

SEEN: dict[str, tuple[Any, Any]] = {
    Ask.__tablename__: (Ask, ask_access.visible_to),
    SupervisionSession.__tablename__: (SupervisionSession, session_access.visible_to),
    PracticeProposal.__tablename__: (PracticeProposal, library_access.proposals_visible_to),
}


class Verdict(Enum):
    SEND = auto()
    DROP = auto()
    LATER = auto()


@dataclass(frozen=True)
class Recipient:
    address: str
    language: str


class Mail(Protocol):
    @property
    def id(self) -> uuid.UUID: ...
    @property
    def person_id(self) -> uuid.UUID: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def about_kind(self) -> str | None: ...
    @property
    def about_id(self) -> uuid.UUID | None: ...
    @property
    def queued_at(self) -> datetime: ...
    @property
    def too_late(self) -> bool: ...


def verdict(mail: Mail, now: datetime) -> tuple[Verdict, Recipient | None]:
    """Whether a mail should go now, and to whom.

    It is dropped when it comes too late, for someone who works here no longer, and, of something
    that waits, for someone who may not see it any more, wants no such mail, has been here since,
    or has had one since they were here last.
    """
    actor = people.actor(mail.person_id, now)
    if actor is None or mail.too_late:
        return Verdict.DROP, None
    if mail.kind is Kind.WAITING:
        what = _waiting(actor, mail)
        if what is not Verdict.SEND:
            return what, None
    address = db.session.scalar(select(Person.email).where(Person.id == mail.person_id))
    return Verdict.SEND, Recipient(address or "", actor.language)


def standing() -> tuple[int, datetime | None]:
    """How many mails wait to be sent, and since when the oldest."""
    row = db.session.execute(
        select(func.count(), func.min(OutgoingMail.queued_at)).where(
            OutgoingMail.next_try_at.is_not(None)
        )
    ).one()
    return row[0], row[1]


def _waiting(actor: Actor, mail: Mail) -> Verdict:
    wanted = db.session.scalar(select(Person.mail_when_waiting).where(Person.id == actor.person_id))
    if not wanted or not _may_see(actor, mail):
        return Verdict.DROP
    here_last = _here_last(actor)
    if here_last is not None and here_last >= mail.queued_at:
        return Verdict.DROP
    others = db.session.execute(
        select(OutgoingMail.sent_at).where(
            OutgoingMail.organisation_id == actor.organisation_id,
            OutgoingMail.person_id == actor.person_id,
            OutgoingMail.kind == Kind.WAITING,
            OutgoingMail.id != mail.id,
            or_(OutgoingMail.sent_at.is_not(None), OutgoingMail.claimed_at.is_not(None)),
        )
    ).all()
    if any(row.sent_at and (here_last is None or row.sent_at > here_last) for row in others):
        return Verdict.DROP
    if any(row.sent_at is None for row in others):
        return Verdict.LATER  # another is on its way at this moment; it may yet fail
    return Verdict.SEND


def _may_see(actor: Actor, mail: Mail) -> bool:
    if mail.about_kind not in SEEN:
        return False
    model, visible_to = SEEN[mail.about_kind]
    found = db.session.scalar(select(model.id).where(model.id == mail.about_id, visible_to(actor)))
    return found is not None


def _here_last(actor: Actor) -> datetime | None:
    """When this person was last seen here, in any browser."""
    return db.session.scalar(
        select(func.max(SignIn.seen_at)).where(
            SignIn.organisation_id == actor.organisation_id, SignIn.person_id == actor.person_id
        )
    )
