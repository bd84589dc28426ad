"""Who looks after the people of an organisation, its tree, its relations and its settings.

See: an administrator sees people with their teams, roles, supervisors and dates, and who gave each
of these, when, why and until when; whoever looks after information sees the same pages. Everyone
sees this about themselves. These pages tell what the rules give, never what is in them.
Do: an administrator adds people, teams, roles and supervision, changes and ends them, and settles
settings. What would open something to themselves, make an administrator, let somebody in again who
has signed in before or in the place of another administrator, or show smaller numbers waits until a
second administrator has agreed, who is neither the one who asked nor the one who would get it. Into
a team another administrator puts them. Those whom it is about are told.
Never: anything that people write, or how much of it there is. Nobody agrees to what they asked for
themselves, and at least two administrators stay.
"""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, false, or_

from supervision.access.actor import Actor
from supervision.access.people import works_here
from supervision.models.administration import SecondLook
from supervision.models.people import Person, RoleGrant

LATELY = timedelta(days=90)  # for so long an account is new
FEWEST = 2  # administrators: one alone cannot do what needs two


def sees_people(actor: Actor) -> bool:
    """Administrators, and whoever looks after information (who changes nothing)."""
    return bool(actor.roles & {"administrator", "governance"})


def administers(actor: Actor) -> bool:
    return "administrator" in actor.roles


def administering(actor: Actor, day: date | None = None) -> ColumnElement[bool]:
    """Who administers the actor's organisation: over `RoleGrant`, joined with its person.

    Args:
        day: another day than today, of those who work here today.
    """
    on = day or actor.today
    return and_(
        RoleGrant.organisation_id == actor.organisation_id,
        RoleGrant.role == "administrator",
        RoleGrant.from_date <= on,
        or_(RoleGrant.to_date.is_(None), RoleGrant.to_date >= on),
        works_here(actor),
        or_(Person.left_on.is_(None), Person.left_on >= on),
    )


def administering_from_now_on(actor: Actor) -> ColumnElement[bool]:
    """Grants, over `RoleGrant`, of who administers today or later, begun or not."""
    return and_(
        RoleGrant.organisation_id == actor.organisation_id,
        RoleGrant.role == "administrator",
        or_(RoleGrant.to_date.is_(None), RoleGrant.to_date >= actor.today),
    )


def people_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Everyone of the organisation, those included who have left or have not begun."""
    if not sees_people(actor):
        return false()
    return Person.organisation_id == actor.organisation_id


def sees_standing_of(actor: Actor, person: Person) -> bool:
    """What a person may see, and why: they themselves, and those who look after people."""
    own = person.id == actor.person_id
    return person.organisation_id == actor.organisation_id and (own or sees_people(actor))


def can_change(actor: Actor, person: Person) -> bool:
    """Change somebody's details, teams, roles or supervision."""
    return administers(actor) and person.organisation_id == actor.organisation_id


def second_looks_visible_to(actor: Actor) -> ColumnElement[bool]:
    if not sees_people(actor):
        return false()
    return SecondLook.organisation_id == actor.organisation_id


def can_look_twice(actor: Actor, look: SecondLook) -> bool:
    """Agree or decline: another administrator than the asker, and not who would get it."""
    return (
        administers(actor)
        and look.organisation_id == actor.organisation_id
        and look.state == "waiting"
        and actor.person_id not in (look.asked_by, look.person_id)
    )


def can_take_back(actor: Actor, look: SecondLook) -> bool:
    """Take back what one asked for, while it waits."""
    return (
        administers(actor)
        and look.organisation_id == actor.organisation_id
        and look.state == "waiting"
        and look.asked_by == actor.person_id
    )


def role_needs_second_look(actor: Actor, person_id: uuid.UUID, role: str) -> bool:
    """Any role for oneself; the administrator role for anybody."""
    return person_id == actor.person_id or role == "administrator"


def relation_needs_second_look(actor: Actor, supervisor: Person, supervisee: Person) -> bool:
    """Oneself as a supervisor, covering included; and oneself as a supervisee, for whoever takes no
    part in practice yet: they would from then on.

    An account that was added lately, too, over somebody who has been here: an administrator who
    makes somebody up, and gets in as them, would read what the other has recorded.
    """
    if supervisor.id == actor.person_id:
        return True
    if supervisee.id == actor.person_id and not actor.practises:
        return True
    lately = supervisor.added_at is not None and actor.now - supervisor.added_at < LATELY
    return lately and supervisee.password_hash is not None


def way_in_needs_second_look(*, has_signed_in: bool, administers: bool) -> bool:
    """A printed link, or another sign-in address, for somebody who has signed in before: whoever
    holds it could read what that person can. For an administrator from the beginning: one alone
    would be both of two."""
    return has_signed_in or administers


def can_bring_into_a_team(actor: Actor, person_id: uuid.UUID) -> bool:
    """Put somebody into a team, which opens what is shared with it: never oneself."""
    return administers(actor) and person_id != actor.person_id
