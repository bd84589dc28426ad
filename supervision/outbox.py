"""Mail, queued in the transaction of what it tells of. `flask mail send` takes it from there.

A row holds no words: it names a person, a kind and the thing, and the right to see that thing is
asked again when the mail is sent. Whoever did something gets no mail of it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from supervision.access.actor import Actor
from supervision.audit import Thing, kind_of
from supervision.domain.mails import Kind
from supervision.extensions import db
from supervision.models.mails import OutgoingMail


def waiting(actor: Actor, person_ids: Iterable[uuid.UUID], thing: Thing) -> None:
    """Tell others that something waits for them: an ask, a session, an example.

    Args:
        person_ids: whom it waits for; the actor is left out.
        thing: what it is, looked for again on the reader's behalf before the mail goes.
    """
    for person_id in sorted({*person_ids} - {actor.person_id}):
        _queue(actor.organisation_id, person_id, Kind.WAITING, actor.now, thing)


def standing(actor: Actor, person_ids: Iterable[uuid.UUID], thing: Thing) -> None:
    """Tell people that a role or a supervision of theirs was given, changed or ended.

    Args:
        person_ids: whom it is about; the actor is left out.
        thing: the role or the relation.
    """
    for person_id in sorted({*person_ids} - {actor.person_id}):
        _queue(actor.organisation_id, person_id, Kind.STANDING, actor.now, thing)


def about_sign_in(
    organisation_id: uuid.UUID, person_id: uuid.UUID, kind: Kind, now: datetime
) -> None:
    """Tell someone of their own account: that somebody guesses, that the password is changed, or
    where to set a new one."""
    _queue(organisation_id, person_id, kind, now, None)


def address_changed(actor: Actor, person_id: uuid.UUID, before: str) -> None:
    """Tell someone, where they had mail until now, that they sign in with something else."""
    _queue(actor.organisation_id, person_id, Kind.ADDRESS_CHANGED, actor.now, None, before)


def invitation(actor: Actor, person_id: uuid.UUID, when: datetime) -> None:
    """Invite somebody to begin. The row names whoever invites: the mail goes only while they may.

    Args:
        when: the moment from which on it may go.
    """
    db.session.add(
        OutgoingMail(
            organisation_id=actor.organisation_id,
            person_id=person_id,
            kind=Kind.INVITATION,
            about_kind=None if actor.is_system else "people",
            about_id=None if actor.is_system else actor.person_id,
            queued_at=when,
            attempts=0,
            next_try_at=when,
        )
    )


def _queue(
    organisation_id: uuid.UUID,
    person_id: uuid.UUID,
    kind: Kind,
    now: datetime,
    thing: Thing | None,
    address: str | None = None,
) -> None:
    db.session.add(
        OutgoingMail(
            organisation_id=organisation_id,
            person_id=person_id,
            kind=kind,
            about_kind=kind_of(thing) if thing is not None else None,
            about_id=thing.id if thing is not None else None,
            address=address,
            queued_at=now,
            attempts=0,
            next_try_at=now,
        )
    )
