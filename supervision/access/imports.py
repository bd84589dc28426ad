"""Who may bring a file of people, see what it would do, and have it carried out.

See: administrators of the organisation see a file that was looked at, and how far it has gone.
Do: an administrator brings a file. Who brought it has it carried out, and goes on with it.
Never: anyone else, whatever they look after. A file gives nobody what needs a second look, and ends
nobody's time here; it holds what people are called and where they work, nothing that they write.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, false

from supervision.access.actor import Actor
from supervision.access.administration import administers
from supervision.models.administration import PeopleImport


def imports_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Every file of the organisation, for whoever administers it."""
    if not administers(actor):
        return false()
    return PeopleImport.organisation_id == actor.organisation_id


def can_import(actor: Actor) -> bool:
    """Bring a file of people."""
    return administers(actor)


def can_carry_out(actor: Actor, brought: PeopleImport) -> bool:
    """Have a file carried out, go on with it, or set it aside: whoever brought it."""
    return (
        administers(actor)
        and brought.organisation_id == actor.organisation_id
        and brought.made_by == actor.person_id
    )
