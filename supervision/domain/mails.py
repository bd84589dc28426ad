"""Mail: of what, when again after a failure, and when it is too late.

Rule: a mail says that something is waiting and holds nothing of what people write, no name but the
reader's own and no title; an invitation names the organisation, so that it can be told from a
trick. Of what waits there is one mail until the person has been here again. A mail that could not
be handed over is tried again, a minute later and then twice as long each time,
four hours at most; after three days nobody is helped by it. A new password's link is for an hour.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    WAITING = "waiting"
    GUESSING = "guessing"
    RESET = "reset"
    PASSWORD_CHANGED = "password_changed"
    INVITATION = "invitation"
    STANDING = "standing"
    ADDRESS_CHANGED = "address_changed"


CLAIMED_FOR = timedelta(minutes=10)
"""For so long a mail belongs to whoever began to send it; then that one is taken to have died."""

TOO_LATE = {
    Kind.WAITING: timedelta(days=3),
    Kind.GUESSING: timedelta(days=3),
    Kind.RESET: timedelta(hours=1),
    Kind.PASSWORD_CHANGED: timedelta(days=3),
    Kind.INVITATION: timedelta(days=3),
    Kind.STANDING: timedelta(days=3),
    Kind.ADDRESS_CHANGED: timedelta(days=3),
}
KEPT = timedelta(days=30)
"""How long a mail's row stays after it was sent or dropped; it holds no words."""


def again_after(attempts: int) -> timedelta:
    """How long to wait after so many failures."""
    return min(timedelta(hours=4), timedelta(minutes=2 ** min(max(attempts - 1, 0), 10)))
