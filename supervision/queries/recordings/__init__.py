"""Reading outcome recordings, their reviews, and the references that stand for people."""

from supervision.queries.recordings.frameworks import Group, Outcome, outcomes, outcomes_of
from supervision.queries.recordings.holding import (
    fellows,
    holders,
    holds,
    readers,
    reference,
    references,
)
from supervision.queries.recordings.lists import (
    RecordingRow,
    by_author_since,
    choices,
    mine,
    readable,
)
from supervision.queries.recordings.opening import about, get, labels, own_by_key
from supervision.queries.recordings.reviewing import ReviewRow, review_by_key, reviews

__all__ = [
    "Group",
    "Outcome",
    "RecordingRow",
    "ReviewRow",
    "about",
    "by_author_since",
    "choices",
    "fellows",
    "get",
    "holders",
    "holds",
    "labels",
    "mine",
    "outcomes",
    "outcomes_of",
    "own_by_key",
    "readable",
    "readers",
    "reference",
    "references",
    "review_by_key",
    "reviews",
]
