"""Reading what waits for a second administrator, and what was answered."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, literal, select, tuple_

from supervision import audit
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound, required
from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.people import Person, RoleGrant
from supervision.queries.listing import PAGE, Listed
from supervision.queries.standing import full_names


@dataclass(frozen=True)
class Look:
    """Something that was asked for.

    Attributes:
        what: in codes and keys, as it was asked.
        names: full names of everyone who is named in it.
        lapsed: it waits, and whoever asked is no longer an administrator.
    """

    id: uuid.UUID
    need: str
    person_id: uuid.UUID | None
    what: dict[str, Any]
    asked_by: uuid.UUID
    asked_at: datetime
    state: str
    answered_by: uuid.UUID | None
    answered_at: datetime | None
    names: dict[uuid.UUID, str]
    lapsed: bool = False
    reason: str = ""
    answer: str = ""


def get(actor: Actor, look_id: uuid.UUID) -> SecondLook:
    """One of them. Raises NotFound for whoever does not look after people."""
    return required(
        db.session.scalar(
            select(SecondLook).where(
                SecondLook.id == look_id, access.second_looks_visible_to(actor)
            )
        )
    )


def opened(actor: Actor, row: SecondLook) -> Look:
    """One of them with its words, which the log of reads notes."""
    [look] = _looks(actor, [row])
    for words, whose in ((row.reason, row.asked_by), (row.answer, row.answered_by)):
        if words and whose:
            audit.seen(actor, SecondLook.__tablename__, row.id, whose)
    return Look(**{**vars(look), "reason": row.reason or "", "answer": row.answer or ""})


def waiting(actor: Actor, after: uuid.UUID | None = None) -> Listed[Look]:
    """What waits, the oldest first."""
    return _listed(actor, after, waits=True)


def answered(actor: Actor, after: uuid.UUID | None = None) -> Listed[Look]:
    """What was agreed to, declined or taken back, the latest first."""
    return _listed(actor, after, waits=False)


def _listed(actor: Actor, after: uuid.UUID | None, *, waits: bool) -> Listed[Look]:
    if not access.sees_people(actor):
        raise NotFound
    state = SecondLook.state == "waiting" if waits else SecondLook.state != "waiting"
    moment = SecondLook.asked_at if waits else SecondLook.answered_at
    statement: Select[Any] = select(SecondLook).where(access.second_looks_visible_to(actor), state)
    if after is not None:
        last = db.session.execute(
            select(moment, SecondLook.id).where(
                SecondLook.id == after, access.second_looks_visible_to(actor), state
            )
        ).first()
        if last is not None:
            place = tuple_(literal(last[0], moment.type), literal(last[1], SecondLook.id.type))
            here = tuple_(moment, SecondLook.id)
            statement = statement.where(here > place if waits else here < place)
    order = (moment, SecondLook.id) if waits else (moment.desc(), SecondLook.id.desc())
    rows = list(db.session.scalars(statement.order_by(*order).limit(PAGE + 1)))
    shown = _looks(actor, rows[:PAGE])
    return Listed(tuple(shown), shown[-1].id if len(rows) > PAGE else None)


def _looks(actor: Actor, rows: list[SecondLook]) -> list[Look]:
    whats = {row.id: json.loads(row.what) for row in rows}
    ids: set[uuid.UUID | None] = set()
    for row in rows:
        ids |= {row.person_id, row.asked_by, row.answered_by, *_keys(whats[row.id])}
    names = full_names(actor, ids)
    askers = {row.asked_by for row in rows if row.state == "waiting"}
    here = _administrators(actor, askers)
    return [
        Look(
            row.id,
            row.need,
            row.person_id,
            whats[row.id],
            row.asked_by,
            row.asked_at,
            row.state,
            row.answered_by,
            row.answered_at,
            names,
            row.state == "waiting" and row.asked_by not in here,
        )
        for row in rows
    ]


def _keys(what: dict[str, Any]) -> set[uuid.UUID]:
    return {uuid.UUID(what[name]) for name in ("supervisor", "supervisee") if name in what}


def _administrators(actor: Actor, among: set[uuid.UUID]) -> set[uuid.UUID]:
    if not among:
        return set()
    return set(
        db.session.scalars(
            select(RoleGrant.person_id)
            .join(Person, Person.id == RoleGrant.person_id)
            .where(access.administering(actor), RoleGrant.person_id.in_(list(among)))
        )
    )
