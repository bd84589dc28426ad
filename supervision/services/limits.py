"""Counting tries before they are made, in one statement each, so that a hundred at the same moment
get no more than a hundred in a row. The counts are in the database: every worker sees the same."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, case, delete, literal, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from supervision.domain import guessing
from supervision.domain.guessing import ACCOUNT, FORGOTTEN, LONGEST, NETWORK, Limit, Wait
from supervision.extensions import db
from supervision.models.audit import AuditHead
from supervision.models.base import Moment
from supervision.models.limits import Tries

NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True)
class Tried:
    """One try at a password: whose, from where (keyed hashes), and which one in a row it is."""

    account: bytes
    network: bytes
    number: int = 0


def begin(account: bytes, network: bytes, now: datetime) -> Tried:
    """Count a try at a password, before the password is looked at.

    Raises:
        Wait: when the network has been wrong too often, or the account has to wait. Then nothing
            may be kept of this transaction.
    """
    within(NETWORK, network, now)
    return Tried(account, network, _in_a_row(account, now))


def was_right(tried: Tried) -> None:
    """The password was right: the account begins anew, and the network was not wrong."""
    clear(tried.account)
    _give_back(NETWORK.kind, tried.network)


def was_not_made(tried: Tried) -> None:
    """Nobody looked at the password after all: the try does not count."""
    _give_back(NETWORK.kind, tried.network)
    _give_back(ACCOUNT, tried.account)


def write_as_much(tried: Tried, now: datetime) -> None:
    """For an address that nobody has: do as much as a known one's trace takes (look for the end of
    a chain, write twice), so that the time of the answer does not tell which it was."""
    db.session.scalar(select(AuditHead).where(AuditHead.organisation_id == NOBODY))
    for _ in range(2):
        db.session.execute(
            update(Tries)
            .where(Tries.kind == ACCOUNT, Tries.digest == tried.account)
            .values(last_at=now)
            .execution_options(synchronize_session=False)
        )


def clear(account: bytes) -> None:
    """Forget what was tried at an account."""
    db.session.execute(delete(Tries).where(Tries.kind == ACCOUNT, Tries.digest == account))


def within(limit: Limit, digest: bytes, now: datetime) -> None:
    """Count one thing that is limited.

    Raises:
        Wait: when that many were counted already.
    """
    begins_anew = or_(Tries.first_at <= now - limit.within, Tries.first_at > now)
    count = _counted(
        limit.kind,
        digest,
        now,
        {
            "count": case((begins_anew, 1), else_=Tries.count + 1),
            "first_at": case((begins_anew, _at(now)), else_=Tries.first_at),
            "last_at": now,
        },
        or_(begins_anew, Tries.count < limit.most),
    )
    if count is None:
        first_at = db.session.scalar(
            select(Tries.first_at).where(Tries.kind == limit.kind, Tries.digest == digest)
        )
        raise Wait(limit.kind, (first_at or now) + limit.within - now)


def _in_a_row(account: bytes, now: datetime) -> int:
    """Count a try at an account's password; the delay after it begins at once, and ends when the
    password turns out to be the right one."""
    number = case((Tries.last_at <= now - FORGOTTEN, 1), else_=Tries.count + 1)
    wait = case(
        (number <= guessing.FREE, null()),
        *((number == tries, _at(now + delay)) for tries, delay in guessing.steps()),
        else_=_at(now + LONGEST),
    )
    count = _counted(
        ACCOUNT,
        account,
        now,
        {"count": number, "wait_until": wait, "last_at": now},
        # A wait further off than the longest one was set by a clock that has been put right.
        or_(Tries.wait_until.is_(None), Tries.wait_until <= now, Tries.wait_until > now + LONGEST),
    )
    if count is None:
        until = db.session.scalar(
            select(Tries.wait_until).where(Tries.kind == ACCOUNT, Tries.digest == account)
        )
        raise Wait(ACCOUNT, (until or now) - now)
    return count


def _counted(kind: str, digest: bytes, now: datetime, then: dict[str, Any], may: Any) -> int | None:
    """Make the row or count on in it, where it may be; the new count, or None."""
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    statement = (
        dialect.insert(Tries)
        .values(kind=kind, digest=digest, count=1, first_at=now, last_at=now)
        .on_conflict_do_update(index_elements=["kind", "digest"], set_=then, where=may)
        .returning(Tries.count)
    )
    return db.session.execute(statement).scalar()


def _give_back(kind: str, digest: bytes) -> None:
    db.session.execute(
        update(Tries)
        .where(Tries.kind == kind, Tries.digest == digest, Tries.count > 0)
        .values(count=Tries.count - 1, wait_until=None)
        .execution_options(synchronize_session=False)
    )


def _at(moment: datetime) -> BindParameter[datetime]:
    return literal(moment, Moment())
