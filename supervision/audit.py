"""What was changed, and whose words were opened.

A change is written in the transaction that makes it, chained per organisation: if the entry fails,
so does the change. What was read is noted during the request and written before the answer is sent
(`unit_of_work`). A refusal that must leave a trace outlives the undo of its request.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Date, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from structlog.contextvars import get_contextvars

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import AuditEntry, AuditHead, ReadEntry
from supervision.models.base import Key
from supervision.sealing import keyring
from supervision.statements import Statement

START = bytes(32)


class Thing(Protocol):
    id: uuid.UUID


@dataclass(frozen=True)
class Trace:
    """A refusal to be written in a transaction of its own."""

    organisation_id: uuid.UUID
    actor_id: uuid.UUID | None
    at: datetime
    verb: str
    kind: str
    thing_id: uuid.UUID


class Seen(NamedTuple):
    """Words of `about_id` that were opened by `reader_id`."""

    organisation_id: uuid.UUID
    reader_id: uuid.UUID
    about_id: uuid.UUID
    kind: str
    thing_id: uuid.UUID
    at: datetime
    day: Any


def kind_of(thing: object) -> str:
    """The name by which the logs call a thing: its table, in the singular of the field."""
    name: str = getattr(type(thing), "__tablename__", "")
    return name


def did(actor: Actor, verb: str, thing: Thing, *, kind: str | None = None) -> None:
    """Write that the actor did this to the thing, in the current transaction."""
    append(
        actor.organisation_id,
        None if actor.is_system else actor.person_id,
        actor.now,
        verb,
        kind or kind_of(thing),
        thing.id,
        getattr(thing, "version", None),
    )


def append(
    organisation_id: uuid.UUID,
    actor_id: uuid.UUID | None,
    at: datetime,
    verb: str,
    kind: str,
    thing_id: uuid.UUID,
    version: int | None = None,
) -> None:
    """Add an entry at the end of the organisation's chain, holding its head until commit."""
    db.session.flush()
    head = db.session.scalar(
        select(AuditHead).where(AuditHead.organisation_id == organisation_id).with_for_update()
    )
    if head is None:
        head = AuditHead(organisation_id=organisation_id, sequence=0, hash=START)
        db.session.add(head)
    entry = AuditEntry(
        organisation_id=organisation_id,
        sequence=head.sequence + 1,
        at=at,
        actor_id=actor_id,
        verb=verb,
        kind=kind,
        thing_id=thing_id,
        version=version,
        request_id=get_contextvars().get("request_id"),
        previous_hash=head.hash,
    )
    entry.hash = entry_hash(entry)
    head.sequence, head.hash = entry.sequence, entry.hash
    db.session.add(entry)
    db.session.flush()


def entry_hash(entry: AuditEntry) -> bytes:
    """The keyed hash of an entry: over its facts and the hash of the entry before it."""
    facts = (
        entry.organisation_id.hex,
        str(entry.sequence),
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_id.hex if entry.actor_id else "-",
        entry.verb,
        entry.kind,
        entry.thing_id.hex,
        str(entry.version),
        entry.request_id or "-",
        bytes(entry.previous_hash).hex(),
    )
    return keyring.mac(entry.organisation_id, "audit", "|".join(facts).encode())


def broken_at(organisation_id: uuid.UUID) -> int | None:
    """The sequence of the first entry that does not fit its chain; None when all do."""
    previous, expected = START, 1
    entries = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.organisation_id == organisation_id)
        .order_by(AuditEntry.sequence)
    )
    for entry in entries:
        fits = entry.sequence == expected and bytes(entry.previous_hash) == previous
        if not fits or bytes(entry.hash) != entry_hash(entry):
            return expected
        previous, expected = bytes(entry.hash), expected + 1
    head = db.session.get(AuditHead, organisation_id)
    if head is not None and (head.sequence != expected - 1 or bytes(head.hash) != previous):
        return expected
    return None


def refused(actor: Actor, verb: str, kind: str, thing_id: uuid.UUID) -> None:
    """Note a refusal that must leave a trace after this request is undone."""
    pending_traces().append(
        Trace(actor.organisation_id, actor.person_id, actor.now, verb, kind, thing_id)
    )


def seen(actor: Actor, kind: str, thing_id: uuid.UUID, about_id: uuid.UUID) -> None:
    """Note that the actor opens words of someone else. One's own leave no note."""
    if about_id != actor.person_id:
        pending_reads().append(
            Seen(
                actor.organisation_id,
                actor.person_id,
                about_id,
                kind,
                thing_id,
                actor.now,
                actor.today,
            )
        )


def pending_traces() -> list[Trace]:
    """The refusals noted in this request and not yet written."""
    return _info().setdefault("traces", [])


def pending_reads() -> list[Seen]:
    """The reads noted in this request and not yet written."""
    return _info().setdefault("reads", [])


def unwritten(reads: Iterable[Seen]) -> list[Seen]:
    """Of these reads, those that the log does not hold yet: once for reader, thing and day."""
    by_key = {(r.reader_id, r.kind, r.thing_id, r.day): r for r in reads}
    if not by_key:
        return []
    reader, day = next(iter(by_key))[0], next(iter(by_key))[3]
    kinds, things = list({key[1] for key in by_key}), [key[2] for key in by_key]
    known = {"reader": reader, "day": day, "kinds": kinds, "things": things}
    for kind, thing in _KNOWN.run(known):
        by_key.pop((reader, kind, thing, day), None)
    return list(by_key.values())


# What the log holds of these kinds and things; built once, since most pages ask it.
_KNOWN = Statement(
    select(ReadEntry.kind, ReadEntry.thing_id).where(
        ReadEntry.reader_id == bindparam("reader", type_=Key()),
        ReadEntry.day == bindparam("day", type_=Date()),
        ReadEntry.kind.in_(bindparam("kinds", expanding=True)),
        ReadEntry.thing_id.in_(bindparam("things", type_=Key(), expanding=True)),
    )
)


def write_reads(reads: Iterable[Seen]) -> None:
    """Write reads to their log; another worker that was quicker does no harm."""
    rows = [
        {
            "id": new_key(),
            "organisation_id": r.organisation_id,
            "reader_id": r.reader_id,
            "about_id": r.about_id,
            "kind": r.kind,
            "thing_id": r.thing_id,
            "day": r.day,
            "first_at": r.at,
        }
        for r in reads
    ]
    if rows:
        dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
        db.session.execute(dialect.insert(ReadEntry).on_conflict_do_nothing(), rows)


def write_traces(traces: Iterable[Trace]) -> None:
    """Write refusals to the chain of changes."""
    for t in traces:
        append(t.organisation_id, t.actor_id, t.at, t.verb, t.kind, t.thing_id)


def _info() -> dict[str, Any]:
    session: Session = db.session()
    return session.info
