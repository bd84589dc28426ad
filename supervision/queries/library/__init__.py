"""Reading practice examples: lists, one of them, plain full-text search, and what was withdrawn."""

from supervision.queries.library.lists import ExampleRow, found, newest, newest_one, search
from supervision.queries.library.opening import (
    HelpsWith,
    get,
    helps_with,
    outcomes_of,
    themes_of,
    withdrawn_one,
)
from supervision.queries.library.searching import INDEX, STOP_WORDS, looked_for
from supervision.queries.library.shelves import Shelves, outcome_called, shelves
from supervision.queries.library.withdrawn import WithdrawnRow, withdrawn

__all__ = [
    "INDEX",
    "STOP_WORDS",
    "ExampleRow",
    "HelpsWith",
    "Shelves",
    "WithdrawnRow",
    "found",
    "get",
    "helps_with",
    "looked_for",
    "newest",
    "newest_one",
    "outcome_called",
    "outcomes_of",
    "search",
    "shelves",
    "themes_of",
    "withdrawn",
    "withdrawn_one",
]
