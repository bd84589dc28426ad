"""Making the things that matrices are about, through services, in the past where it was then."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.asks import Ask
from supervision.models.people import Person, SupervisionRelation, TeamMembership
from supervision.models.recordings import OutcomeRecording, PersonReference, PersonReferenceHolder
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.queries import recordings as recording_queries
from supervision.services import people, recordings, reflections
from tests.access.matrix import Thing
from tests.worlds import World

LONG_AGO = 60  # days, when jean still supervised callum


@contextmanager
def then(world: World, name: str, days: float = 0) -> Iterator[Actor]:
    """Act as someone, some days before now; what is done is kept."""
    now = world.clock.now
    world.clock.now = now - timedelta(days=days)
    try:
        with world.acting(name) as actor:
            yield actor
    finally:
        world.clock.now = now


def reflection(
    world: World,
    name: str = "callum",
    *,
    days: float = 2,
    share_with: str = "",
    ask: str = "",
    about: uuid.UUID | None = None,
) -> Thing:
    """A reflection, shared with a supervisor where one is named, asking for backing in words."""
    thing = Thing(words={"title": "Heatherbell morning", "ask": ask or "nobody asked for this"})
    with then(world, name, days) as actor:
        row = reflections.write(
            actor,
            new_key(),
            words={"title": thing.words["title"], "happened": "We walked as far as the gate."},
            ask=("backing", ask) if ask else None,
            about=recording_queries.get(actor, about) if about else None,
        )
        if share_with:
            relation = actor.supervision_by(world.relations[share_with, name])
            assert relation is not None
            reflections.share(actor, row, relation)
        db.session.flush()
        thing.keys = {"reflection_id": row.id, **relations(world, name)}
        asked = db.session.scalar(select(Ask.id).where(Ask.reflection_id == row.id))
        if asked is not None:
            thing.keys["ask_id"] = asked
        thing.versions["version"] = str(row.version)
    return thing


def relations(world: World, name: str) -> dict[str, uuid.UUID]:
    """The relations in which someone is or was supervised, as keys of a thing."""
    return {
        f"relation of {supervisor}": key
        for (supervisor, supervisee), key in world.relations.items()
        if supervisee == name
    }


def open_to(world: World, thing: Thing, **target: uuid.UUID) -> None:
    """Share a reflection with a team or a colleague, past the check."""
    with then(world, "callum", 1) as actor:
        db.session.add(
            ReflectionShare(
                organisation_id=actor.organisation_id,
                reflection_id=thing.keys["reflection_id"],
                shared_at=actor.now,
                **target,
            )
        )


def take_back(world: World, thing: Thing) -> None:
    with then(world, "callum", 0.5) as actor:
        reflections.take_back(actor, db.session.get_one(Reflection, thing.keys["reflection_id"]))


def delete(world: World, model: Any, key: uuid.UUID) -> None:
    """Mark a row as deleted; no page does that yet, the rules know of it."""
    with then(world, "callum") as actor:
        db.session.get_one(model, key).deleted_at = actor.now


def relate(world: World, supervisor: str, supervisee: str, function: str) -> None:
    """Begin a supervision relation, some days ago."""
    with then(world, supervisee) as actor:
        people.relate(
            actor,
            db.session.get_one(Person, world.ids[supervisor]),
            db.session.get_one(Person, world.ids[supervisee]),
            function,
            actor.today - timedelta(days=200),
        )


def end_relation(world: World, supervisor: str, supervisee: str, days: int) -> None:
    """Let the last day of a supervision relation be so many days ago; 0 is today."""
    with then(world, supervisee) as actor:
        row = db.session.get_one(SupervisionRelation, world.relations[supervisor, supervisee])
        row.to_date = actor.today - timedelta(days=days)


def leave_team(world: World, name: str) -> None:
    """Let someone's memberships end with yesterday."""
    with then(world, name) as actor:
        rows = select(TeamMembership).where(TeamMembership.person_id == world.ids[name])
        for row in db.session.scalars(rows):
            row.to_date = actor.today - timedelta(days=1)


def recording(world: World, name: str = "callum", *, state: str = "recorded") -> Thing:
    """A recording about someone new, whose reference its author holds."""
    thing = Thing(words={"words": "Rowanberry jam on a Thursday"})
    with then(world, name, 3) as actor:
        row = recordings.write(
            actor, new_key(), words={"what_matters": thing.words["words"], "brings": "Patience"}
        )
        if state == "recorded":
            recordings.record(actor, row)
        reference = db.session.get_one(PersonReference, row.person_reference_id)
        thing.keys = {"recording_id": row.id, "reference_id": reference.id}
        thing.keys["code"] = reference.code  # type: ignore[assignment]  # stands in addresses too
        thing.words["label"] = f"erson {reference.code}"  # with a large letter, or a small one
        thing.versions["version"] = str(row.version)
    return thing


def hold(world: World, thing: Thing, name: str, since: int, until: int | None = None) -> None:
    """Let someone hold the reference, from so many days ago until so many days ago."""
    with then(world, "callum") as actor:
        reference = db.session.get_one(PersonReference, thing.keys["reference_id"])
        colleague = db.session.get_one(Person, world.ids[name])
        recordings.let_hold(actor, reference, colleague, actor.today - timedelta(days=since))
    if until is not None:
        end_holding(world, thing, name, until)


def hand_over(world: World, thing: Thing, name: str, days: float = 0) -> None:
    """Let callum hand the reference over, some days ago, and go no longer on with it."""
    with then(world, "callum", days) as actor:
        reference = db.session.get_one(PersonReference, thing.keys["reference_id"])
        recordings.hand_over(
            actor,
            reference,
            world.ids[name],
            keep=False,
            holds=recording_queries.holds_reference(actor, reference),
            works_here=True,
        )


def end_holding(world: World, thing: Thing, name: str, days: int) -> None:
    with then(world, "callum") as actor:
        row = db.session.scalars(
            select(PersonReferenceHolder).where(
                PersonReferenceHolder.person_reference_id == thing.keys["reference_id"],
                PersonReferenceHolder.person_id == world.ids[name],
            )
        ).one()
        row.from_date = min(row.from_date, actor.today - timedelta(days=days))
        row.to_date = actor.today - timedelta(days=days)


def review(world: World, thing: Thing, name: str, days: float = 1) -> Thing:
    """A review of a recording by someone."""
    thing.words["review"] = "Brambles were picked together"
    with then(world, name, days) as actor:
        row = db.session.get_one(OutcomeRecording, thing.keys["recording_id"])
        made = recordings.review(
            actor,
            row,
            new_key(),
            direction="further",
            reviewed_on=actor.today,
            said=thing.words["review"],
            holds=recording_queries.holds(actor, row),
        )
        thing.keys["review_id"] = made.id
    return thing
