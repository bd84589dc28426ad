"""Reading the settings of an organisation: what holds, and who changed it when."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain import settings
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.administration import SecondLook, SettingChange
from supervision.models.people import Person

MOST = 50  # changes of one setting that its page tells of


@dataclass(frozen=True)
class Change:
    """A change of a setting. `by` and `agreed_by` are names; None: when it was set up."""

    at: datetime
    by: str | None
    before: Any
    after: Any
    agreed_by: str | None


@dataclass(frozen=True)
class Waiting:
    """A change that waits for a second look."""

    id: uuid.UUID
    value: Any
    asked_by: str
    asked_at: datetime


def last_changes(actor: Actor) -> dict[str, tuple[datetime, str | None]]:
    """When each setting was changed last and by whom, for those that ever were."""
    _only_who_sees(actor)
    newest_first = (SettingChange.changed_at.desc(), SettingChange.id.desc())
    numbered = (
        select(
            SettingChange.name,
            SettingChange.changed_at,
            SettingChange.changed_by,
            func.row_number()
            .over(partition_by=SettingChange.name, order_by=newest_first)
            .label("place"),
        )
        .where(SettingChange.organisation_id == actor.organisation_id)
        .subquery()
    )
    rows = db.session.execute(
        select(numbered.c.name, numbered.c.changed_at, Person.full_name)
        .outerjoin(Person, Person.id == numbered.c.changed_by)
        .where(numbered.c.place == 1)
    )
    return {name: (at, by) for name, at, by in rows}


def history(actor: Actor, name: str) -> tuple[list[Change], int]:
    """The changes of a setting, the newest first, and how many there are."""
    _only_who_sees(actor)
    setting = settings.REGISTRY.get(name)
    if setting is None:
        raise NotFound
    agreed_by = aliased(Person)
    here = (SettingChange.organisation_id == actor.organisation_id, SettingChange.name == name)
    rows = db.session.execute(
        select(
            SettingChange.changed_at,
            Person.full_name,
            SettingChange.value,
            agreed_by.full_name,
            func.count().over(),
        )
        .outerjoin(Person, Person.id == SettingChange.changed_by)
        .outerjoin(SecondLook, SecondLook.id == SettingChange.second_look_id)
        .outerjoin(agreed_by, agreed_by.id == SecondLook.answered_by)
        .where(*here)
        .order_by(SettingChange.changed_at.desc(), SettingChange.id.desc())
        .limit(MOST + 1)
    ).all()
    values = [json.loads(row[2]) for row in rows]
    values.append(setting.default)  # the oldest one changed what holds without it
    found = [
        Change(at, by, values[n + 1], values[n], agreed)
        for n, (at, by, _value, agreed, _count) in enumerate(rows)
    ]
    return found[:MOST], rows[0][4] if rows else 0


def waiting(actor: Actor, name: str) -> Waiting | None:
    """The change of this setting that waits for a second look."""
    rows = db.session.execute(
        select(SecondLook.id, SecondLook.what, Person.full_name, SecondLook.asked_at)
        .join(Person, Person.id == SecondLook.asked_by)
        .where(
            access.second_looks_visible_to(actor),
            SecondLook.need == "setting",
            SecondLook.state == "waiting",
        )
        .order_by(SecondLook.asked_at)
    )
    for id_, what, asked_by, at in rows:
        found = json.loads(what)
        if found.get("name") == name:
            return Waiting(id_, found.get("value"), asked_by, at)
    return None


def _only_who_sees(actor: Actor) -> None:
    if not access.sees_people(actor):
        raise NotFound
