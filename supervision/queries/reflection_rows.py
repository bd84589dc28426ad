"""Reflections as rows of a list: what each is called, whose it is, and what it asks for."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Result, Select, and_, case, false, null, or_, select
from sqlalchemy.orm import aliased

from supervision import audit
from supervision.access import asks as ask_access
from supervision.access import people as people_access
from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.domain.wording import said
from supervision.domain.words import first_words
from supervision.models.asks import Ask
from supervision.models.people import Person, Team
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.queries.listing import Listed, cut, newest_first
from supervision.queries.prepared import prepared

KIND = Reflection.__tablename__
WORDLESS = said("Without words yet")
TITLE = 60  # characters
NAMED_BY = (Reflection.title, Reflection.happened, Reflection.mattered, Reflection.next)
own = aliased(ReflectionShare)  # not the share with the team


class ReflectionRow(NamedTuple):
    """A reflection in a list.

    Attributes:
        shared: whether anyone but its author can read it; told of the actor's own ones.
        team: the team it is shared with, where the actor reads it as one of that team alone.
    """

    id: uuid.UUID
    title: str
    author_id: uuid.UUID
    author: str
    written_at: datetime
    shared: bool
    ask_kind: str | None
    ask_state: str | None
    team: str | None = None


def open_to_others(actor: Actor) -> ColumnElement[bool]:
    """Of the actor's own reflections, those that someone else can read today: a share with a team
    that is open, with a supervisor whose supervision lasts, or with a colleague who is here."""
    here = (
        select(Person.id)
        .where(Person.id == ReflectionShare.person_id, people_access.working_here(actor))
        .exists()
    )
    still = (
        select(Team.id).where(Team.id == ReflectionShare.team_id, Team.closed_on.is_(None)).exists()
    )
    return (
        select(ReflectionShare.id)
        .where(
            ReflectionShare.reflection_id == Reflection.id,
            ReflectionShare.taken_back_at.is_(None),
            or_(
                still,
                ReflectionShare.relation_id.in_([r.id for r in actor.supervised_by]),
                and_(ReflectionShare.person_id.is_not(None), here),
            ),
        )
        .exists()
    )


def listing(actor: Actor, among: ColumnElement[bool], most: int, *, own: bool) -> Select[Any]:
    """A statement of the newest of these, as `among_newest` gives them.

    Args:
        own: whether they are the actor's, of whom it is asked whether others can read them; of
            others' it is asked through which team.
    """
    return (
        _select(actor, own=own, others=not own)
        .where(among)
        .order_by(*newest_first(Reflection, Reflection.written_at))
        .limit(most + 1)
    )


def listed(actor: Actor, found: Result[Any], most: int) -> Listed[ReflectionRow]:
    """What such a statement found, as one page."""
    shown, earlier = cut(found.all(), most)
    return Listed(_opened(actor, shown), earlier)


def rows(actor: Actor, ids: Sequence[uuid.UUID]) -> tuple[ReflectionRow, ...]:
    """Rows for these keys in their order, of those that the actor can see; opens only titles."""
    if not ids:
        return ()
    found = {row.id: row for row in _rows(actor, ids=list(ids))}
    return _opened(actor, [found[key] for key in ids if key in found])


@prepared
def _rows(actor: Actor, ids: Any) -> Select[Any]:
    return _select(actor, own=True, others=True).where(Reflection.id.in_(ids))


def _select(actor: Actor, *, own: bool, others: bool) -> Select[Any]:
    """What a row of a list is made of, of the reflections that the actor can see."""
    return (
        select(
            Reflection.id,
            Reflection.title_sealed,
            # Only where there is no title; these texts are long.
            *(
                case((Reflection.title_sealed.is_(None), part)).label(part.key)
                for part in (
                    Reflection.happened_sealed,
                    Reflection.mattered_sealed,
                    Reflection.next_sealed,
                )
            ),
            Reflection.author_id,
            Reflection.written_at,
            Person.known_as,
            Ask.kind,
            Ask.state,
            (open_to_others(actor) if own else false()).label("shared"),
            (_my_team(actor) if others else null()).label("team"),
        )
        .join(Person, Person.id == Reflection.author_id)
        .outerjoin(Ask, (Ask.reflection_id == Reflection.id) & ask_access.visible_to(actor))
        .where(access.visible_to(actor))
    )


def _opened(actor: Actor, found: Sequence[Any]) -> tuple[ReflectionRow, ...]:
    made = []
    for row in found:
        audit.seen(actor, KIND, row.id, row.author_id)
        made.append(
            ReflectionRow(
                row.id,
                title_of(actor, row),
                row.author_id,
                row.known_as,
                row.written_at,
                row.shared,
                row.kind,
                row.state,
                row.team,
            )
        )
    return tuple(made)


def title_of(actor: Actor, row: Any) -> str:
    """The title of a row with the sealed columns, or its first words where there is none."""
    for field in NAMED_BY:
        value = getattr(row, field.column)
        if value is not None:
            return first_words(field.opened(actor.organisation_id, row.id, value), TITLE)
    return WORDLESS


def title(reflection: Reflection) -> str:
    """What a reflection is called: its whole title, or its first words."""
    words = reflection.happened or reflection.mattered or reflection.next
    return reflection.title or (first_words(words, TITLE) if words else WORDLESS)


def _my_team(actor: Actor) -> Any:
    """The team through which the actor reads a reflection, unless it is shared with them by
    themselves as well."""
    by_name = (
        select(own.id)
        .where(
            own.reflection_id == Reflection.id,
            own.taken_back_at.is_(None),
            or_(
                own.relation_id.in_([r.id for r in actor.supervises]),
                own.person_id == actor.person_id,
            ),
        )
        .correlate(Reflection)
        .exists()
    )
    return (
        select(Team.name)
        .join(ReflectionShare, ReflectionShare.team_id == Team.id)
        .where(
            ReflectionShare.reflection_id == Reflection.id,
            ReflectionShare.taken_back_at.is_(None),
            ReflectionShare.team_id.in_([m.team_id for m in actor.memberships]),
            ~by_name,
        )
        .order_by(Team.name)
        .limit(1)
        .correlate(Reflection)
        .scalar_subquery()
    )
