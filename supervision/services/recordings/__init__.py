"""Writing down what matters to people, and reviewing how it has gone.

Nothing is recorded, changed once recorded, or reviewed while the check finds a word in it that
certainly tells who someone is.
"""

from supervision.services.recordings.deleting import delete, restore
from supervision.services.recordings.frameworks import import_framework
from supervision.services.recordings.references import (
    hand_over,
    hand_over_for,
    let_hold,
    new_reference,
)
from supervision.services.recordings.reviews import review, review_spoken
from supervision.services.recordings.texts import edit, record, spoken, write

__all__ = [
    "delete",
    "edit",
    "hand_over",
    "hand_over_for",
    "import_framework",
    "let_hold",
    "new_reference",
    "record",
    "restore",
    "review",
    "review_spoken",
    "spoken",
    "write",
]
