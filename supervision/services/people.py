"""Signing in and out, and setting up organisations, teams, people and relations."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select, update

from supervision import audit, outbox
from supervision.access.actor import Actor
from supervision.domain.mails import Kind
from supervision.domain.refusals import Refused, require
from supervision.domain.text import fold_email
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import (
    CareService,
    Organisation,
    OrganisationKey,
    Person,
    RoleGrant,
    SupervisionRelation,
    Team,
    TeamMembership,
)
from supervision.models.sign_ins import SignIn
from supervision.models.tree import CareServiceSpell, TeamSpell
from supervision.sealing import keyring

G = TypeVar(
    "G", CareServiceSpell, TeamSpell, TeamMembership, RoleGrant, SupervisionRelation
)  # what somebody gives


def begin_sign_in(
    person_id: uuid.UUID, organisation_id: uuid.UUID, now: datetime, device: str = ""
) -> str:
    """Begin a sign-in; returns the token for the cookie, which is stored only as a hash.

    Args:
        device: the browser in words, for the person's own list of sign-ins.
    """
    token = secrets.token_urlsafe(32)
    row = SignIn(
        organisation_id=organisation_id,
        person_id=person_id,
        token_hash=hashlib.sha256(token.encode()).digest(),
        device=device,
        started_at=now,
        seen_at=now,
    )
    db.session.add(row)
    audit.append(organisation_id, person_id, now, "signed_in", "sign_ins", row.id)
    return token


def end_sign_in(actor: Actor, token: str) -> None:
    """End the sign-in of this token; a copy of the cookie opens nothing afterwards."""
    db.session.execute(
        update(SignIn)
        .where(
            SignIn.token_hash == hashlib.sha256(token.encode()).digest(),
            SignIn.person_id == actor.person_id,
            SignIn.ended_at.is_(None),
        )
        .values(ended_at=actor.now)
    )
    audit.append(
        actor.organisation_id, actor.person_id, actor.now, "signed_out", "people", actor.person_id
    )


def note_failed_sign_in(person_id: uuid.UUID, organisation_id: uuid.UUID, now: datetime) -> None:
    """Leave a trace of a wrong password on an account that exists."""
    audit.append(organisation_id, None, now, "sign_in_failed", "people", person_id)


def tell_of_guessing(person_id: uuid.UUID, organisation_id: uuid.UUID, now: datetime) -> None:
    """Tell the owner of an account by mail that somebody tries many passwords."""
    outbox.about_sign_in(organisation_id, person_id, Kind.GUESSING, now)
    audit.append(organisation_id, None, now, "told_of_guessing", "people", person_id)


def ask_for_link(person_id: uuid.UUID, organisation_id: uuid.UUID, now: datetime) -> None:
    """Have a mail sent with a link to set a new password. The link is made when the mail goes."""
    outbox.about_sign_in(organisation_id, person_id, Kind.RESET, now)
    audit.append(organisation_id, None, now, "asked_for_link", "people", person_id)


def touch_sign_in(sign_in_id: uuid.UUID, now: datetime) -> None:
    """Note that a sign-in is in use. It never brings an ended one back."""
    db.session.execute(
        update(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None)).values(seen_at=now)
    )


def set_up_organisation(
    name: str, nation: str, time_zone: str, now: datetime, *, demonstration: bool = False
) -> Organisation:
    """Make an organisation with its own data key."""
    organisation = Organisation(
        id=new_key(), name=name, nation=nation, time_zone=time_zone, demonstration=demonstration
    )
    db.session.add(organisation)
    key_id, wrapped = keyring.new_key(organisation.id)
    db.session.flush()
    db.session.add(
        OrganisationKey(id=key_id, organisation_id=organisation.id, wrapped=wrapped, made_at=now)
    )
    audit.append(organisation.id, None, now, "set_up", "organisations", organisation.id)
    return organisation


def add_care_service(actor: Actor, name: str, from_date: date | None = None) -> CareService:
    """Make a service, with its first name in the dated tree."""
    service = _added(actor, CareService(organisation_id=actor.organisation_id, name=name))
    spell = CareServiceSpell(
        organisation_id=actor.organisation_id,
        care_service_id=service.id,
        name=name,
        from_date=from_date or actor.today,
    )
    db.session.add(_given(actor, spell, ""))
    return service


def add_team(actor: Actor, service: CareService, name: str, from_date: date | None = None) -> Team:
    """Make a team in a service, with its first name and place in the dated tree."""
    team = _added(
        actor,
        Team(organisation_id=actor.organisation_id, care_service_id=service.id, name=name),
    )
    spell = TeamSpell(
        organisation_id=actor.organisation_id,
        team_id=team.id,
        care_service_id=service.id,
        name=name,
        from_date=from_date or actor.today,
    )
    db.session.add(_given(actor, spell, ""))
    return team


def add_person(
    actor: Actor,
    full_name: str,
    known_as: str,
    email: str,
    password_hash: str | None,
    joined_on: date,
    weekly_minutes: int | None = None,
) -> Person:
    return _added(
        actor,
        Person(
            organisation_id=actor.organisation_id,
            full_name=full_name,
            known_as=known_as,
            email=email,
            email_folded=fold_email(email),
            password_hash=password_hash,
            joined_on=joined_on,
            weekly_minutes=weekly_minutes,
            added_at=None if actor.is_system else actor.now,
        ),
    )


def grant_role(
    actor: Actor,
    person: Person,
    role: str,
    from_date: date,
    to_date: date | None = None,
    reason: str = "",
) -> RoleGrant:
    grant = RoleGrant(
        organisation_id=actor.organisation_id,
        person_id=person.id,
        role=role,
        from_date=from_date,
        to_date=to_date,
    )
    return _added(actor, _given(actor, grant, reason))


def join_team(
    actor: Actor, person: Person, team: Team, from_date: date, reason: str = ""
) -> TeamMembership:
    """Make somebody a member of a team from a day on.

    Raises:
        Forbidden: for oneself.
        Refused: for a team that is closed.
    """
    require(person.id != actor.person_id)
    standing = select(Team.closed_on).where(Team.id == team.id).with_for_update(read=True)
    if db.session.scalar(standing) is not None:
        raise Refused({"team": said("Choose another team: this one is closed")})
    membership = TeamMembership(
        organisation_id=actor.organisation_id,
        person_id=person.id,
        team_id=team.id,
        from_date=from_date,
    )
    return _added(actor, _given(actor, membership, reason))


def relate(
    actor: Actor,
    supervisor: Person,
    supervisee: Person,
    function: str,
    from_date: date,
    to_date: date | None = None,
    reason: str = "",
) -> SupervisionRelation:
    """Say that one person supervises another, in a function, from a day on."""
    relation = SupervisionRelation(
        organisation_id=actor.organisation_id,
        supervisor_id=supervisor.id,
        supervisee_id=supervisee.id,
        function=function,
        from_date=from_date,
        to_date=to_date,
    )
    return _added(actor, _given(actor, relation, reason))


def end(
    actor: Actor,
    right: TeamMembership | RoleGrant | SupervisionRelation,
    last_day: date,
    reason: str = "",
) -> None:
    """End a dated right with its last day; who ended it and why stay with it."""
    right.to_date = last_day
    right.ended_by, right.ended_at = actor.person_id, actor.now
    if reason:
        right.end_reason = reason
    audit.did(actor, "ended", right)


def _given(actor: Actor, row: G, reason: str) -> G:
    row.given_by = None if actor.is_system else actor.person_id
    row.given_at = actor.now
    if reason:
        row.reason = reason
    return row


def _added(actor: Actor, row):
    db.session.add(row)
    audit.did(actor, "added", row)
    return row
