"""What the product says that someone may see: its own rules, as one statement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import and_, literal, select, union_all

from supervision.access import actions, asks, library, people, recordings, reflections, sessions
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.library import PracticeExample, PracticeProposal
from supervision.models.people import Person
from supervision.models.recordings import OutcomeRecording, OutcomeReview, PersonReference
from supervision.models.reflections import Reflection
from supervision.models.sessions import AgendaItem, AgreedAction, SupervisionSession
from tests.walk.from_scratch import Seen


def _of_seen(model: Any, rule: Callable[[Actor], Any]) -> Callable[[Actor], Any]:
    """Rows of a session that can be seen, of which a rule says which."""

    def both(actor: Actor) -> Any:
        mine = select(SupervisionSession.id).where(sessions.visible_to(actor))
        return and_(
            model.organisation_id == actor.organisation_id,
            model.session_id.in_(mine),
            rule(actor),
        )

    return both


RULES: dict[str, tuple[Any, Callable[[Actor], Any]]] = {
    "reflection": (Reflection, reflections.visible_to),
    "ask": (Ask, asks.visible_to),
    "ask put to me": (Ask, asks.put_to),
    "recording": (OutcomeRecording, recordings.visible_to),
    "review": (OutcomeReview, recordings.reviews_visible_to),
    "reference held": (PersonReference, recordings.references_held_by),
    "reference": (PersonReference, recordings.references_visible_to),
    "session": (SupervisionSession, sessions.visible_to),
    "outline": (SupervisionSession, sessions.outlines_visible_to),
    "agenda item": (AgendaItem, _of_seen(AgendaItem, sessions.agenda_visible_to)),
    "action": (AgreedAction, _of_seen(AgreedAction, sessions.actions_visible_to)),
    "passed over": (AgreedAction, actions.passed_over),
    "proposal": (PracticeProposal, library.proposals_visible_to),
    "example": (PracticeExample, library.visible_to),
    "withdrawn": (PracticeExample, library.withdrawn_visible_to),
    "colleague": (Person, people.colleagues_of),
}
AT_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)  # these rules ask for the day and never for the hour
LISTS: dict[str, tuple[Any, Any, Callable[[Actor], Any], Any]] = {
    "reflection": (reflections.DOORS, Reflection, reflections.keys, Reflection.written_at),
    "session": (sessions.DOORS, SupervisionSession, sessions.keys, SupervisionSession.starts_at),
    "ask": (asks.DOORS, Ask, asks.keys, Ask.asked_at),
    "proposal": (library.PROPOSALS, PracticeProposal, library.keys, PracticeProposal.written_at),
}


@lru_cache(maxsize=64)
def _statement(actor: Actor) -> Any:
    return union_all(
        *(select(literal(kind), m.id).where(rule(actor)) for kind, (m, rule) in RULES.items())
    )


def sees(actor: Actor | None) -> Seen:
    """By the where-clauses. Whose day, roles, teams and relations are the same asks the same."""
    if actor is None:
        return set()
    rows = db.session.execute(_statement(replace(actor, now=AT_ANY_TIME)))
    return {(kind, key) for kind, key in rows}


def listed(actor: Actor | None) -> Seen:
    """By the lists, of the nouns that have one made from doors and keys."""
    if actor is None:
        return set()
    found: Seen = set()
    day = recordings.doors(actor)
    more = {"recording": (day, OutcomeRecording, recordings.keys, OutcomeRecording.written_at)}
    for kind, (doors, model, keys, moment) in {**LISTS, **more}.items():
        order = (moment, model.id)
        for one in doors.newest(actor.organisation_id, keys(actor), order, 10_000):
            found |= {(kind, row[-1]) for row in db.session.execute(one)}
    return found
