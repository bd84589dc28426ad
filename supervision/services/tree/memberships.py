"""Whoever is in a team that is merged or closed: nobody is left in it, and nobody is in another one
twice."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select

from supervision import audit
from supervision.access.actor import Actor
from supervision.domain import tree
from supervision.extensions import db
from supervision.models.people import Team, TeamMembership


def end_all(actor: Actor, team: Team, day: date, reason: str) -> None:
    """End every membership with the day before; one that would begin later is taken out."""
    for row in _from(team, day):
        _leave(actor, row, day, reason)


def carry(actor: Actor, team: Team, into: Team, day: date, reason: str) -> None:
    """Let everyone who is in a team on a day or later be in another one from then on, for as long
    as they would have been in this one."""
    rows = _from(team, day)
    there = _stretches(into, {row.person_id for row in rows})
    for row in rows:
        days = (max(row.from_date, day), row.to_date)
        taken = there.setdefault(row.person_id, [])
        free = tree.left_over(days, taken)
        taken.extend(free)
        if row.from_date >= day and free == [days]:
            row.team_id = into.id  # as it was given, by whom and why
            audit.did(actor, "moved", row)
            continue
        person_id = row.person_id
        _leave(actor, row, day, reason)
        for first, last in free:
            _join(actor, into, person_id, first, last, reason)


def come_in_newly(team: Team, into: Team, day: date, person_id: uuid.UUID) -> bool:
    """Whether somebody would be in the other team on days on which they are not."""
    taken = _stretches(into, {person_id}).get(person_id, [])
    return any(
        tree.left_over((max(row.from_date, day), row.to_date), taken)
        for row in _from(team, day)
        if row.person_id == person_id
    )


def _from(team: Team, day: date) -> Sequence[TeamMembership]:
    return db.session.scalars(
        select(TeamMembership)
        .where(
            TeamMembership.team_id == team.id,
            or_(TeamMembership.to_date.is_(None), TeamMembership.to_date >= day),
        )
        .order_by(TeamMembership.from_date, TeamMembership.id)
    ).all()


def _stretches(team: Team, people: set[uuid.UUID]) -> dict[uuid.UUID, list[tree.Days]]:
    """The days on which people are in a team, by person."""
    found: dict[uuid.UUID, list[tree.Days]] = {}
    rows = db.session.execute(
        select(TeamMembership.person_id, TeamMembership.from_date, TeamMembership.to_date).where(
            TeamMembership.team_id == team.id
        )
    )
    for person_id, first, last in rows:
        if person_id in people:
            found.setdefault(person_id, []).append((first, last))
    return found


def _leave(actor: Actor, row: TeamMembership, day: date, reason: str) -> None:
    if row.from_date >= day:
        db.session.delete(row)
        audit.did(actor, "removed", row)
        return
    row.to_date = day - tree.DAY
    row.ended_by, row.ended_at, row.end_reason = actor.person_id, actor.now, reason
    audit.did(actor, "ended", row)


def _join(
    actor: Actor, team: Team, person_id: uuid.UUID, first: date, last: date | None, reason: str
) -> None:
    row = TeamMembership(
        organisation_id=actor.organisation_id,
        team_id=team.id,
        person_id=person_id,
        from_date=first,
        to_date=last,
        given_by=actor.person_id,
        given_at=actor.now,
    )
    row.reason = reason
    db.session.add(row)
    audit.did(actor, "added", row)
