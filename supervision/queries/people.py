"""Reading people: the Actor of a sign-in, and the names that a page may show."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    LargeBinary,
    and_,
    bindparam,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from supervision.access.actor import Actor, Membership, Relation
from supervision.domain import settings
from supervision.domain.nations import nation
from supervision.domain.text import fold_email
from supervision.extensions import db
from supervision.models.base import Key
from supervision.models.people import (
    Organisation,
    Person,
    RoleGrant,
    SupervisionRelation,
    Team,
    TeamMembership,
)
from supervision.models.sign_ins import SignIn
from supervision.statements import Statement


@dataclass(frozen=True)
class Account:
    """What signing in needs to know of an address."""

    person_id: uuid.UUID
    organisation_id: uuid.UUID
    password_hash: str | None
    left_on: date | None
    time_zone: str
    shut_out_at: datetime | None = None


@dataclass(frozen=True)
class LiveSignIn:
    """A sign-in whose token a request carries; `actor` is None for somebody who has left,
    `confirmed_at` is when the password was last given."""

    id: uuid.UUID
    person_id: uuid.UUID
    seen_at: datetime
    confirmed_at: datetime
    live: bool
    actor: Actor | None


def account(email: str) -> Account | None:
    """The account of an address, whatever its case or width."""
    row = db.session.execute(
        select(
            Person.id,
            Person.organisation_id,
            Person.password_hash,
            Person.left_on,
            Organisation.time_zone,
            Person.shut_out_at,
        )
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Person.email_folded == fold_email(email))
    ).first()
    return Account(*row) if row else None


def token_hash(token: str) -> bytes:
    """What is stored of a sign-in's token: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(token.encode()).digest()


def sign_in(token: str, now: datetime, idle: timedelta, absolute: timedelta) -> LiveSignIn | None:
    """The sign-in of a token, whether it still holds (not ended, not idle, not too old), and the
    Actor it stands for. Two statements.

    Args:
        idle, absolute: the limits of the server; those of the organisation can only be shorter.
    """
    row = _SIGN_IN.run({"token": token_hash(token)}).first()
    if row is None:
        return None
    *facts, id_, person_id, seen_at, started_at, confirmed_at, ended_at = row
    idle, absolute = settings.of(facts[-1]).limits(idle, absolute)
    live = ended_at is None and now - seen_at < idle and now - started_at < absolute
    given = confirmed_at or started_at
    return LiveSignIn(id_, person_id, seen_at, given, live, _actor(person_id, now, facts))


def actor(person_id: uuid.UUID, now: datetime) -> Actor | None:
    """The Actor for a person at a moment; None when they have left, or have not begun.

    Two statements, however many relations there are; for a key of nobody as well, so that the time
    a sign-in takes tells no more than its answer.
    """
    row = _PERSON.run({"person": person_id}).first()
    if row is None:
        _STANDING.run({"person": person_id, "today": now.date()}).all()
        return None
    return _actor(person_id, now, row)


def _actor(person_id: uuid.UUID, now: datetime, facts: Sequence[Any]) -> Actor | None:
    organisation_id, known_as, joined_on, left_on, shut_out_at, *of_organisation = facts
    organisation, time_zone, home, set_here = of_organisation
    if shut_out_at is not None and now >= shut_out_at:
        return None
    zone = ZoneInfo(time_zone)
    today = now.astimezone(zone).date()
    standing = _STANDING.run({"person": person_id, "today": today}).all()
    if today < joined_on or (left_on is not None and today > left_on):
        return None
    supervises, supervised_by, above, roles, memberships = [], [], set(), set(), []
    for what, id_, first, second, text, name, other in standing:
        if what == "relation":
            relation = Relation(id_, first, second, text, name, other)
            (supervises if first == person_id else supervised_by).append(relation)
        elif what == "above":
            above.add(id_)
        elif what == "role":
            roles.add(text)
        else:
            memberships.append(Membership(first, second, text))
    return Actor(
        person_id=person_id,
        organisation_id=organisation_id,
        known_as=known_as,
        organisation=organisation,
        now=now,
        today=today,
        zone=zone,
        roles=frozenset(roles),
        supervises=tuple(sorted(supervises, key=lambda r: (r.supervisee, r.id))),
        supervised_by=tuple(sorted(supervised_by, key=lambda r: (r.function != "line", r.id))),
        above=frozenset(above),
        memberships=tuple(sorted(memberships, key=lambda m: (m.team, m.team_id))),
        language=nation(home).language,
        settings=set_here,
    )


