"""Reading invitations: what a link stands for and, for whoever looks after people, who has one."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import CompoundSelect, null, select, union_all
from sqlalchemy.orm import aliased

from supervision.access import administration
from supervision.access.actor import Actor
from supervision.domain.links import Purpose, stored
from supervision.domain.mails import Kind
from supervision.extensions import db
from supervision.models.base import Moment
from supervision.models.links import OneTimeLink
from supervision.models.mails import OutgoingMail
from supervision.models.people import Organisation, Person
from supervision.queries import people
from supervision.queries.prepared import prepared


class State(Enum):
    """Whether a link still holds and, where it does not, why."""

    OPEN = auto()
    EARLY = auto()  # their first day is to come
    USED = auto()
    ENDED = auto()  # taken back, or a newer one has been made
    LATE = auto()
    LEFT = auto()
    MAKER = auto()  # whoever made it looks after people no longer


@dataclass(frozen=True)
class Invitation:
    """What a link says to whoever holds it. `maker` is None where no person made it."""

    state: State
    person_id: uuid.UUID
    organisation: str
    full_name: str
    known_as: str
    email: str
    begins_on: date
    maker: str | None
    settings: str  # of the organisation, as an Actor carries them

    @property
    def own(self) -> tuple[str, ...]:
        """What a new password of this person must not be."""
        return self.organisation, self.full_name, self.known_as, self.email


@dataclass(frozen=True)
class Invited:
    """How an invitation stands: since when, and until when its link holds; None while its mail
    waits to go."""

    since: datetime
    until: datetime | None


def of_token(token: str, now: datetime) -> Invitation | None:
    """The invitation of a token; None when it is of none, or gone long since."""
    maker = aliased(Person)
    row = db.session.execute(
        select(
            OneTimeLink.used_at,
            OneTimeLink.ended_at,
            OneTimeLink.expires_at,
            OneTimeLink.made_by,
            Person.id,
            Person.full_name,
            Person.known_as,
            Person.email,
            Person.joined_on,
            Person.password_hash,
            Organisation.name,
            Organisation.time_zone,
            Organisation.settings,
            maker.known_as.label("maker"),
        )
        .join(Person, Person.id == OneTimeLink.person_id)
        .join(Organisation, Organisation.id == OneTimeLink.organisation_id)
        .outerjoin(maker, maker.id == OneTimeLink.made_by)
        .where(
            OneTimeLink.token_hash == stored(token),
            OneTimeLink.purpose == Purpose.INVITATION,
        )
    ).first()
    if row is None:
        return None
    return Invitation(
        _state(row, now),
        row.id,
        row.name,
        row.full_name,
        row.known_as,
        row.email,
        row.joined_on,
        row.maker,
        row.settings,
    )


def _state(row: Any, now: datetime) -> State:
    if row.used_at is not None:
        return State.USED
    early = now.astimezone(ZoneInfo(row.time_zone)).date() < row.joined_on
    if not early and people.actor(row.id, now) is None:
        return State.LEFT
    if row.ended_at is not None:
        return State.ENDED
    if row.password_hash is not None:
        return State.USED
    if row.expires_at <= now:
        return State.LATE
    if row.made_by is not None:
        maker = people.actor(row.made_by, now)
        if maker is None or not administration.administers(maker):
            return State.MAKER
    return State.EARLY if early else State.OPEN


def standing_of(actor: Actor, person_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Invited]:
    """How the invitations of these people stand; nobody without one is in it. One statement,
    and none for nobody.

    Args:
        actor: who asks; empty for anyone who does not look after people.
    """
    if not person_ids:
        return {}
    found: dict[uuid.UUID, Invited] = {}
    for person_id, made_at, until in _waiting(actor, ids=list(person_ids)):
        if person_id not in found or until is not None:
            found[person_id] = Invited(made_at, until)
    return found


@prepared
def _waiting(actor: Actor, ids: Any) -> CompoundSelect[Any]:
    """Links that are open, and mails that are still to go."""
    visible = administration.people_visible_to(actor)
    link, mail = OneTimeLink, OutgoingMail
    return union_all(
        select(link.person_id, link.made_at, link.expires_at)
        .join(Person, Person.id == link.person_id)
        .where(
            visible,
            link.person_id.in_(ids),
            link.purpose == Purpose.INVITATION,
            link.used_at.is_(None),
            link.ended_at.is_(None),
        ),
        select(mail.person_id, mail.queued_at, null().cast(Moment))
        .join(Person, Person.id == mail.person_id)
        .where(
            visible,
            mail.person_id.in_(ids),
            mail.kind == Kind.INVITATION,
            mail.next_try_at.is_not(None),
        ),
    )
