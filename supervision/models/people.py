"""The tree (organisation, care service, team), the people, and who stands how to whom.

Relations, memberships and roles carry dates, from the first day to the last (both included), by
the local calendar of the organisation; nothing here copies what they give.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.keys import new_key
from supervision.models.base import Key, Model, Moment, Row, sealed_column
from supervision.sealing import Sealed

ROLES = ("practitioner", "curator", "leader", "auditor", "governance", "administrator")
FUNCTIONS = ("line", "professional", "clinical")


def within(name: str, target: str) -> ForeignKeyConstraint:
    """A foreign key that cannot cross from one organisation to another."""
    return ForeignKeyConstraint(
        ["organisation_id", name], [f"{target}.organisation_id", f"{target}.id"]
    )


class Given:
    """From which day to which something holds, who gave it, when and why, and who ended it.

    `given_by` and `ended_by` are keys of people, without a foreign key: nobody who gave one is ever
    taken out of the table, and the right is worth no less without them. None: the system, or a row
    from before this was noted.
    """

    from_date: Mapped[date]
    to_date: Mapped[date | None]
    given_by: Mapped[uuid.UUID | None] = mapped_column(Key)
    given_at: Mapped[datetime | None] = mapped_column(Moment)
    reason_sealed: Mapped[bytes | None] = sealed_column()
    ended_by: Mapped[uuid.UUID | None] = mapped_column(Key)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    end_reason_sealed: Mapped[bytes | None] = sealed_column()


class Organisation(Model):
    __tablename__ = "organisations"

    id: Mapped[uuid.UUID] = mapped_column(Key, primary_key=True, default=new_key)
    name: Mapped[str] = mapped_column(String(200))
    nation: Mapped[str] = mapped_column(String(20))
    time_zone: Mapped[str] = mapped_column(String(60))
    demonstration: Mapped[bool] = mapped_column(default=False)
    # What is set otherwise than by default, as JSON: the last value of each row of setting_changes,
    # here as well because every request needs some of them.
    settings: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")


class OrganisationKey(Row):
    """A data key, wrapped by the master key. Values name the key that sealed them."""

    __tablename__ = "organisation_keys"

    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Moment)


class CareService(Row):
    """A service: its name today. What it was called before: `CareServiceSpell`."""

    __tablename__ = "care_services"
    __table_args__ = (UniqueConstraint("organisation_id", "id"),)

    name: Mapped[str] = mapped_column(String(200))
    closed_on: Mapped[date | None]  # the last day


class Team(Row):
    """A team: its name and its service today. What they were before: `TeamSpell`."""

    __tablename__ = "teams"
    __table_args__ = (
        within("care_service_id", "care_services"),
        UniqueConstraint("organisation_id", "id"),
    )

    care_service_id: Mapped[uuid.UUID] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(200))
    closed_on: Mapped[date | None]  # the last day


class Person(Row):
    """Someone who works here. `left_on` is the last day; sign-in and access end with it, or at
    `shut_out_at` where they were ended at once. What ended with the last day has `leaving_noted_at`
    for its `ended_at`, so that the day can be moved while it lies ahead.

    `email` may be a name to sign in with, for people without work mail: it has no @ then.
    """

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("organisation_id", "id"),
        Index("ix_people_organisation_id_full_name", "organisation_id", "full_name", "id"),
    )

    full_name: Mapped[str] = mapped_column(String(200))
    known_as: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254))
    email_folded: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    welcomed_at: Mapped[datetime | None] = mapped_column(Moment)  # has been told whose place it is
    mail_when_waiting: Mapped[bool] = mapped_column(default=True, server_default=true())
    joined_on: Mapped[date]
    left_on: Mapped[date | None]
    shut_out_at: Mapped[datetime | None] = mapped_column(Moment)
    leaving_noted_at: Mapped[datetime | None] = mapped_column(Moment)
    weekly_minutes: Mapped[int | None]  # of work
    # When an administrator added them; None: with the organisation, or before this was noted.
    added_at: Mapped[datetime | None] = mapped_column(Moment)


class TeamMembership(Given, Row):
    __tablename__ = "team_memberships"
    __table_args__ = (
        within("team_id", "teams"),
        within("person_id", "people"),
        Index("ix_team_memberships_person_id", "person_id"),
        Index("ix_team_memberships_team_id", "team_id"),
    )

    team_id: Mapped[uuid.UUID] = mapped_column(Key)
    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    reason = Sealed("reason_sealed", "team_membership.reason")
    end_reason = Sealed("end_reason_sealed", "team_membership.end_reason")


class RoleGrant(Given, Row):
    """A role that someone holds. Supervisor is not one: that is a relation."""

    __tablename__ = "role_grants"
    __table_args__ = (
        within("person_id", "people"),
        CheckConstraint(f"role IN {ROLES}", name="role"),
        Index("ix_role_grants_person_id", "person_id"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    role: Mapped[str] = mapped_column(String(20))
    reason = Sealed("reason_sealed", "role_grant.reason")
    end_reason = Sealed("end_reason_sealed", "role_grant.end_reason")


class SupervisionRelation(Given, Row):
    """Who supervises whom, in what function, from when until when. Access hangs on it."""

    __tablename__ = "supervision_relations"
    __table_args__ = (
        within("supervisor_id", "people"),
        within("supervisee_id", "people"),
        UniqueConstraint("organisation_id", "id"),
        CheckConstraint("supervisor_id <> supervisee_id", name="two_people"),
        CheckConstraint(f"function IN {FUNCTIONS}", name="function"),
        Index("ix_supervision_relations_supervisor_id", "supervisor_id"),
        Index("ix_supervision_relations_supervisee_id", "supervisee_id"),
    )

    supervisor_id: Mapped[uuid.UUID] = mapped_column(Key)
    supervisee_id: Mapped[uuid.UUID] = mapped_column(Key)
    function: Mapped[str] = mapped_column(String(20))
    reason = Sealed("reason_sealed", "supervision_relation.reason")
    end_reason = Sealed("end_reason_sealed", "supervision_relation.end_reason")
