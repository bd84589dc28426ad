"""Reading, for a mail that is about to go: whom it goes to, and whether it still should."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any, Protocol

from sqlalchemy import func, or_, select

from supervision.access import administration
from supervision.access import asks as ask_access
from supervision.access import library as library_access
from supervision.access import sessions as session_access
from supervision.access.actor import Actor
from supervision.domain.mails import Kind
from supervision.domain.people import can_get_mail
from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.asks import Ask
from supervision.models.library import PracticeProposal
from supervision.models.mails import OutgoingMail
from supervision.models.people import Organisation, Person
from supervision.models.sessions import SupervisionSession
from supervision.models.sign_ins import SignIn
from supervision.queries import people

SEEN: dict[str, tuple[Any, Any]] = {
    Ask.__tablename__: (Ask, ask_access.visible_to),
    SupervisionSession.__tablename__: (SupervisionSession, session_access.visible_to),
    PracticeProposal.__tablename__: (PracticeProposal, library_access.proposals_visible_to),
    SecondLook.__tablename__: (SecondLook, administration.second_looks_visible_to),
}


class Verdict(Enum):
    SEND = auto()
    DROP = auto()
    LATER = auto()


@dataclass(frozen=True)
class Recipient:
    """`invented` says that they are one of the people of a demonstration, who have no mail."""

    address: str
    language: str
    organisation: str
    invented: bool = False
    settings: str = "{}"  # of the organisation, as an Actor carries them


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
    def address(self) -> str | None: ...
    @property
    def queued_at(self) -> datetime: ...
    @property
    def too_late(self) -> bool: ...


def verdict(mail: Mail, now: datetime) -> tuple[Verdict, Recipient | None]:
    """Whether a mail should go now, and to whom.

    It is dropped when it comes too late, for someone who works here no longer or signs in with a
    name that is no address, and, of something that waits, for someone who may not see it any more,
    wants no such mail, has been here since, or has had one since they were here last. An invitation
    is dropped for someone who has a password by now, or when whoever invited may do so no longer.
    Of a role or supervision that has changed there is one mail until the person has been here
    again; nobody can do without it, and whoever has never been here has only the invitation.
    """
    actor = people.actor(mail.person_id, now)
    if actor is None or mail.too_late:
        return Verdict.DROP, None
    if mail.kind is Kind.WAITING:
        what = _waiting(actor, mail)
        if what is not Verdict.SEND:
            return what, None
    if mail.kind is Kind.STANDING:
        what = _standing(actor, mail)
        if what is not Verdict.SEND:
            return what, None
    if mail.kind is Kind.INVITATION and not _invited(mail, now):
        return Verdict.DROP, None
    address, invented = db.session.execute(
        select(Person.email, Organisation.demonstration)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.id == mail.person_id)
    ).one()
    address = mail.address or address
    if not can_get_mail(address):
        return Verdict.DROP, None
    return Verdict.SEND, Recipient(
        address, actor.language, actor.organisation, invented, actor.settings
    )


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
    return _one_until_here_again(actor, mail, here_last)


def _standing(actor: Actor, mail: Mail) -> Verdict:
    here_last = _here_last(actor)
    if here_last is None:
        return Verdict.DROP
    return _one_until_here_again(actor, mail, here_last)


def _one_until_here_again(actor: Actor, mail: Mail, here_last: datetime | None) -> Verdict:
    others = db.session.execute(
        select(OutgoingMail.sent_at).where(
            OutgoingMail.organisation_id == actor.organisation_id,
            OutgoingMail.person_id == actor.person_id,
            OutgoingMail.kind == mail.kind,
            OutgoingMail.id != mail.id,
            or_(OutgoingMail.sent_at.is_not(None), OutgoingMail.claimed_at.is_not(None)),
        )
    ).all()
    if any(row.sent_at and (here_last is None or row.sent_at > here_last) for row in others):
        return Verdict.DROP
    if any(row.sent_at is None for row in others):
        return Verdict.LATER  # another is on its way at this moment; it may yet fail
    return Verdict.SEND


def _invited(mail: Mail, now: datetime) -> bool:
    """Whether somebody without a password is still invited by someone who may invite."""
    known = db.session.scalar(select(Person.password_hash).where(Person.id == mail.person_id))
    if known is not None:
        return False
    if mail.about_id is None:
        return True
    inviter = people.actor(mail.about_id, now)
    return inviter is not None and administration.administers(inviter)


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
