"""Reading outcome recordings, their reviews, and the references that stand for people."""

from supervision.queries.recordings.frameworks import (
    Group,
    OfferedFramework,
    Outcome,
    frameworks,
    outcomes,
    outcomes_of,
)
from supervision.queries.recordings.holding import (
    fellows,
    holders,
    holds,
    holds_reference,
    readers,
    readers_by_author,
    reference,
    references,
)
from supervision.queries.recordings.lists import (
    DeletedRow,
    RecordingRow,
    about_person,
    by_author_since,
    choices,
    deleted,
    mine,
    readable,
)
from supervision.queries.recordings.opening import (
    KIND,
    about,
    deleted_one,
    get,
    labels,
    own_by_key,
)
from supervision.queries.recordings.people import HandedRow, HolderRow, handed, held_by, person
from supervision.queries.recordings.reviewing import ReviewRow, review_by_key, reviews

__all__ = [
    "KIND",
    "DeletedRow",
    "Group",
    "HandedRow",
    "HolderRow",
    "OfferedFramework",
    "Outcome",
    "RecordingRow",
    "ReviewRow",
    "about",
    "about_person",
    "by_author_since",
    "choices",
    "deleted",
    "deleted_one",
    "fellows",
    "frameworks",
    "get",
    "handed",
    "held_by",
    "holders",
    "holds",
    "holds_reference",
    "labels",
    "mine",
    "outcomes",
    "outcomes_of",
    "own_by_key",
    "person",
    "readable",
    "readers",
    "readers_by_author",
    "reference",
    "references",
    "review_by_key",
    "reviews",
]
