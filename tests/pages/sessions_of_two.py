"""Sessions of two, made through their pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from supervision.extensions import db
from supervision.models.people import SupervisionRelation
from tests.client import Client
from tests.worlds import World

WORDS = {
    "wellbeing": "Tired but steadier than October.",
    "outcomes": "Person K7QM: the bus rule.",
    "reflection": "We both saw the form, not the person.",
}


def planned(world: World, by: str = "morag", with_: str = "callum", **more: str) -> str:
    """Choose a date through its page; returns the address of the session."""
    relation = world.relations.get((by, with_)) or world.relations[with_, by]
    date = {"date__day": "23", "date__month": "11", "date__year": "2026"}
    response = world.client(by).fill(
        f"/supervision/new?relation={relation}",
        "/supervision/new",
        **{**date, "time": "4 pm", "place": "The small room", **more},
    )
    assert response.status_code == 302, response.text
    return response.location


def recorded(client: Client, address: str, do: str = "Save the record", **words: str) -> Any:
    return client.fill(f"{address}/record", button=do, **(words or WORDS))


def shared(world: World) -> str:
    address = planned(world)
    assert (
        recorded(world.client("morag"), address, "Share the draft with Callum").status_code == 302
    )
    return address


def sign(client: Client, address: str) -> TestResponse:
    return client.fill(address, f"{address}/signatures")


def end_relation(world: World) -> None:
    with world.acting("eilidh") as actor:
        row = db.session.get_one(SupervisionRelation, world.relations["morag", "callum"])
        row.to_date = actor.today - timedelta(days=1)
