"""Adding, renaming, moving and closing services and teams.

Every function can be tried: with `trial` it says what is wrong, or nothing, and changes nothing.
"""

from __future__ import annotations

import uuid
from datetime import date

from supervision import audit
from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.domain import naming, tree
from supervision.domain.refusals import require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.people import CareService, Team
from supervision.services.tree import memberships
from supervision.services.tree.spells import (
    Unit,
    beside,
    emptied_from,
    first_day,
    hold,
    keep,
    refuse,
    rows_of,
    spells_of,
)


def add_service(
    actor: Actor,
    key: uuid.UUID,
    name: str,
    day: date,
    reason: str = "",
    *,
    trial: bool = False,
) -> CareService | None:
    """Make a service that is there from a day on; None when it was only tried.

    Args:
        key: which it will have.

    Raises:
        Refused: beside `name` or `from_day`.
    """
    require(access.can_add(actor))
    hold(actor)
    name = naming.tidy(name)
    refuse(
        {
            "name": tree.name_problem(name, beside(actor, None, None)),
            "from_day": tree.day_problem(day, date.min, actor.today),
        }
    )
    if trial:
        return None
    service = CareService(id=key, organisation_id=actor.organisation_id, name=name)
    _begin(actor, service, tree.begun(name, None, day), reason)
    return service


def add_team(
    actor: Actor,
    key: uuid.UUID,
    service: CareService,
    name: str,
    day: date,
    reason: str = "",
    *,
    trial: bool = False,
) -> Team | None:
    """Make a team in a service, there from a day on; None when it was only tried.

    Raises:
        Refused: beside `name` or `from_day`, or where the service is closed.
    """
    require(access.can_change(actor, service))
    hold(actor, service)
    name = naming.tidy(name)
    refuse(
        {
            "name": tree.name_problem(name, beside(actor, None, service)),
            "from_day": tree.day_problem(day, date.min, actor.today)
            or _before_service(day, service),
        }
    )
    if trial:
        return None
    team = Team(
        id=key, organisation_id=actor.organisation_id, care_service_id=service.id, name=name
    )
    _begin(actor, team, tree.begun(name, service.id, day), reason)
    return team


def rename(
    actor: Actor, unit: Unit, name: str, day: date, reason: str = "", *, trial: bool = False
) -> None:
    """Call a team or service something else from a day on. The same name again changes nothing.

    Raises:
        Refused: beside `name` or `from_day`, or where it is closed.
    """
    require(access.can_change(actor, unit))
    hold(actor, unit)
    name = naming.tidy(name)
    if name == unit.name:
        refuse({"name": said("It is called this already") if trial else None})
        return
    service = (
        db.session.get_one(CareService, unit.care_service_id) if isinstance(unit, Team) else None
    )
    rows = rows_of(unit)
    spells = spells_of(rows)
    refuse(
        {
            "name": tree.name_problem(name, beside(actor, unit, service)),
            "from_day": tree.day_problem(day, tree.earliest_change(spells), actor.today),
        }
    )
    if trial:
        return
    keep(actor, unit, rows, tree.changed(spells, day, name=name), reason)
    audit.did(actor, "renamed", unit)


def move(
    actor: Actor,
    team: Team,
    service: CareService,
    day: date,
    reason: str = "",
    *,
    trial: bool = False,
) -> None:
    """Put a team into another service from a day on. Where it is already, nothing changes.

    Raises:
        Refused: beside `into` or `from_day`, or where one of them is closed.
    """
    require(access.can_change(actor, team) and access.can_change(actor, service))
    hold(actor, team, service)
    if team.care_service_id == service.id:
        refuse({"into": said("It is in this service already") if trial else None})
        return
    rows = rows_of(team)
    spells = spells_of(rows)
    refuse(
        {
            "into": tree.name_problem(team.name, beside(actor, team, service))
            and said("Rename one first: there is a team with this name already"),
            "from_day": tree.day_problem(day, tree.earliest_change(spells), actor.today)
            or _before_service(day, service),
        }
    )
    if trial:
        return
    keep(actor, team, rows, tree.changed(spells, day, place=service.id), reason)
    audit.did(actor, "moved", team)


def close(actor: Actor, unit: Unit, day: date, reason: str = "", *, trial: bool = False) -> None:
    """Close a team or service from a day on. Whoever is in a team is in it no more.

    Raises:
        Refused: beside `from_day`; for a service that has open teams; where it is closed.
    """
    require(access.can_change(actor, unit))
    hold(actor, unit)
    rows = rows_of(unit)
    spells = spells_of(rows)
    earliest = tree.earliest_end(spells)
    if isinstance(unit, CareService):
        if beside(actor, None, unit):
            refuse({"": said("Move, merge or close its teams first: a service closes empty")})
        earliest = max(earliest, emptied_from(unit) or earliest)
    refuse({"from_day": tree.day_problem(day, earliest, actor.today)})
    if trial:
        return
    if isinstance(unit, Team):
        memberships.end_all(actor, unit, day, reason)
    keep(actor, unit, rows, tree.ended(spells, day), reason)
    audit.did(actor, "closed", unit)


def _begin(actor: Actor, unit: Unit, spells: tree.Spells, reason: str) -> None:
    db.session.add(unit)
    db.session.flush()
    keep(actor, unit, (), spells, reason)
    audit.did(actor, "added", unit)


def _before_service(day: date, service: CareService) -> str | None:
    if day < first_day(service):
        return said("Choose a later day: the service was not there yet")
    return None
