"""Plain full-text search, alike on both databases."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, column, func, literal_column, select, table

from supervision.domain import text
from supervision.extensions import db
from supervision.models.library import PracticeExample

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


def looked_for(words: str) -> tuple[str, ...]:
    """The words to look for in what someone typed, folded; empty when there are none."""
    return tuple(token for token in text.search_tokens(words) if token not in STOP_WORDS)


def mentions(tokens: Sequence[str]) -> ColumnElement[bool]:
    """Examples with all these words; the last may be the beginning of one. Tokens are letters and
    numbers, so quoting them is enough."""
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
