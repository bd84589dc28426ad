"""References for people: made by chance, held by those who work with the person."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from datetime import date

from sqlalchemy import select

from supervision import audit
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.domain import references
from supervision.domain.refusals import Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.recordings import PersonReference, PersonReferenceHolder

NOT_YOURSELF = said("Choose a colleague, not yourself")
TRIES = 200  # of 43,928 codes: so many taken in a row means that hardly any is left


def new_reference(actor: Actor, choose: Callable[[str], str] = secrets.choice) -> PersonReference:
    """Make a reference for someone new; whoever writes holds it from today.

    Args:
        choose: gives one character of the string it is handed, by chance.

    Raises:
        Refused: when no code can be found that is not taken.
    """
    require(access.can_write(actor))
    reference = PersonReference(
        organisation_id=actor.organisation_id, code=_free_code(actor, choose), made_at=actor.now
    )
    db.session.add(reference)
    db.session.flush()
    _hold(actor, reference, actor.person_id, actor.today)
    audit.did(actor, "made", reference)
    return reference


def let_hold(actor: Actor, reference: PersonReference, colleague: Person, from_date: date) -> None:
    """Let a colleague who works with the same person hold the reference too. Twice is once."""
    require(holds(actor, reference) and colleague.organisation_id == actor.organisation_id)
    held = select(PersonReferenceHolder.id).where(
        PersonReferenceHolder.person_reference_id == reference.id,
        access.held([colleague.id], from_date),
    )
    if db.session.scalar(held) is None:
        _hold(actor, reference, colleague.id, from_date)
        audit.did(actor, "let_hold", reference)


def hand_over(
    actor: Actor,
    reference: PersonReference,
    colleague_id: uuid.UUID,
    *,
    keep: bool,
    holds: bool,
    works_here: bool,
) -> None:
    """Let a colleague hold the reference from today; the actor holds it too, or until tonight.

    Holding is counted in whole days, so that whoever hands over has today as their last: what
    they have open in another window does not vanish while they write to the end of it. Sent
    again, it is the same handing over.

    Args:
        keep: whether the actor goes on holding it too.
        holds: whether the actor holds it today.
        works_here: whether the colleague takes part in practice here today.

    Raises:
        Forbidden: when the actor does not hold it, or the colleague does not work here.
        Refused: when the colleague is the actor.
    """
    require(access.can_hand_over(actor, reference, holds=holds, works_here=works_here))
    if colleague_id == actor.person_id:
        raise Refused({"colleague": NOT_YOURSELF})
    until = None if keep else actor.today
    if _pass_on(actor, reference, actor.person_id, colleague_id, until):
        audit.did(actor, "handed_over", reference)


def hand_over_for(
    actor: Actor,
    reference: PersonReference,
    leaver: Person,
    colleague_id: uuid.UUID,
    *,
    left: bool,
    works_here: bool,
) -> None:
    """Let a colleague hold from today what somebody who leaves holds. For whoever leaves it ends
    with their last day, or with today where that has passed. Sent again, it is the same.

    Args:
        leaver: who leaves, and whose line supervisor the actor was on the last day.
        left: whether the reference is among what they hold today (`access.left_visible_to`).
        works_here: whether the colleague takes part in practice here today.

    Raises:
        Forbidden: when the actor may not, or the colleague does not work here.
        Refused: when the colleague is the actor, or is the one who leaves.
    """
    last_day = leaver.left_on
    require(
        last_day is not None
        and access.can_hand_over_for(actor, reference, left=left, works_here=works_here)
    )
    if colleague_id == actor.person_id:
        raise Refused({"colleague": NOT_YOURSELF})
    if colleague_id == leaver.id:
        raise Refused({"colleague": said("Choose a colleague who stays")})
    until = max(last_day or actor.today, actor.today)
    if _pass_on(actor, reference, leaver.id, colleague_id, until):
        audit.did(actor, "handed_over", reference)


def _pass_on(
    actor: Actor,
    reference: PersonReference,
    giver_id: uuid.UUID,
    colleague_id: uuid.UUID,
    until: date | None,
) -> bool:
    """Let a colleague hold a reference from today. Comes back with whether that changed anything.

    Args:
        giver_id: who holds it now.
        until: their last day with it; without one they go on.
    """
    # Two at the same moment take turns.
    db.session.execute(
        select(PersonReference.id).where(PersonReference.id == reference.id).with_for_update()
    )
    changed = False
    theirs = _held_by(reference, colleague_id, actor.today)
    if not theirs:
        _hold(actor, reference, colleague_id, actor.today)
        changed = True
    elif all(row.to_date is not None for row in theirs):
        theirs[-1].to_date = None  # it was to end, and goes on
        changed = True
    for row in [] if until is None else _held_by(reference, giver_id, actor.today):
        if row.to_date is None or row.to_date > until:
            row.to_date = until
            changed = True
    return changed


def holds(actor: Actor, reference: PersonReference) -> bool:
    held = select(PersonReference.id).where(
        PersonReference.id == reference.id, access.references_held_by(actor)
    )
    return db.session.scalar(held) is not None


def _free_code(actor: Actor, choose: Callable[[str], str]) -> str:
    for _ in range(TRIES):
        code = references.new_code(choose)
        taken = select(PersonReference.id).where(
            PersonReference.organisation_id == actor.organisation_id,
            PersonReference.code == code,
        )
        if db.session.scalar(taken) is None:
            return code
    raise Refused({"": said("There is no free reference for someone new at the moment")})


def _held_by(
    reference: PersonReference, person_id: uuid.UUID, today: date
) -> list[PersonReferenceHolder]:
    """The rows by which someone holds a reference on a day."""
    return list(
        db.session.scalars(
            select(PersonReferenceHolder)
            .where(
                PersonReferenceHolder.person_reference_id == reference.id,
                access.held([person_id], today),
            )
            .order_by(PersonReferenceHolder.id)
        )
    )


def _hold(actor: Actor, reference: PersonReference, person_id: uuid.UUID, from_date: date) -> None:
    db.session.add(
        PersonReferenceHolder(
            organisation_id=actor.organisation_id,
            person_reference_id=reference.id,
            person_id=person_id,
            from_date=from_date,
        )
    )
