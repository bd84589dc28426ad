"""What someone asks for with a piece of writing, and what becomes of it.

Rule: an ask is kept until its writer shares it, and waits from then on. It may be answered more
than once. Taking the writing back takes the ask back, whatever had been answered; sharing again
makes it wait again. "Nothing, just to be heard" is an ask as well. Support is offered by a day;
whoever asked says then whether it helped, in words and never as a number, and may say it anew.

Source: the product's own idea, that writing says what support it calls for, so that those who
read it know what to do.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from supervision.domain.signing import NotAllowed
from supervision.domain.text import blank
from supervision.domain.wording import said

TAKEN_BACK = said("An ask that was taken back")
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
    def asked(self) -> str:
        """What was asked for, told to whoever asked."""
        return _ASKED[self]

    def would_like(self, name: str) -> str:
        """What someone asks for, told to the reader."""
        match self:
            case AskKind.HEARD:
                return said("%(name)s would just like to be heard", name=name)
            case AskKind.ADVICE:
                return said("%(name)s would like advice", name=name)
            case AskKind.BACKING:
                return said("%(name)s would like backing", name=name)
            case AskKind.TRAINING:
                return said("%(name)s would like training", name=name)
            case AskKind.TIME:
                return said("%(name)s would like time", name=name)
            case AskKind.THANKS:
                return said("%(name)s would like a colleague to be thanked", name=name)
            case AskKind.CHANGE:
                return said("%(name)s would like a change in how we work", name=name)


_LABELS = {
    AskKind.HEARD: said("Nothing, just to be heard"),
    AskKind.ADVICE: said("Advice"),
    AskKind.BACKING: said("Backing"),
    AskKind.TRAINING: said("Training"),
    AskKind.TIME: said("Time"),
    AskKind.THANKS: said("Thanks for a colleague"),
    AskKind.CHANGE: said("A change in how we work"),
}
_ASKED = {
    AskKind.HEARD: said("You asked just to be heard"),
    AskKind.ADVICE: said("You asked for advice"),
    AskKind.BACKING: said("You asked for backing"),
    AskKind.TRAINING: said("You asked for training"),
    AskKind.TIME: said("You asked for time"),
    AskKind.THANKS: said("You asked for thanks for a colleague"),
    AskKind.CHANGE: said("You asked for a change in how we work"),
}


class AskState(StrEnum):
    """Where an ask stands."""

    KEPT = "kept"
    WAITING = "waiting"
    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"


class AnswerKind(StrEnum):
    """The ways to answer: having read it, in words, by bringing it to the next session, or with
    support by a day."""

    READ = "read"
    REPLY = "reply"
    AGENDA = "agenda"
    SUPPORT = "support"


class Helped(StrEnum):
    """What came of support. Words, in no order of merit, and never counted for a person."""

    HELPED = "helped"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        """As a choice for whoever asked."""
        return _HELPED[self]

    def told(self, name: str) -> str:
        """What whoever asked said, told to whoever offered."""
        return {
            Helped.HELPED: said("%(name)s says that it helped", name=name),
            Helped.PARTLY: said("%(name)s says that it helped a little", name=name),
            Helped.NOT_YET: said("%(name)s says that it has not helped yet", name=name),
            Helped.NOT_NEEDED: said("%(name)s says that it was not needed any more", name=name),
        }[self]


_HELPED = {
    Helped.HELPED: said("It helped"),
    Helped.PARTLY: said("It helped a little"),
    Helped.NOT_YET: said("Not yet"),
    Helped.NOT_NEEDED: said("It was not needed any more"),
}


def wrong_with_offer(words: str, by_on: date | None, today: date) -> dict[str, str]:
    """What stands against an offer of support.

    Returns:
        Messages by what they are about, "offered" or "by_on"; empty when nothing does.
    """
    wrong: dict[str, str] = {}
    if blank(words):
        wrong["offered"] = said("Write what you offer, in a few words")
    if by_on is None:
        wrong["by_on"] = said("Say by when")
    elif by_on < today:
        wrong["by_on"] = said("Choose today or a day that is still to come")
    return wrong


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
        raise NotAllowed(said("This is not shared with you any more."))
    return AskState.ANSWERED
