"""The tables. Importing this room makes all of them known to the mapper."""

from supervision.models import (
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
)

__all__ = [
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
]
