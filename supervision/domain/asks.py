"""What someone asks for with a piece of writing, and what becomes of it.

Rule: an ask is kept until its writer shares it, and waits from then on. It may be answered more
than once. Taking the writing back takes the ask back, whatever had been answered; sharing again
makes it wait again. "Nothing, just to be heard" is an ask as well.

Source: the product's own idea, that writing says what support it calls for, so that those who
read it know what to do.
"""

from __future__ import annotations

from enum import StrEnum

from supervision.domain.signing import NotAllowed

TAKEN_BACK = "An ask that was taken back"
"""What stands on an agenda in place of words that may not be read any more."""


class AskKind(StrEnum):
    """What would help."""

    HEARD = "heard"
    ADVICE = "advice"
    BACKING = "backing"
    TRAINING = "training"
    TIME = "time"
    THANKS = "thanks"
    CHANGE = "change"

    @property
    def label(self) -> str:
        """As a choice for the writer, under "What this asks for"."""
        return _LABELS[self]

    @property
    def would_like(self) -> str:
        """As the rest of a sentence for the reader, after the writer's name."""
        return _WOULD_LIKE[self]


_LABELS = {
    AskKind.HEARD: "Nothing, just to be heard",
    AskKind.ADVICE: "Advice",
    AskKind.BACKING: "Backing",
    AskKind.TRAINING: "Training",
    AskKind.TIME: "Time",
    AskKind.THANKS: "Thanks for a colleague",
    AskKind.CHANGE: "A change in how we work",
}
_WOULD_LIKE = {
    AskKind.HEARD: "would just like to be heard",
    AskKind.ADVICE: "would like advice",
    AskKind.BACKING: "would like backing",
    AskKind.TRAINING: "would like training",
    AskKind.TIME: "would like time",
    AskKind.THANKS: "would like a colleague to be thanked",
    AskKind.CHANGE: "would like a change in how we work",
}


class AskState(StrEnum):
    """Where an ask stands."""

    KEPT = "kept"
    WAITING = "waiting"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"


class AnswerKind(StrEnum):
    """The ways to answer: having read it, in words, or by bringing it to the next session."""

    READ = "read"
    REPLY = "reply"
    AGENDA = "agenda"


def after_share(state: AskState) -> AskState:
    """The state once the writing is shared (with one more reader, too): waiting, or answered."""
    return AskState.ANSWERED if state is AskState.ANSWERED else AskState.WAITING


def after_taking_back(state: AskState) -> AskState:
    """The state once the writing is taken back. An ask that nobody had seen is just kept."""
    return AskState.KEPT if state is AskState.KEPT else AskState.TAKEN_BACK


def after_answer(state: AskState) -> AskState:
    """The state once someone has answered.

    Raises:
        NotAllowed: if the ask is not shared, or was taken back.
    """
    if state not in (AskState.WAITING, AskState.ANSWERED):
        raise NotAllowed("This is not shared with you any more.")
    return AskState.ANSWERED
