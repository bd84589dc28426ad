"""The person who asks, as the rules see them: made once per request, detached from the database.

See: nothing by itself. Relations, memberships and roles are those alive on the actor's local date;
when one ends, the next request has an Actor without it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property, wraps
from typing import TypeVar

T = TypeVar("T")
SYSTEM = uuid.UUID(int=0)
"""Who acts when no person does: what sets an organisation up, and the demonstration."""


@dataclass(frozen=True)
class Relation:
    """A supervision relation that is alive today."""

    id: uuid.UUID
    supervisor_id: uuid.UUID
    supervisee_id: uuid.UUID
    function: str
    supervisor: str  # known as
    supervisee: str


@dataclass(frozen=True)
class Membership:
    """A team that the actor is in today, with its care service."""

    team_id: uuid.UUID
    care_service_id: uuid.UUID
    team: str


def once(rule: Callable[[Actor], T]) -> Callable[[Actor], T]:
    """Work a rule out once for each Actor: a page asks for the same one several times."""
    name = f"once {rule.__module__}.{rule.__qualname__}"

    @wraps(rule)
    def known(actor: Actor) -> T:
        kept = actor.__dict__  # beside the facts, and no part of them
        if name not in kept:
            kept[name] = rule(actor)
        found: T = kept[name]
        return found

    return known


@dataclass(frozen=True)
class Actor:
    """Who acts, when, and what relations they stand in.

    Attributes:
        now, today: the moment of the request (UTC) and the date in the organisation's time zone.
        supervises, supervised_by: relations of the actor, from either side.
        above: keys of the relations whose supervisor the actor line-supervises (one step).
    """

    person_id: uuid.UUID
    organisation_id: uuid.UUID
    known_as: str
    organisation: str
    now: datetime
    today: date
    zone: tzinfo
    roles: frozenset[str] = frozenset()
    supervises: tuple[Relation, ...] = ()
    supervised_by: tuple[Relation, ...] = ()
    above: frozenset[uuid.UUID] = frozenset()
    memberships: tuple[Membership, ...] = ()
    language: str = "en-GB"  # of the pages, as the organisation's nation has it
    settings: str = "{}"  # of the organisation, as JSON; read through domain/settings.py

    @property
    def is_system(self) -> bool:
        """Whether no person acts, but the system itself."""
        return self.person_id == SYSTEM

    @cached_property
    def practises(self) -> bool:
        """Whether this person takes part in practice: writes, records, supervises or is
        supervised. An account with administration, audit or governance only does not."""
        part = self.roles & {"practitioner", "curator", "leader"}
        return bool(part or self.supervises or self.supervised_by)

    @cached_property
    def team_id(self) -> uuid.UUID | None:
        """The team that new writing belongs to, as at the time of writing."""
        return self.memberships[0].team_id if self.memberships else None

    @cached_property
    def care_service_id(self) -> uuid.UUID | None:
        """The care service that new writing belongs to."""
        return self.memberships[0].care_service_id if self.memberships else None

    def supervision_by(self, relation_id: uuid.UUID | None) -> Relation | None:
        """The relation in which the actor is supervised, if it is alive today."""
        return next((r for r in self.supervised_by if r.id == relation_id), None)

    def supervision_of(self, relation_id: uuid.UUID | None) -> Relation | None:
        """The relation in which the actor supervises, if it is alive today."""
        return next((r for r in self.supervises if r.id == relation_id), None)
