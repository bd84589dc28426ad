"""What somebody who leaves still holds, for the line supervisor who can hand it over."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.access.recordings import leaver, line, theirs
from supervision.domain import references
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.recordings import PersonReference
from supervision.queries.listing import PAGE


@dataclass(frozen=True)
class Leaver:
    """Somebody whose last day is noted or has passed, and who holds references still.

    Attributes:
        shut_out_at: when their access was ended, where that was at once.
    """

    id: uuid.UUID
    name: str
    last_day: date
    shut_out_at: datetime | None = None


@dataclass(frozen=True)
class LeftRow:
    """A reference that nobody has settled an end for, and since when it has been held."""

    code: str
    since: date


@dataclass(frozen=True)
class Left:
    """One page of them; `after` is the last code of it where there are more, or empty."""

    rows: tuple[LeftRow, ...]
    after: str = ""


def leavers(actor: Actor, since: Any) -> Select[Any]:
    """A statement that gives those who leave and whose references wait to be handed over by the
    actor, as a `Leaver` is made. It is for a page that asks other things with it.

    Args:
        since: the earliest last day (`domain.references.left_since`).
    """
    return (
        select(leaver.id, leaver.known_as, leaver.left_on, leaver.shut_out_at)
        .join(line, line.supervisee_id == leaver.id)
        .join(theirs, theirs.person_id == leaver.id)
        .where(access.left_by(actor, since=since), theirs.to_date.is_(None))
        .distinct()
    )


def told(rows: Sequence[Any]) -> tuple[Leaver, ...]:
    """Those that `leavers` gave, the last day that comes first before the others."""
    found = [Leaver(*row) for row in rows if row[0] is not None]
    return tuple(sorted(found, key=lambda one: (one.last_day, one.name, one.id)))


def leaving(actor: Actor, person_id: uuid.UUID) -> Person:
    """Somebody who leaves, for their line supervisor of the last day, until 90 days after it.

    Raises:
        NotFound: for everybody else, whether or not they leave.
    """
    return required(
        db.session.scalar(
            select(leaver)
            .join(line, line.supervisee_id == leaver.id)
            .where(access.leaves_to(actor), leaver.id == person_id)
            .limit(1)
        )
    )


def left(actor: Actor, person: Person, after: str | None = None) -> Left:
    """The references that wait to be handed over for somebody who leaves, by code.

    Args:
        after: the last code of the page above.
    """
    statement = (
        select(PersonReference.code, func.min(theirs.from_date))
        .join(theirs, theirs.person_reference_id == PersonReference.id)
        .join(leaver, leaver.id == theirs.person_id)
        .join(line, line.supervisee_id == leaver.id)
        .where(access.left_by(actor, person.id), theirs.to_date.is_(None))
        .group_by(PersonReference.code)
        .order_by(PersonReference.code)
        .limit(PAGE + 1)
    )
    if after:
        statement = statement.where(PersonReference.code > after)
    found = [LeftRow(*row) for row in db.session.execute(statement)]
    shown = tuple(found[:PAGE])
    return Left(shown, shown[-1].code if len(found) > PAGE else "")


def left_reference(actor: Actor, person: Person, code: str) -> PersonReference:
    """A reference that somebody who leaves holds today. Raises NotFound for any other."""
    known = required(references.read_code(code))
    return required(
        db.session.scalar(
            select(PersonReference).where(
                PersonReference.code == known, access.left_visible_to(actor, person.id)
            )
        )
    )
