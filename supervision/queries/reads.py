"""Who has opened something: for the people it is open to, since they see it stand beside it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from supervision.access.actor import Actor
from supervision.models.audit import ReadEntry
from supervision.models.people import Person
from supervision.queries.prepared import prepared


def who_has(
    actor: Actor, kind: str, thing_id: uuid.UUID, most: int = 10
) -> tuple[tuple[str, datetime], ...]:
    """Who else has opened a thing that the actor has just opened, and when last, newest first.

    Args:
        kind: what the log calls it: the name of its table (`KIND` of its queries).
        thing_id: of a thing that the actor can see; that is asked before, where it is opened.

    Returns:
        Each other person's name once, with the first time on the latest day they opened it. Whoever
        wrote it leaves no note in the log by opening their own words, and so is not in here.
    """
    rows = _who_has(actor, kind=kind, thing_id=thing_id, most=most)
    return tuple((name, at) for name, at in rows)


@prepared
def _who_has(actor: Actor, kind: str, thing_id: Any, most: int) -> Select[Any]:
    last = func.max(ReadEntry.first_at)
    return (
        select(Person.known_as, last)
        .join(Person, Person.id == ReadEntry.reader_id)
        .where(
            ReadEntry.organisation_id == actor.organisation_id,
            Person.organisation_id == actor.organisation_id,
            ReadEntry.kind == kind,
            ReadEntry.thing_id == thing_id,
            ReadEntry.reader_id != actor.person_id,
        )
        .group_by(ReadEntry.reader_id, Person.known_as)
        .order_by(last.desc())
        .limit(most)
    )
