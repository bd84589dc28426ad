"""Taking one's own writing away, and getting it back.

Rule: own writing that nobody else can read may be deleted. It is hidden at once, can be restored
for 30 days, and is then erased with its earlier versions and its drafts. What is shared is taken
back first; what both have signed, and what others hold, stays.

Source: storage limitation (UK GDPR, Article 5(1)(e)); the product's own rule that nothing is lost
by a slip of the thumb.
"""

from __future__ import annotations

from datetime import datetime, timedelta

RESTORABLE = timedelta(days=30)


def restorable_since(now: datetime) -> datetime:
    """What was deleted at or after this moment can still be restored."""
    return now - RESTORABLE
