"""Recording and reviewing through pages, as several tests do."""

from __future__ import annotations

import re
import uuid
from typing import Any

from supervision.extensions import db
from supervision.models.people import Person
from supervision.queries import recordings as queries
from supervision.services import recordings as services
from tests.client import Client, read_forms
from tests.worlds import World

WORDS = "I want to be out among people again."


def write(client: Client, button: str = "Record it", **fields: Any) -> str:
    """Write one through the page; returns its address."""
    response = client.fill(
        "/outcomes/new", button=button, **{"what_matters": WORDS, "person": "new", **fields}
    )
    assert response.status_code == 302, response.get_data(as_text=True)
    return response.location


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)).split())


def button(response: Any, path: str, beginning: str) -> tuple[str, str]:
    """Name and value of a button by how its text begins."""
    for form in read_forms(response, path):
        for said, name, value in form.buttons:
            if said.startswith(beginning):
                return name, value
    raise AssertionError(f"no button “{beginning}”")


def held_by_kirsty(world: World, address: str) -> None:
    with world.acting("callum") as actor:
        row = queries.get(actor, uuid.UUID(address.rsplit("/", 1)[1]))
        reference = queries.reference(actor, row.person_reference_id)
        kirsty = db.session.get(Person, world.ids["kirsty"])
        services.let_hold(actor, reference, kirsty, actor.today)


def review(client: Client, address: str, **fields: Any) -> Any:
    return client.fill(
        f"{address}/reviews/new",
        **{"direction": "closer", "said": "It was noisy, but I laughed.", **fields},
    )
