"""Moving people to another team, and long leave. What they wrote stays where it was written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from supervision import audit
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.administration import Absence
from supervision.models.people import Person, Team, TeamMembership

DAY = timedelta(days=1)
OWN_TEAM = said(
    "A team opens what is shared with it, and nobody opens that to themselves. Another "
    "administrator does this for you"
)


def change_team(
    actor: Actor,
    person: Person,
    ends: Iterable[TeamMembership],
    team: Team | None,
    first_day: date,
    reason: str = "",
) -> bool:
    """Move somebody to another team from a day on; the teams before end with the day before. What
    they wrote until then stays with the team it was written in. Twice is once. Says whether
    anything changed.

    Args:
        ends: the memberships to end, as the actor saw them.
        team: None for no new one.

    Raises:
        Refused: beside `first_day`, where it is not theirs or lies too far back; beside `team`,
            for oneself, and for one that is closed.
    """
    require(access.can_change(actor, person))
    if problem := _day_problem(actor, person, first_day):
        raise Refused({"first_day": problem})
    comes_in = team is not None and not _is_in(person, team, first_day)
    if comes_in and not access.can_bring_into_a_team(actor, person.id):
        raise Refused({"team": OWN_TEAM})
    stays = changed = False
    for one in ends:
        require(one.person_id == person.id)
        if team is not None and one.team_id == team.id and one.to_date is None:
            stays = True
            continue
        last = max(first_day, one.from_date) - DAY
        if one.to_date is not None and one.to_date <= last:
            continue  # it ends by then, and is not made longer
        one.to_date = last
        one.ended_by, one.ended_at = actor.person_id, actor.now
        if reason:
            one.end_reason = reason
        audit.did(actor, "ended", one)
        changed = True
    if team is None or stays or _is_in(person, team, first_day):
        return changed
    # Nobody can be moved into a team in the moment in which it is merged or closed.
    closed = select(Team.closed_on).where(Team.id == team.id).with_for_update(read=True)
    if db.session.scalar(closed) is not None:
        raise Refused({"team": said("This team is closed. Choose another one")})
    made = TeamMembership(
        organisation_id=actor.organisation_id,
        person_id=person.id,
        team_id=team.id,
        from_date=first_day,
        to_date=person.left_on,
        given_by=actor.person_id,
        given_at=actor.now,
    )
    if reason:
        made.reason = reason
    db.session.add(made)
    audit.did(actor, "added", made)
    return True


def be_away(actor: Actor, person: Person, first_day: date, last_day: date | None) -> None:
    """Note a long leave. Nothing is asked about it. A leave that is noted already is moved.

    Raises:
        Refused: beside the days, where they cannot be meant.
    """
    require(access.can_change(actor, person))
    if problem := _day_problem(actor, person, first_day):
        raise Refused({"from_date": problem})
    if last_day is not None and last_day < max(first_day, actor.today):
        raise Refused({"to_date": said("Give a last day that is still to come")})
    row = _leave_of(actor, person)
    if row is None:
        row = Absence(
            organisation_id=actor.organisation_id,
            person_id=person.id,
            given_by=actor.person_id,
            given_at=actor.now,
        )
        db.session.add(row)
    elif (row.from_date, row.to_date) == (first_day, last_day):
        return
    row.from_date, row.to_date = first_day, last_day
    audit.did(actor, "noted_leave", row)


def be_back(actor: Actor, person: Person) -> None:
    """End a leave: they are here again from today. One that has not begun is taken away."""
    require(access.can_change(actor, person))
    row = _leave_of(actor, person)
    if row is not None:
        row.to_date = min(actor.today, row.from_date) - DAY
        if row.from_date < actor.today:
            row.to_date = actor.today - DAY
        row.ended_by, row.ended_at = actor.person_id, actor.now
        audit.did(actor, "ended_leave", row)


def _leave_of(actor: Actor, person: Person) -> Absence | None:
    rows = db.session.scalars(
        select(Absence)
        .where(Absence.organisation_id == person.organisation_id, Absence.person_id == person.id)
        .order_by(Absence.from_date)
    )
    return next((row for row in rows if row.to_date is None or row.to_date >= actor.today), None)


def _day_problem(actor: Actor, person: Person, day: date) -> str | None:
    if day < person.joined_on:
        return said("Give a day on or after their first day here")
    if person.left_on is not None and day > person.left_on:
        return said("Give a day before their last day here")
    if day > actor.today + timedelta(days=366):
        return said("Give a day that is not more than a year ahead")
    return None


def _is_in(person: Person, team: Team, day: date) -> bool:
    rows = db.session.scalars(
        select(TeamMembership).where(
            TeamMembership.organisation_id == person.organisation_id,
            TeamMembership.person_id == person.id,
            TeamMembership.team_id == team.id,
        )
    )
    return any(r.from_date <= day and r.to_date in (None, person.left_on) for r in rows)
