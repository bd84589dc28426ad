"""Giving and ending roles."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from supervision import audit
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.access.people import works_here
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.people import ROLES, Organisation, Person, RoleGrant
from supervision.services.standing import giving
from supervision.services.standing.telling import tell

DAY = timedelta(days=1)
HELD = said("They have this role on some of these days already. Choose days after that, or end it")
UNKNOWN = said("Choose one of the roles")
TOO_FEW = said(
    "Two administrators have to stay, since one alone cannot do what needs two. Make somebody else "
    "an administrator first"
)


def check_role(actor: Actor, person: Person, role: str, first: date, last: date | None) -> None:
    """What has to hold before a role is given, or asked for.

    Raises:
        Forbidden: for anyone but an administrator.
        Refused: beside `role`, `first` or `last`.
    """
    require(access.can_change(actor, person))
    if role not in ROLES:
        raise Refused({"role": UNKNOWN})
    giving.check_days(actor, first, last)
    giving.check_here(person, first, last, "last")
    held = db.session.scalar(
        select(RoleGrant.id)
        .where(
            RoleGrant.person_id == person.id,
            RoleGrant.role == role,
            or_(RoleGrant.to_date.is_(None), RoleGrant.to_date >= first),
            *([RoleGrant.from_date <= last] if last is not None else []),
        )
        .limit(1)
    )
    if held is not None:
        raise Refused({"role": HELD})


def give_role(
    actor: Actor,
    key: uuid.UUID,
    person: Person,
    role: str,
    first: date,
    last: date | None,
    reason: str,
    agreed: SecondLook | None = None,
) -> RoleGrant:
    """Give somebody a role, and tell them.

    Args:
        key: of the new row; that of the second look, where one has agreed.

    Raises:
        Forbidden: for anyone but an administrator, and without a second look where one is needed.
        Refused: as `check_role` says.
    """
    check_role(actor, person, role, first, last)
    needed = access.role_needs_second_look(actor, person.id, role)
    require(giving.is_agreed(agreed, "role", key) if agreed is not None else not needed)
    grant = RoleGrant(
        id=key,
        organisation_id=actor.organisation_id,
        person_id=person.id,
        role=role,
        from_date=first,
        to_date=last,
    )
    giving.give(actor, grant, reason, agreed)
    db.session.add(grant)
    audit.did(actor, "added", grant)
    tell(actor, grant)
    return grant


def end_role(actor: Actor, person: Person, grant: RoleGrant, last_day: date, reason: str) -> None:
    """End somebody's role with a day, and tell them.

    Raises:
        Forbidden: for anyone but an administrator.
        Refused: beside `last`; and where fewer than two administrators would stay.
    """
    require(access.can_change(actor, person) and grant.person_id == person.id)
    if grant.role == "administrator":
        _enough_stay(actor, grant, last_day)
    giving.end(actor, grant, last_day, reason)
    tell(actor, grant)


def _enough_stay(actor: Actor, grant: RoleGrant, last_day: date) -> None:
    """Counted on the first day without the role, from today on, and after every later day on which
    the role or the time of another one ends, while the organisation's row is held: of two who go at
    once, one is refused."""
    db.session.execute(
        select(Organisation.id)
        .where(Organisation.id == actor.organisation_id)
        .with_for_update(key_share=True)
    )
    first = max(last_day + DAY, actor.today)
    others = db.session.execute(
        select(RoleGrant.person_id, RoleGrant.from_date, RoleGrant.to_date, Person.left_on)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.organisation_id == actor.organisation_id,
            RoleGrant.role == "administrator",
            RoleGrant.id != grant.id,
            works_here(actor),
        )
    ).all()
    ends = {day for row in others for day in (row.to_date, row.left_on) if day is not None}
    for day in {first, *(day + DAY for day in ends if day >= first)}:
        if grant.to_date is not None and grant.to_date < day:
            continue  # it was to have ended by then anyway
        stay = {row.person_id for row in others if _administers_on(row, day)}
        if len(stay) < access.FEWEST:
            raise Refused({"last": TOO_FEW})


def _administers_on(row: Any, day: date) -> bool:
    ends = [one for one in (row.to_date, row.left_on) if one is not None]
    return row.from_date <= day and all(one >= day for one in ends)
