"""Reading files of people that were brought, and how things stand that they are compared with."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select

from supervision.access import imports as access
from supervision.access.actor import Actor
from supervision.domain.people_files.standing import PersonNow, Standing, TeamNow
from supervision.domain.refusals import require, required
from supervision.domain.text import fold
from supervision.extensions import db
from supervision.models.administration import Cover, PeopleImport
from supervision.models.people import (
    CareService,
    Person,
    RoleGrant,
    SupervisionRelation,
    Team,
    TeamMembership,
)

T = TypeVar("T")
CHUNK = 400
LATEST = 5
# Whoever stands in for a line supervisor is none: a cover ends with what it stands in for.
_LINE = (
    SupervisionRelation.function == "line",
    ~select(Cover.id).where(Cover.relation_id == SupervisionRelation.id).exists(),
)


@dataclass(frozen=True)
class Brought:
    """A file as a list shows it."""

    id: uuid.UUID
    by: str
    made_at: datetime
    state: str
    done_rows: int
    all_rows: int


def get(actor: Actor, import_id: uuid.UUID) -> PeopleImport:
    """A file that was brought. Raises NotFound for anyone who does not administer."""
    return required(
        db.session.scalar(
            select(PeopleImport).where(
                PeopleImport.id == import_id, access.imports_visible_to(actor)
            )
        )
    )


def latest(actor: Actor) -> tuple[Brought, ...]:
    """The files brought last, without those that were set aside."""
    rows = db.session.execute(
        select(
            PeopleImport.id,
            Person.full_name,
            PeopleImport.made_at,
            PeopleImport.state,
            PeopleImport.done_rows,
            PeopleImport.all_rows,
        )
        .join(Person, Person.id == PeopleImport.made_by)
        .where(access.imports_visible_to(actor), PeopleImport.state != "set_aside")
        .order_by(PeopleImport.made_at.desc(), PeopleImport.id)
        .limit(LATEST)
    )
    return tuple(Brought(*row) for row in rows)


def unfinished(now: datetime, longest: Any) -> list[uuid.UUID]:
    """Files of all organisations that stopped half-way, for the command that goes on with them."""
    return list(
        db.session.scalars(
            select(PeopleImport.id).where(
                PeopleImport.state == "running",
                or_(PeopleImport.claimed_at.is_(None), PeopleImport.claimed_at <= now - longest),
            )
        )
    )


def standing(actor: Actor, addresses: Collection[str]) -> Standing:
    """How everything stands, to compare a whole file with.

    Args:
        addresses: folded ones of the file, to be looked for elsewhere too.
    """
    require(access.can_import(actor))
    return _around(actor, addresses, [Person.organisation_id == actor.organisation_id])


def standing_of(actor: Actor, addresses: Collection[str], called: Collection[str]) -> Standing:
    """How things stand around some rows, just before they are carried out.

    Args:
        addresses: folded ones of the rows and of their supervisors.
        called: how those who are new are to be called.
    """
    require(access.can_import(actor))
    some = [
        Person.organisation_id == actor.organisation_id,
        or_(Person.email_folded.in_(addresses), Person.known_as.in_(called)),
    ]
    return _around(actor, addresses, some)


def _around(
    actor: Actor, addresses: Collection[str], whom: Sequence[ColumnElement[bool]]
) -> Standing:
    people = _people(actor, whom)
    for table, fact in ((TeamMembership, "teams"), (RoleGrant, "roles")):
        value = table.team_id if table is TeamMembership else table.role
        for person_id, given in _held(actor, table, table.person_id, value, people):
            getattr(people[person_id], fact).add(given)
    relation = SupervisionRelation
    for person_id, supervisor in _held(
        actor, relation, relation.supervisee_id, relation.supervisor_id, people, line=True
    ):
        people[person_id].supervisors.add(supervisor)
    now = Standing(
        actor.today,
        actor.person_id,
        teams=_teams(actor),
        services={fold(one.name): one.id for one in _services(actor)},
        taken=_elsewhere(actor, addresses),
    )
    return now.know(people.values())


def _people(actor: Actor, whom: Sequence[ColumnElement[bool]]) -> dict[uuid.UUID, PersonNow]:
    rows = db.session.execute(
        select(
            Person.id,
            Person.full_name,
            Person.known_as,
            Person.email,
            Person.email_folded,
            Person.joined_on,
            Person.left_on,
            Person.shut_out_at,
            Person.weekly_minutes,
        ).where(*whom)
    )
    return {
        row.id: PersonNow(
            *row[:7], row.shut_out_at is not None and row.shut_out_at <= actor.now, row[8]
        )
        for row in rows
    }


def _held(
    actor: Actor,
    table: Any,
    whose: Any,
    value: Any,
    people: Collection[uuid.UUID],
    *,
    line: bool = False,
) -> Iterator[tuple[uuid.UUID, Any]]:
    """What these people hold today or later, as (person, what)."""
    conditions = [
        table.organisation_id == actor.organisation_id,
        or_(table.to_date.is_(None), table.to_date >= actor.today),
        or_(table.to_date.is_(None), table.to_date >= table.from_date),
    ]
    if line:
        conditions += _LINE
    if len(people) <= CHUNK:
        conditions.append(whose.in_(list(people)))
    for row in db.session.execute(select(whose, value).where(*conditions)):
        if row[0] in people:
            yield row[0], row[1]


def _teams(actor: Actor) -> list[TeamNow]:
    rows = db.session.execute(
        select(Team.id, Team.name, CareService.id, CareService.name)
        .join(CareService, CareService.id == Team.care_service_id)
        .where(Team.organisation_id == actor.organisation_id, _open(Team, actor))
        .order_by(Team.name, Team.id)
    )
    return [TeamNow(*row) for row in rows]


def _services(actor: Actor) -> Sequence[CareService]:
    return db.session.scalars(
        select(CareService).where(
            CareService.organisation_id == actor.organisation_id, _open(CareService, actor)
        )
    ).all()


def _open(table: Any, actor: Actor) -> ColumnElement[bool]:
    return or_(table.closed_on.is_(None), table.closed_on >= actor.today)


def _elsewhere(actor: Actor, addresses: Collection[str]) -> frozenset[str]:
    """Addresses that somebody of another organisation signs in with; no more is said of them."""
    found: set[str] = set()
    for some in _chunks(sorted(addresses)):
        found.update(
            db.session.scalars(
                select(Person.email_folded).where(
                    Person.email_folded.in_(some), Person.organisation_id != actor.organisation_id
                )
            )
        )
    return frozenset(found)


def people(actor: Actor, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """People of the organisation, by key."""
    require(access.can_import(actor))
    found: dict[uuid.UUID, Person] = {}
    for some in _chunks(list(ids)):
        rows = db.session.scalars(
            select(Person).where(
                Person.organisation_id == actor.organisation_id, Person.id.in_(some)
            )
        )
        found.update((row.id, row) for row in rows)
    return found


def team(actor: Actor, team_id: uuid.UUID) -> Team:
    """An open team of the organisation."""
    require(access.can_import(actor))
    return required(
        db.session.scalar(
            select(Team).where(
                Team.organisation_id == actor.organisation_id,
                Team.id == team_id,
                _open(Team, actor),
            )
        )
    )


def service(actor: Actor, name: str) -> CareService | None:
    """The open service of a name, whatever its case."""
    require(access.can_import(actor))
    return next((one for one in _services(actor) if fold(one.name) == fold(name)), None)


def rights(actor: Actor, table: Any, person: Person) -> Sequence[Any]:
    """What somebody holds today or later of one kind: memberships, roles, or line supervisors."""
    require(access.can_import(actor))
    whose = table.supervisee_id if table is SupervisionRelation else table.person_id
    line = _LINE if table is SupervisionRelation else ()
    return db.session.scalars(
        select(table).where(
            table.organisation_id == actor.organisation_id,
            whose == person.id,
            or_(table.to_date.is_(None), table.to_date >= actor.today),
            or_(table.to_date.is_(None), table.to_date >= table.from_date),
            *line,
        )
    ).all()


def memberships(actor: Actor, person: Person) -> Sequence[TeamMembership]:
    return rights(actor, TeamMembership, person)


def grants(actor: Actor, person: Person) -> Sequence[RoleGrant]:
    return rights(actor, RoleGrant, person)


def supervision(actor: Actor, person: Person) -> Sequence[SupervisionRelation]:
    """Those who are the line supervisors of somebody."""
    return rights(actor, SupervisionRelation, person)


def _chunks(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
