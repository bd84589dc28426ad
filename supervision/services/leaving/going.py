"""Leaving, staying after all, being shut out, and coming back.

`leave` asks no right: what sets up, imports and tries things out tells it. The doors tell the ones
that do: `set_last_day`, `stay_on`, `shut_out`, `rehire`.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update

from supervision import audit, outbox
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.access.people import works_here
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.links import OneTimeLink
from supervision.models.people import (
    Organisation,
    Person,
    RoleGrant,
    SupervisionRelation,
)
from supervision.models.recordings import PersonReferenceHolder
from supervision.models.reflections import ReflectionShare
from supervision.models.sign_ins import SignIn
from supervision.services.leaving import rights

AHEAD = timedelta(days=731)
FEWEST = said(
    "Two administrators have to stay, since some things need both. Give the role to somebody else "
    "first"
)


def leave(actor: Actor, person: Person, last_day: date) -> None:
    """Note someone's last day here: with it sign-in and access end, and every membership, role and
    supervision that would go on, on either side of it, and every absence. What they wrote stays.

    A day that was noted before, and has not passed, is moved: what ended with it ends with the new
    one. What had an end of its own, later than the last day, ends with it and does not come back.
    """
    stay(actor, person)
    person.left_on, person.leaving_noted_at = last_day, actor.now
    rights.end_all(actor, person, last_day, {})
    audit.did(actor, "left", person)


def stay(actor: Actor, person: Person) -> None:
    """Take back a last day that has not passed: what was to end with it goes on."""
    if person.left_on is None or person.left_on < actor.today or person.shut_out_at is not None:
        return
    for table, whose in rights.RIGHTS:
        rights.change(
            table,
            (
                table.organisation_id == person.organisation_id,
                or_(*(column == person.id for column in whose)),
                table.to_date == person.left_on,
                table.ended_at == person.leaving_noted_at,
            ),
            to_date=None,
            ended_by=None,
            ended_at=None,
        )
    rights.end_with_others(actor, person)
    person.left_on = person.leaving_noted_at = None
    audit.did(actor, "stays", person)


def set_last_day(actor: Actor, person: Person, last_day: date) -> None:
    """Give somebody a last day, today or ahead; one that was given before is moved.

    Raises:
        Forbidden: for anyone who does not administer, and for who has left already.
        Refused: beside `last_day`, for a day that cannot be meant, or where too few administrators
            would stay.
    """
    require(access.can_change(actor, person) and not gone(actor, person))
    if not max(actor.today, person.joined_on) <= last_day <= actor.today + AHEAD:
        raise Refused({"last_day": said("Give a day from today on, within two years")})
    _keep_enough(actor, person, last_day)
    leave(actor, person, last_day)
    _tell(actor, person)


def stay_on(actor: Actor, person: Person) -> None:
    """Take back a last day that has not passed. Raises Forbidden as `set_last_day` does."""
    require(access.can_change(actor, person) and not gone(actor, person))
    stay(actor, person)


def rehire(actor: Actor, person: Person, first_day: date) -> None:
    """Have somebody back who has left. Raises Forbidden, and Refused beside `first_day`."""
    require(access.can_change(actor, person))
    if not gone(actor, person):
        return
    if not actor.today <= first_day <= actor.today + AHEAD:
        raise Refused({"first_day": said("Give a day from today on, within two years")})
    come_back(actor, person, first_day)


def gone(actor: Actor, person: Person) -> bool:
    """Whether somebody's last day has passed, or their access was ended at once."""
    past = person.left_on is not None and person.left_on < actor.today
    return past or person.shut_out_at is not None


