"""Steps that change the tree of services and teams, and the settings: nobody sees more by them, and
what was shared with a team stays with that team."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import CareService, Team
from supervision.services import settings, tree
from tests.walk.facts import Key, Of, Unit
from tests.walk.walking import NothingToDo, Step, Walk, days

NAMES = [f"{what} {n}" for what in ("Glen", "Shore", "Moor") for n in range(2, 9)]
SET: tuple[tuple[str, Callable[[], Any]], ...] = (
    ("threshold", lambda: 10),
    ("sign-in", lambda: {"idle_minutes": 30, "absolute_hours": 12}),
    ("sign-in", lambda: {"idle_minutes": None, "absolute_hours": None}),
    ("agreement", lambda: "We meet every month, and whoever cannot says so."),
    ("frameworks", lambda: ["unknown"]),
    ("frameworks", lambda: []),
)


def adds_team(walk: Walk) -> None:
    actor, service = walk.administrator(), walk.one(_open(walk.facts.services))
    key, name = new_key(), walk.one(NAMES)
    with walk.may_be_refused("new team"):
        tree.add_team(actor, key, walk.row(CareService, service), name, _day(walk), "More people")
    db.session.flush()
    walk.facts.teams[key] = Unit(name, service)
    walk.tell(f"{name} is there")


def adds_service(walk: Walk) -> None:
    actor, key, name = walk.administrator(), new_key(), walk.one(NAMES)
    with walk.may_be_refused("new service"):
        tree.add_service(actor, key, name, _day(walk), "More people")
    db.session.flush()
    walk.facts.services[key] = Unit(name)
    walk.tell(f"the service {name} is there")


def renames(walk: Walk) -> None:
    actor, name = walk.administrator(), walk.one(NAMES)
    key, row = _unit(walk)
    with walk.may_be_refused("name of a team"):
        tree.rename(actor, row, name, _day(walk), "So it is called")
    (walk.facts.teams.get(key) or walk.facts.services[key]).name = name
    walk.tell(f"something is called {name}")


def moves(walk: Walk) -> None:
    """A team goes to another service; nobody's rights hang on that."""
    actor, team = walk.administrator(), walk.one(_open(walk.facts.teams))
    service = walk.one(_open(walk.facts.services))
    with walk.may_be_refused("move of a team"):
        tree.move(actor, walk.row(Team, team), walk.row(CareService, service), _day(walk), "Near")
    walk.facts.teams[team].place = service
    walk.tell(f"{walk.facts.teams[team].name} is in {walk.facts.services[service].name}")


def merges_teams(walk: Walk) -> None:
    """Everyone of one team is in another; what was shared with the one is opened to nobody of the
    other, and to nobody at all through it."""
    actor, facts = walk.administrator(), walk.facts
    old, new = walk.one(_open(facts.teams)), walk.one(_open(facts.teams))
    if len(_open(facts.teams)) < 3:
        raise NothingToDo
    day = _day(walk)
    with walk.may_be_refused("merging teams"):
        tree.merge(actor, walk.row(Team, old), walk.row(Team, new), day, "One team")
    for one in _leave(walk, old, day):
        # As long as they would have been in the one: no longer than they work here, if that is
        # known to end.
        ends = [last for last in (one.last, facts.people[one.person].last) if last is not None]
        last = min(ends, default=None)
        first = max(one.first, day)
        one.cut(first - days(1))
        facts.memberships.append(Of(first, last, person=one.person, what=new))
    facts.teams[old].open = False
    walk.tell(f"{facts.teams[old].name} becomes part of {facts.teams[new].name} from {day}")


def merges_services(walk: Walk) -> None:
    actor, facts = walk.administrator(), walk.facts
    old, new = walk.one(_open(facts.services)), walk.one(_open(facts.services))
    with walk.may_be_refused("merging services"):
        rows = (walk.row(CareService, old), walk.row(CareService, new))
        tree.merge(actor, *rows, _day(walk), "One service")
    for team in facts.teams.values():
        if team.place == old and team.open:
            team.place = new
    facts.services[old].open = False
    walk.tell(f"{facts.services[old].name} becomes part of {facts.services[new].name}")


def closes_team(walk: Walk) -> None:
    """Nobody is in it any more, and nobody reads anything through it."""
    actor, day = walk.administrator(), _day(walk)
    team = walk.one(_open(walk.facts.teams))
    if len(_open(walk.facts.teams)) < 3:
        raise NothingToDo
    with walk.may_be_refused("closing a team"):
        tree.close(actor, walk.row(Team, team), day, "Nobody left")
    for one in _leave(walk, team, day):
        one.cut(max(day, one.first) - days(1))
    walk.facts.teams[team].open = False
    walk.tell(f"{walk.facts.teams[team].name} is closed from {day}")


def closes_service(walk: Walk) -> None:
    actor, service = walk.administrator(), walk.one(_open(walk.facts.services))
    if len(_open(walk.facts.services)) < 2:
        raise NothingToDo
    with walk.may_be_refused("closing a service"):
        tree.close(actor, walk.row(CareService, service), _day(walk), "Empty")
    stand = [t for t in walk.facts.teams.values() if t.open and t.place == service]
    assert not stand, f"closed with a team in it: {walk.tale()}"
    walk.facts.services[service].open = False
    walk.tell(f"the service {walk.facts.services[service].name} is closed")


def sets(walk: Walk) -> None:
    """Settings change what pages offer and say, and nothing of what anyone sees."""
    actor = walk.administrator()
    name, value = walk.one(SET)
    settings.change(actor, name, value())
    if name == "threshold":
        walk.facts.threshold = value()
    walk.tell(f"{walk.name(actor.person_id)} sets {name}")


def differs(walk: Walk) -> list[str]:
    """Where the tree is not called, or does not stand, as it should."""
    found = []
    for model, units in ((Team, walk.facts.teams), (CareService, walk.facts.services)):
        for row in db.session.scalars(db.select(model).where(model.id.in_(list(units)))):
            place = row.care_service_id if isinstance(row, Team) else None
            is_, should = Unit(row.name, place, row.closed_on is None), units[row.id]
            if is_ != should and (is_.open or should.open):  # closed: as it was on its last day
                found.append(f"{is_} should be {should}")
    return found


def _unit(walk: Walk) -> tuple[Key, Any]:
    model = walk.one([Team, Team, CareService])
    units = walk.facts.teams if model is Team else walk.facts.services
    key = walk.one(_open(units))
    return key, walk.row(model, key)


def _leave(walk: Walk, team: Key, day: date) -> list[Of]:
    """Who is in a team on a day or later."""
    some = walk.facts.memberships
    return [one for one in some if one.what == team and (one.last is None or one.last >= day)]


def _open(units: dict[Key, Unit]) -> list[Key]:
    return [key for key, one in units.items() if one.open]


def _day(walk: Walk) -> date:
    return walk.today - days(walk.chance.choice([0, 0, 1, 3]))


STEPS: dict[Step, int] = {
    adds_team: 3,
    adds_service: 1,
    renames: 1,
    moves: 1,
    merges_teams: 2,
    merges_services: 1,
    closes_team: 1,
    closes_service: 1,
    sets: 1,
}
