"""When somebody was here before, whether they were told whose place this is, and who leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import aliased

from supervision.access import people as access
from supervision.access.actor import Actor
from supervision.domain.references import left_since
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sign_ins import KeptForm, SignIn
from supervision.queries.kept import unsaved_of
from supervision.queries.people import token_hash
from supervision.queries.prepared import prepared
from supervision.queries.recordings import Leaver, leavers, told

now = aliased(SignIn)


@dataclass(frozen=True)
class Visit:
    """`before` is when the person was last seen in an earlier sign-in, None on the first visit;
    `began_before` is when the latest of those sign-ins began; `last_day` is theirs here, where one
    is given; `leavers` are those for whom they can hand over what is still held; `unsaved` is when
    something was last typed that they have not saved."""

    welcomed: bool
    before: datetime | None
    last_day: date | None = None
    leavers: tuple[Leaver, ...] = ()
    began_before: datetime | None = None
    unsaved: datetime | None = None


def visit(actor: Actor, token: str) -> Visit:
    """This visit of the actor, with the sign-in of a token."""
    rows = _visit(actor, token=token_hash(token), since=left_since(actor.today)).all()
    welcomed_at, last_day, unsaved, seen_at, began, *_ = required(rows[0] if rows else None)
    leaving = told([row[5:] for row in rows])
    return Visit(welcomed_at is not None, seen_at, last_day, leaving, began, unsaved)


@prepared
def _visit(actor: Actor, token: Any, since: Any) -> Select[Any]:
    """One row; where several leave, one for each of them."""
    began = select(now.started_at).where(now.person_id == actor.person_id, now.token_hash == token)
    earlier = (
        access.sign_ins_of(actor),
        SignIn.token_hash != token,
        SignIn.started_at <= began.scalar_subquery(),
    )
    before = select(func.max(SignIn.seen_at)).where(*earlier).scalar_subquery()
    began_before = select(func.max(SignIn.started_at)).where(*earlier).scalar_subquery()
    unsaved = select(func.max(KeptForm.kept_at)).where(*unsaved_of(actor)).scalar_subquery()
    leaving = leavers(actor, since).subquery()
    return (
        select(Person.welcomed_at, Person.left_on, unsaved, before, began_before, *leaving.c)
        .outerjoin(leaving, true())
        .where(Person.id == actor.person_id)
    )


def person(actor: Actor) -> Person:
    """The actor's own details."""
    return required(db.session.scalar(select(Person).where(Person.id == actor.person_id)))
