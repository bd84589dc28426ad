"""The walk itself: an organisation of its own, its clock, and a step at a time by chance."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from supervision import unit_of_work
from supervision.access.actor import Actor
from supervision.domain.refusals import Refusal, Refused
from supervision.extensions import db
from supervision.models.people import Person
from supervision.queries import people as queries
from supervision.services import people
from tests.walk import seeing, seeing_offices
from tests.walk.facts import Facts, Here, Key, Of, Unit, day_in_britain
from tests.walk.from_scratch import Reader
from tests.walk.offices import Office
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
    "jean": ("administrator", "practitioner"),
    "kenneth": ("administrator",),
}
TEAMS = ("North", "South", "West")
A_MOMENT = timedelta(milliseconds=1)  # between two steps: no two things are done at one time
Step = Callable[["Walk"], None]


class Walk:
    """A walk by chance through joining, moving, leaving, covering and handing over.

    Attributes:
        chance: of this seed alone, so that a walk can be walked again.
        facts: what has happened, for working out from scratch.
        said: what happened, in words, for a failure.
        done: how often each step was taken, and how often it was refused as it should be.
        by_hand: steps that end the transaction themselves, as what they try does.
    """

    by_hand: frozenset[Step] = frozenset()

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.seed = world, seed
        self.chance = random.Random(seed)
        self.now = BEGINS[seed % 2]
        self.facts = Facts()
        self.said: list[str] = []
        self.done: Counter[str] = Counter()
        self.organisation = people.set_up_organisation(
            "Walking Care", "scotland", "Europe/London", self.now
        )
        db.session.flush()
        setting_up = system(self.organisation, self.now)
        named = ("All of it", "The other one")
        both = [people.add_care_service(setting_up, name, LONG_AGO) for name in named]
        teams = [people.add_team(setting_up, both[0], name, LONG_AGO) for name in TEAMS]
        self.facts.services = {one.id: Unit(one.name) for one in both}
        self.facts.teams = {one.id: Unit(one.name, both[0].id) for one in teams}
        for name, roles in PEOPLE.items():
            self._comes(setting_up, name, roles)

    def _comes(self, setting_up: Actor, name: str, roles: Sequence[str]) -> None:
        address = f"{name}.{self.seed}@walking.example"
        # Half of them have signed in before: their way in is theirs.
        password = "set" if len(self.facts.people) % 2 else None
        row = people.add_person(setting_up, f"{name} of Walking", name, address, password, LONG_AGO)
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

    def stays(self) -> Key:
        """Someone who works here, and no last day is known."""
        here = self.facts.people.items()
        return self.one([key for key, p in here if p.holds(self.today) and p.last is None])

    def administrator(self) -> Actor:
        """One of those who look after people today."""
        keys = [key for key in self.facts.people if self.office(key).changes()]
        return self.actor(self.one(keys))

    def reader(self, person: Key) -> Reader:
        return Reader(self.facts, person, self.today)

    def office(self, person: Key) -> Office:
        return Office(self.facts, person, self.today)

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
            self.now += A_MOMENT
            try:
                if doing in self.by_hand:
                    doing(self)
                else:
                    with db.session.begin_nested():
                        doing(self)
                self.done[doing.__name__] += 1
                return
            except NothingToDo:
                continue
            except Refusal as refusal:
                raise AssertionError(f"{doing.__name__} was refused: {self.tale()}") from refusal

    @contextmanager
    def may_be_refused(self, what: str) -> Iterator[None]:
        """A step whose days, names or numbers may not do, which the service says beside a field."""
        try:
            yield
        except Refused as refusal:
            self.done[f"refused: {what}: {next(iter(refusal.problems))}"] += 1
            raise NothingToDo from refusal

    def differences(self) -> list[str]:
        """Where what someone may see is not what it should be; none when all is well."""
        found = []
        day, rows = self.today, seeing_offices.rows(self.organisation.id)
        for person, one in self.facts.people.items():
            office = Office(self.facts, person, day)
            actor = queries.actor(person, self.now)
            should = office.sees() | office.sees_of_offices()
            may = seeing.sees(actor) | seeing_offices.sees_of_offices(actor, rows)
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
