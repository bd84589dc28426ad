"""Giving and ending roles and supervision, and telling those whom it is about."""

from supervision.services.standing.relations import (
    Wanted,
    change,
    check_change,
    check_relation,
    end_relation,
    relate,
)
from supervision.services.standing.roles import check_role, end_role, give_role
from supervision.services.standing.telling import tell

__all__ = [
    "Wanted",
    "change",
    "check_change",
    "check_relation",
    "check_role",
    "end_relation",
    "end_role",
    "give_role",
    "relate",
    "tell",
]
