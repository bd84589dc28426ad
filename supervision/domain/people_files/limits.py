"""How large a file of people may be, and how it says that it cannot be read."""

from __future__ import annotations

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 500
LONGEST_SAID = 60
"""How much of a cell is quoted in a message."""


class Unreadable(Exception):
    """The file as a whole cannot be used.

    Args:
        sentence: marked with `said`, for whoever brought the file.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def quoted(value: str) -> str:
    """A cell as a message quotes it: on one line, and not too long."""
    line = " ".join(value.split())
    return line if len(line) <= LONGEST_SAID else f"{line[: LONGEST_SAID - 1]}…"
