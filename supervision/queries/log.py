"""The log of reads: what others opened of one's own, and, for whoever looks after information, of
everyone's. It names kinds of things and days, and opens no words."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, literal, or_, select, tuple_, union_all
from sqlalchemy.orm import aliased

from supervision.access import asks, library, reads, recordings, reflections, sessions
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.audit import ReadEntry
from supervision.models.library import PracticeProposal
from supervision.models.people import Person
from supervision.models.recordings import OutcomeRecording
from supervision.models.reflections import Reflection
from supervision.models.sessions import AgreedAction, SupervisionSession
from supervision.queries.listing import PAGE, Listed

MOST_NAMES = 200


@dataclass(frozen=True)
class ReadRow:
    """Someone opened something of someone's on a day."""

    id: uuid.UUID
    kind: str
    thing_id: uuid.UUID
    day: date
    reader: str
    whose: str


def about(actor: Actor, before: uuid.UUID | None = None) -> Listed[ReadRow]:
    """What others opened of the actor's words, the latest first, by how they are called."""
    return _listed(reads.about(actor), Person.known_as, before)


def whole(actor: Actor, q: str = "", before: uuid.UUID | None = None) -> Listed[ReadRow]:
    """The whole log of the organisation, the latest first, by full names.

    Args:
        q: part of a name, of whoever read or whose words they were; nothing for everyone.

    Raises:
        NotFound: for whoever does not look after information: there is no such page for them.
    """
    if not reads.looks_after(actor):
        raise NotFound
    rule = reads.log_visible_to(actor)
    if not text.blank(q):
        people = _called(actor, q)
        rule = rule & or_(ReadEntry.reader_id.in_(people), ReadEntry.about_id.in_(people))
    return _listed(rule, Person.full_name, before)


def still_there(actor: Actor, rows: Sequence[ReadRow]) -> dict[uuid.UUID, tuple[str, uuid.UUID]]:
    """Of the things in these rows, those that are the actor's own and can still be opened.

    Returns:
        By the key of the thing: the table of what it can be read in, and the key of that.
    """
    ids = [row.thing_id for row in rows]
    if not ids:
        return {}
    own = actor.person_id
    found = union_all(
        _here(Reflection, reflections.visible_to(actor), ids, Reflection.author_id == own),
        _here(
            OutcomeRecording, recordings.visible_to(actor), ids, OutcomeRecording.author_id == own
        ),
        _here(
            PracticeProposal,
            library.proposals_visible_to(actor),
            ids,
            PracticeProposal.author_id == own,
        ),
        _here(SupervisionSession, sessions.visible_to(actor), ids),
        select(Ask.id, literal(Reflection.__tablename__), Reflection.id)
        .join(Reflection, Reflection.id == Ask.reflection_id)
        .where(
            Ask.id.in_(ids),
            Ask.asker_id == own,
            asks.visible_to(actor),
            reflections.visible_to(actor),
        ),
        select(AgreedAction.id, literal(SupervisionSession.__tablename__), SupervisionSession.id)
        .join(SupervisionSession, SupervisionSession.id == AgreedAction.session_id)
        .where(
            AgreedAction.id.in_(ids), sessions.visible_to(actor), sessions.actions_visible_to(actor)
        ),
    )
    return {thing: (kind, key) for thing, kind, key in db.session.execute(found)}


def _here(model: Any, rule: ColumnElement[bool], ids: Sequence[uuid.UUID], *more: Any) -> Any:
    return select(model.id, literal(model.__tablename__), model.id.label("within")).where(
        model.id.in_(ids), rule, *more
    )


def _called(actor: Actor, q: str) -> list[uuid.UUID]:
    """Everyone of the organisation, of today or before, whose name holds every word of this."""
    tokens = text.search_tokens(q)
    if not tokens:
        return []
    names = db.session.execute(
        select(Person.id, Person.full_name, Person.known_as).where(
            Person.organisation_id == actor.organisation_id
        )
    )
    return [
        id_
        for id_, full_name, known_as in names
        if all(token in text.fold(f"{full_name} {known_as}") for token in tokens)
    ][:MOST_NAMES]


def _listed(rule: ColumnElement[bool], name: Any, before: uuid.UUID | None) -> Listed[ReadRow]:
    reader, whose = aliased(Person), aliased(Person)
    statement = (
        select(
            ReadEntry.id,
            ReadEntry.kind,
            ReadEntry.thing_id,
            ReadEntry.day,
            getattr(reader, name.key).label("reader"),
            getattr(whose, name.key).label("whose"),
        )
        .join(reader, reader.id == ReadEntry.reader_id)
        .join(whose, whose.id == ReadEntry.about_id)
        .where(rule)
        .order_by(ReadEntry.day.desc(), ReadEntry.id.desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        last = db.session.execute(
            select(ReadEntry.day, ReadEntry.id).where(ReadEntry.id == before, rule)
        ).first()
        if last is not None:
            statement = statement.where(
                tuple_(ReadEntry.day, ReadEntry.id)
                < tuple_(literal(last.day, ReadEntry.day.type), literal(last.id, ReadEntry.id.type))
            )
    rows = tuple(ReadRow(*row) for row in db.session.execute(statement))
    return Listed(rows[:PAGE], rows[PAGE - 1].id if len(rows) > PAGE else None)
