"""The tables. Importing this room makes all of them known to the mapper."""

from supervision.models import (
    administration,
    asks,
    audit,
    library,
    limits,
    links,
    mails,
    people,
    recordings,
    reflections,
    sessions,
    sign_ins,
    tree,
)

__all__ = [
    "administration",
    "asks",
    "audit",
    "library",
    "limits",
    "links",
    "mails",
    "people",
    "recordings",
    "reflections",
    "sessions",
    "sign_ins",
    "tree",
]
