"""The pages on which people are looked after, as several tests open them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.people import Person
from supervision.services import people
from tests.client import Client
from tests.worlds import World

ISLA: dict[str, Any] = {
    "full_name": "Isla Brown",
    "known_as": "Isla",
    "email": "isla@lochside.example",
    "hours": "37,5",
    "why": "",
}


def one(world: World, name: str) -> str:
    return f"/people/{world.ids[name]}"


def added(world: World, client: Client, **changes: Any) -> str:
    answer = client.fill("/people/new", **{**ISLA, **changes})
    assert answer.status_code == 302, answer.text
    return str(answer.location).removesuffix("/invite")


def looks(world: World) -> list[tuple[str, str]]:
    with world.app.app_context():
        return [(row.need, row.what) for row in db.session.scalars(select(SecondLook))]


def another_administrator(world: World, name: str) -> None:
    with world.acting("sandy") as actor:
        row = db.session.get_one(Person, world.ids[name])
        people.grant_role(actor, row, "administrator", actor.today)
