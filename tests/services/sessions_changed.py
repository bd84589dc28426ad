"""Sessions of Morag and Callum as they are moved, cancelled and signed through services."""

from __future__ import annotations

import uuid
from datetime import timedelta

from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.queries import asks as ask_queries
from supervision.queries import recordings
from supervision.queries import sessions as queries
from supervision.services import asks, reflections
from supervision.services import sessions as services
from tests.access import making
from tests.services.sessions_of_two import (
    relation_of,
    shared,
    sign,
)
from tests.worlds import NOW, World


def move(world: World, name: str, key: uuid.UUID, days: float, **more: object) -> None:
    with world.acting(name) as actor:
        found = queries.get(actor, key)
        given = {"reason": "leave", "words": "A week away", "version": found.version, **more}
        version = int(str(given.pop("version")))
        services.move(actor, found, version, starts_at=NOW + timedelta(days=days), **given)  # type: ignore[arg-type]


def cancel(world: World, name: str, key: uuid.UUID, **more: object) -> None:
    with world.acting(name) as actor:
        found = queries.get(actor, key)
        given = {"reason": "sickness", "words": "", "version": found.version, **more}
        version = int(str(given.pop("version")))
        onto = queries.next_after(actor, found)
        services.cancel(actor, found, version, onto=onto, **given)  # type: ignore[arg-type]


def signed(world: World) -> uuid.UUID:
    key = shared(world)
    for name in ("callum", "morag"):
        sign(world, name, key)
    return key


def verbs(actor: Actor) -> list[str]:
    return list(db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.sequence)))


def brought(world: World, key: uuid.UUID) -> None:
    """An item, an ask with its reflection, and a recording, in a session."""
    with world.acting("callum") as actor:
        services.add_to_agenda(actor, queries.get(actor, key), uuid.uuid4(), "Leave in January")
        reflection = reflections.write(
            actor, uuid.uuid4(), words={"happened": "They waited"}, ask=("backing", "Back me")
        )
        reflections.share(actor, reflection, relation_of(world, actor))
    thing = making.recording(world)
    with world.acting("callum") as actor:
        found = recordings.get(actor, thing.keys["recording_id"])
        services.link_recording(actor, queries.get(actor, key), found)
    with world.acting("morag") as actor:
        ask = ask_queries.get(actor, ask_queries.waiting(actor)[0].id)
        services.bring_ask(actor, queries.get(actor, key), ask)
        asks.bring(actor, ask)
