"""Reading what rights somebody holds, since when and until when, who gave each of them and why.

No table that holds what people write in practice is asked here: these are rules, not content.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from supervision import audit
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.access.audience import Aside
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.administration import Cover, SecondLook
from supervision.models.people import (
    Person,
    RoleGrant,
    SupervisionRelation,
    Team,
    TeamMembership,
)

MOST = 200  # of each, the latest; nobody reads more on one page
covered = aliased(SupervisionRelation)


@dataclass(frozen=True)
class Given:
    """Who gave a right or ended it, when and why. A name is None for the system itself."""

    by: str | None
    at: datetime | None
    reason: str = ""
    agreed_by: str | None = None


@dataclass(frozen=True)
class Right:
    """A dated right of somebody.

    Attributes:
        kind: role, team, supervises or supervised_by.
        code: the role, the name of the team, or the function.
        other, other_id: of supervision, the one who is not the person.
        covered_for: of a cover, the supervisor who is away.
        last: the last day; None where it goes on.
    """

    id: uuid.UUID
    kind: str
    code: str
    first: date
    last: date | None
    given: Given
    ended: Given | None = None
    other: str = ""
    other_id: uuid.UUID | None = None
    covered_for: str = ""

    def on(self, day: date) -> bool:
        return self.first <= day and (self.last is None or self.last >= day)

    def over(self, day: date) -> bool:
        """Whether it ended before a day, or never began."""
        return self.last is not None and (self.last < day or self.last < self.first)


def rights(
    actor: Actor, person: Person, kinds: Collection[str] = ("role", "team", "supervision")
) -> tuple[Right, ...]:
    """What somebody holds, held and will hold, the latest first. One statement for each kind, and
    one for the names.

    Raises:
        NotFound: for anyone but themselves and those who look after people.
    """
    if not access.sees_standing_of(actor, person):
        raise NotFound
    rows: list[tuple[str, Any]] = []
    if "role" in kinds:
        rows += [("role", row) for row in db.session.execute(_roles(person))]
    if "team" in kinds:
        rows += [("team", row) for row in db.session.execute(_memberships(person))]
    if "supervision" in kinds:
        for row in db.session.execute(_relations(person)):
            mine = row[0].supervisor_id == person.id
            rows.append(("supervises" if mine else "supervised_by", row))
    names = _names(actor, rows)
    return tuple(_right(actor, person, kind, row, names) for kind, row in rows)


def _agreed(model: Any) -> ColumnElement[bool]:
    """What came of a second look has its key."""
    return and_(SecondLook.id == model.id, SecondLook.state == "agreed")


def _roles(person: Person) -> Select[Any]:
    return (
        select(RoleGrant, SecondLook.answered_by)
        .outerjoin(SecondLook, _agreed(RoleGrant))
        .where(RoleGrant.person_id == person.id)
        .order_by(RoleGrant.from_date.desc(), RoleGrant.id.desc())
        .limit(MOST)
    )


def _memberships(person: Person) -> Select[Any]:
    return (
        select(TeamMembership, Team.name)
        .join(Team, Team.id == TeamMembership.team_id)
        .where(TeamMembership.person_id == person.id)
        .order_by(TeamMembership.from_date.desc(), TeamMembership.id.desc())
        .limit(MOST)
    )


def _relations(person: Person) -> Select[Any]:
    return (
        select(SupervisionRelation, SecondLook.answered_by, covered.supervisor_id)
        .outerjoin(SecondLook, _agreed(SupervisionRelation))
        .outerjoin(Cover, Cover.relation_id == SupervisionRelation.id)
        .outerjoin(covered, covered.id == Cover.covered_id)
        .where(
            or_(
                SupervisionRelation.supervisor_id == person.id,
                SupervisionRelation.supervisee_id == person.id,
            )
        )
        .order_by(SupervisionRelation.from_date.desc(), SupervisionRelation.id.desc())
        .limit(MOST)
    )


def _names(actor: Actor, rows: Iterable[tuple[str, Any]]) -> dict[uuid.UUID, str]:
    wanted: set[uuid.UUID | None] = set()
    for kind, row in rows:
        held = row[0]
        wanted |= {held.given_by, held.ended_by}
        if kind == "role":
            wanted.add(row[1])
        elif kind != "team":
            wanted |= {held.supervisor_id, held.supervisee_id, row[1], row[2]}
    return full_names(actor, wanted)


def full_names(actor: Actor, ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Full names by key, within the organisation, in one statement."""
    wanted = [one for one in ids if one is not None]
    if not wanted:
        return {}
    rows = db.session.execute(
        select(Person.id, Person.full_name).where(
            Aside(Person.organisation_id) == actor.organisation_id, Person.id.in_(wanted)
        )
    )
    return {row.id: row.full_name for row in rows}


def _right(actor: Actor, person: Person, kind: str, row: Any, names: dict[uuid.UUID, str]) -> Right:
    held = row[0]
    other_id, covered_for, agreed_by = None, "", None
    if kind == "role":
        code, agreed_by = held.role, names.get(row[1])
    elif kind == "team":
        code = row[1]
    else:
        code, agreed_by = held.function, names.get(row[1])
        other_id = held.supervisee_id if kind == "supervises" else held.supervisor_id
        covered_for = names.get(row[2], "")
    return Right(
        id=held.id,
        kind=kind,
        code=code,
        first=held.from_date,
        last=held.to_date,
        given=Given(
            names.get(held.given_by),
            held.given_at,
            _opened(actor, held, held.reason, held.given_by, names),
            agreed_by,
        ),
        ended=Given(
            names.get(held.ended_by),
            held.ended_at,
            _opened(actor, held, held.end_reason, held.ended_by, names),
        )
        if held.ended_at is not None
        else None,
        other=names.get(other_id, "") if other_id else "",
        other_id=other_id,
        covered_for=covered_for,
    )


def _opened(
    actor: Actor,
    held: Any,
    words: str | None,
    whose: uuid.UUID | None,
    names: dict[uuid.UUID, str],
) -> str:
    """A reason, noted in the log of reads as words of whoever gave it."""
    if words and whose in names and whose is not None:
        audit.seen(actor, held.__tablename__, held.id, whose)
    return words or ""
