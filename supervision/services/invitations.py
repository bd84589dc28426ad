"""Inviting somebody who has no password yet: by mail, or by a link that is printed once.

The role is what stands beside the person and never what a link says. Of a person's links one holds:
a new one ends those before it. Who has a password needs another kind of link, and a second
administrator's yes.
"""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime, time, timedelta

from sqlalchemy import select, update

from supervision import audit, outbox
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain.dates import to_utc
from supervision.domain.links import HOLDS, TOKEN_BYTES, Purpose, stored
from supervision.domain.mails import Kind
from supervision.domain.people import can_get_mail
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.links import OneTimeLink
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person, RoleGrant

AGREED_FOR = timedelta(days=1)
NO_MAIL = said("There is no address for mail here. Print a link instead")
IS_IN = said("They have a password already. A new link needs a second administrator")
ADMINISTERS = said(
    "Whoever holds it would be the second administrator, so that one alone makes no link for them. "
    "Invite them by mail, or have the link made where Supervision runs"
)
HAS_LEFT = said("They work here no longer, so there is nobody to invite")


def invite_by_mail(actor: Actor, person: Person) -> None:
    """Have a mail sent with a link to begin. It goes on the first day of whoever begins later, and
    its link is made when it goes.

    Raises:
        Forbidden: for anyone but an administrator of the person's organisation.
        Refused: for somebody without an address for mail, who has a password, or who has left.
    """
    _require_can_invite(actor, person)
    if not can_get_mail(person.email):
        raise Refused({"": NO_MAIL})
    _end_all(person, actor.now)
    outbox.invitation(actor, person.id, _first_moment(actor, person))
    audit.did(actor, "invited", person)


def printed(actor: Actor, person: Person) -> str:
    """Make a link to begin, for somebody without work mail; returns its token, to be shown once.

    Raises:
        Forbidden: for anyone but an administrator of the person's organisation.
        Refused: for somebody who has a password, who has left, or who administers.
    """
    _require_can_invite(actor, person)
    if not actor.is_system and _administers(actor, person):
        raise Refused({"": ADMINISTERS})
    _end_all(person, actor.now)
    maker = None if actor.is_system else actor.person_id
    begins = _first_moment(actor, person)
    audit.did(actor, "invited", person)
    return _made(
        person.organisation_id, person.id, maker, Purpose.INVITATION, actor.now, begins=begins
    )


def printed_reset(actor: Actor, person: Person, look: SecondLook) -> str:
    """Make a link with which somebody who has signed in before sets a new password; returns its
    token, to be shown once.

    Args:
        look: the second look in which another administrator agreed to it, less than a day ago.

    Raises:
        Forbidden: without such a look, or for anyone but the two who asked and agreed.
        Refused: for somebody who has left.
    """
    require(access.can_change(actor, person))
    require(look.need == "link" and look.state == "agreed" and look.person_id == person.id)
    require(look.organisation_id == actor.organisation_id)
    require(actor.person_id in (look.asked_by, look.answered_by))
    require(look.answered_at is not None and actor.now - look.answered_at < AGREED_FOR)
    if _has_left(actor, person):
        raise Refused({"": HAS_LEFT})
    _end_open(person.organisation_id, person.id, actor.now)
    return _made(
        person.organisation_id, person.id, actor.person_id, Purpose.RESET_PASSWORD, actor.now
    )


def take_back(actor: Actor, person: Person) -> None:
    """Take an invitation back: no link of it works any more, and no mail of it goes."""
    require(access.can_change(actor, person))
    _end_all(person, actor.now)
    audit.did(actor, "uninvited", person)


def for_mail(
    organisation_id: uuid.UUID, person_id: uuid.UUID, made_by: uuid.UUID | None, now: datetime
) -> str:
    """Make the link of an invitation whose mail is about to go; returns its token.

    Args:
        made_by: whoever invited, as the mail names them; None for the system.
    """
    _end_open(organisation_id, person_id, now)
    return _made(organisation_id, person_id, made_by, Purpose.INVITATION, now)


def accept(person: Person, hashed: str, now: datetime) -> None:
    """Set the first password of whoever has just used a link, and end every other link.

    Raises:
        Refused: for somebody who has a password by now.
    """
    if person.password_hash is not None:
        raise Refused({"": IS_IN})
    person.password_hash = hashed
    audit.append(
        person.organisation_id, person.id, now, "accepted", Person.__tablename__, person.id
    )
    _end_all(person, now)


def _require_can_invite(actor: Actor, person: Person) -> None:
    require(access.can_change(actor, person))
    # Held until the end, as by whoever sends their mail: of two links at once one would stay open.
    db.session.flush()
    db.session.refresh(person, with_for_update=True)
    if person.password_hash is not None:
        raise Refused({"": IS_IN})
    if _has_left(actor, person):
        raise Refused({"": HAS_LEFT})


def _administers(actor: Actor, person: Person) -> bool:
    grant = select(RoleGrant.id).where(
        access.administering_from_now_on(actor), RoleGrant.person_id == person.id
    )
    return db.session.scalar(grant.limit(1)) is not None


def _has_left(actor: Actor, person: Person) -> bool:
    shut_out = person.shut_out_at is not None and person.shut_out_at <= actor.now
    return shut_out or (person.left_on is not None and person.left_on < actor.today)


def _first_moment(actor: Actor, person: Person) -> datetime:
    """Now or, for somebody who begins later, the morning of their first day."""
    return max(actor.now, to_utc(person.joined_on, time(7), actor.zone))


def _made(
    organisation_id: uuid.UUID,
    person_id: uuid.UUID,
    made_by: uuid.UUID | None,
    purpose: Purpose,
    now: datetime,
    *,
    begins: datetime | None = None,
) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    row = OneTimeLink(
        organisation_id=organisation_id,
        person_id=person_id,
        purpose=purpose,
        token_hash=stored(token),
        made_at=now,
        made_by=made_by,
        expires_at=(begins or now) + HOLDS[purpose],
    )
    db.session.add(row)
    audit.append(organisation_id, made_by, now, "made", OneTimeLink.__tablename__, row.id)
    return token


def _end_all(person: Person, now: datetime) -> None:
    """End every link of a person, and the mails that would make another one."""
    db.session.execute(
        update(OutgoingMail)
        .where(
            OutgoingMail.organisation_id == person.organisation_id,
            OutgoingMail.person_id == person.id,
            OutgoingMail.kind == Kind.INVITATION,
            OutgoingMail.next_try_at.is_not(None),
        )
        .values(dropped_at=now, next_try_at=None, claimed_at=None)
        .execution_options(synchronize_session=False)
    )
    _end_open(person.organisation_id, person.id, now)


def _end_open(organisation_id: uuid.UUID, person_id: uuid.UUID, now: datetime) -> None:
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.organisation_id == organisation_id,
            OneTimeLink.person_id == person_id,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.ended_at.is_(None),
        )
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
