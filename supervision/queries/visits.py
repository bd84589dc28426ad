"""When somebody was here before, and whether they have been told whose place this is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from supervision.access import people as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn
from supervision.queries.people import token_hash
from supervision.queries.prepared import prepared

now = aliased(SignIn)


@dataclass(frozen=True)
class Visit:
    """`before` is when the person was last seen in an earlier sign-in; None on the first visit."""

    welcomed: bool
    before: datetime | None


def visit(actor: Actor, token: str) -> Visit:
    """This visit of the actor, with the sign-in of a token."""
    welcomed_at, seen_at = required(_visit(actor, token=token_hash(token)).first())
    return Visit(welcomed_at is not None, seen_at)


@prepared
def _visit(actor: Actor, token: Any) -> Select[Any]:
    began = select(now.started_at).where(now.person_id == actor.person_id, now.token_hash == token)
    before = select(func.max(SignIn.seen_at)).where(
        access.sign_ins_of(actor),
        SignIn.token_hash != token,
        SignIn.started_at <= began.scalar_subquery(),
    )
    return select(Person.welcomed_at, before.scalar_subquery()).where(Person.id == actor.person_id)


def person(actor: Actor) -> Person:
    """The actor's own details."""
    return required(db.session.scalar(select(Person).where(Person.id == actor.person_id)))
