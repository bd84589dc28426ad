"""Any changes, in any order: each day keeps the tree that it had, and the people who were in it."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.domain.refusals import Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import CareService, Person, Team, TeamMembership
from supervision.queries import tree as queries
from supervision.services import people
from supervision.services import tree as services
from tests.foundation.steps import chain_broken_at
from tests.services.tree_changed import (
    DAY,
    spells,
    whole,
)
from tests.worlds import World


@dataclass
class Diary:
    """The tree kept naively, day by day: who was in which team, what each was called and where."""

    services: dict[date, dict[uuid.UUID, str]] = field(default_factory=dict)
    teams: dict[date, dict[uuid.UUID, tuple[str, uuid.UUID]]] = field(default_factory=dict)
    people: dict[date, set[tuple[uuid.UUID, uuid.UUID]]] = field(default_factory=dict)

    def from_day(self, day: date) -> Iterator[date]:
        return (each for each in self.services if each >= day)

    def begin(self, organisation_id: uuid.UUID, first: date, days: int) -> None:
        rows = db.session.execute(
            select(TeamMembership.team_id, TeamMembership.person_id).where(
                TeamMembership.organisation_id == organisation_id
            )
        )
        here = {(row.team_id, row.person_id) for row in rows}
        for each in (first + n * DAY for n in range(days)):
            tree = queries.on(organisation_id, each)
            self.services[each] = {one.id: one.name for one in tree}
            self.teams[each] = {t.id: (t.name, one.id) for one in tree for t in one.teams}
            self.people[each] = set(here)

    def differs_on(self, organisation_id: uuid.UUID) -> list[date]:
        """The days on which the tree, or who was in it, is not what it was."""
        rows = db.session.execute(
            select(
                TeamMembership.team_id,
                TeamMembership.person_id,
                TeamMembership.from_date,
                TeamMembership.to_date,
            ).where(TeamMembership.organisation_id == organisation_id)
        ).all()
        found = []
        for day in self.services:
            tree = queries.on(organisation_id, day)
            people = [(t, p) for t, p, a, b in rows if a <= day and (b is None or day <= b)]
            same = (
                {one.id: one.name for one in tree} == self.services[day]
                and {t.id: (t.name, one.id) for one in tree for t in one.teams} == self.teams[day]
                and sorted(people) == sorted(self.people[day])
            )
            found += [] if same else [day]
        return found


@pytest.mark.parametrize("seed", range(4))
def test_any_walk_leaves_the_tree_that_was(world: World, seed: int) -> None:
    """Changes at random, from that day or an earlier one, against a diary that is written anew."""
    dice, diary = random.Random(seed), Diary()
    with world.reading("noor") as actor:
        diary.begin(actor.organisation_id, actor.today - 20 * DAY, 80)
    made = 0
    for step in range(40):
        world.clock.advance(days=dice.randint(0, 2))
        with world.acting("sandy") as actor:
            made += _step(actor, dice, diary, step)
    assert made > 8
    with world.reading("noor") as actor:
        assert diary.differs_on(actor.organisation_id) == []
        standing = queries.now(actor).services
        assert [(one.id, one.name, [(t.id, t.name) for t in one.teams]) for one in standing] == [
            (one.id, one.name, [(t.id, t.name) for t in one.teams])
            for one in queries.on(actor.organisation_id, actor.today)
        ]
        for one in db.session.scalars(select(Team)):
            whole(spells(one), one)
        for one in db.session.scalars(select(CareService)):
            whole(spells(one), one)
    assert chain_broken_at(world) is None


def _step(actor: Actor, dice: random.Random, diary: Diary, step: int) -> bool:
    """One change, made and written into the diary; none where it is refused."""
    here = actor.organisation_id
    teams = list(db.session.scalars(select(Team).where(Team.organisation_id == here)))
    places = list(
        db.session.scalars(select(CareService).where(CareService.organisation_id == here))
    )
    one, other = dice.choice(teams), dice.choice(teams)
    place, into = dice.choice(places), dice.choice(places)
    day, name, key = actor.today - dice.randint(0, 4) * DAY, f"Name {step}", new_key()
    weights = {"service": 1, "team": 3, "rename": 3, "call": 2, "move": 3, "merge": 2}
    weights |= {"join": 3, "merge services": 1, "close": 1, "close service": 1}
    what = dice.choices(list(weights), list(weights.values()))[0]
    try:
        match what:
            case "service":
                services.add_service(actor, key, name, day)
            case "team":
                services.add_team(actor, key, place, name, day)
            case "rename":
                services.rename(actor, one, name, day)
            case "call":
                services.rename(actor, place, name, day)
            case "move":
                services.move(actor, one, place, day)
            case "merge":
                services.merge(actor, one, other, day)
            case "merge services":
                services.merge(actor, place, into, day)
            case "close":
                services.close(actor, one, day)
            case "close service":
                services.close(actor, place, day)
            case "join":
                _join(actor, dice, one, diary)
    except Refused:
        return False
    db.session.flush()
    for each in diary.from_day(day):
        _note(diary, each, what, (one.id, other.id), (place.id, into.id), (key, name))
    return True


def _join(actor: Actor, dice: random.Random, one: Team, diary: Diary) -> None:
    """Somebody joins a team from today on, unless they are in it."""
    person = db.session.get_one(Person, dice.choice(sorted(_people(actor))))
    if person.id == actor.person_id:  # nobody brings themselves into a team
        raise Refused({})
    if any((one.id, person.id) in diary.people[day] for day in diary.from_day(actor.today)):
        raise Refused({})
    people.join_team(actor, person, one, actor.today)
    for day in diary.from_day(actor.today):
        diary.people[day].add((one.id, person.id))


def _people(actor: Actor) -> list[uuid.UUID]:
    here = Person.organisation_id == actor.organisation_id
    return list(db.session.scalars(select(Person.id).where(here)))


def _note(diary: Diary, day: date, what: str, teams: Any, places: Any, new: Any) -> None:
    """What a change makes of one day."""
    (one, other), (place, into), (key, name) = teams, places, new
    names, standing = diary.services[day], diary.teams[day]
    if what == "service":
        names[key] = name
    elif what == "team":
        standing[key] = (name, place)
    elif what == "rename":
        standing[one] = (name, standing[one][1])
    elif what == "call":
        names[place] = name
    elif what == "move":
        standing[one] = (standing[one][0], place)
    elif what in ("merge", "close"):
        del standing[one]
        gone = {(team, person) for team, person in diary.people[day] if team == one}
        diary.people[day] -= gone
        if what == "merge":
            diary.people[day] |= {(other, person) for _team, person in gone}
    elif what == "close service":
        del names[place]
    elif what == "merge services":
        del names[place]
        for team, (called, where) in standing.items():
            if where == place:
                standing[team] = (called, into)