def names(organisation_id: uuid.UUID, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """How people are called, by key; only within the organisation."""
    if not ids:
        return {}
    rows = db.session.execute(
        select(Person.id, Person.known_as).where(
            Person.organisation_id == organisation_id, Person.id.in_(list(ids))
        )
    )
    return {row.id: row.known_as for row in rows}


def demonstration() -> bool:
    """Whether this installation holds a demonstration organisation."""
    return (
        db.session.scalar(
            select(Organisation.demonstration).where(Organisation.demonstration).limit(1)
        )
        is not None
    )


def alive(table: Any, today: Any) -> ColumnElement[bool]:
    """Rows with dates that hold today, the last day included."""
    return and_(table.from_date <= today, or_(table.to_date.is_(None), table.to_date >= today))


def _standing() -> CompoundSelect[Any]:
    """Everything that an Actor carries, as one statement: kind, id, two keys, three texts."""
    person_id, today = bindparam("person", type_=Key()), bindparam("today", type_=Date())
    supervisor, supervisee = aliased(Person), aliased(Person)
    relation, line = aliased(SupervisionRelation), aliased(SupervisionRelation)
    no_key, no_text = null().cast(Key), null()
    return union_all(
        select(
            literal("relation"),
            relation.id,
            relation.supervisor_id,
            relation.supervisee_id,
            relation.function,
            supervisor.known_as,
            supervisee.known_as,
        )
        .join(supervisor, supervisor.id == relation.supervisor_id)
        .join(supervisee, supervisee.id == relation.supervisee_id)
        .where(
            or_(relation.supervisor_id == person_id, relation.supervisee_id == person_id),
            alive(relation, today),
        ),
        select(literal("above"), relation.id, no_key, no_key, no_text, no_text, no_text)
        .join(line, line.supervisee_id == relation.supervisor_id)
        .where(
            line.supervisor_id == person_id,
            line.function == "line",
            alive(line, today),
            alive(relation, today),
        ),
        select(
            literal("role"), RoleGrant.id, no_key, no_key, RoleGrant.role, no_text, no_text
        ).where(RoleGrant.person_id == person_id, alive(RoleGrant, today)),
        select(
            literal("team"),
            TeamMembership.id,
            Team.id,
            Team.care_service_id,
            Team.name,
            no_text,
            no_text,
        )
        .join(Team, Team.id == TeamMembership.team_id)
        .where(TeamMembership.person_id == person_id, alive(TeamMembership, today)),
    )


# What every request asks, built once.
_STANDING = Statement(_standing())
_FACTS = (
    Person.organisation_id,
    Person.known_as,
    Person.joined_on,
    Person.left_on,
    Person.shut_out_at,
    Organisation.name,
    Organisation.time_zone,
    Organisation.nation,
    Organisation.settings,
)
_PERSON = Statement(
    select(*_FACTS)
    .join(Organisation, Organisation.id == Person.organisation_id)
    .where(Person.id == bindparam("person", type_=Key()))
)
_SIGN_IN = Statement(
    select(
        *_FACTS,
        SignIn.id,
        SignIn.person_id,
        SignIn.seen_at,
        SignIn.started_at,
        SignIn.confirmed_at,
        SignIn.ended_at,
    )
    .join(Person, Person.id == SignIn.person_id)
    .join(Organisation, Organisation.id == Person.organisation_id)
    .where(SignIn.token_hash == bindparam("token", type_=LargeBinary()))
)
