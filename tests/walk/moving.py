"""Time goes on; people join teams and change them, and supervision begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from supervision.extensions import db
from supervision.models.people import Team
from supervision.queries import directory
from supervision.services import directory as services
from supervision.services import people
from tests.walk.facts import Key, Of, Supervises, day_in_britain
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
    """As setting up and the demonstration do it: beside other teams, and looking back."""
    person, team = walk.stays(), walk.one([k for k, t in walk.facts.teams.items() if t.open])
    first = walk.today + days(walk.chance.choice([0, 0, 0, 1, 2, -3]))
    people.join_team(walk.setting_up(), known(walk, person), walk.row(Team, team), first)
    db.session.flush()
    walk.facts.memberships.append(Of(first, person=person, what=team))
    walk.tell(f"{walk.name(person)} joins {walk.facts.teams[team].name} from {first}")


def changes_team(walk: Walk) -> None:
    """Out of every team, and into another one or none, from a day on."""
    actor, person = walk.administrator(), walk.person()
    team = walk.one([None, *(k for k, t in walk.facts.teams.items() if t.open)])
    first = walk.today + days(walk.chance.choice([0, 0, 1, 3, -2]))
    row = known(walk, person)
    ends = directory.memberships(actor, row)
    with walk.may_be_refused("change of team"):
        into = None if team is None else walk.row(Team, team)
        services.change_team(actor, row, ends, into, first, "The rota")
    goes_on(walk, person, team, first)
    walk.tell(f"{walk.name(person)} changes team from {first}")


def goes_on(walk: Walk, person: Key, team: Key | None, first: date) -> None:
    """The teams of today and later end with the day before; the one that they go to begins, unless
    they are in it for good already."""
    facts, stays = walk.facts, False
    leaves = facts.people[person].last
    for one in facts.memberships:
        if one.person != person or (one.last is not None and one.last < walk.today):
            continue
        for_good = one.last is None and leaves is None
        if one.what == team and for_good:
            stays = True
        else:
            one.cut(max(first, one.first) - days(1))
    if team is not None and not stays:
        facts.memberships.append(Of(first, leaves, person=person, what=team))


def supervision_begins(walk: Walk) -> None:
    """As setting up and the demonstration do it: from a day that has passed, and in rings."""
    above, below = walk.stays(), walk.stays()
    if above == below:
        raise NothingToDo
    function = walk.one(["line", "professional", "clinical"])
    first = walk.today + days(walk.chance.choice([0, 0, 0, 1, -2]))
    length = walk.one([None, 0, 2, 4])
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


STEPS: dict[Step, int] = {
    time_goes_on: 14,
    last_second_of_the_day: 5,
    first_second_of_the_day: 5,
    joins_team: 6,
    changes_team: 4,
    supervision_begins: 5,
}
