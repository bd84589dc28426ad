"""Reading the tree of services and teams, as it stands and as it was on any day."""

from supervision.queries.tree.history import Change, history
from supervision.queries.tree.shape import (
    Closed,
    ServiceOfTree,
    Standing,
    TeamOfTree,
    Tree,
    now,
    on,
    teams_of,
    then,
)
from supervision.queries.tree.units import (
    Member,
    Members,
    first_days,
    members,
    moving,
    open_services,
    open_teams,
    service,
    service_by_key,
    team,
    team_by_key,
)

__all__ = [
    "Change",
    "Closed",
    "Member",
    "Members",
    "ServiceOfTree",
    "Standing",
    "TeamOfTree",
    "Tree",
    "first_days",
    "history",
    "members",
    "moving",
    "now",
    "on",
    "open_services",
    "open_teams",
    "service",
    "service_by_key",
    "team",
    "team_by_key",
    "teams_of",
    "then",
]
