"""Looking after people: adding them, putting their details right, what they sign in with, moving
them to another team, long leave. What they write is not touched here. Leaving and coming back:
services/leaving."""

from supervision.services.directory.addresses import (
    change_address,
    check_address,
    way_in_needs_second_look,
)
from supervision.services.directory.details import Details, add, correct
from supervision.services.directory.moving import be_away, be_back, change_team

__all__ = [
    "Details",
    "add",
    "be_away",
    "be_back",
    "change_address",
    "change_team",
    "check_address",
    "correct",
    "way_in_needs_second_look",
]
