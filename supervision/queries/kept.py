"""Forms that were typed and not saved, for whoever typed them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.sign_ins import KeptForm


@dataclass(frozen=True)
class Form:
    """What was typed into a form.

    Attributes:
        number: how often it was kept while it was written; None for one that was kept over a
            sign-in that ran out.
    """

    key: uuid.UUID
    kept_at: datetime
    number: int | None
    fields: list[tuple[str, str]]


@dataclass(frozen=True)
class Waiting:
    """A form that somebody began and did not save: where it stands, and when it was last kept."""

    key: uuid.UUID
    page: str
    kept_at: datetime


def form(actor: Actor, key: uuid.UUID, path: str) -> Form | None:
    """What this person had typed into the form of this page; None for any other person or page."""
    row = db.session.scalar(select(KeptForm).where(KeptForm.id == key, *_own(actor)))
    if row is None or row.fields is None:
        return None
    words = json.loads(row.fields)
    if words["path"] != path:
        return None
    fields = [(name, value) for name, value in words["fields"]]
    return Form(row.id, row.kept_at, row.number if row.page else None, fields)


def waiting(actor: Actor, path: str | None = None, most: int = 50) -> tuple[Waiting, ...]:
    """Forms that the actor began and did not save, newest first: those of one page, or all."""
    here = [KeptForm.page == path] if path is not None else []
    rows = db.session.execute(
        select(KeptForm.id, KeptForm.page, KeptForm.kept_at)
        .where(*unsaved_of(actor), *here)
        .order_by(KeptForm.kept_at.desc(), KeptForm.id.desc())
        .limit(most)
    )
    return tuple(Waiting(*row) for row in rows)


def one(actor: Actor, key: uuid.UUID) -> Waiting | None:
    """A form that the actor began and did not save; None for a key of nothing of theirs."""
    row = db.session.execute(
        select(KeptForm.id, KeptForm.page, KeptForm.kept_at).where(
            KeptForm.id == key, *unsaved_of(actor)
        )
    ).first()
    return Waiting(*row) if row else None


def unsaved_of(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Which forms the actor began and did not save."""
    return (*_own(actor), KeptForm.page != "", KeptForm.fields_sealed.is_not(None))


def _own(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        KeptForm.person_id == actor.person_id,
        KeptForm.organisation_id == actor.organisation_id,
    )
