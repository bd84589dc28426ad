"""Merging a team into another, with its people, and a service into another, with its teams."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from supervision import audit
from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.domain import tree
from supervision.domain.refusals import require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.people import CareService, Team
from supervision.services.tree import memberships
from supervision.services.tree.spells import (
    SpellRow,
    Unit,
    beside,
    emptied_from,
    first_day,
    hold,
    keep,
    refuse,
    rows_of,
    rows_of_teams,
    spells_of,
)

OWN = said(
    "You are in this team and would come into the other one, which opens what is shared with it. "
    "Another administrator merges them"
)


def merge(
    actor: Actor, unit: Unit, into: Unit, day: date, reason: str = "", *, trial: bool = False
) -> None:
    """Let a team go into another team, or a service into another service, from a day on.

    The people of a team are in the other one from then on; the teams of a service stand in the
    other one. It closes with the day before. What was shared with a team is opened to nobody new.

    Args:
        trial: say what is wrong, or nothing, and change nothing.

    Raises:
        Refused: beside `into` or `from_day`, or where one of them is closed.
    """
    require(access.can_change(actor, unit) and access.can_change(actor, into))
    if type(unit) is not type(into) or unit.id == into.id:
        refuse({"into": said("Choose another one: nothing can be merged into itself")})
    hold(actor, unit, into)
    rows = rows_of(unit)
    spells = spells_of(rows)
    teams = _open_teams(unit) if isinstance(unit, CareService) else ()
    standing = rows_of_teams(teams)
    earliest = max(tree.earliest_end(spells), first_day(into), *_since(unit, standing.values()))
    refuse(
        {
            "into": _alike(actor, teams, into) or _own(actor, unit, into, day),
            "from_day": tree.day_problem(day, earliest, actor.today),
        }
    )
    if trial:
        return
    if isinstance(unit, Team) and isinstance(into, Team):
        memberships.carry(actor, unit, into, day, reason)
    for team in teams:
        after = tree.changed(spells_of(standing[team.id]), day, place=into.id)
        keep(actor, team, standing[team.id], after, reason)
        audit.did(actor, "moved", team)
    keep(actor, unit, rows, tree.ended(spells, day, into.id), reason)
    audit.did(actor, "merged", unit)


def _open_teams(service: CareService) -> Sequence[Team]:
    return db.session.scalars(
        select(Team)
        .where(Team.care_service_id == service.id, Team.closed_on.is_(None))
        .order_by(Team.name, Team.id)
        .with_for_update()
    ).all()


def _since(unit: Unit, standing: Iterable[Sequence[SpellRow]]) -> list[date]:
    """The days before which the teams of a service, of which these are the spells, cannot be moved
    out of it."""
    found = [tree.earliest_change(spells_of(rows)) for rows in standing]
    emptied = emptied_from(unit) if isinstance(unit, CareService) else None
    return [*found, emptied] if emptied is not None else found


def _own(actor: Actor, unit: Unit, into: Unit, day: date) -> str | None:
    """Whoever merges does not come into a team by that."""
    if not isinstance(unit, Team) or not isinstance(into, Team):
        return None
    return OWN if memberships.come_in_newly(unit, into, day, actor.person_id) else None


def _alike(actor: Actor, teams: Sequence[Team], into: Unit) -> str | None:
    if not isinstance(into, CareService):
        return None
    found = tree.alike([team.name for team in teams], beside(actor, None, into))
    if found is None:
        return None
    return said("Rename one first: both have a team that is called “%(name)s”", name=found)
