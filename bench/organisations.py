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
from supervision.models.tree import CareServiceSpell, TeamSpell
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
    how_many_teams: int = 0,
    teams_of_a_service: int = 0,
) -> Place:
    """Set up an organisation with so many supervisees, and the same each time it is made.

    Args:
        reach: how many people each supervisor has.
        how_many_teams: without a number, one for each supervisor.
        teams_of_a_service: as many stand in each service; without a number all are in one.
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
    _service(store, place, place.care_service_id, "Home", began)
    leaders = -(-pairs // reach)
    managers = -(-leaders // reach)
    teams = [key_at(dice, began) for _ in range(how_many_teams or leaders)]
    service_id = place.care_service_id
    for number, team_id in enumerate(teams):
        if number and teams_of_a_service and number % teams_of_a_service == 0:
            service_id = key_at(dice, began)
            name = f"Service {number // teams_of_a_service + 1}"
            _service(store, place, service_id, name, began)
        _team(store, place, team_id, service_id, f"Team {number + 1}", began)
    for number in range(pairs + leaders + managers):
        above = number >= pairs
        team_id = teams[(number - pairs if above else number // reach) % len(teams)]
        role = "leader" if number >= pairs + leaders else "practitioner"
        join(store, place, number, team_id, role, began, password_hash)
    people = place.workers
    for number in range(pairs):
        _relation(store, place, people[pairs + number // reach], people[number], began)
    for number in range(leaders):
        above_them = people[pairs + leaders + number // reach]
        _relation(store, place, above_them, people[pairs + number], began)
    return place


def _service(store: Store, place: Place, key: uuid.UUID, name: str, began: datetime) -> None:
    store.add(CareService, id=key, organisation_id=place.id, name=name)
    store.add(
        CareServiceSpell,
        id=uuid.UUID(int=key.int ^ 1),
        organisation_id=place.id,
        care_service_id=key,
        name=name,
        from_date=began.date(),
        to_date=None,
    )


def _team(
    store: Store, place: Place, key: uuid.UUID, service_id: uuid.UUID, name: str, began: datetime
) -> None:
    store.add(Team, id=key, organisation_id=place.id, care_service_id=service_id, name=name)
    store.add(
        TeamSpell,
        id=uuid.UUID(int=key.int ^ 1),
        organisation_id=place.id,
        team_id=key,
        care_service_id=service_id,
        name=name,
        from_date=began.date(),
        to_date=None,
    )


def join(
    store: Store,
    place: Place,
    number: int,
    team_id: uuid.UUID,
    role: str,
    began: datetime,
    password_hash: str,
) -> None:
    """Add somebody to an organisation, in a team and with a role."""
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
