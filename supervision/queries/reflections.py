"""Reading reflections."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from supervision import audit
from supervision.access import asks as ask_access
from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.domain.refusals import required
from supervision.domain.words import first_words
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.audit import ReadEntry
from supervision.models.people import Person, SupervisionRelation, Team
from supervision.models.reflections import Reflection, ReflectionRecording, ReflectionShare
from supervision.queries.listing import Listed, newest

KIND = Reflection.__tablename__


@dataclass(frozen=True)
class ReflectionRow:
    """A reflection in a list."""

    id: uuid.UUID
    title: str
    author_id: uuid.UUID
    author: str
    written_at: datetime
    shared: bool
    ask_kind: str | None
    ask_state: str | None


@dataclass(frozen=True)
class Share:
    """Someone whom a reflection is shared with at present."""

    id: uuid.UUID
    relation_id: uuid.UUID | None
    name: str  # a person, or a team
    team: bool


def get(actor: Actor, reflection_id: uuid.UUID) -> Reflection:
    """Open a reflection. Another's leaves a note in the log of reads.

    Raises:
        NotFound: when this actor cannot see it, whether or not it exists.
    """
    reflection = required(
        db.session.scalar(
            select(Reflection).where(Reflection.id == reflection_id, access.visible_to(actor))
        )
    )
    audit.seen(actor, KIND, reflection.id, reflection.author_id)
    return reflection


def own_by_key(actor: Actor, key: uuid.UUID) -> Reflection | None:
    """The actor's own reflection with a key that a form carried, when it was sent before."""
    return db.session.scalar(
        select(Reflection).where(
            Reflection.id == key,
            Reflection.author_id == actor.person_id,
            access.visible_to(actor),
        )
    )


def mine(actor: Actor, before: uuid.UUID | None = None, most: int = 25) -> Listed[ReflectionRow]:
    """The actor's own reflections, newest first."""
    ids, earlier = newest(
        access.DOORS,
        actor.organisation_id,
        {"author": [actor.person_id]},
        Reflection.written_at,
        before,
        most=most,
    )
    return Listed(_rows(actor, ids), earlier)


def shared_with(
    actor: Actor, before: uuid.UUID | None = None, most: int = 25
) -> Listed[ReflectionRow]:
    """What others shared with the actor, newest first."""
    ids, earlier = newest(
        access.DOORS,
        actor.organisation_id,
        access.shared_keys(actor),
        Reflection.written_at,
        before,
        narrow=[Reflection.author_id != actor.person_id],
        most=most,
    )
    return Listed(_rows(actor, ids), earlier)


def shared_through(
    actor: Actor, relation_id: uuid.UUID, since: datetime | None = None
) -> tuple[ReflectionRow, ...]:
    """Reflections shared in one relation, newest first, of those that the actor can see.

    Args:
        since: only those that were shared after this moment.
    """
    statement = (
        select(Reflection.id)
        .join(ReflectionShare, ReflectionShare.reflection_id == Reflection.id)
        .where(
            access.visible_to(actor),
            ReflectionShare.relation_id == relation_id,
            ReflectionShare.taken_back_at.is_(None),
        )
        .order_by(ReflectionShare.shared_at.desc())
        .limit(25)
    )
    if since is not None:
        statement = statement.where(ReflectionShare.shared_at > since)
    return _rows(actor, list(db.session.scalars(statement)))


