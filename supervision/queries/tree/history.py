"""What a team or service was called and where it stood, with who changed it, when and why."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from supervision import audit
from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.people import CareService, Person, Team
from supervision.models.tree import CareServiceSpell, TeamSpell

Unit = CareService | Team


@dataclass(frozen=True)
class Change:
    """Something that began to hold on a day.

    Attributes:
        what: "begun", "renamed", "moved", "merged" or "closed".
        name: what the unit was called from then on; at the end, until then.
        service: of a team, the name that its service had on that day; None of a service.
        into: what it was merged into, by the name of today.
        who: the full name of who changed it; None for the system itself.
    """

    day: date
    what: str
    name: str
    service: str | None
    into: str | None
    who: str | None
    at: datetime | None
    reason: str


def history(actor: Actor, unit: Unit) -> tuple[Change, ...]:
    """Every change of a unit, the latest first. Two statements; opening a reason that somebody
    else gave is noted as a read."""
    table: Any = TeamSpell if isinstance(unit, Team) else CareServiceSpell
    own = TeamSpell.team_id if isinstance(unit, Team) else CareServiceSpell.care_service_id
    rule = (
        access.teams_visible_to(actor)
        if isinstance(unit, Team)
        else access.services_visible_to(actor)
    )
    giver, ender, into = aliased(Person), aliased(Person), aliased(type(unit))
    found = db.session.execute(
        select(table, giver.full_name, ender.full_name, into.name)
        .join(type(unit), type(unit).id == own)
        .outerjoin(giver, giver.id == table.given_by)
        .outerjoin(ender, ender.id == table.ended_by)
        .outerjoin(
            into,
            and_(into.id == table.merged_into_id, into.organisation_id == table.organisation_id),
        )
        .where(own == unit.id, rule)
        .order_by(table.from_date)
    ).all()
    services = _services(actor, [row[0] for row in found])
    changes: list[Change] = []
    before: Any = None
    for spell, gave, ended, merged in found:
        place = _called(services, spell)
        reason = _opened(actor, spell, spell.given_by, spell.reason_sealed, "reason")
        changes.append(
            Change(
                spell.from_date,
                _what(before, spell),
                spell.name,
                place,
                None,
                gave,
                spell.given_at,
                reason,
            )
        )
        before = spell
        if spell is found[-1][0] and spell.to_date is not None:
            why = _opened(actor, spell, spell.ended_by, spell.end_reason_sealed, "end_reason")
            end = "merged" if spell.merged_into_id else "closed"
            last = spell.to_date
            changes.append(Change(last, end, spell.name, place, merged, ended, spell.ended_at, why))
    return tuple(reversed(changes))


def _what(before: Any, spell: Any) -> str:
    if before is None:
        return "begun"
    if isinstance(spell, TeamSpell) and before.care_service_id != spell.care_service_id:
        return "moved"
    return "renamed"


def _services(actor: Actor, spells: Sequence[Any]) -> list[Any]:
    """The spells of the services in which a team stood."""
    places = {spell.care_service_id for spell in spells if isinstance(spell, TeamSpell)}
    if not places:
        return []
    return list(
        db.session.execute(
            select(
                CareServiceSpell.care_service_id,
                CareServiceSpell.name,
                CareServiceSpell.from_date,
                CareServiceSpell.to_date,
            )
            .join(CareService, CareService.id == CareServiceSpell.care_service_id)
            .where(CareServiceSpell.care_service_id.in_(places), access.services_visible_to(actor))
        )
    )


def _called(services: Sequence[Any], spell: Any) -> str | None:
    """What the service of a team's spell was called on its first day."""
    return (
        next(
            (
                row.name
                for row in services
                if row.care_service_id == spell.care_service_id
                and row.from_date <= spell.from_date
                and (row.to_date is None or row.to_date >= spell.from_date)
            ),
            None,
        )
        if isinstance(spell, TeamSpell)
        else None
    )


def _opened(
    actor: Actor, spell: Any, whose: uuid.UUID | None, sealed: bytes | None, name: str
) -> str:
    """The words of a reason; empty where none was given."""
    if sealed is None:
        return ""
    if whose is not None:
        audit.seen(actor, type(spell).__tablename__, spell.id, whose)
    field = vars(type(spell))[name]
    return field.opened(spell.organisation_id, spell.id, sealed)
