"""Reading everything that somebody wrote, to take it with them: reflections, recordings, reviews,
and the records that they signed as the one who was supervised. A few statements, whatever there is.

Nothing is here that the person could not open on its own page; opening a record of two leaves the
same note as that page does.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from supervision import audit
from supervision.access import recordings as recording_access
from supervision.access import reflections as reflection_access
from supervision.access import sessions as session_access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.recordings import OutcomeRecording, OutcomeReview, PersonReference
from supervision.models.reflections import Reflection
from supervision.models.sessions import SessionAddition, SessionParticipant, SupervisionSession


@dataclass(frozen=True)
class Counted:
    """How much there is."""

    reflections: int
    recordings: int
    reviews: int
    records: int


@dataclass(frozen=True)
class Recording:
    code: str
    state: str
    written_at: datetime
    what_matters: str
    brings: str


@dataclass(frozen=True)
class Review:
    code: str
    direction: str
    reviewed_on: date
    said: str
    helped: tuple[str, ...]
    hindered: tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """A record as it was signed.

    Attributes:
        supervisor: how the other one is called.
        sections: words by the section's name.
        agenda, actions: words and whose.
        later: dated words underneath, with whose they are.
    """

    starts_at: datetime
    kind: str
    supervisor: str
    sections: dict[str, str]
    agenda: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str], ...]
    later: tuple[tuple[datetime, str, str], ...]


def counted(actor: Actor) -> Counted:
    """How much the actor wrote. One statement."""
    parts = [
        select(func.count()).select_from(model).where(*which).scalar_subquery()
        for model, which in (
            (Reflection, _reflections(actor)),
            (OutcomeRecording, _recordings(actor)),
            (OutcomeReview, _reviews(actor)),
            (SupervisionSession, _records(actor)),
        )
    ]
    return Counted(*db.session.execute(select(*parts)).one())


def reflections(actor: Actor) -> tuple[Reflection, ...]:
    """The actor's own reflections, oldest first, without those that were deleted."""
    return tuple(
        db.session.scalars(
            select(Reflection)
            .where(*_reflections(actor))
            .order_by(Reflection.written_at, Reflection.id)
        )
    )


def recordings(actor: Actor) -> tuple[Recording, ...]:
    """The actor's own recordings and drafts, oldest first."""
    rows = db.session.execute(
        select(OutcomeRecording, PersonReference.code)
        .join(PersonReference, PersonReference.id == OutcomeRecording.person_reference_id)
        .where(*_recordings(actor))
        .order_by(OutcomeRecording.written_at, OutcomeRecording.id)
    )
    return tuple(
        Recording(code, row.state, row.written_at, row.what_matters or "", row.brings or "")
        for row, code in rows
    )


def reviews(actor: Actor) -> tuple[Review, ...]:
    """The actor's own reviews, oldest first."""
    rows = db.session.execute(
        select(OutcomeReview, PersonReference.code)
        .join(PersonReference, PersonReference.id == OutcomeReview.person_reference_id)
        .where(*_reviews(actor))
        .order_by(OutcomeReview.reviewed_on, OutcomeReview.id)
    )
    return tuple(
        Review(
            code,
            row.direction,
            row.reviewed_on,
            row.said or "",
            tuple((row.helped or "").splitlines()),
            tuple((row.hindered or "").splitlines()),
        )
        for row, code in rows
    )


def records(actor: Actor) -> tuple[Record, ...]:
    """The records that the actor signed as the one who was supervised, oldest first, in the words
    that were signed. Noted in the log of reads, about the other one."""
    found = db.session.scalars(
        select(SupervisionSession)
        .where(*_records(actor))
        .order_by(SupervisionSession.starts_at, SupervisionSession.id)
    ).all()
    keys = [one.id for one in found]
    people = _people(keys)
    later = _later(keys)
    made = []
    for one in found:
        around = people.get(one.id, {})
        for person_id in around:
            audit.seen(actor, SupervisionSession.__tablename__, one.id, person_id)
        for row in later.get(one.id, ()):
            audit.seen(actor, SessionAddition.__tablename__, row.id, row.person_id)
        made.append(_record(one, around, later.get(one.id, ())))
    return tuple(made)


def _record(one: SupervisionSession, around: dict[uuid.UUID, Any], later: Iterable[Any]) -> Record:
    signed = json.loads(one.snapshot or "{}")
    names = {key: row.known_as for key, row in around.items()}

    def of(rows: Any, whose: str) -> tuple[tuple[str, str], ...]:
        return tuple((row["words"], names.get(uuid.UUID(row[whose]), "")) for row in rows)

    return Record(
        one.starts_at,
        one.kind,
        next((row.known_as for row in around.values() if row.part == "supervisor"), ""),
        {row["name"]: row["words"] for row in signed.get("sections", ()) if row["words"]},
        of(signed.get("agenda", ()), "by"),
        of(signed.get("actions", ()), "owner"),
        tuple((row.added_at, row.words or "", names.get(row.person_id, "")) for row in later),
    )


def _people(keys: list[uuid.UUID]) -> dict[uuid.UUID, dict[uuid.UUID, Any]]:
    rows = db.session.execute(
        select(
            SessionParticipant.session_id,
            SessionParticipant.person_id,
            SessionParticipant.part,
            Person.known_as,
        )
        .join(Person, Person.id == SessionParticipant.person_id)
        .where(SessionParticipant.session_id.in_(keys))
    )
    found: dict[uuid.UUID, dict[uuid.UUID, Any]] = {}
    for row in rows:
        found.setdefault(row.session_id, {})[row.person_id] = row
    return found


def _later(keys: list[uuid.UUID]) -> dict[uuid.UUID, list[SessionAddition]]:
    rows = db.session.scalars(
        select(SessionAddition)
        .where(SessionAddition.session_id.in_(keys))
        .order_by(SessionAddition.added_at, SessionAddition.id)
    )
    found: dict[uuid.UUID, list[SessionAddition]] = {}
    for row in rows:
        found.setdefault(row.session_id, []).append(row)
    return found


def _reflections(actor: Actor) -> tuple[Any, ...]:
    return Reflection.author_id == actor.person_id, reflection_access.visible_to(actor)


def _recordings(actor: Actor) -> tuple[Any, ...]:
    return OutcomeRecording.author_id == actor.person_id, recording_access.visible_to(actor)


def _reviews(actor: Actor) -> tuple[Any, ...]:
    mine = OutcomeReview.author_id == actor.person_id
    return mine, recording_access.reviews_visible_to(actor)


def _records(actor: Actor) -> tuple[Any, ...]:
    supervised = select(SessionParticipant.session_id).where(
        SessionParticipant.person_id == actor.person_id, SessionParticipant.part == "supervisee"
    )
    return (
        SupervisionSession.id.in_(supervised),
        SupervisionSession.relation_id.is_not(None),
        SupervisionSession.state == "signed",
        session_access.visible_to(actor),
    )