def titles(actor: Actor, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The titles of those of these reflections that the actor can see."""
    return {row.id: row.title for row in _rows(actor, ids)}


def shares(actor: Actor, reflection: Reflection) -> tuple[Share, ...]:
    """Whom a reflection is shared with at present, by name."""
    rows = db.session.execute(
        select(ReflectionShare.id, ReflectionShare.relation_id, Person.known_as, Team.name)
        .outerjoin(SupervisionRelation, SupervisionRelation.id == ReflectionShare.relation_id)
        .outerjoin(
            Person,
            (Person.id == SupervisionRelation.supervisor_id)
            | (Person.id == ReflectionShare.person_id),
        )
        .outerjoin(Team, Team.id == ReflectionShare.team_id)
        .where(
            ReflectionShare.reflection_id == reflection.id,
            ReflectionShare.organisation_id == actor.organisation_id,
            ReflectionShare.taken_back_at.is_(None),
            # Who is supervised by nobody any more shares with nobody through that relation.
            (SupervisionRelation.id.is_(None))
            | (SupervisionRelation.to_date.is_(None))
            | (SupervisionRelation.to_date >= actor.today),
        )
        .order_by(ReflectionShare.shared_at)
    )
    return tuple(Share(r.id, r.relation_id, r.known_as or r.name, r.name is not None) for r in rows)


def read_by(actor: Actor, reflection: Reflection) -> tuple[tuple[str, datetime], ...]:
    """Who has opened it, and when last, for the people it is open to."""
    rows = db.session.execute(
        select(Person.known_as, ReadEntry.first_at)
        .join(Person, Person.id == ReadEntry.reader_id)
        .where(
            ReadEntry.organisation_id == actor.organisation_id,
            ReadEntry.kind == KIND,
            ReadEntry.thing_id == reflection.id,
        )
        .order_by(ReadEntry.first_at.desc())
        .limit(10)
    )
    latest: dict[str, datetime] = {}
    for name, at in rows:
        latest.setdefault(name, at)
    return tuple(latest.items())


def recordings_of(reflection: Reflection) -> tuple[uuid.UUID, ...]:
    """The recordings that a reflection is about, by key; whether they may be read is asked of
    the recordings."""
    return tuple(
        db.session.scalars(
            select(ReflectionRecording.recording_id).where(
                ReflectionRecording.reflection_id == reflection.id
            )
        )
    )


def _rows(actor: Actor, ids: Sequence[uuid.UUID]) -> tuple[ReflectionRow, ...]:
    """Rows for these keys in their order, of those that the actor can see; opens only titles."""
    if not ids:
        return ()
    live = (
        select(ReflectionShare.id)
        .where(
            ReflectionShare.reflection_id == Reflection.id,
            ReflectionShare.taken_back_at.is_(None),
        )
        .exists()
    )
    found = {
        row.id: row
        for row in db.session.execute(
            select(
                Reflection.id,
                Reflection.title_sealed,
                Reflection.happened_sealed,
                Reflection.mattered_sealed,
                Reflection.next_sealed,
                Reflection.author_id,
                Reflection.written_at,
                Person.known_as,
                Ask.kind,
                Ask.state,
                live.label("shared"),
            )
            .join(Person, Person.id == Reflection.author_id)
            .outerjoin(Ask, (Ask.reflection_id == Reflection.id) & ask_access.visible_to(actor))
            .where(Reflection.id.in_(list(ids)), access.visible_to(actor))
        )
    }
    rows = []
    for key in ids:
        row = found.get(key)
        if row is None:
            continue
        audit.seen(actor, KIND, row.id, row.author_id)
        rows.append(
            ReflectionRow(
                row.id,
                _title(actor, row),
                row.author_id,
                row.known_as,
                row.written_at,
                row.shared,
                row.kind,
                row.state,
            )
        )
    return tuple(rows)


def _title(actor: Actor, row) -> str:
    """The title, or the first words where there is none."""
    for field, value in (
        (Reflection.title, row.title_sealed),
        (Reflection.happened, row.happened_sealed),
        (Reflection.mattered, row.mattered_sealed),
        (Reflection.next, row.next_sealed),
    ):
        if value is not None:
            return first_words(field.opened(actor.organisation_id, row.id, value), 60)
    return "Without words yet"


def title(reflection: Reflection) -> str:
    """What a reflection is called: its title, or its first words."""
    words = reflection.title or reflection.happened or reflection.mattered or reflection.next
    return first_words(words or "Without words yet", 60)
