"""When somebody was here before, and whether they have been told whose place this is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from supervision.access import people as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn
from supervision.queries.people import token_hash

now = aliased(SignIn)


@dataclass(frozen=True)
class Visit:
    """`before` is when the person was last seen in an earlier sign-in; None on the first visit."""

    welcomed: bool
    before: datetime | None


def visit(actor: Actor, token: str) -> Visit:
    """This visit of the actor, with the sign-in of a token."""
    began = select(now.started_at).where(
        now.person_id == actor.person_id, now.token_hash == token_hash(token)
    )
    before = select(func.max(SignIn.seen_at)).where(
        access.sign_ins_of(actor),
        SignIn.token_hash != token_hash(token),
        SignIn.started_at <= began.scalar_subquery(),
    )
    row = db.session.execute(
        select(Person.welcomed_at, before.scalar_subquery()).where(Person.id == actor.person_id)
    ).first()
    welcomed_at, seen_at = required(row)
    return Visit(welcomed_at is not None, seen_at)


def person(actor: Actor) -> Person:
    """The actor's own details."""
    return required(db.session.scalar(select(Person).where(Person.id == actor.person_id)))
