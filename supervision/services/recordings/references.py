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
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.recordings import PersonReference, PersonReferenceHolder

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
    raise Refused({"": "There is no free reference for someone new at the moment"})


def _hold(actor: Actor, reference: PersonReference, person_id: uuid.UUID, from_date: date) -> None:
    db.session.add(
        PersonReferenceHolder(
            organisation_id=actor.organisation_id,
            person_reference_id=reference.id,
            person_id=person_id,
            from_date=from_date,
        )
    )
