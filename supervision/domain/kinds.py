"""The kinds of supervision session, and what each is for.

Rule: most sessions are a one-to-one. The others have names of their own, so that a conversation in
a doorway and an hour after something hard are both kept for what they were. The kind changes who
can read a session not at all.

Source: the forms of supervision that guidance and records tell apart; the words are the product's
own.
"""

from __future__ import annotations

from enum import StrEnum

from supervision.domain.wording import said


class Kind(StrEnum):
    """What sort of session it is."""

    ONE_TO_ONE = "one_to_one"
    AD_HOC = "ad_hoc"
    OBSERVED = "observed"
    RESTORATIVE = "restorative"
    SAFEGUARDING = "safeguarding"
    DEBRIEF = "debrief"
    GROUP = "group"
    PEER = "peer"

    @property
    def label(self) -> str:
        """As a choice, and beside a session."""
        return _LABELS[self]

    @property
    def explanation(self) -> str:
        """What it is for, in one line."""
        return _EXPLANATIONS[self]


OF_TWO = (
    Kind.ONE_TO_ONE,
    Kind.AD_HOC,
    Kind.OBSERVED,
    Kind.RESTORATIVE,
    Kind.SAFEGUARDING,
    Kind.DEBRIEF,
)
"""The kinds of a session between two, in the order in which they are offered."""

OF_A_GROUP = (Kind.GROUP, Kind.PEER)
"""The kinds of a session of several people."""

_LABELS: dict[Kind, str] = {
    Kind.ONE_TO_ONE: said("One‑to‑one"),
    Kind.AD_HOC: said("An unplanned conversation"),
    Kind.OBSERVED: said("Observed practice"),
    Kind.RESTORATIVE: said("Restorative supervision"),
    Kind.SAFEGUARDING: said("Safeguarding supervision"),
    Kind.DEBRIEF: said("After something hard"),
    Kind.GROUP: said("Group supervision"),
    Kind.PEER: said("Peer supervision"),
}
_EXPLANATIONS: dict[Kind, str] = {
    Kind.ONE_TO_ONE: said("The two of you, at a time you set aside for it."),
    Kind.AD_HOC: said("You talked without planning to, and want to keep what came of it."),
    Kind.OBSERVED: said("One of you saw the other at work, and you talk about what you saw."),
    Kind.RESTORATIVE: said("Time to recover, and to think about what the work does to you."),
    Kind.SAFEGUARDING: said("Someone may be at risk of harm, and you think it through together."),
    Kind.DEBRIEF: said("Something hard has happened, and you look back at it together."),
    Kind.GROUP: said("Several people, and one of you leads it."),
    Kind.PEER: said("Several people as equals, without a supervisor."),
}


def took_place(kind: Kind, *, begun: bool) -> bool:
    """Whether a session that is entered now has been held already, and can be written at once:
    a conversation that nobody planned, once it has begun."""
    return kind is Kind.AD_HOC and begun
