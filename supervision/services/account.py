"""Changing what is one's own: name, password, mail, where one is signed in."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from supervision import audit, outbox
from supervision.access import people as access
from supervision.access.actor import Actor
from supervision.domain import naming, people
from supervision.domain.links import Purpose
from supervision.domain.mails import Kind
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.links import OneTimeLink
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn

TAKEN = said("Somebody here is called that. Add something that tells you apart, such as a letter")
WRONG = said("This is not your current password. Check it and try again")


def rename(actor: Actor, person: Person, known_as: str, full_name: str | None = None) -> None:
    """Change how someone is called, and their full name; saying the same again changes nothing.
    What they signed before keeps the name that it was signed with.

    Args:
        full_name: None to leave it as it is.

    Raises:
        Forbidden: for anyone but oneself.
        Refused: beside `known_as`, for a name that cannot stand, or that someone else here has;
            beside `full_name`, for one that cannot stand.
    """
    require(access.can_change_details(actor, person))
    full = person.full_name if full_name is None else naming.tidy(full_name)
    if full != person.full_name and (wrong := people.full_name_problem(full)):
        raise Refused({"full_name": wrong})
    name = naming.tidy(known_as)
    problem = naming.problem(name)
    if problem:
        raise Refused({"known_as": problem})
    if name != person.known_as:
        if _passes_for_another(actor, name):
            raise Refused({"known_as": TAKEN})
        person.known_as = name
        audit.did(actor, "renamed", person)
    if full != person.full_name:
        person.full_name = full
        audit.did(actor, "corrected", person)


def _passes_for_another(actor: Actor, name: str) -> bool:
    """Whether someone else here is called this, or so nearly that nobody could tell: pages say by
    this name alone who can read a text, and who has."""
    others = db.session.scalars(
        select(Person.known_as).where(
            Person.organisation_id == actor.organisation_id, Person.id != actor.person_id
        )
    )
    return naming.seen_as(name) in {naming.seen_as(other) for other in others}


def end(actor: Actor, sign_in: SignIn) -> None:
    """End one sign-in; the next request that carries its token is answered as one without."""
    require(access.can_end(actor, sign_in))
    if sign_in.ended_at is None:
        sign_in.ended_at = actor.now
        audit.did(actor, "ended", sign_in)


def end_others(actor: Actor, this_one: SignIn) -> None:
    """End all of one's sign-ins but the one that asks."""
    require(access.can_end(actor, this_one))
    others = (access.sign_ins_of(actor), SignIn.id != this_one.id)
    _end(actor.organisation_id, actor.person_id, actor.now, *others)


def change_password(
    actor: Actor, person: Person, this_one: SignIn, *, checked: str | None, hashed: str
) -> None:
    """Put a new password in the place of the one that was checked, and end other sign-ins.

    Args:
        checked: the stored hash that the current password was checked against, outside this
            transaction; another one by now means that somebody was quicker.
        hashed: the new password's hash.

    Raises:
        Forbidden: for anyone but oneself, or with a sign-in that was ended meanwhile.
        Refused: beside `current_password`, when it is the current one no more.
    """
    require(access.can_change_details(actor, person))
    require(this_one.ended_at is None)
    if person.password_hash is None or person.password_hash != checked:
        raise Refused({"current_password": WRONG})
    person.password_hash = hashed
    audit.did(actor, "changed_password", person)
    end_others(actor, this_one)
    _after_new_password(person, actor.now)


def reset_password(person: Person, hashed: str, now: datetime) -> None:
    """Put a new password in the place of one that was lost, for whoever used a link that works
    once. Every sign-in of theirs ends, wherever it is."""
    person.password_hash = hashed
    audit.append(
        person.organisation_id, person.id, now, "reset_password", Person.__tablename__, person.id
    )
    _end(person.organisation_id, person.id, now, SignIn.person_id == person.id)
    _after_new_password(person, now)


def choose_mail(actor: Actor, person: Person, when_waiting: bool) -> None:
    """Have a mail when something is waiting, or none.

    Raises:
        Forbidden: for anyone but oneself.
    """
    require(access.can_change_details(actor, person))
    if person.mail_when_waiting is not when_waiting:
        person.mail_when_waiting = when_waiting
        audit.did(actor, "chose_mail", person)


def _after_new_password(person: Person, now: datetime) -> None:
    """What goes with every new password: links to set another one end, and its owner is told."""
    db.session.execute(
        update(OneTimeLink)
        .where(
            OneTimeLink.organisation_id == person.organisation_id,
            OneTimeLink.person_id == person.id,
            OneTimeLink.purpose == Purpose.RESET_PASSWORD,
            OneTimeLink.used_at.is_(None),
            OneTimeLink.ended_at.is_(None),
        )
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
    outbox.about_sign_in(person.organisation_id, person.id, Kind.PASSWORD_CHANGED, now)


def _end(
    organisation_id: uuid.UUID, person_id: uuid.UUID, now: datetime, *which: ColumnElement[bool]
) -> None:
    ended = db.session.scalars(
        update(SignIn)
        .where(SignIn.organisation_id == organisation_id, SignIn.ended_at.is_(None), *which)
        .values(ended_at=now)
        .returning(SignIn.id)
        .execution_options(synchronize_session=False)
    ).all()
    for key in ended:
        audit.append(organisation_id, person_id, now, "ended", SignIn.__tablename__, key)


def confirm(actor: Actor, person: Person, this_one: SignIn, *, checked: str | None) -> None:
    """Note that whoever is signed in has given their password once more. Nothing else about the
    sign-in changes, and no other one.

    Args:
        checked: the stored hash that the password was checked against, outside this transaction.

    Raises:
        Forbidden: for anyone but oneself, or with a sign-in that was ended meanwhile.
        Refused: beside `password`, when it is the current one no more.
    """
    require(access.can_change_details(actor, person))
    require(access.can_end(actor, this_one) and this_one.ended_at is None)
    if person.password_hash is None or person.password_hash != checked:
        raise Refused({"password": WRONG})
    this_one.confirmed_at = actor.now
    audit.did(actor, "confirmed", this_one)


def note_wrong_password(actor: Actor, at: datetime) -> None:
    """Leave a trace of a wrong current password."""
    audit.append(
        actor.organisation_id,
        actor.person_id,
        at,
        "password_refused",
        Person.__tablename__,
        actor.person_id,
    )
