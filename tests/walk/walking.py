"""The walk itself: an organisation of its own, its clock, and a step at a time by chance."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from supervision import unit_of_work
from supervision.access.actor import Actor
from supervision.domain.refusals import Refusal
from supervision.extensions import db
from supervision.models.people import Person, Team
from supervision.queries import people as queries
from supervision.services import people
from tests.walk import seeing
from tests.walk.facts import Facts, Here, Key, Of, day_in_britain
from tests.walk.from_scratch import Reader
from tests.worlds import World, system

T = TypeVar("T")
# A walk of 500 events takes about two months: every other one past the day on which clocks go back,
# the others past the one on which they go forward.
BEGINS = (datetime(2026, 10, 1, 9, 30, tzinfo=UTC), datetime(2027, 3, 5, 9, 30, tzinfo=UTC))
LONG_AGO = date(2025, 1, 6)
PEOPLE: dict[str, tuple[str, ...]] = {
    "ailsa": ("practitioner",),
    "bruce": ("practitioner",),
    "catriona": ("practitioner", "curator"),
    "donald": ("practitioner",),
    "effie": ("practitioner",),
    "finlay": ("leader",),
    "gregor": ("curator",),
    "heather": ("administrator",),
    "innes": ("governance",),
}
TEAMS = ("North", "South", "West")
Step = Callable[["Walk"], None]


class Walk:
    """A walk by chance through joining, moving, leaving, covering and handing over.

    Attributes:
        chance: of this seed alone, so that a walk can be walked again.
        facts: what has happened, for working out from scratch.
        said: what happened, in words, for a failure.
    """

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.seed = world, seed
        self.chance = random.Random(seed)
        self.now = BEGINS[seed % 2]
        self.facts = Facts()
        self.said: list[str] = []
        self.teams: list[Team] = []
        self.organisation = people.set_up_organisation(
            "Walking Care", "scotland", "Europe/London", self.now
        )
        db.session.flush()
        setting_up = system(self.organisation, self.now)
        service = people.add_care_service(setting_up, "All of it")
        self.other_service = people.add_care_service(setting_up, "The other one")
        self.teams = [people.add_team(setting_up, service, name) for name in TEAMS]
        for name, roles in PEOPLE.items():
            self._comes(setting_up, name, roles)

    def _comes(self, setting_up: Actor, name: str, roles: Sequence[str]) -> None:
        address = f"{name}.{self.seed}@walking.example"
        row = people.add_person(setting_up, f"{name} of Walking", name, address, None, LONG_AGO)
        row.welcomed_at = self.now
        self.facts.people[row.id] = Here(LONG_AGO, name=name)
        for role in roles:
            people.grant_role(setting_up, row, role, LONG_AGO)
            self.facts.roles.append(Of(LONG_AGO, person=row.id, what=role))

    @property
    def today(self) -> date:
        return day_in_britain(self.now)

    def setting_up(self) -> Actor:
        """Whoever may change who is where."""
        return system(self.organisation, self.now)

    def one(self, some: Sequence[T] | dict[T, Any] | set[T]) -> T:
        """One of these by chance.

        Raises:
            NothingToDo: when there is none.
        """
        listed = list(some) if not isinstance(some, set) else sorted(some, key=str)
        if not listed:
            raise NothingToDo
        return self.chance.choice(listed)

    def person(self) -> Key:
        """Someone who works here today."""
        return self.one([key for key, one in self.facts.people.items() if one.holds(self.today)])

    def reader(self, person: Key) -> Reader:
        return Reader(self.facts, person, self.today)

    def actor(self, person: Key) -> Actor:
        actor = queries.actor(person, self.now)
        if actor is None:
            raise NothingToDo
        return actor

    def row(self, model: Any, key: Key) -> Any:
        return db.session.get_one(model, key)

    def name(self, person: Key) -> str:
        return self.facts.people[person].name

    def tell(self, what: str) -> None:
        self.said.append(f"{self.now:%d %b %H:%M:%S} UTC: {what}")

    def step(self, steps: dict[Step, int]) -> None:
        """Do one thing that can be done now."""
        while True:
            doing = self.chance.choices(list(steps), list(steps.values()))[0]
            try:
                with db.session.begin_nested():
                    doing(self)
                return
            except NothingToDo:
                continue
            except Refusal as refusal:
                raise AssertionError(f"{doing.__name__} was refused: {self.tale()}") from refusal

    def differences(self) -> list[str]:
        """Where what someone may see is not what it should be; none when all is well."""
        found = []
        day = self.today
        for person, one in self.facts.people.items():
            should = Reader(self.facts, person, day).sees()
            actor = queries.actor(person, self.now)
            may = seeing.sees(actor)
            found += [f"{one.name} sees {kind} {key}" for kind, key in may - should]
            found += [f"{one.name} lacks {kind} {key}" for kind, key in should - may]
        return found

    def listed_otherwise(self) -> list[str]:
        """Where the lists do not hold what the rules open."""
        found = []
        for person, one in self.facts.people.items():
            actor = queries.actor(person, self.now)
            listed = seeing.listed(actor)
            kinds = {kind for kind, _ in listed} | set(seeing.LISTS) | {"recording"}
            opened = {pair for pair in seeing.sees(actor) if pair[0] in kinds}
            found += [f"{one.name}: listed or opened alone: {pair}" for pair in listed ^ opened]
        return found

    def tale(self) -> str:
        return f"seed {self.seed}, step {len(self.said)}:\n" + "\n".join(self.said[-12:])


class NothingToDo(Exception):
    """A step for which nothing or nobody is there just now."""


def begun(world: World, seed: int) -> Walk:
    """A walk at its beginning, in a transaction that writes. To be called in a context."""
    unit_of_work.writing()
    walk = Walk(world, seed)
    db.session.flush()
    return walk


def known(walk: Walk, person: Key) -> Person:
    return walk.row(Person, person)


def days(n: int) -> timedelta:
    return timedelta(days=n)


def new_key() -> uuid.UUID:
    return uuid.uuid4()
