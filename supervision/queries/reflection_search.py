"""Looking for something in one's own reflections. Their words are sealed and in no index."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.reflections import MODELS, Reflection
from supervision.queries.listing import PAGE, Listed, newest
from supervision.queries.reflection_rows import ReflectionRow, open_to_others, rows

ALL = "all"
SHOWN = (ALL, "mine", "shared", "ask", *MODELS)
OPENED = 500  # so many texts are opened in one search, and then the writer is asked to go on
AT_ONCE = 100


@dataclass(frozen=True)
class Found:
    """One page of a search in one's own words.

    Attributes:
        listed: what was found; `earlier` is where to look further back from.
        looked_at_all: whether there is nothing further back.
    """

    listed: Listed[ReflectionRow]
    looked_at_all: bool


def find(actor: Actor, typed: str, before: uuid.UUID | None = None, show: str = ALL) -> Found:
    """The actor's own reflections that hold every one of the words typed, newest first.

    The words are sealed, so that each text is opened and looked through here and now; nothing of
    what was looked for or found is kept.

    Args:
        before: the last one that was looked at.
        show: which of them, of `SHOWN`.
    """
    tokens = text.search_tokens(typed)
    if not tokens:
        return Found(Listed(()), looked_at_all=True)
    ids, more = newest(
        access.DOORS,
        actor.organisation_id,
        {"author": [actor.person_id]},
        Reflection.written_at,
        before,
        narrow=narrowed(actor, show),
        most=OPENED,
    )
    hits: list[uuid.UUID] = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        holding = _holding(actor, some, tokens)
        for key in some:
            if key not in holding:
                continue
            hits.append(key)
            if len(hits) == PAGE:
                last = key == ids[-1] and more is None
                return Found(Listed(rows(actor, hits), None if last else key), looked_at_all=last)
    return Found(Listed(rows(actor, hits), more), looked_at_all=more is None)


def narrowed(actor: Actor, show: str) -> list[ColumnElement[bool]]:
    """What a filter of `SHOWN` means."""
    if show == "mine":
        return [~open_to_others(actor)]
    if show == "shared":
        return [open_to_others(actor)]
    if show == "ask":
        asked = select(Ask.id).where(Ask.reflection_id == Reflection.id, Ask.deleted_at.is_(None))
        return [asked.exists()]
    if show in MODELS:
        return [Reflection.model == show]
    return []


def _holding(actor: Actor, ids: Sequence[uuid.UUID], tokens: Sequence[str]) -> set[uuid.UUID]:
    """Those of the actor's own reflections whose words hold every token."""
    found = db.session.execute(
        select(
            Reflection.id,
            Reflection.title_sealed,
            Reflection.happened_sealed,
            Reflection.mattered_sealed,
            Reflection.next_sealed,
        ).where(
            Reflection.id.in_(list(ids)),
            Reflection.author_id == actor.person_id,
            access.visible_to(actor),
        )
    )
    fields = (Reflection.title, Reflection.happened, Reflection.mattered, Reflection.next)
    holding = set()
    for key, *sealed in found:
        folded = text.fold(
            "\n".join(
                field.opened(actor.organisation_id, key, value)
                for field, value in zip(fields, sealed, strict=True)
            )
        )
        if all(token in folded for token in tokens):
            holding.add(key)
    return holding
