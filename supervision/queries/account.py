"""Reading what is one's own: details, relations with their dates, sign-ins, the stored password."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select

from supervision.access import people as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person, RoleGrant, SupervisionRelation
from supervision.models.sign_ins import SignIn
from supervision.queries.people import alive

MOST = 100
NAMED = 12


@dataclass(frozen=True)
class SignInRow:
    """One of the actor's sign-ins that still holds."""

    id: uuid.UUID
    device: str
    started_at: datetime
    seen_at: datetime


def me(actor: Actor) -> Person:
    """The actor's own row."""
    return required(
        db.session.scalar(
            select(Person).where(
                Person.organisation_id == actor.organisation_id, Person.id == actor.person_id
            )
        )
    )


def since(actor: Actor) -> dict[uuid.UUID, date]:
    """From which day on the actor's relations of today hold, by relation."""
    rows = db.session.execute(
        select(SupervisionRelation.id, SupervisionRelation.from_date).where(
            SupervisionRelation.organisation_id == actor.organisation_id,
            SupervisionRelation.id.in_(
                [relation.id for relation in (*actor.supervised_by, *actor.supervises)]
            ),
        )
    )
    return {row.id: row.from_date for row in rows}


def administrators(actor: Actor) -> tuple[str, ...]:
    """The full names of whoever administers the actor's organisation today."""
    return tuple(
        db.session.scalars(
            select(Person.full_name)
            .join(RoleGrant, RoleGrant.person_id == Person.id)
            .where(
                RoleGrant.organisation_id == actor.organisation_id,
                RoleGrant.role == "administrator",
                alive(RoleGrant, actor.today),
                access.works_here(actor),
            )
            .distinct()
            .order_by(Person.full_name)
            .limit(NAMED)
        )
    )


def sign_ins(actor: Actor, idle: timedelta, absolute: timedelta) -> tuple[SignInRow, ...]:
    """Where the actor is signed in at present, the latest seen first."""
    rows = db.session.execute(
        select(SignIn.id, SignIn.device, SignIn.started_at, SignIn.seen_at)
        .where(
            access.sign_ins_of(actor),
            SignIn.ended_at.is_(None),
            SignIn.seen_at > actor.now - idle,
            SignIn.started_at > actor.now - absolute,
        )
        .order_by(SignIn.seen_at.desc(), SignIn.id.desc())
        .limit(MOST)
    )
    return tuple(SignInRow(*row) for row in rows)


def sign_in(actor: Actor, sign_in_id: uuid.UUID) -> SignIn:
    """One of the actor's own sign-ins, whether or not it still holds.

    Raises:
        NotFound: for anyone else's.
    """
    return required(
        db.session.scalar(select(SignIn).where(SignIn.id == sign_in_id, access.sign_ins_of(actor)))
    )
