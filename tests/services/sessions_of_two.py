"""Sessions of Morag and Callum, made and changed through services."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.people import SupervisionRelation
from supervision.models.sessions import (
    SessionSection,
    SessionSignature,
    SupervisionSession,
)
from supervision.queries import sessions as queries
from supervision.services import sessions as services
from tests.worlds import NOW, World

KEY = uuid.UUID(int=7)


def relation_of(world: World, actor: Actor) -> Any:
    key = world.relations["morag", "callum"]
    return actor.supervision_of(key) or actor.supervision_by(key)


def planned(world: World, days: int = 0, by: str = "morag") -> uuid.UUID:
    key = uuid.uuid4()
    with world.acting(by) as actor:
        services.plan(
            actor,
            relation_of(world, actor),
            key,
            starts_at=NOW + timedelta(days=days),
            minutes=60,
            place="The small room",
        )
    return key


def shared(world: World) -> uuid.UUID:
    key = planned(world)
    write(world, "morag", key, wellbeing="Tired, but steadier.")
    with world.acting("morag") as actor:
        services.share(actor, queries.get(actor, key))
    return key


def versions(actor: Actor, supervision_session: SupervisionSession) -> dict[str, int]:
    rows = db.session.scalars(
        select(SessionSection).where(SessionSection.session_id == supervision_session.id)
    )
    return {row.name: row.version for row in rows}


def write(world: World, name: str, key: uuid.UUID, **words: str) -> tuple[str, ...]:
    with world.acting(name) as actor:
        supervision_session = queries.get(actor, key)
        read = versions(actor, supervision_session)
        return services.save_sections(actor, supervision_session, words, read)


def hashed(actor: Actor, key: uuid.UUID) -> bytes:
    supervision_session = queries.get(actor, key)
    return services.content_hash(supervision_session, queries.parts(actor, supervision_session))


def sign(world: World, name: str, key: uuid.UUID, shown: bytes | None = None) -> None:
    with world.acting(name) as actor:
        supervision_session = queries.get(actor, key)
        parts = queries.parts(actor, supervision_session)
        present = services.content_hash(supervision_session, parts)
        services.sign(actor, supervision_session, parts, present if shown is None else shown)


def standing(world: World, key: uuid.UUID) -> tuple[str, set[str]]:
    """The state of a session, and who has signed it."""
    with world.reading("callum"):
        supervision_session = db.session.get_one(SupervisionSession, key)
        signed = db.session.scalars(
            select(SessionSignature.person_id).where(SessionSignature.session_id == key)
        )
        names = {v: k for k, v in world.ids.items()}
        return supervision_session.state, {names[person] for person in signed}


def end_relation(world: World) -> None:
    with world.acting("eilidh") as actor:
        row = db.session.get_one(SupervisionRelation, world.relations["morag", "callum"])
        row.to_date = actor.today - timedelta(days=1)
