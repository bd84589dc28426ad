"""What a Home is: everything that its template draws, as words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Next:
    """The one next step of the page."""

    heading: str
    text: str
    label: str
    href: str
    other_label: str = ""
    other_href: str = ""


@dataclass(frozen=True)
class Welcome:
    """What Home says on the first visit, in place of the next step."""

    heading: str
    place: Sequence[str]
    readers: Sequence[str]
    label: str
    href: str


@dataclass(frozen=True)
class Home:
    """The parts of a Home in the order in which they stand; what is empty is not drawn."""

    title: str
    lead: str
    next: Next
    beneath: Sequence[Row] = ()
    welcome: Welcome | None = None
    unsaved: Row | None = None
    leaving: Row | None = None
    leavers: Sequence[Row] = ()
    people: Sequence[Row] = ()
    own_session: Row | None = None
    helped: Row | None = None
    since: Sequence[Row] = ()
    office: Sequence[Row] = ()
    asks: Sequence[Row] = ()
    to_write: Sequence[Row] = ()
    to_sign: Sequence[Row] = ()
    to_check: Sequence[Row] = ()
    sent_back: Sequence[Row] = ()
    rearranged: Sequence[Row] = ()
    answered: Sequence[Row] = ()
    came_of: Sequence[Row] = ()
    yours: Sequence[Row] = ()
    promised: Sequence[Row] = ()
    own_supervision: Sequence[Row] = ()
    outlines: Sequence[Row] = ()
    lately: Sequence[Row] = ()
    story: Any = None
