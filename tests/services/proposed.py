"""Examples on their way into the library, as several tests bring them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.library import (
    PracticeProposal,
)
from supervision.models.recordings import Framework, FrameworkOutcome
from supervision.queries import proposals
from supervision.services import library as services
from tests.worlds import World

WORDS = {
    "title": "The seat by the door",
    "summary": "Asking who would miss you changed what one lunch club was for.",
    "quote": "Somebody noticed that I was not there.",
    "stood": "Two people had stopped coming. We put it down to the bus.",
    "done": "The regulars decided on a seat by the door.",
    "changed": "Both are back most weeks.",
    "did_not_work": "Badges. Everybody hated them.",
    "learnt": "The form asks how to get there and never who will be glad.",
}
NAMED = {**WORDS, "stood": "Isobel had stopped coming. We put it down to the bus."}
DATED = {**WORDS, "stood": "On 14 October two people had stopped coming."}


def add_outcomes(*names: str) -> list[uuid.UUID]:
    """A small framework, in the transaction that is open."""
    framework = Framework(
        code="small", edition="1", name="Small", licence="Ours", attribution="Ours"
    )
    db.session.add(framework)
    db.session.flush()
    made = []
    for place, name in enumerate(names):
        outcome = FrameworkOutcome(
            framework_id=framework.id, code=f"o{place}", group="G", name=name, position=place
        )
        db.session.add(outcome)
        db.session.flush()
        made.append(outcome.id)
    return made


def begun(world: World, name: str = "callum", words: dict[str, str] | None = None) -> uuid.UUID:
    with world.acting(name) as actor:
        return services.begin(actor, new_key(), words=words or WORDS).id


def proposed(world: World, name: str = "callum", words: dict[str, str] | None = None) -> uuid.UUID:
    key = begun(world, name, words)
    with opened(world, name, key) as (actor, proposal):
        services.propose(actor, proposal, kept_words="It is a common day.")
    return key


def published(world: World, words: dict[str, str] | None = None) -> uuid.UUID:
    with opened(world, "grace", proposed(world, "callum", words)) as (actor, proposal):
        return services.publish(actor, proposal).id


@contextmanager
def opened(world: World, name: str, key: uuid.UUID) -> Iterator[tuple[Actor, PracticeProposal]]:
    with world.acting(name) as actor:
        yield actor, proposals.get(actor, key)
