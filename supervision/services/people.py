"""Signing in and out, and setting up organisations, teams, people and relations."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import date, datetime, timedelta

from sqlalchemy import delete, or_, update

from supervision import audit, outbox
from supervision.access.actor import Actor
from supervision.domain.mails import Kind
from supervision.domain.text import fold_email
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
from supervision.models.sign_ins import KeptForm, SignIn
from supervision.sealing import keyring


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


def keep_form(
    person_id: uuid.UUID, organisation_id: uuid.UUID, now: datetime, fields: str
) -> uuid.UUID:
    """Keep what someone had typed when their sign-in ran out; returns the key to ask for it by.

    What anyone kept more than a day before is erased on the way.
    """
    db.session.execute(delete(KeptForm).where(KeptForm.kept_at < now - timedelta(days=1)))
    row = KeptForm(
        organisation_id=organisation_id,
        person_id=person_id,
        kept_at=now,
        fields=fields,
    )
    db.session.add(row)
    audit.append(organisation_id, person_id, now, "kept", "kept_forms", row.id)
    return row.id


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


def add_care_service(actor: Actor, name: str) -> CareService:
    return _added(actor, CareService(organisation_id=actor.organisation_id, name=name))


def add_team(actor: Actor, service: CareService, name: str) -> Team:
    return _added(
        actor,
        Team(organisation_id=actor.organisation_id, care_service_id=service.id, name=name),
    )


def add_person(
    actor: Actor,
    full_name: str,
    known_as: str,
    email: str,
    password_hash: str | None,
    joined_on: date,
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
        ),
    )


def grant_role(actor: Actor, person: Person, role: str, from_date: date) -> RoleGrant:
    return _added(
        actor,
        RoleGrant(
            organisation_id=actor.organisation_id,
            person_id=person.id,
            role=role,
            from_date=from_date,
        ),
    )


def join_team(actor: Actor, person: Person, team: Team, from_date: date) -> TeamMembership:
    return _added(
        actor,
        TeamMembership(
            organisation_id=actor.organisation_id,
            person_id=person.id,
            team_id=team.id,
            from_date=from_date,
        ),
    )


def relate(
    actor: Actor,
    supervisor: Person,
    supervisee: Person,
    function: str,
    from_date: date,
    to_date: date | None = None,
) -> SupervisionRelation:
    """Say that one person supervises another, in a function, from a day on."""
    return _added(
        actor,
        SupervisionRelation(
            organisation_id=actor.organisation_id,
            supervisor_id=supervisor.id,
            supervisee_id=supervisee.id,
            function=function,
            from_date=from_date,
            to_date=to_date,
        ),
    )


def leave(actor: Actor, person: Person, last_day: date) -> None:
    """Note someone's last day here: with it sign-in and access end, and every membership and role
    that would go on. What they wrote stays."""
    person.left_on = last_day
    for table in (TeamMembership, RoleGrant):
        db.session.execute(
            update(table)
            .where(
                table.person_id == person.id,
                or_(table.to_date.is_(None), table.to_date > last_day),
            )
            .values(to_date=last_day)
        )
    audit.did(actor, "left", person)


def _added(actor: Actor, row):
    db.session.add(row)
    audit.did(actor, "added", row)
    return row
