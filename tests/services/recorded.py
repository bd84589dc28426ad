"""Recordings and reviews as several tests make them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from supervision import content
from supervision.domain import frameworks
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import AuditEntry
from supervision.models.people import Person
from supervision.models.recordings import (
    OutcomeRecording,
)
from supervision.queries import recordings as queries
from supervision.services import recordings as services
from tests.worlds import World

WORDS = {"what_matters": "I want to be out among people again.", "brings": "A dry wit."}


def framework() -> frameworks.Framework:
    return next(one for one in content.frameworks() if one.code == "talking-points-people")


def written(world: World, name: str = "callum", **words: str) -> Any:
    """The key of a draft."""
    key = new_key()
    with world.acting(name) as actor:
        services.write(actor, key, words={**WORDS, **words})
    return key


def recorded(world: World, name: str = "callum", **words: str) -> Any:
    key = written(world, name, **words)
    with world.acting(name) as actor:
        services.record(actor, queries.get(actor, key))
    return key


def let_hold(world: World, key: Any, holder: str, colleague: str) -> None:
    with world.acting(holder) as actor:
        row = db.session.get(OutcomeRecording, key)
        reference = queries.reference(actor, row.person_reference_id)
        person = db.session.get(Person, world.ids[colleague])
        services.let_hold(actor, reference, person, actor.today)


def count(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def verbs() -> set[str]:
    return set(db.session.scalars(select(AuditEntry.verb)))


def review(actor: Any, recording: Any, key: Any, **changes: Any) -> Any:
    facts: dict[str, Any] = {
        "direction": "closer",
        "reviewed_on": actor.today,
        "said": "It was noisy, but I laughed.",
        "helped": " A lift there \n\nBeing asked ",
        "holds": queries.holds(actor, recording),
    }
    return services.review(actor, recording, key, **{**facts, **changes})
