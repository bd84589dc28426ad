"""What people sign in with: an address, or a name for somebody without mail at work. Whoever holds
it can come to what that person can read, so that a change may need a second administrator."""

from __future__ import annotations

import json
import uuid

from sqlalchemy import select

from supervision import audit, outbox
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain import people as rules
from supervision.domain.refusals import Refused, require
from supervision.domain.text import fold_email
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.people import Person, RoleGrant

TAKEN = said("Somebody signs in with this already. Write another address or name")


def check_address(actor: Actor, person: Person, address: str) -> str:
    """What somebody shall sign in with, as it is kept. Raises Refused when it cannot stand."""
    require(access.can_change(actor, person))
    email = address.strip()
    if problem := rules.sign_in_problem(email) or taken(email, person.id):
        raise Refused({"email": problem})
    return email


def change_address(
    actor: Actor, person: Person, address: str, agreed: SecondLook | None = None
) -> None:
    """Have somebody sign in with another address or name from now on. Where two administrators
    were needed for it, whoever reads the mail of the address before is told.

    Args:
        agreed: the second look in which another administrator agreed to it.

    Raises:
        Forbidden: for anyone who does not administer, and without a look where one is needed.
        Refused: as `check_address` says.
    """
    email = check_address(actor, person, address)
    # Held, so that nobody sets their first password between the question and the change.
    db.session.flush()
    db.session.refresh(person, with_for_update=True)
    if email != person.email:
        require(not way_in_needs_second_look(actor, person) or _is_agreed(agreed, person, email))
        if agreed is not None and rules.can_get_mail(person.email):
            outbox.address_changed(actor, person.id, person.email)
        person.email, person.email_folded = email, fold_email(email)
        audit.did(actor, "changed_address", person)


def way_in_needs_second_look(actor: Actor, person: Person) -> bool:
    """Whether a link on paper or another address for somebody needs a second administrator."""
    grant = db.session.scalar(
        select(RoleGrant.id)
        .where(access.administering_from_now_on(actor), RoleGrant.person_id == person.id)
        .limit(1)
    )
    return access.way_in_needs_second_look(
        has_signed_in=person.password_hash is not None, administers=grant is not None
    )


def _is_agreed(look: SecondLook | None, person: Person, address: str) -> bool:
    return (
        look is not None
        and (look.need, look.state, look.person_id) == ("address", "agreed", person.id)
        and json.loads(look.what) == {"address": address}
    )


def taken(email: str, own: uuid.UUID | None) -> str | None:
    """An address is one account's alone, whatever the organisation."""
    holder = db.session.scalar(select(Person.id).where(Person.email_folded == fold_email(email)))
    return TAKEN if holder is not None and holder != own else None
