"""Changing what is one's own: how one is called, one's password, where one is signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from supervision import audit
from supervision.access import people as access
from supervision.access.actor import Actor
from supervision.domain import naming
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn

TAKEN = said("Somebody here is called that. Add something that tells you apart, such as a letter")
WRONG = said("This is not your current password. Check it and try again")


def rename(actor: Actor, person: Person, known_as: str) -> None:
    """Change how someone is called; saying the same again changes nothing.

    Raises:
        Forbidden: for anyone but oneself.
        Refused: beside `known_as`, for a name that cannot stand, or that someone else here has.
    """
    require(access.can_change_details(actor, person))
    name = naming.tidy(known_as)
    problem = naming.problem(name)
    if problem:
        raise Refused({"known_as": problem})
    if name != person.known_as:
        if _passes_for_another(actor, name):
            raise Refused({"known_as": TAKEN})
        person.known_as = name
        audit.did(actor, "renamed", person)


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
    ended = db.session.scalars(
        update(SignIn)
        .where(access.sign_ins_of(actor), SignIn.ended_at.is_(None), SignIn.id != this_one.id)
        .values(ended_at=actor.now)
        .returning(SignIn.id)
        .execution_options(synchronize_session=False)
    ).all()
    for key in ended:
        audit.append(
            actor.organisation_id, actor.person_id, actor.now, "ended", SignIn.__tablename__, key
        )


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


def note_wrong_password(actor: Actor, person: Person, at: datetime) -> None:
    """Leave a trace of a wrong current password."""
    audit.append(
        actor.organisation_id,
        actor.person_id,
        at,
        "password_refused",
        Person.__tablename__,
        person.id,
    )
