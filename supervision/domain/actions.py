"""What people agreed to do, looked at again when they next meet.

Rule: at the next session each open action is done, carried on or let go. Letting go is as good an
answer as the others, and nothing is ever "overdue". A look may be changed while the session is
being written, so the latest look holds, whatever the one before said; a signed session fixes it.

Source: previous actions are reviewed first (supervision records and audit tools); the words are
the product's own.
"""

from __future__ import annotations

from enum import StrEnum

from supervision.domain.wording import said


class ActionState(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    LET_GO = "let_go"


class Look(StrEnum):
    """What two people say of an action when they look at it again."""

    DONE = "done"
    CARRY_ON = "carry_on"
    LET_GO = "let_go"

    @property
    def words(self) -> str:
        """The look as a choice."""
        return _WORDS[self]


_WORDS: dict[Look, str] = {
    Look.DONE: said("Done"),
    Look.CARRY_ON: said("Carry on"),
    Look.LET_GO: said("Let go"),
}
_AFTER = {
    (state, look): after
    for state in ActionState
    for look, after in (
        (Look.DONE, ActionState.DONE),
        (Look.CARRY_ON, ActionState.OPEN),
        (Look.LET_GO, ActionState.LET_GO),
    )
}


def after_look(state: ActionState, look: Look) -> ActionState:
    """Where an action stands after a look.

    Args:
        state: where it stood; a closed one can be opened again, when someone chose the wrong word.
        look: what they said of it.
    """
    return _AFTER[state, look]
