"""Reading the agenda of a session."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.asks import TAKEN_BACK, AskKind
from supervision.domain.refusals import required
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sessions import AgendaItem, SessionParticipant, SupervisionSession
from supervision.queries import asks, reflections
from supervision.queries.prepared import prepared


@dataclass(frozen=True)
class AgendaRow:
    """Something on the agenda; with the reflection that it came from, where the actor can see
    that. `mine` says whose matter it is, `can_take_off` whether the actor put it there and may
    still take it off."""

    id: uuid.UUID
    words: str
    by: str
    mine: bool
    reflection_id: uuid.UUID | None
    reflection: str | None
    can_take_off: bool


@dataclass(frozen=True)
class Read:
    """What is on an agenda, as added: each item with who added it and their part; and the asks
    that items came from, of those that still stand before the supervisor."""

    rows: Sequence[Any]
    asked: Mapping[uuid.UUID, asks.AskRow]

    @property
    def items(self) -> tuple[AgendaItem, ...]:
        return tuple(item for item, _, _ in self.rows)


def read(actor: Actor, supervision_session: SupervisionSession) -> Read:
    """What is on the agenda of a session that the actor can see."""
    rows = _agenda(actor, session_id=supervision_session.id).all()
    return Read(rows, put(actor, supervision_session, [item for item, _, _ in rows]))


def agenda(
    actor: Actor, supervision_session: SupervisionSession, known: Read | None = None
) -> tuple[AgendaRow, ...]:
    """The agenda of a session that the actor can see: the supervisee's items first, as added.

    Args:
        known: what is on it, where a page has read it already.
    """
    on_it = known or read(actor, supervision_session)
    rows, asked = on_it.rows, on_it.asked
    titles = reflections.titles(actor, [a.reflection_id for a in asked.values() if a.reflection_id])
    # What is asked for is the supervisee's, whoever brought it here.
    first = sorted(rows, key=lambda row: row.part != "supervisee" and row.AgendaItem.ask_id is None)
    supervises = actor.supervision_of(supervision_session.relation_id) is not None
    found = []
    for item, name, part in first:
        words, by, mine, key = item.words or "", name, item.added_by_id == actor.person_id, None
        ask = asked.get(item.ask_id)
        if item.ask_id is not None:
            words, mine = shown(item, asked), not supervises
        if ask is not None:
            by = ask.asker
            key = ask.reflection_id if ask.reflection_id in titles else None
        title = titles.get(key) if key else None
        off = access.can_take_off(actor, supervision_session, item, part)
        found.append(AgendaRow(item.id, words, by, mine, key, title, off))
    return tuple(found)


@prepared
def _agenda(actor: Actor, session_id: Any) -> Select[Any]:
    return (
        select(AgendaItem, Person.known_as, SessionParticipant.part)
        .join(Person, Person.id == AgendaItem.added_by_id)
        .outerjoin(
            SessionParticipant,
            (SessionParticipant.session_id == AgendaItem.session_id)
            & (SessionParticipant.person_id == AgendaItem.added_by_id),
        )
        .where(
            AgendaItem.session_id == session_id,
            AgendaItem.taken_off_at.is_(None),
            access.agenda_visible_to(actor),
        )
        .order_by(AgendaItem.added_at, AgendaItem.id)
    )


def agenda_item(
    actor: Actor, supervision_session: SupervisionSession, item_id: uuid.UUID
) -> AgendaItem:
    """One item of the agenda of a session that the actor has opened, also when it was taken off.

    Raises:
        NotFound: for any other.
    """
    return required(
        db.session.scalar(
            select(AgendaItem).where(
                AgendaItem.id == item_id,
                AgendaItem.session_id == supervision_session.id,
                access.agenda_visible_to(actor),
            )
        )
    )


def put(
    actor: Actor, supervision_session: SupervisionSession, items: Sequence[AgendaItem]
) -> dict[uuid.UUID, asks.AskRow]:
    """The asks that these items came from, of those that still stand before the supervisor."""
    ids = [item.ask_id for item in items if item.ask_id]
    return asks.put_in(actor, supervision_session.relation_id, ids) if ids else {}


def shown(item: AgendaItem, asked: Mapping[uuid.UUID, asks.AskRow]) -> str:
    """The words of an item, the same for both: its own, or those of the ask while it stands."""
    if item.ask_id is None or item.words:
        return item.words or ""
    ask = asked.get(item.ask_id)
    return (ask.words or AskKind(ask.kind).label) if ask else TAKEN_BACK
