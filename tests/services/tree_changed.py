"""Steps and looks that the tests of the tree share."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from supervision.domain.refusals import Refused
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.people import CareService, Person, Team, TeamMembership
from supervision.models.tree import CareServiceSpell, TeamSpell
from supervision.queries import tree as queries
from tests.worlds import World

DAY = timedelta(days=1)


def team(world: World, name: str) -> Team:
    return db.session.get_one(Team, world.teams[name])


def service_of(one: Team) -> CareService:
    return db.session.get_one(CareService, one.care_service_id)


def in_team(one: Team, day: date) -> list[str]:
    rows = db.session.execute(
        select(Person.known_as, TeamMembership.from_date, TeamMembership.to_date)
        .join(Person, Person.id == TeamMembership.person_id)
        .where(TeamMembership.team_id == one.id)
    )
    return sorted(n for n, first, last in rows if first <= day and (last is None or day <= last))


def shape(organisation_id: uuid.UUID, day: date) -> dict[str, list[str]]:
    return {one.name: [each.name for each in one.teams] for one in queries.on(organisation_id, day)}


def spells(one: Team | CareService) -> list[Any]:
    table = TeamSpell if isinstance(one, Team) else CareServiceSpell
    own = TeamSpell.team_id if isinstance(one, Team) else CareServiceSpell.care_service_id
    db.session.flush()
    return list(db.session.scalars(select(table).where(own == one.id).order_by(table.from_date)))


def refused(act: Any, *args: Any, **more: Any) -> dict[str, str]:
    with pytest.raises(Refused) as found:
        act(*args, **more)
    return found.value.problems


def verbs() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.sequence)))


def world_service(world: World, name: str) -> uuid.UUID:
    return team(world, name).care_service_id


def whole(found: list[Any], unit: Any) -> None:
    for before, after in pairwise(found):
        assert before.to_date is not None and before.from_date <= before.to_date
        assert after.from_date == before.to_date + DAY
    assert found[-1].to_date == unit.closed_on
    assert found[-1].name == unit.name
