"""Who may read and change the tree of services and teams, as it stands and as it was.

See: administrators, and whoever looks after information: services and teams with their days, who
is in a team, and who changed it when and why. Everyone else meets teams where they are in them.
Do: an administrator adds, renames, moves, merges and closes them, each from a day on. What is
closed is not changed any more.
Never: what is written in a team, or how much of it. What was shared with a team that is closed is
opened to nobody new, wherever its people go.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, false

from supervision.access.actor import Actor
from supervision.access.administration import administers, sees_people
from supervision.models.people import CareService, Team, TeamMembership


def services_visible_to(actor: Actor) -> ColumnElement[bool]:
    """All services of the organisation, the closed ones included."""
    if not sees_people(actor):
        return false()
    return CareService.organisation_id == actor.organisation_id


def teams_visible_to(actor: Actor) -> ColumnElement[bool]:
    """All teams of the organisation, the closed ones included."""
    if not sees_people(actor):
        return false()
    return Team.organisation_id == actor.organisation_id


def memberships_visible_to(actor: Actor) -> ColumnElement[bool]:
    """Who is and was in which team."""
    if not sees_people(actor):
        return false()
    return TeamMembership.organisation_id == actor.organisation_id


def can_add(actor: Actor) -> bool:
    """Add a service, or a team to a service of the organisation."""
    return administers(actor)


def can_change(actor: Actor, unit: CareService | Team) -> bool:
    """Rename, move, merge or close a team or service."""
    return administers(actor) and unit.organisation_id == actor.organisation_id
