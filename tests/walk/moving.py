"""Steps that change who is here, in which team, in what role, and who supervises whom; and time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.people import RoleGrant, SupervisionRelation, TeamMembership
from supervision.services import people
from tests.walk.facts import Of, Supervises, day_in_britain
from tests.walk.walking import NothingToDo, Step, Walk, days, known


def time_goes_on(walk: Walk) -> None:
    walk.now += timedelta(minutes=walk.chance.randint(1, 1500))
    walk.tell("time goes on")


def last_second_of_the_day(walk: Walk) -> None:
    """23:59:59 in Britain; the next step may be one second later."""
    walk.now = midnight_after(walk.today) - timedelta(seconds=1)
    walk.tell("one second before midnight")


def first_second_of_the_day(walk: Walk) -> None:
    walk.now = midnight_after(walk.today)
    walk.tell("midnight")


def midnight_after(day: date) -> datetime:
    """When the day after begins in Britain, by hand: at midnight or an hour before, in UTC."""
    later = day + days(1)
    midnight = datetime(later.year, later.month, later.day, tzinfo=UTC)
    before = midnight - timedelta(hours=1)
    return before if day_in_britain(before) == later else midnight


def joins_team(walk: Walk) -> None:
    person, team = walk.person(), walk.one(walk.teams)
    first = walk.today + days(walk.chance.choice([0, 0, 0, 1, 2, -3]))
    row = people.join_team(walk.setting_up(), known(walk, person), team, first)
    db.session.flush()
    walk.facts.memberships.append(Of(first, person=person, what=team.id, row=row.id))
    walk.tell(f"{walk.name(person)} joins {team.name} from {first}")


def leaves_team(walk: Walk) -> None:
    one = walk.one([m for m in walk.facts.memberships if m.goes_on_after(walk.today)])
    _ends(walk, one, TeamMembership, "a team")


def teams_merge(walk: Walk) -> None:
    """Everyone of one team is in another from tomorrow."""
    old, new = walk.one(walk.teams), walk.one(walk.teams)
    last = walk.today
    for one in [m for m in walk.facts.memberships if m.what == old.id and m.goes_on_after(last)]:
        person = known(walk, one.person)
        _set_last(walk, one, TeamMembership, max(last, one.first))
        row = people.join_team(walk.setting_up(), person, new, last + days(1))
        db.session.flush()
        fact = Of(last + days(1), person=person.id, what=new.id, row=row.id)
        walk.facts.memberships.append(fact)
    walk.tell(f"{old.name} becomes part of {new.name} after {last}")


def team_moves(walk: Walk) -> None:
    """A team goes to another care service; nobody's rights hang on that."""
    team = walk.one(walk.teams)
    team.care_service_id = walk.other_service.id
    walk.tell(f"{team.name} goes to another service")


def role_begins(walk: Walk) -> None:
    person = walk.person()
    role = walk.one(["practitioner", "curator", "leader", "administrator", "governance"])
    first = walk.today + days(walk.chance.choice([0, 0, 1]))
    row = people.grant_role(walk.setting_up(), known(walk, person), role, first)
    db.session.flush()
    walk.facts.roles.append(Of(first, person=person, what=role, row=row.id))
    walk.tell(f"{walk.name(person)} is {role} from {first}")


def role_ends(walk: Walk) -> None:
    many = [r for r in walk.facts.roles if r.goes_on_after(walk.today)]
    _ends(walk, walk.one(many), RoleGrant, "a role")


def supervision_begins(walk: Walk) -> None:
    _relate(walk, walk.one(["line", "line", "professional", "clinical"]), None)


def covers(walk: Walk) -> None:
    """Someone supervises for a while, in another's stead."""
    _relate(walk, walk.one(["line", "professional"]), walk.chance.randint(0, 4))


