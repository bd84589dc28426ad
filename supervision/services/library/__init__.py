"""Proposing practice examples, the check that stands between, publishing and withdrawing them.

A proposal is sealed and alone knows where it came from. Publishing copies its words to an example
and empties it; nothing published points to its author or its source.
"""

from supervision.models.library import PARTS
from supervision.services.library.check import STORY
from supervision.services.library.checking import ask_for_changes
from supervision.services.library.proposing import propose, take_back
from supervision.services.library.publishing import REVIEW_YEARS, publish, searchable
from supervision.services.library.removing import delete, restore
from supervision.services.library.texts import begin, edit, spoken
from supervision.services.library.withdrawing import withdraw

__all__ = [
    "PARTS",
    "REVIEW_YEARS",
    "STORY",
    "ask_for_changes",
    "begin",
    "delete",
    "edit",
    "propose",
    "publish",
    "restore",
    "searchable",
    "spoken",
    "take_back",
    "withdraw",
]
