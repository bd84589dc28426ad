"""What changed for someone since they were here: who did what, and where it is; no words of anyone.

Only what the actor may read now is told: what was taken back meanwhile is not. The same few
statements, however much has happened.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Select,
    Subquery,
    and_,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from supervision.access import asks as ask_access
from supervision.access import library as library_access
from supervision.access import recordings as recording_access
from supervision.access import reflections as reflection_access
from supervision.access.actor import Actor
from supervision.domain.dates import local_date, local_midnight
from supervision.models.asks import Ask, AskAnswer
from supervision.models.base import Moment
from supervision.models.library import PracticeExample
from supervision.models.people import Person
from supervision.models.recordings import PersonReference, PersonReferenceHolder
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.queries import since_sessions, since_standing
from supervision.queries.prepared import prepared
from supervision.queries.session_rows import Open

MOST = 6
share = aliased(ReflectionShare)  # the rule reads the table itself
mine, before = aliased(PersonReferenceHolder), aliased(PersonReferenceHolder)
FETCHED = 30  # enough for six lines, once what was done twice is told once


@dataclass(frozen=True)
class News:
    """Something that happened.

    Attributes:
        kind: shared, answered, to_sign, signed, agenda, moved, cancelled, example or reference; of
            what the actor may see and do: role, supervised, supervises, and each with _ended.
        thing_id: what it leads to: a reflection, a session, an example or a person reference.
        name: who did it; of an example its title, of a reference its code; of supervision, with
            whom.
        detail: of an answer, which it was; of a role, its code; of supervision, its function.
        starts_at: of a session, when it is.
        day: of a role or supervision, the first or the last day.
    """

    kind: str
    at: datetime
    thing_id: uuid.UUID
    name: str
    detail: str = ""
    starts_at: datetime | None = None
    day: date | None = None


def since(
    actor: Actor,
    moment: datetime | None,
    sessions: Sequence[uuid.UUID] | None = None,
    began: datetime | None = None,
) -> tuple[News, ...]:
    """What changed for the actor since a moment, the newest first; nothing when there is none.

    Args:
        sessions: those in which something can have happened, where a page has read them already
            (`Open.news`).
        began: when the sign-in before this one began, where it is not the same moment. What
            somebody may see can change while they are here and away from Home: it is told once too
            often rather than not at all.
    """
    if moment is None:
        return ()
    among = list(Open(actor, moment).news if sessions is None else sessions)
    day = local_date(moment, actor.zone)
    rows = _since(actor, moment=moment, began=began or moment, day=day, sessions=among)
    found = [News(row[0], row[1] or local_midnight(row[6], actor.zone), *row[2:7]) for row in rows]
    told: dict[Any, News] = {}
    for one in sorted(found, key=lambda n: n.at, reverse=True):
        changed = "changed" if one.kind in ("moved", "cancelled") else one.kind
        told.setdefault((changed, one.detail, one.thing_id), one)
    return tuple(told.values())[:MOST]


@prepared
def _since(actor: Actor, moment: Any, began: Any, day: Any, sessions: Any) -> CompoundSelect[Any]:
    """Everything as one statement: a moment for what has one, a day for what has no nearer date."""
    everything = union_all(
        _shared(actor, moment),
        _answered(actor, moment),
        *since_sessions.all_of(actor, moment, sessions),
    ).subquery()
    newest = (
        select(everything, null().cast(Date).label("day"))
        .order_by(everything.c.at.desc(), everything.c.thing_id)
        .limit(FETCHED)
        .subquery()
    )
    return union_all(
        select(newest),
        select(_examples(actor, day)),
        select(_references(actor, day)),
        select(since_standing.all_of(actor, began)),
    )


def _shared(actor: Actor, moment: Any) -> Select[Any]:
    """Reflections that others shared with the actor."""
    keys = reflection_access.shared_keys(actor)
    with_me = or_(
        share.relation_id.in_(keys["relation"]),
        share.team_id.in_(keys["team"]),
        share.person_id.in_(keys["colleague"]),
    )
    return (
        select(
            literal("shared").label("kind"),
            share.shared_at.label("at"),
            Reflection.id.label("thing_id"),
            Person.known_as.label("name"),
            literal("").label("detail"),
            null().cast(Moment).label("starts_at"),
        )
        .join(Reflection, Reflection.id == share.reflection_id)
        .join(Person, Person.id == Reflection.author_id)
        .where(
            reflection_access.DOORS.where(actor.organisation_id, keys),
            Reflection.author_id != actor.person_id,
            share.taken_back_at.is_(None),
            share.shared_at > moment,
            with_me,
        )
    )


def _answered(actor: Actor, moment: Any) -> Select[Any]:
    """Answers and support to the actor's own asks."""
    return (
        select(
            literal("answered"),
            AskAnswer.answered_at,
            Ask.reflection_id,
            Person.known_as,
            AskAnswer.kind,
            null().cast(Moment),
        )
        .join(Ask, Ask.id == AskAnswer.ask_id)
        .join(Person, Person.id == AskAnswer.person_id)
        .where(
            ask_access.visible_to(actor),
            ask_access.is_put(),
            Ask.asker_id == actor.person_id,
            Ask.reflection_id.is_not(None),
            AskAnswer.answered_at > moment,
        )
    )


def _examples(actor: Actor, day: Any) -> Subquery:
    """Examples of a month that has begun since: a published example keeps no nearer date."""
    return (
        select(
            literal("example").label("kind"),
            null().cast(Moment).label("at"),
            PracticeExample.id,
            PracticeExample.title,
            literal("").label("detail"),
            null().cast(Moment).label("starts_at"),
            PracticeExample.published_on,
        )
        .where(
            library_access.visible_to(actor),
            PracticeExample.published_on > day,
        )
        .order_by(PracticeExample.published_on.desc(), PracticeExample.id)
        .limit(MOST)
        .subquery()
    )


def _references(actor: Actor, day: Any) -> Subquery:
    """Person references that someone else held before. Their dates are days: one of the day of the
    visit itself is told once too often rather than not at all."""
    others = select(before.id).where(
        before.person_reference_id == mine.person_reference_id,
        before.person_id != actor.person_id,
        or_(before.from_date < mine.from_date, before.to_date.is_not(None)),
    )
    return (
        select(
            literal("reference").label("kind"),
            null().cast(Moment).label("at"),
            PersonReference.id,
            PersonReference.code,
            literal("").label("detail"),
            null().cast(Moment).label("starts_at"),
            func.max(mine.from_date).label("day"),
        )
        .join(mine, mine.person_reference_id == PersonReference.id)
        .where(
            recording_access.references_held_by(actor),
            and_(mine.person_id == actor.person_id, mine.to_date.is_(None)),
            mine.from_date >= day,
            others.exists(),
        )
        .group_by(PersonReference.id, PersonReference.code)
        .order_by(func.max(mine.from_date).desc(), PersonReference.id)
        .limit(MOST)
        .subquery()
    )
