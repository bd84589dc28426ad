"""Supervision sessions: dates, agendas, records and signatures."""

from supervision.blueprints.sessions import (
    group_actions,
    group_planning,
    group_record,
    groups,
    opening,
    planning,
    rearranging,
    signing,
    writing,
)
from supervision.blueprints.sessions.routes import blueprint

__all__ = [
    "blueprint",
    "group_actions",
    "group_planning",
    "group_record",
    "groups",
    "opening",
    "planning",
    "rearranging",
    "signing",
    "writing",
]
