"""A world with several administrators: sandy, agnes and noor, who also looks after information."""

from __future__ import annotations

import uuid
from typing import Any

from supervision.extensions import db
from supervision.models.people import Person, RoleGrant, SupervisionRelation
from supervision.services import people
from tests.worlds import World


def administrators(world: World, *names: str) -> None:
    """Let these be administrators too, since a year ago."""
    with world.acting("sandy") as actor:
        for name in names or ("agnes", "noor"):
            first = actor.today.replace(year=actor.today.year - 1)
            people.grant_role(actor, person(world, name), "administrator", first)


def person(world: World, name: str) -> Person:
    """Somebody, in an application context."""
    return db.session.get_one(Person, world.ids[name])


def relation(world: World, supervisor: str, supervisee: str) -> SupervisionRelation:
    return db.session.get_one(SupervisionRelation, world.relations[supervisor, supervisee])


def roles_of(world: World, name: str) -> dict[str, RoleGrant]:
    rows = db.session.query(RoleGrant).filter(RoleGrant.person_id == world.ids[name])
    return {row.role: row for row in rows}


def hexes(world: World, supervisor: str, supervisee: str, **more: Any) -> dict[str, Any]:
    """What a second look for supervision holds."""
    keys: dict[str, uuid.UUID] = {
        "supervisor": world.ids[supervisor],
        "supervisee": world.ids[supervisee],
    }
    return {**{name: key.hex for name, key in keys.items()}, "function": "line", **more}
