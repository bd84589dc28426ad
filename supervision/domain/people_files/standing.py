"""How things stand in an organisation, as far as a file of people can be compared with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property

from supervision.domain import naming
from supervision.domain.anonymisation import look_alikes
from supervision.domain.text import fold

MOST_NEAR = 100
MOST_AMONG = 2_000


@dataclass
class PersonNow:
    """Somebody of the organisation; what they are given counts where it holds today or later."""

    id: uuid.UUID
    full_name: str
    known_as: str
    email: str
    email_folded: str
    joined_on: date
    left_on: date | None = None
    shut_out: bool = False
    minutes: int | None = None
    teams: set[uuid.UUID] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    supervisors: set[uuid.UUID] = field(default_factory=set)  # line

    def gone(self, today: date) -> bool:
        return self.shut_out or (self.left_on is not None and self.left_on < today)


@dataclass
class TeamNow:
    id: uuid.UUID
    name: str
    service_id: uuid.UUID
    service: str


@dataclass
class Standing:
    """What is known of an organisation on a day.

    Attributes:
        me: who brings the file.
        taken: addresses of the file that cannot be used here; whose they are is not known here.
    """

    today: date
    me: uuid.UUID
    people: dict[str, PersonNow] = field(default_factory=dict)  # by folded address
    by_id: dict[uuid.UUID, PersonNow] = field(default_factory=dict)
    by_name: dict[str, list[PersonNow]] = field(default_factory=dict)
    by_look: dict[str, PersonNow] = field(default_factory=dict)
    called: dict[str, uuid.UUID] = field(default_factory=dict)  # as the eye takes it
    teams: list[TeamNow] = field(default_factory=list)
    services: dict[str, uuid.UUID] = field(default_factory=dict)  # by folded name
    taken: frozenset[str] = frozenset()
    asked: int = 0  # how often a name was looked for that is only near

    def put(self, person: PersonNow) -> None:
        """Know of somebody, or know of them anew."""
        before = self.by_id.get(person.id)
        if before is not None:
            self.by_name[fold(before.full_name)].remove(before)
        self.people[person.email_folded] = self.by_id[person.id] = person
        self.by_name.setdefault(fold(person.full_name), []).append(person)
        self.by_look[look(person.email_folded)] = person
        self.called[naming.seen_as(person.known_as)] = person.id

    def know(self, people: Iterable[PersonNow]) -> Standing:
        for person in people:
            self.put(person)
        return self

    def teams_called(self, name: str, service: str = "") -> list[TeamNow]:
        """Teams of this name; where a service is named, only its own."""
        found = self._teams_by_name.get(fold(name), [])
        return [team for team in found if not service or fold(team.service) == fold(service)]

    def know_team(self, team: TeamNow) -> None:
        """Know of a team that has just been made."""
        self._teams_by_name.setdefault(fold(team.name), []).append(team)
        self.teams.append(team)
        self.services.setdefault(fold(team.service), team.service_id)

    @cached_property
    def _teams_by_name(self) -> dict[str, list[TeamNow]]:
        found: dict[str, list[TeamNow]] = {}
        for team in self.teams:
            found.setdefault(fold(team.name), []).append(team)
        return found

    def near(self, name: str, among: Mapping[str, str]) -> str:
        """The names that a mistyped one may stand for; none once many were looked for, since that
        takes long.

        Args:
            among: names by how they are folded.
        """
        if self.asked >= MOST_NEAR or len(among) > MOST_AMONG:
            return ""
        self.asked += 1
        return " / ".join(among[one] for one in get_close_matches(fold(name), among, 3, 0.7))


def look(address: str) -> str:
    """An address as the eye takes it: letters of other alphabets as the Latin ones they pass for.
    Two addresses that look the same are not to stand beside each other."""
    plain = address.translate(look_alikes.ALWAYS).translate(look_alikes.IN_DISGUISE)
    return fold(plain)
