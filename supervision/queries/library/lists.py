"""Lists of published examples, newest month first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Result, Select, literal, select, tuple_

from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.library import (
    PARTS,
    ExampleOutcome,
    ExampleTheme,
    PracticeExample,
)
from supervision.models.recordings import Framework, FrameworkOutcome
from supervision.queries.library.searching import looked_for, mentions
from supervision.queries.listing import PAGE, Listed
from supervision.queries.prepared import prepared

_TEXTS = PARTS[2:]


@dataclass(frozen=True)
class ExampleRow:
    """An example in a list. `texts` are its other parts, where words were looked for."""

    id: uuid.UUID
    title: str
    summary: str
    published_on: date
    outcomes: tuple[str, ...]
    texts: tuple[str, ...] = ()


def newest_one(actor: Actor) -> ExampleRow | None:
    """The newest example that the actor may read, if there is any."""
    return next(iter(newest(actor, most=1).rows), None)


def newest(actor: Actor, before: uuid.UUID | None = None, most: int = PAGE) -> Listed[ExampleRow]:
    """The examples that the actor may read, newest month first."""
    if before is not None:
        return _page(actor, [], before, most)
    return _cut(_newest(actor, most=most), most)


@prepared
def _newest(actor: Actor, most: int) -> Select[Any]:
    return _statement(most, [access.visible_to(actor)])


def search(actor: Actor, words: str, before: uuid.UUID | None = None) -> Listed[ExampleRow]:
    """The examples in which each of these words is found, newest month first.

    Args:
        words: anything typed into a search field; the last word may be the beginning of one.
    """
    tokens = looked_for(words)
    return found(actor, tokens=tokens, before=before) if tokens else Listed(())


def found(
    actor: Actor,
    *,
    tokens: Sequence[str] = (),
    outcome: tuple[str, str] | None = None,
    theme: str = "",
    before: uuid.UUID | None = None,
) -> Listed[ExampleRow]:
    """The examples that fit all of this, newest month first.

    Args:
        tokens: what `looked_for` gave.
        outcome: the codes of a framework and of an outcome in it, whatever the edition.
        theme: the code of a theme.
    """
    narrow = []
    if tokens:
        narrow.append(mentions(tokens))
    if outcome is not None:
        narrow.append(
            PracticeExample.id.in_(
                select(ExampleOutcome.example_id)
                .join(FrameworkOutcome, FrameworkOutcome.id == ExampleOutcome.framework_outcome_id)
                .join(Framework, Framework.id == FrameworkOutcome.framework_id)
                .where(
                    ExampleOutcome.organisation_id == actor.organisation_id,
                    Framework.code == outcome[0],
                    FrameworkOutcome.code == outcome[1],
                )
            )
        )
    if theme:
        narrow.append(
            PracticeExample.id.in_(
                select(ExampleTheme.example_id).where(
                    ExampleTheme.organisation_id == actor.organisation_id,
                    ExampleTheme.theme == theme,
                )
            )
        )
    return _page(actor, narrow, before, PAGE, _TEXTS if tokens else ())


def _page(
    actor: Actor,
    narrow: Sequence[ColumnElement[bool]],
    before: uuid.UUID | None,
    most: int,
    texts: Sequence[str] = (),
) -> Listed[ExampleRow]:
    order = (PracticeExample.published_on, PracticeExample.id)
    conditions = [access.visible_to(actor), *narrow]
    if before is not None:
        last = db.session.execute(
            select(*order).where(access.visible_to(actor), PracticeExample.id == before)
        ).first()
        if last is not None:
            # Bound as what they are: a plain UUID would be letters on SQLite, and never smaller.
            bound = (literal(value, part.type) for value, part in zip(last, order, strict=True))
            conditions.append(tuple_(*order) < tuple_(*bound))
    return _cut(db.session.execute(_statement(most, conditions, texts)), most, texts)


def _statement(
    most: int, conditions: Sequence[ColumnElement[bool]], texts: Sequence[str] = ()
) -> Select[Any]:
    """The newest examples of which this holds, each with its outcomes, a row for every one."""
    order = (PracticeExample.published_on, PracticeExample.id)
    shown = [getattr(PracticeExample, name) for name in ("title", "summary", *texts)]
    chosen = (
        select(*order, *shown)
        .where(*conditions)
        .order_by(*(part.desc() for part in order))
        .limit(most + 1)
        .subquery()
    )
    return (
        select(chosen, FrameworkOutcome.name)
        .outerjoin(ExampleOutcome, ExampleOutcome.example_id == chosen.c.id)
        .outerjoin(FrameworkOutcome, FrameworkOutcome.id == ExampleOutcome.framework_outcome_id)
        .order_by(
            chosen.c.published_on.desc(),
            chosen.c.id.desc(),
            FrameworkOutcome.position,
            FrameworkOutcome.name,
        )
    )


def _cut(found: Result[Any], most: int, texts: Sequence[str] = ()) -> Listed[ExampleRow]:
    rows: dict[uuid.UUID, ExampleRow] = {}
    for row in found:
        known = rows.get(row.id)
        names = (*(known.outcomes if known else ()), *([row.name] if row.name else []))
        rows[row.id] = ExampleRow(
            row.id,
            row.title,
            row.summary,
            row.published_on,
            names,
            tuple(getattr(row, name) for name in texts),
        )
    page = tuple(rows.values())[:most]
    return Listed(page, page[-1].id if len(rows) > most else None)
