"""Moving a session, or calling it off, and why.

Rule: only a session that is planned, of which nobody has written anything yet, is moved or
cancelled; and it is moved to a time that is still to come. A reason is given, words are welcome,
and neither is a fault: what was not held is "not held". The reason goes to the manager above as
one of a few, and never in words.

Source: supervision policies ask for what was missed to be recorded with a reason and rebooked;
records that know only "cancelled" are read as blame.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from supervision.domain.refusals import Refused
from supervision.domain.signing import NotAllowed, SessionState
from supervision.domain.wording import said


class Reason(StrEnum):
    """Why a session is moved or cancelled."""

    SICKNESS = "sickness"
    LEAVE = "leave"
    URGENT = "urgent"
    STAFFING = "staffing"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As a choice."""
        return _LABELS[self]

    @property
    def because(self) -> str:
        """As the end of a sentence."""
        return _BECAUSE[self]


_LABELS: dict[Reason, str] = {
    Reason.SICKNESS: said("Sickness"),
    Reason.LEAVE: said("Leave"),
    Reason.URGENT: said("Something urgent"),
    Reason.STAFFING: said("Not enough people at work"),
    Reason.OTHER: said("Another reason"),
}
_BECAUSE: dict[Reason, str] = {
    Reason.SICKNESS: said("because of sickness"),
    Reason.LEAVE: said("because of leave"),
    Reason.URGENT: said("because of something urgent"),
    Reason.STAFFING: said("because too few people were at work"),
    Reason.OTHER: said("for another reason"),
}


def can_rearrange(state: SessionState) -> bool:
    """Whether a session can still be moved or cancelled: only one that is planned."""
    return state is SessionState.PLANNED


def after_cancelling(state: SessionState) -> SessionState:
    """The state once a session is cancelled.

    Raises:
        NotAllowed: if it is anything but planned.
    """
    if not can_rearrange(state):
        raise NotAllowed("Only a session that is planned can be cancelled.")
    return SessionState.CANCELLED


def reason(given: str | None) -> Reason:
    """The reason that was chosen.

    Raises:
        Refused: when it is none of them.
    """
    try:
        return Reason(given or "")
    except ValueError:
        raise Refused({"reason": said("Say why, as far as you like")}) from None


def new_time(before: datetime, after: datetime, now: datetime) -> datetime:
    """The time that a session is moved to.

    Args:
        before: when it was to be; `after`: when it is to be; all with their time zone.

    Raises:
        Refused: when that has passed, or is the time it had.
    """
    if after < now:
        raise Refused({"date": said("Choose a time that is still to come")})
    if after == before:
        raise Refused({"date": said("It is planned for that time already. Choose another")})
    return after
