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
    UniqueConstraint,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from supervision.keys import new_key
from supervision.models.base import Key, Model, Moment, Row

ROLES = ("practitioner", "curator", "leader", "auditor", "governance", "administrator")
FUNCTIONS = ("line", "professional", "clinical")


def within(name: str, target: str) -> ForeignKeyConstraint:
    """A foreign key that cannot cross from one organisation to another."""
    return ForeignKeyConstraint(
        ["organisation_id", name], [f"{target}.organisation_id", f"{target}.id"]
    )


class Organisation(Model):
    __tablename__ = "organisations"

    id: Mapped[uuid.UUID] = mapped_column(Key, primary_key=True, default=new_key)
    name: Mapped[str] = mapped_column(String(200))
    nation: Mapped[str] = mapped_column(String(20))
    time_zone: Mapped[str] = mapped_column(String(60))
    demonstration: Mapped[bool] = mapped_column(default=False)


class OrganisationKey(Row):
    """A data key, wrapped by the master key. Values name the key that sealed them."""

    __tablename__ = "organisation_keys"

    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(Moment)


class CareService(Row):
    __tablename__ = "care_services"
    __table_args__ = (UniqueConstraint("organisation_id", "id"),)

    name: Mapped[str] = mapped_column(String(200))


class Team(Row):
    __tablename__ = "teams"
    __table_args__ = (
        within("care_service_id", "care_services"),
        UniqueConstraint("organisation_id", "id"),
    )

    care_service_id: Mapped[uuid.UUID] = mapped_column(Key)
    name: Mapped[str] = mapped_column(String(200))


class Person(Row):
    """Someone who works here. `left_on` is the last day; sign-in and access end with it."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("organisation_id", "id"),)

    full_name: Mapped[str] = mapped_column(String(200))
    known_as: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(254))
    email_folded: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    welcomed_at: Mapped[datetime | None] = mapped_column(Moment)  # has been told whose place it is
    mail_when_waiting: Mapped[bool] = mapped_column(default=True, server_default=true())
    joined_on: Mapped[date]
    left_on: Mapped[date | None]


class TeamMembership(Row):
    __tablename__ = "team_memberships"
    __table_args__ = (
        within("team_id", "teams"),
        within("person_id", "people"),
        Index("ix_team_memberships_person_id", "person_id"),
        Index("ix_team_memberships_team_id", "team_id"),
    )

    team_id: Mapped[uuid.UUID] = mapped_column(Key)
    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    from_date: Mapped[date]
    to_date: Mapped[date | None]


class RoleGrant(Row):
    """A role that someone holds. Supervisor is not one: that is a relation."""

    __tablename__ = "role_grants"
    __table_args__ = (
        within("person_id", "people"),
        CheckConstraint(f"role IN {ROLES}", name="role"),
        Index("ix_role_grants_person_id", "person_id"),
    )

    person_id: Mapped[uuid.UUID] = mapped_column(Key)
    role: Mapped[str] = mapped_column(String(20))
    from_date: Mapped[date]
    to_date: Mapped[date | None]


class SupervisionRelation(Row):
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
    from_date: Mapped[date]
    to_date: Mapped[date | None]
