"""Adding people and putting their details right. What they signed keeps the name it was signed
with."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from supervision import audit
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain import naming
from supervision.domain import people as rules
from supervision.domain.refusals import Refused, require
from supervision.domain.text import fold_email
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.people import Person
from supervision.services.directory.addresses import taken

THEIRS = said("Whoever has begun here says how they are called, under My details")
CALLED = said("Somebody here is called that. Add something that tells them apart, such as a letter")
FIRST = date(1950, 1, 1)


@dataclass(frozen=True)
class Details:
    """What is known of somebody. `known_as` may be left empty: the first of their names, then."""

    full_name: str
    known_as: str
    email: str
    joined_on: date
    weekly_minutes: int | None = None


def add(actor: Actor, key: uuid.UUID, details: Details) -> Person:
    """Add somebody, who cannot sign in until they have set a password by an invitation.

    Args:
        key: the key that they will have. Sent twice, it is the same person.

    Raises:
        Forbidden: for anyone who does not administer.
        Refused: beside the fields, what cannot stand.
    """
    require(access.administers(actor))
    known = db.session.get(Person, key)
    if known is not None:
        require(access.can_change(actor, known))
        return known
    full, called = _names(details.full_name, details.known_as)
    email = details.email.strip()
    problems = _problems(actor, None, full, called)
    if problem := rules.sign_in_problem(email) or taken(email, None):
        problems["email"] = problem
    if problem := _first_day_problem(actor, details.joined_on):
        problems["joined_on"] = problem
    if problems:
        raise Refused(problems)
    person = Person(
        id=key,
        organisation_id=actor.organisation_id,
        full_name=full,
        known_as=called,
        email=email,
        email_folded=fold_email(email),
        joined_on=details.joined_on,
        weekly_minutes=details.weekly_minutes,
        added_at=actor.now,
    )
    db.session.add(person)
    audit.did(actor, "added", person)
    return person


def correct(
    actor: Actor, person: Person, full_name: str, known_as: str, weekly_minutes: int | None
) -> bool:
    """Put somebody's names and hours right; what they signed keeps the name that it was signed
    with. Says whether anything changed.

    Raises:
        Forbidden: for anyone who does not administer.
        Refused: beside the fields, what cannot stand.
    """
    require(access.can_change(actor, person))
    begun = person.password_hash is not None
    full, called = _names(full_name, known_as or (person.known_as if begun else ""))
    problems = _problems(actor, person, full, called)
    if begun and called != person.known_as:
        # A name that somebody else may take afterwards is one that others go on sharing with.
        problems.setdefault("known_as", THEIRS)
    if problems:
        raise Refused(problems)
    before = (person.full_name, person.known_as, person.weekly_minutes)
    if before == (full, called, weekly_minutes):
        return False
    person.full_name, person.known_as, person.weekly_minutes = full, called, weekly_minutes
    audit.did(actor, "corrected", person)
    return True


def _names(full_name: str, known_as: str) -> tuple[str, str]:
    full = naming.tidy(full_name)
    return full, naming.tidy(known_as) or full.partition(" ")[0]


def _problems(actor: Actor, person: Person | None, full: str, called: str) -> dict[str, str]:
    problems: dict[str, str] = {}
    if problem := rules.full_name_problem(full):
        problems["full_name"] = problem
    elif problem := naming.problem(called):
        problems["known_as"] = problem
    elif _is_new(person, called) and _passes_for_another(actor, person, called):
        problems["known_as"] = CALLED
    return problems


def _is_new(person: Person | None, called: str) -> bool:
    return person is None or naming.seen_as(called) != naming.seen_as(person.known_as)


def _passes_for_another(actor: Actor, person: Person | None, name: str) -> bool:
    """Whether someone else here is called this, or so nearly that nobody could tell."""
    others = db.session.execute(
        select(Person.id, Person.known_as).where(Person.organisation_id == actor.organisation_id)
    )
    seen = naming.seen_as(name)
    own = None if person is None else person.id
    return any(row.id != own and naming.seen_as(row.known_as) == seen for row in others)


def _first_day_problem(actor: Actor, day: date) -> str | None:
    if not FIRST <= day <= actor.today + timedelta(days=366):
        return said("Give a first day that is not more than a year ahead")
    return None
