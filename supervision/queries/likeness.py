"""An Actor with names in place of facts, for statements that are built once.

A rule makes its where-clause from an Actor, and making it takes several times as long as the
database takes to answer. Actors of one *shape* (the same roles, as many relations and teams) make
the same clause but for the values in it. So it is made of a likeness of that shape, in which each
key is a named parameter, and the keys of whoever asks are bound when the statement is run.

A rule must not decide by a value: it may count relations and ask for roles, and may compare keys in
SQL alone. What a likeness does not know (the moment, a name) fails when it is used.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import BindParameter, Date, bindparam
from sqlalchemy.types import TypeEngine

from supervision.access.actor import Actor, Membership, Relation, once
from supervision.models.base import Key
from supervision.statements import filled, room


@dataclass(frozen=True)
class Shape:
    """What a statement's form depends on, of whoever asks."""

    roles: frozenset[str]
    supervises: int
    supervised_by: int
    above: int
    memberships: int


class Unknown:
    """A fact that a likeness has no name for. SQLAlchemy can bind it to nothing."""


@once
def shape(actor: Actor) -> Shape:
    return Shape(
        actor.roles,
        room(len(actor.supervises)),
        room(len(actor.supervised_by)),
        room(len(actor.above)),
        room(len(actor.memberships)),
    )


@lru_cache(maxsize=256)
def likeness(of: Shape) -> Actor:
    """The Actor of a shape whose keys are parameters."""
    unknown = cast(Any, Unknown())
    me = _named("me", Key)
    return Actor(
        person_id=me,
        organisation_id=_named("organisation", Key),
        known_as=unknown,
        organisation=unknown,
        now=unknown,
        today=_named("today", Date),
        zone=unknown,
        roles=of.roles,
        supervises=tuple(
            Relation(
                _named(f"supervises_{n}", Key),
                me,
                _named(f"supervisee_{n}", Key),
                unknown,
                unknown,
                unknown,
            )
            for n in range(of.supervises)
        ),
        supervised_by=tuple(
            Relation(
                _named(f"supervised_by_{n}", Key),
                _named(f"supervisor_{n}", Key),
                me,
                unknown,
                unknown,
                unknown,
            )
            for n in range(of.supervised_by)
        ),
        above=frozenset(_named(f"above_{n}", Key) for n in range(of.above)),
        memberships=tuple(
            Membership(_named(f"team_{n}", Key), _named(f"care_service_{n}", Key), unknown)
            for n in range(of.memberships)
        ),
        language=unknown,
    )


@once
def facts(actor: Actor) -> dict[str, Any]:
    """What the names in a likeness of this actor stand for."""
    return {
        "me": actor.person_id,
        "organisation": actor.organisation_id,
        "today": actor.today,
        **_filled("supervises", (r.id for r in actor.supervises)),
        **_filled("supervisee", (r.supervisee_id for r in actor.supervises)),
        **_filled("supervised_by", (r.id for r in actor.supervised_by)),
        **_filled("supervisor", (r.supervisor_id for r in actor.supervised_by)),
        **_filled("above", actor.above),
        **_filled("team", (m.team_id for m in actor.memberships)),
        **_filled("care_service", (m.care_service_id for m in actor.memberships)),
    }


def _named(name: str, kind: type[TypeEngine[Any]]) -> Any:
    made: BindParameter[Any] = bindparam(name, type_=kind())
    return made


def _filled(name: str, keys: Iterable[uuid.UUID]) -> dict[str, uuid.UUID]:
    return {f"{name}_{n}": key for n, key in enumerate(filled(keys))}
