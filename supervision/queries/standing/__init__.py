"""Reading roles and supervision: what somebody holds, who gave it, and who is above whom."""

from supervision.queries.standing.opening import above, given_already, relation, role
from supervision.queries.standing.rights import Given, Right, full_names, rights

__all__ = [
    "Given",
    "Right",
    "above",
    "full_names",
    "given_already",
    "relation",
    "rights",
    "role",
]
