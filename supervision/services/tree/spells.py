"""The spells of a unit as rows, and how a change is written into them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select

from supervision import audit
from supervision.access.actor import Actor
from supervision.domain import tree
from supervision.domain.refusals import Refused
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.people import CareService, Organisation, Team
from supervision.models.tree import CareServiceSpell, TeamSpell

Unit = CareService | Team
SpellRow = CareServiceSpell | TeamSpell
CLOSED = said("This is closed already")


def hold(actor: Actor, *units: Unit) -> None:
    """Keep others from changing the tree meanwhile, and see these units as they stand now.

    Raises:
        Refused: where one of them is closed.
    """
    # Not against new rows of the organisation, whose foreign keys ask for less than this.
    locked = select(Organisation.id).where(Organisation.id == actor.organisation_id)
    db.session.execute(locked.with_for_update(key_share=True))
    for unit in units:
        db.session.refresh(unit, with_for_update=True)
        if unit.closed_on is not None:
            raise Refused({"": CLOSED})


def refuse(problems: Mapping[str, str | None]) -> None:
    """Raises Refused with those that are problems; goes on where none is."""
    found = {name: problem for name, problem in problems.items() if problem is not None}
    if found:
        raise Refused(found)


def rows_of(unit: Unit) -> Sequence[SpellRow]:
    """The spells of a unit, the oldest first."""
    if isinstance(unit, Team):
        return db.session.scalars(
            select(TeamSpell).where(TeamSpell.team_id == unit.id).order_by(TeamSpell.from_date)
        ).all()
    return db.session.scalars(
        select(CareServiceSpell)
        .where(CareServiceSpell.care_service_id == unit.id)
        .order_by(CareServiceSpell.from_date)
    ).all()


def rows_of_teams(teams: Sequence[Team]) -> dict[uuid.UUID, list[TeamSpell]]:
    """The spells of several teams, by team, the oldest first; one statement for any number."""
    found: dict[uuid.UUID, list[TeamSpell]] = {team.id: [] for team in teams}
    rows = select(TeamSpell).where(TeamSpell.team_id.in_(found)).order_by(TeamSpell.from_date)
    for row in db.session.scalars(rows) if found else ():
        found[row.team_id].append(row)
    return found


def spells_of(rows: Sequence[SpellRow]) -> tree.Spells:
    """The same as the rules know them."""
    return tuple(_spell(row) for row in rows)


def beside(actor: Actor, unit: Unit | None, service: CareService | None) -> list[str]:
    """The names of the other open units in a place: teams of a service, or services.

    Args:
        unit: left out; None for one that is to come.
    """
    table = CareService if service is None else Team
    statement = select(table.name).where(
        table.organisation_id == actor.organisation_id, table.closed_on.is_(None)
    )
    if service is not None:
        statement = statement.where(Team.care_service_id == service.id)
    if unit is not None:
        statement = statement.where(table.id != unit.id)
    return list(db.session.scalars(statement))


def first_day(unit: Unit) -> date:
    """The first day of a unit."""
    return rows_of(unit)[0].from_date


def emptied_from(service: CareService) -> date | None:
    """The first day on which no team that is closed or has moved on stood in a service any more;
    None where there was none."""
    last = db.session.scalar(
        select(func.max(TeamSpell.to_date)).where(TeamSpell.care_service_id == service.id)
    )
    return None if last is None else last + tree.DAY


def keep(actor: Actor, unit: Unit, rows: Sequence[SpellRow], after: tree.Spells, why: str) -> None:
    """Write what the spells of a unit are after a change, and what the unit itself says with them.

    Args:
        rows: the spells before the change.
        why: the reason that was given, which goes with the spell that begins, or with the end.
    """
    for row, spell in zip(rows, after, strict=False):
        before = _spell(row)
        closes = spell is after[-1] and spell.last is not None
        if before == spell and not closes:
            continue
        if (before.name, before.place) == (spell.name, spell.place):
            _end(actor, row, spell, why if closes else "")
        else:
            _say(row, spell)
            _given(actor, row, _both(actor, row, why))
    for spell in after[len(rows) :]:
        row = _new(actor, unit, spell)
        _given(actor, row, why)
        db.session.add(row)
    for row in rows[len(after) :]:
        db.session.delete(row)
    now = after[-1]
    unit.name, unit.closed_on = now.name, now.last
    if isinstance(unit, Team) and now.place is not None:
        unit.care_service_id = now.place


def _spell(row: SpellRow) -> tree.Spell:
    place = row.care_service_id if isinstance(row, TeamSpell) else None
    return tree.Spell(row.name, place, row.from_date, row.to_date, row.merged_into_id)


def _new(actor: Actor, unit: Unit, spell: tree.Spell) -> SpellRow:
    where: dict[str, uuid.UUID | None] = (
        {"team_id": unit.id, "care_service_id": spell.place}
        if isinstance(unit, Team)
        else {"care_service_id": unit.id}
    )
    table = TeamSpell if isinstance(unit, Team) else CareServiceSpell
    row = table(organisation_id=actor.organisation_id, **where)
    _say(row, spell)
    return row


def _say(row: SpellRow, spell: tree.Spell) -> None:
    row.name, row.from_date, row.to_date = spell.name, spell.first, spell.last
    row.merged_into_id = spell.merged_into
    if isinstance(row, TeamSpell) and spell.place is not None:
        row.care_service_id = spell.place


def _given(actor: Actor, row: SpellRow, why: str) -> None:
    row.given_by, row.given_at, row.reason = _who(actor), actor.now, why


def _both(actor: Actor, row: SpellRow, why: str) -> str:
    """The reason of an earlier change of the same day, which shares its spell, with that of this
    one: what somebody typed is not lost."""
    if row.given_by not in (None, actor.person_id) and row.reason:
        audit.seen(actor, row.__tablename__, row.id, row.given_by)
    return "; ".join(one for one in (row.reason, why) if one)


def _end(actor: Actor, row: SpellRow, spell: tree.Spell, why: str) -> None:
    _say(row, spell)
    row.ended_by, row.ended_at, row.end_reason = _who(actor), actor.now, why


def _who(actor: Actor) -> uuid.UUID | None:
    return None if actor.is_system else actor.person_id
