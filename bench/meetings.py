"""Made-up supervision sessions, each with all that a record holds."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from bench.organisations import Pair, Place, Worker
from bench.store import Store, key_at, sealed
from supervision.audit import entry_hash
from supervision.domain.sections import SECTIONS
from supervision.models.audit import AuditEntry, AuditHead, ReadEntry
from supervision.models.sessions import (
    AgendaItem,
    AgreedAction,
    SessionParticipant,
    SessionSection,
    SessionSignature,
    SupervisionSession,
)

Session = SupervisionSession


def meet(store: Store, place: Place, pair: Pair, at: datetime, state: str) -> uuid.UUID:
    """One session of two people, signed by both, shared and signed by one, or planned."""
    dice, organisation_id = place.dice, place.id
    planned = at - timedelta(days=20)
    key = key_at(dice, planned)
    held = state != "planned"
    hashed = dice.randbytes(32) if held else None
    store.add(
        Session,
        id=key,
        organisation_id=organisation_id,
        relation_id=pair.id,
        convener_id=None,
        care_service_id=place.care_service_id,
        team_id=pair.supervisee.team_id,
        kind="one_to_one",
        state=state,
        starts_at=at,
        minutes=60,
        version=3 if held else 1,
        planned_at=planned,
        shared_at=at + timedelta(hours=2) if held else None,
        signed_at=at + timedelta(days=1) if state == "signed" else None,
        place_sealed=sealed(Session.place, organisation_id, key, "The small room"),
        snapshot_sealed=sealed(Session.snapshot, organisation_id, key, place.pool.longer())
        if state == "signed"
        else None,
        content_hash=hashed,
        name_sealed=None,
    )
    for worker, part in ((pair.supervisor, "supervisor"), (pair.supervisee, "supervisee")):
        store.add(
            SessionParticipant,
            id=key_at(dice, planned),
            organisation_id=organisation_id,
            session_id=key,
            person_id=worker.id,
            part=part,
            came=None,
        )
    log(store, place, pair.supervisor.id, planned, "planned", "supervision_sessions", key)
    _agenda(store, place, pair, key, planned)
    if not held:
        return key
    for section in SECTIONS:
        row_id = key_at(dice, at)
        store.add(
            SessionSection,
            id=row_id,
            organisation_id=organisation_id,
            session_id=key,
            name=section.name,
            saved_by_id=pair.supervisor.id,
            saved_at=at,
            version=1,
            words_sealed=sealed(SessionSection.words, organisation_id, row_id, place.pool.longer()),
        )
    _action(store, place, pair, key, at, open_=state == "shared")
    signers = (pair.supervisor, pair.supervisee) if state == "signed" else (pair.supervisor,)
    for worker in signers:
        store.add(
            SessionSignature,
            id=key_at(dice, at),
            organisation_id=organisation_id,
            session_id=key,
            person_id=worker.id,
            signed_at=at + timedelta(hours=3),
            content_hash=hashed,
        )
    log(store, place, pair.supervisor.id, at, "signed", "supervision_sessions", key)
    return key


def gather(
    store: Store, place: Place, convener: Worker, members: list[Worker], at: datetime
) -> None:
    """A session of a group, held and signed by whoever convened it."""
    dice, organisation_id = place.dice, place.id
    key = key_at(dice, at)
    store.add(
        Session,
        id=key,
        organisation_id=organisation_id,
        relation_id=None,
        convener_id=convener.id,
        care_service_id=place.care_service_id,
        team_id=convener.team_id,
        kind="group",
        state="signed",
        starts_at=at,
        minutes=90,
        version=3,
        planned_at=at,
        shared_at=at,
        signed_at=at,
        place_sealed=None,
        snapshot_sealed=None,
        content_hash=dice.randbytes(32),
        name_sealed=sealed(Session.name, organisation_id, key, place.pool.short()),
    )
    for worker in (convener, *members):
        store.add(
            SessionParticipant,
            id=key_at(dice, at),
            organisation_id=organisation_id,
            session_id=key,
            person_id=worker.id,
            part="supervisor" if worker is convener else "member",
            came=True,
        )


def _agenda(store: Store, place: Place, pair: Pair, session_id: uuid.UUID, at: datetime) -> None:
    row_id = key_at(place.dice, at)
    store.add(
        AgendaItem,
        id=row_id,
        organisation_id=place.id,
        session_id=session_id,
        added_by_id=pair.supervisee.id,
        ask_id=None,
        added_at=at,
        taken_off_at=None,
        words_sealed=sealed(AgendaItem.words, place.id, row_id, place.pool.short()),
    )


def _action(
    store: Store, place: Place, pair: Pair, session_id: uuid.UUID, at: datetime, open_: bool
) -> None:
    row_id = key_at(place.dice, at)
    owner = place.dice.choice((pair.supervisor, pair.supervisee))
    store.add(
        AgreedAction,
        id=row_id,
        organisation_id=place.id,
        session_id=session_id,
        relation_id=pair.id,
        owner_id=owner.id,
        due_on=(at + timedelta(days=30)).date(),
        state="open" if open_ else "done",
        agreed_at=at,
        words_sealed=sealed(AgreedAction.words, place.id, row_id, place.pool.short()),
    )


def log(
    store: Store,
    place: Place,
    actor_id: uuid.UUID,
    at: datetime,
    verb: str,
    kind: str,
    thing_id: uuid.UUID,
) -> None:
    """An entry at the end of the organisation's chain, which holds as the service's own would."""
    place.sequence += 1
    facts: dict[str, Any] = {
        "organisation_id": place.id,
        "sequence": place.sequence,
        "at": at,
        "actor_id": actor_id,
        "verb": verb,
        "kind": kind,
        "thing_id": thing_id,
        "version": 1,
        "request_id": None,
        "previous_hash": place.last_hash,
    }
    place.last_hash = entry_hash(cast(AuditEntry, SimpleNamespace(**facts)))
    store.add(AuditEntry, hash=place.last_hash, **facts)


def close_log(store: Store, place: Place) -> None:
    """The head of the chain."""
    store.add(AuditHead, organisation_id=place.id, sequence=place.sequence, hash=place.last_hash)


def seen(
    store: Store,
    place: Place,
    reader_id: uuid.UUID,
    about_id: uuid.UUID,
    at: datetime,
    kind: str,
    thing_id: uuid.UUID,
) -> None:
    """Someone opened another's words."""
    store.add(
        ReadEntry,
        id=key_at(place.dice, at),
        organisation_id=place.id,
        reader_id=reader_id,
        about_id=about_id,
        kind=kind,
        thing_id=thing_id,
        day=at.date(),
        first_at=at,
    )
