"""Reading proposals for the library: the author's own, and what waits for a curator."""

from supervision.queries.proposals.lists import ProposalRow, mine, to_check
from supervision.queries.proposals.opening import (
    KIND,
    WITHOUT_TITLE,
    curators,
    get,
    outcomes_of,
    own_by_key,
    themes_of,
    title,
)
from supervision.queries.proposals.remarks import (
    Remark,
    SentBack,
    last_own_remark,
    remarks,
    sent_back,
)
from supervision.queries.proposals.removed import Deleted, deleted, deleted_one

__all__ = [
    "KIND",
    "WITHOUT_TITLE",
    "Deleted",
    "ProposalRow",
    "Remark",
    "SentBack",
    "curators",
    "deleted",
    "deleted_one",
    "get",
    "last_own_remark",
    "mine",
    "outcomes_of",
    "own_by_key",
    "remarks",
    "sent_back",
    "themes_of",
    "title",
    "to_check",
]
