"""Links that work once: what they are for, how long they hold, what is stored of them.

Rule: the token is 256 random bits and goes to one person alone; only its SHA-256 is stored. A link
to set a new password holds for an hour, an invitation for seven days, counted from the first day of
whoever begins later. It is used by whoever is first, and never twice. An invitation holds no longer
than its maker looks after people here.
Source: OWASP Forgot Password Cheat Sheet.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from enum import StrEnum

TOKEN_BYTES = 32
LONGEST_TOKEN = 200  # characters that are looked at; ours have 43


class Purpose(StrEnum):
    RESET_PASSWORD = "reset_password"
    INVITATION = "invitation"


HOLDS = {
    Purpose.RESET_PASSWORD: timedelta(hours=1),
    Purpose.INVITATION: timedelta(days=7),
}


def stored(token: str) -> bytes:
    """What is stored of a token: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(token[:LONGEST_TOKEN].encode("utf-8", "replace")).digest()
