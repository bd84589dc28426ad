"""The ways in which the house says no. Each has one page and one status.

What you may not see does not exist for you (404, the same as for what never was); what you may
see but not do is 403; what cannot be right as typed is 422, beside its field; what changed
meanwhile is 409, with both texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


class Refusal(Exception):
    """Any answer that undoes what the request began."""


class NotFound(Refusal):
    """There is no such thing for this person."""


class Forbidden(Refusal):
    """This person may see the thing, and may not do this to it."""


class Refused(Refusal):
    """What was typed cannot be kept as it is.

    Args:
        problems: field name → message for the writer; "" for the form as a whole.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__("; ".join(sorted(problems)))
        self.problems = dict(problems)


class Conflict(Refusal):
    """Someone saved another version meanwhile, or the same form was sent with other words.

    Args:
        theirs: field name → the text that stands now.
        version: the version that stands now.
        by: who saved it, as a name; None when it was the same person.
    """

    def __init__(self, theirs: Mapping[str, str], version: int, by: str | None = None) -> None:
        super().__init__("changed meanwhile")
        self.theirs = dict(theirs)
        self.version = version
        self.by = by


def require(allowed: bool) -> None:
    """Go on only if a rule of `access/` allows it. Raises Forbidden."""
    if not allowed:
        raise Forbidden


def required(thing: T | None) -> T:
    """The thing, or NotFound where a scoped query found nothing."""
    if thing is None:
        raise NotFound
    return thing
