"""Who may know of whom, and who may change what about a person.

See: everyone who takes part in practice can find the others who do, by name and team, to share with
them or to hand something over. An account sees its own details and its own sign-ins.
Do: each person changes how they are called and their own password, and ends their own sign-ins.
Never: anyone else's sign-ins or password, whoever asks. Who has left, or was shut out, is named as
nobody's reader and found by nobody: `works_here` is the one place where that is said.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, or_, select

from supervision.access.actor import Actor
from supervision.models.people import Person, RoleGrant
from supervision.models.sign_ins import SignIn

PRACTICE = ("practitioner", "curator", "leader")


def colleagues_of(actor: Actor) -> ColumnElement[bool]:
    """Others who work here and take part in practice today."""
    if not actor.practises:
        return false()
    return and_(working_here(actor), Person.id != actor.person_id)


def working_here(actor: Actor) -> ColumnElement[bool]:
    """People of the actor's organisation who take part in practice today."""
    grant = select(RoleGrant.id).where(
        RoleGrant.person_id == Person.id,
        RoleGrant.role.in_(PRACTICE),
        RoleGrant.from_date <= actor.today,
        or_(RoleGrant.to_date.is_(None), RoleGrant.to_date >= actor.today),
    )
    return and_(works_here(actor), grant.exists())


def works_here(actor: Actor, person: type[Person] = Person) -> ColumnElement[bool]:
    """People whose account is open at the actor's moment: from their first day to their last, and
    not shut out.

    Args:
        person: an alias of the table, where a statement needs several.
    """
    return and_(
        person.organisation_id == actor.organisation_id,
        person.joined_on <= actor.today,
        or_(person.left_on.is_(None), person.left_on >= actor.today),
        person.shut_out_at.is_(None),
    )


def sign_ins_of(actor: Actor) -> ColumnElement[bool]:
    """The actor's own sign-ins."""
    return and_(
        SignIn.organisation_id == actor.organisation_id, SignIn.person_id == actor.person_id
    )


def can_change_details(actor: Actor, person: Person) -> bool:
    """Only one's own."""
    return person.organisation_id == actor.organisation_id and person.id == actor.person_id


def can_end(actor: Actor, sign_in: SignIn) -> bool:
    """Only one's own sign-ins."""
    return sign_in.organisation_id == actor.organisation_id and sign_in.person_id == actor.person_id