def _keep_enough(actor: Actor, person: Person, last_day: date) -> None:
    """Nobody leaves fewer than two administrators behind, on the day after or any day on which
    another one's role ends. The organisation's row is held, so that two who end each other's access
    take turns."""
    db.session.execute(
        select(Organisation.id)
        .where(Organisation.id == actor.organisation_id)
        .with_for_update(key_share=True)
    )

    holding = db.session.execute(
        select(RoleGrant.person_id, RoleGrant.from_date, RoleGrant.to_date, Person.left_on)
        .join(Person, Person.id == RoleGrant.person_id)
        .where(
            RoleGrant.organisation_id == actor.organisation_id,
            RoleGrant.role == "administrator",
            works_here(actor),
        )
    ).all()
    ends = {day for row in holding for day in (row.to_date, row.left_on) if day is not None}
    for day in sorted(day + timedelta(days=1) for day in {last_day, *ends} if day >= last_day):
        on = {
            row.person_id
            for row in holding
            if row.from_date <= day
            and (row.to_date is None or row.to_date >= day)
            and (row.left_on is None or row.left_on >= day)
        }
        if person.id in on and len(on) <= access.FEWEST:
            raise Refused({"last_day": FEWEST})


def shut_out(actor: Actor, person: Person) -> None:
    """End someone's access at this moment, everywhere: each request looks at the person's row, so
    that the next one is refused in every browser. Their sign-ins and links end too.

    Raises:
        Forbidden: for anyone who does not administer, and for oneself.
        Refused: where too few administrators would stay.
    """
    require(access.can_change(actor, person) and person.id != actor.person_id)
    if person.shut_out_at is not None:
        return
    _keep_enough(actor, person, actor.today)
    stay(actor, person)
    person.left_on = actor.today
    person.shut_out_at = person.leaving_noted_at = actor.now
    # Today is no day of theirs any more: nobody can share with them, or plan to meet.
    ended = {"ended_by": actor.person_id, "ended_at": actor.now}
    rights.end_all(actor, person, actor.today - timedelta(days=1), ended)
    _end_ways_in(person, actor.now)
    _tell(actor, person)
    audit.did(actor, "shut_out", person)


def _tell(actor: Actor, person: Person) -> None:
    """Tell the other side of each supervision that ends with them."""
    ended = db.session.scalars(
        select(SupervisionRelation).where(
            SupervisionRelation.organisation_id == person.organisation_id,
            or_(rights.between(person), SupervisionRelation.id.in_(rights.covering(person))),
            SupervisionRelation.ended_at == person.leaving_noted_at,
        )
    )
    for relation in ended:
        both = {relation.supervisor_id, relation.supervisee_id}
        outbox.standing(actor, both - {person.id}, relation)


def come_back(actor: Actor, person: Person, first_day: date) -> None:
    """Someone who left works here again from a day on, with what they wrote and nothing else: no
    team, role or supervision of before, no text that a colleague had shared with them by name, no
    person supported whom they had worked with. How they are known stays, and what they signed."""
    db.session.execute(
        update(ReflectionShare)
        .where(
            ReflectionShare.organisation_id == person.organisation_id,
            ReflectionShare.person_id == person.id,
            ReflectionShare.taken_back_at.is_(None),
        )
        .values(taken_back_at=actor.now)
        .execution_options(synchronize_session=False)
    )
    over = first_day - timedelta(days=1)
    for table in (PersonReferenceHolder, *(table for table, _ in rights.RIGHTS)):
        whose = dict(rights.RIGHTS).get(table, (PersonReferenceHolder.person_id,))
        rights.change(
            table,
            (
                table.organisation_id == person.organisation_id,
                or_(*(column == person.id for column in whose)),
                or_(table.to_date.is_(None), table.to_date > over),
            ),
            to_date=min(over, person.left_on or over),
        )
    _end_ways_in(person, actor.now)
    person.joined_on, person.left_on = first_day, None
    person.shut_out_at = person.leaving_noted_at = None
    audit.did(actor, "came_back", person)


def _end_ways_in(person: Person, now: datetime) -> None:
    """Every sign-in and every link of a person ends."""
    for table, more in (
        (SignIn, ()),
        (OneTimeLink, (OneTimeLink.used_at.is_(None),)),
    ):
        rights.change(
            table,
            (
                table.organisation_id == person.organisation_id,
                table.person_id == person.id,
                table.ended_at.is_(None),
                *more,
            ),
            ended_at=now,
        )
