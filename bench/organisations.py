"""Made-up organisations: people, teams, who supervises whom, and what each has sealed with."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from bench.store import Store, key_at
from bench.words import Pool
from supervision.audit import START
from supervision.models.people import (
    CareService,
    Organisation,
    OrganisationKey,
    Person,
    RoleGrant,
    SupervisionRelation,
    Team,
    TeamMembership,
)
from supervision.sealing import keyring

AT_A_TIME = 6  # people of one supervisor, and supervisors of one manager


@dataclass(frozen=True)
class Worker:
    id: uuid.UUID
    team_id: uuid.UUID
    email: str


@dataclass(frozen=True)
class Pair:
    """A supervision relation: who leads, and with whom."""

    id: uuid.UUID
    supervisor: Worker
    supervisee: Worker


@dataclass
class Place:
    """An organisation while it is filled: its people, its pairs, the end of its audit chain."""

    name: str
    id: uuid.UUID
    care_service_id: uuid.UUID
    dice: Random
    pool: Pool
    workers: list[Worker] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    sequence: int = 0
    last_hash: bytes = START
    examples: list[uuid.UUID] = field(default_factory=list)


class Keys:
    """The wrapped key of each organisation, made once: every data set of a run holds the same, so
    that one process can read them all."""

    def __init__(self) -> None:
        self._made: dict[uuid.UUID, tuple[uuid.UUID, bytes]] = {}

    def of(self, organisation_id: uuid.UUID) -> tuple[uuid.UUID, bytes]:
        if organisation_id not in self._made:
            self._made[organisation_id] = keyring.new_key(organisation_id)
        return self._made[organisation_id]

    def all(self) -> list[tuple[uuid.UUID, uuid.UUID, bytes]]:
        return [(key, owner, wrapped) for owner, (key, wrapped) in self._made.items()]


def found(
    store: Store,
    keys: Keys,
    name: str,
    pairs: int,
    now: datetime,
    password_hash: str,
    pool: Pool,
    reach: int = AT_A_TIME,
) -> Place:
    """Set up an organisation with so many supervisees, and the same each time it is made.

    Args:
        reach: how many people each supervisor has.
    """
    dice = Random(name)
    began = now - timedelta(days=1_300)
    place = Place(name, key_at(dice, began), key_at(dice, began), dice, pool)
    store.add(
        Organisation,
        id=place.id,
        name=f"{name} Partnership",
        nation="scotland",
        time_zone="Europe/London",
        demonstration=False,
    )
    key_id, wrapped = keys.of(place.id)
    store.add(OrganisationKey, id=key_id, organisation_id=place.id, wrapped=wrapped, made_at=began)
    store.add(CareService, id=place.care_service_id, organisation_id=place.id, name="Home")
    leaders = -(-pairs // reach)
    managers = -(-leaders // reach)
    teams = [key_at(dice, began) for _ in range(leaders)]
    for number, team_id in enumerate(teams):
        store.add(
            Team,
            id=team_id,
            organisation_id=place.id,
            care_service_id=place.care_service_id,
            name=f"Team {number + 1}",
        )
    for number in range(pairs + leaders + managers):
        above = number >= pairs
        team_id = teams[(number - pairs if above else number // reach) % leaders]
        role = "leader" if number >= pairs + leaders else "practitioner"
        _person(store, place, number, team_id, role, began, password_hash)
    people = place.workers
    for number in range(pairs):
        _relation(store, place, people[pairs + number // reach], people[number], began)
    for number in range(leaders):
        above_them = people[pairs + leaders + number // reach]
        _relation(store, place, above_them, people[pairs + number], began)
    return place


def _person(
    store: Store,
    place: Place,
    number: int,
    team_id: uuid.UUID,
    role: str,
    began: datetime,
    password_hash: str,
) -> None:
    dice, day = place.dice, began.date()
    worker = Worker(key_at(dice, began), team_id, f"{number}@{place.name.lower()}.example")
    store.add(
        Person,
        id=worker.id,
        organisation_id=place.id,
        full_name=f"Person {number} of {place.name}",
        known_as=f"Person{number}",
        email=worker.email,
        email_folded=worker.email,
        password_hash=password_hash,
        welcomed_at=began,
        joined_on=day,
        left_on=None,
    )
    for one in ("curator", role) if number == 0 else (role,):
        store.add(
            RoleGrant,
            id=key_at(dice, began),
            organisation_id=place.id,
            person_id=worker.id,
            role=one,
            from_date=day,
            to_date=None,
        )
    store.add(
        TeamMembership,
        id=key_at(dice, began),
        organisation_id=place.id,
        team_id=team_id,
        person_id=worker.id,
        from_date=day,
        to_date=None,
    )
    place.workers.append(worker)


def _relation(
    store: Store, place: Place, supervisor: Worker, supervisee: Worker, began: datetime
) -> None:
    pair = Pair(key_at(place.dice, began), supervisor, supervisee)
    store.add(
        SupervisionRelation,
        id=pair.id,
        organisation_id=place.id,
        supervisor_id=supervisor.id,
        supervisee_id=supervisee.id,
        function="line",
        from_date=began.date(),
        to_date=None,
    )
    place.pairs.append(pair)