def _relate(walk: Walk, function: str, length: int | None) -> None:
    above, below = walk.person(), walk.person()
    if above == below:
        raise NothingToDo
    first = walk.today + days(walk.chance.choice([0, 0, 0, 1, -2]))
    last = None if length is None else first + days(length)
    row = people.relate(
        walk.setting_up(), known(walk, above), known(walk, below), function, first, last
    )
    db.session.flush()
    walk.facts.relations[row.id] = Supervises(
        first, last, supervisor=above, supervisee=below, function=function
    )
    told = f"{walk.name(above)} supervises {walk.name(below)} ({function})"
    walk.tell(f"{told} from {first} to {last}")


def supervision_ends(walk: Walk) -> None:
    alive = {k: r for k, r in walk.facts.relations.items() if r.goes_on_after(walk.today)}
    key = walk.one(alive)
    last = walk.today + days(walk.chance.choice([-1, 0, 0, 1]))
    walk.row(SupervisionRelation, key).to_date = last
    alive[key].last = last
    walk.tell(f"{walk.name(alive[key].supervisor)} supervises no more after {last}")


def supervision_changes_hands(walk: Walk) -> None:
    """The old supervisor until today, the new one from tomorrow."""
    alive = {k: r for k, r in walk.facts.relations.items() if r.goes_on_after(walk.today)}
    key = walk.one(alive)
    old, new = alive[key], walk.person()
    if new in {old.supervisee, old.supervisor}:
        raise NothingToDo
    walk.row(SupervisionRelation, key).to_date = old.last = max(walk.today, old.first)
    first = old.last + days(1)
    row = people.relate(
        walk.setting_up(), known(walk, new), known(walk, old.supervisee), old.function, first
    )
    db.session.flush()
    walk.facts.relations[row.id] = Supervises(
        first, supervisor=new, supervisee=old.supervisee, function=old.function
    )
    walk.tell(f"{walk.name(old.supervisee)} goes on to {walk.name(new)} from {first}")


def leaves(walk: Walk) -> None:
    """The last day here: memberships and roles that would go on end with it."""
    here = [k for k, p in walk.facts.people.items() if p.holds(walk.today) and p.last is None]
    if len(here) < 7:
        raise NothingToDo
    person = walk.one(here)
    last = walk.today + days(walk.chance.choice([-1, 0, 0, 2]))
    people.leave(walk.setting_up(), known(walk, person), last)
    walk.facts.people[person].last = last
    for one in [*walk.facts.memberships, *walk.facts.roles]:
        if one.person == person and one.goes_on_after(last):
            one.last = last
    walk.tell(f"{walk.name(person)} leaves, {last} is the last day")


def comes_back(walk: Walk) -> None:
    """With the same account, and none of the memberships and roles from before."""
    gone = [k for k, p in walk.facts.people.items() if not p.goes_on_after(walk.today)]
    person = walk.one(gone)
    row = known(walk, person)
    row.left_on = None
    walk.facts.people[person].last = None
    first = walk.today
    people.grant_role(walk.setting_up(), row, "practitioner", first)
    walk.facts.roles.append(Of(first, person=person, what="practitioner"))
    walk.tell(f"{walk.name(person)} is back")


def _ends(walk: Walk, one: Of, table: Any, what: str) -> None:
    last = walk.today + days(walk.chance.choice([-1, 0, 0, 1]))
    _set_last(walk, one, table, last)
    walk.tell(f"{walk.name(one.person)} leaves {what} after {last}")


def _set_last(walk: Walk, one: Of, table: Any, last: date) -> None:
    if one.row is None:  # from the beginning: found by what it says
        named = table.role == one.what if table is RoleGrant else table.team_id == one.what
        found = select(table).where(
            table.person_id == one.person, named, table.from_date == one.first
        )
        row = db.session.scalars(found).first()
    else:
        row = db.session.get_one(table, one.row)
    row.to_date = one.last = last


STEPS: dict[Step, int] = {
    time_goes_on: 14,
    last_second_of_the_day: 5,
    first_second_of_the_day: 5,
    joins_team: 5,
    leaves_team: 4,
    teams_merge: 1,
    team_moves: 1,
    role_begins: 2,
    role_ends: 2,
    supervision_begins: 6,
    covers: 6,
    supervision_ends: 4,
    supervision_changes_hands: 3,
    leaves: 2,
    comes_back: 2,
}
