"""Reading practice examples: lists, one of them, and plain full-text search."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, column, func, literal, literal_column, select, table, tuple_

from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.library import ExampleOutcome, PracticeExample
from supervision.models.recordings import FrameworkOutcome
from supervision.queries.listing import PAGE, Listed

INDEX = "practice_examples_fts"

# Words that PostgreSQL's English configuration leaves out (snowball's english.stop). They are left
# out here too, so that both databases look for the same words.
_LEFT_OUT = """
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she
her hers herself it its itself they them their theirs themselves what which who whom this that
these those am is are was were be been being have has had having do does did doing a an the and
but if or because as until while of at by for with about against between into through during
before after above below to from up down in out on off over under again further then once here
there when where why how all any both each few more most other some such no nor not only own
same so than too very s t can will just don should now
"""
STOP_WORDS = frozenset(_LEFT_OUT.split())


@dataclass(frozen=True)
class ExampleRow:
    """An example in a list."""

    id: uuid.UUID
    title: str
    summary: str
    published_on: date
    outcomes: tuple[str, ...]


def newest_one(actor: Actor) -> ExampleRow | None:
    """The newest example that the actor may read, if there is any."""
    return next(iter(newest(actor, most=1).rows), None)


def newest(actor: Actor, before: uuid.UUID | None = None, most: int = PAGE) -> Listed[ExampleRow]:
    """The examples that the actor may read, newest month first."""
    return _page(actor, [], before, most)


def search(actor: Actor, words: str, before: uuid.UUID | None = None) -> Listed[ExampleRow]:
    """The examples in which each of these words is found, newest month first.

    Args:
        words: anything typed into a search field; the last word may be the beginning of one.
    """
    tokens = [token for token in text.search_tokens(words) if token not in STOP_WORDS]
    return _page(actor, [_mentions(tokens)], before, PAGE) if tokens else Listed(())


def get(actor: Actor, example_id: uuid.UUID) -> PracticeExample:
    """Open an example. Raises NotFound when this actor cannot see it."""
    return required(
        db.session.scalar(
            select(PracticeExample).where(
                access.visible_to(actor), PracticeExample.id == example_id
            )
        )
    )


def outcomes_of(example: PracticeExample) -> tuple[str, ...]:
    """The names of the outcomes that an example helps with, in their published order."""
    return tuple(
        db.session.scalars(
            select(FrameworkOutcome.name)
            .join(ExampleOutcome, ExampleOutcome.framework_outcome_id == FrameworkOutcome.id)
            .where(ExampleOutcome.example_id == example.id)
            .order_by(FrameworkOutcome.position, FrameworkOutcome.name)
        )
    )


def _mentions(tokens: Sequence[str]) -> ColumnElement[bool]:
    """Examples with all these words. Tokens are letters and numbers, so quoting them is enough."""
    if db.engine.dialect.name == "postgresql":
        english = literal_column("'english'")
        query = " & ".join(f"'{token}'" for token in tokens) + ":*"
        return func.to_tsvector(english, PracticeExample.search_text).op("@@", is_comparison=True)(
            func.to_tsquery(english, query)
        )
    query = " AND ".join(f'"{token}"' for token in tokens) + "*"
    index = table(INDEX, column("rowid"))
    found = literal_column(INDEX).op("MATCH", is_comparison=True)(query)
    return PracticeExample.search_number.in_(select(index.c.rowid).where(found))


def _page(
    actor: Actor,
    narrow: Sequence[ColumnElement[bool]],
    before: uuid.UUID | None,
    most: int,
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
    found = (
        select(*order, PracticeExample.title, PracticeExample.summary)
        .where(*conditions)
        .order_by(*(part.desc() for part in order))
        .limit(most + 1)
        .subquery()
    )
    rows: dict[uuid.UUID, ExampleRow] = {}
    for row in db.session.execute(
        select(found, FrameworkOutcome.name)
        .outerjoin(ExampleOutcome, ExampleOutcome.example_id == found.c.id)
        .outerjoin(FrameworkOutcome, FrameworkOutcome.id == ExampleOutcome.framework_outcome_id)
        .order_by(
            found.c.published_on.desc(),
            found.c.id.desc(),
            FrameworkOutcome.position,
            FrameworkOutcome.name,
        )
    ):
        known = rows.get(row.id)
        names = (*(known.outcomes if known else ()), *([row.name] if row.name else []))
        rows[row.id] = ExampleRow(row.id, row.title, row.summary, row.published_on, names)
    shown = tuple(rows.values())[:most]
    return Listed(shown, shown[-1].id if len(rows) > most else None)
