"""When a password is asked for once more.

Rule: what opens or closes something to somebody, and how safe that is, asks whoever administers for
their password when they gave it more than ten minutes ago, in signing in or since.

Source: OWASP ASVS 5.0, 7.5.1 and 7.5.3 (full sign-in again before sensitive changes). The ten
minutes are the product's own.
"""

from __future__ import annotations

from datetime import datetime, timedelta

FRESH = timedelta(minutes=10)


def is_fresh(given_at: datetime, now: datetime) -> bool:
    """Whether a password that was given then still counts."""
    return now - given_at <= FRESH
