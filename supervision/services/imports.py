"""Files of people: kept between looking and carrying out, claimed by whoever works them off, and
erased when that is done."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError

from supervision import audit
from supervision.access import administration
from supervision.access import imports as access
from supervision.access.actor import Actor
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.administration import PeopleImport
from supervision.models.people import Person

CLAIMED_FOR = timedelta(seconds=60)
"""After so long without a sign of life, whoever worked a file off is taken to have stopped."""

BEGUN = said("This file is being carried out already, or it is done")
GOES_ON = said("This file is being carried out at this moment")


@dataclass
class Claimed:
    """A file that belongs to this worker until it is done, or the claim lapses."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    made_by: uuid.UUID
    rows: str
    outcome: str
    done_rows: int
    claimed_at: datetime


def keep(actor: Actor, rows: str, count: int, outcome: str) -> PeopleImport:
    """Keep a file that was looked at, until it is carried out. What the actor brought before and
    left is erased.

    Args:
        rows: what each row would do, as JSON.
        outcome: what has come of it so far, as JSON.
    """
    require(access.can_import(actor))
    for earlier in db.session.scalars(
        select(PeopleImport).where(
            PeopleImport.organisation_id == actor.organisation_id,
            PeopleImport.made_by == actor.person_id,
            PeopleImport.state == "checked",
        )
    ):
        _set_aside(actor, earlier)
    brought = PeopleImport(
        organisation_id=actor.organisation_id,
        made_by=actor.person_id,
        made_at=actor.now,
        state="checked",
        done_rows=0,
        all_rows=count,
        rows=rows,
        outcome=outcome,
    )
    db.session.add(brought)
    audit.did(actor, "brought", brought)
    return brought


def set_aside(actor: Actor, brought: PeopleImport) -> None:
    """Not carry a file out after all, or not the rest of it: its rows are erased.

    Raises:
        Refused: while somebody works it off, or when it is done.
    """
    require(access.can_carry_out(actor, brought))
    fresh = brought.claimed_at is not None and brought.claimed_at > actor.now - CLAIMED_FOR
    if brought.state not in ("checked", "running") or fresh:
        raise Refused({"": BEGUN})
    _set_aside(actor, brought)


def _set_aside(actor: Actor, brought: PeopleImport) -> None:
    brought.state, brought.rows, brought.finished_at = "set_aside", None, actor.now
    brought.claimed_at = None
    audit.did(actor, "set_aside", brought)


def begin(actor: Actor, brought: PeopleImport, outcome: str) -> None:
    """Have a file carried out. One winner: whoever changes it from checked first.

    Raises:
        Refused: when it has begun already.
    """
    require(access.can_carry_out(actor, brought))
    changed = db.session.execute(
        update(PeopleImport)
        .where(PeopleImport.id == brought.id, PeopleImport.state == "checked")
        .values(state="running")
    )
    if changed.rowcount != 1:
        raise Refused({"": BEGUN})
    db.session.refresh(brought)
    brought.outcome = outcome
    audit.did(actor, "began", brought)


def go_on(actor: Actor, brought: PeopleImport) -> None:
    """Go on with a file that stopped half-way. Raises Refused where it has not."""
    require(access.can_carry_out(actor, brought))
    if brought.state != "running":
        raise Refused({"": BEGUN})
    if brought.claimed_at is not None and brought.claimed_at > actor.now - CLAIMED_FOR:
        raise Refused({"": GOES_ON})


def claim(import_id: uuid.UUID, now: datetime) -> Claimed | None:
    """Take a file to work it off; None where somebody else has it, or there is nothing to do."""
    free = or_(PeopleImport.claimed_at.is_(None), PeopleImport.claimed_at <= now - CLAIMED_FOR)
    taken = db.session.execute(
        update(PeopleImport)
        .where(PeopleImport.id == import_id, PeopleImport.state == "running", free)
        .values(claimed_at=now)
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:
        return None
    row = db.session.get_one(PeopleImport, import_id, populate_existing=True)
    return Claimed(
        *(row.id, row.organisation_id, row.made_by),
        *(row.rows or "", row.outcome or "", row.done_rows, now),
    )


def advance(
    actor: Actor, claimed: Claimed, done_rows: int, outcome: str, *, finished: bool
) -> bool:
    """Say how far it has gone, in the transaction of the rows themselves; whether the claim still
    held. Once it is done, its rows are erased."""
    row = db.session.scalar(
        select(PeopleImport)
        .where(
            PeopleImport.id == claimed.id,
            PeopleImport.state == "running",
            PeopleImport.claimed_at == claimed.claimed_at,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        return False
    row.done_rows, row.outcome, row.claimed_at = done_rows, outcome, actor.now
    claimed.done_rows, claimed.outcome, claimed.claimed_at = done_rows, outcome, actor.now
    if finished:
        row.state, row.finished_at, row.claimed_at, row.rows = "done", actor.now, None, None
        audit.did(actor, "finished", row)
    return True


def let_go(claimed: Claimed) -> None:
    """Give a file back that could not be worked off, so that it can be gone on with at once."""
    db.session.execute(
        update(PeopleImport)
        .where(PeopleImport.id == claimed.id, PeopleImport.claimed_at == claimed.claimed_at)
        .values(claimed_at=None)
        .execution_options(synchronize_session=False)
    )


def printed(actor: Actor, brought: PeopleImport, outcome: str) -> None:
    """Note for whom links have been printed, so that nobody's is made twice."""
    require(access.can_carry_out(actor, brought))
    brought.outcome = outcome
    audit.did(actor, "printed", brought)


def begin_on(actor: Actor, person: Person, first_day: date) -> None:
    """Put somebody's first day right."""
    require(administration.can_change(actor, person))
    person.joined_on = first_day
    audit.did(actor, "corrected", person)


@contextmanager
def whole() -> Iterator[None]:
    """What is done inside is kept whole or not at all, whatever becomes of what is around it.

    Raises:
        Refused: when it met something that somebody else has written meanwhile.
    """
    try:
        with db.session.begin_nested():
            yield
    except IntegrityError as error:
        raise Refused({"": said("Somebody else has changed this at the same moment")}) from error
