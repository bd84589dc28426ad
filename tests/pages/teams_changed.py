"""Changing the tree through its pages, as several tests do."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.people import Team
from tests.client import Client
from tests.worlds import World

LONG = "Intensive outreach, resettlement and evening support of the northern islands, second house"


def verbs(world: World) -> list[str]:
    with world.app.app_context():
        return list(db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.sequence)))


def service_id(world: World, team: str) -> uuid.UUID:
    with world.app.app_context():
        return db.session.get_one(Team, world.teams[team]).care_service_id


def told(client: Client, path: str, **typed: Any) -> Any:
    """Fill in the form of a change: the page that says what will happen."""
    answer = client.fill(path, button="Show what will happen", **typed)
    assert answer.status_code == 200, answer.text
    return answer


def changed(client: Client, path: str, **typed: Any) -> Any:
    """The same, and then the change."""
    found = client.form(path, button="Show what will happen")
    return client.post(found.action, data=found.data(**typed) | {"sure": "yes"})
