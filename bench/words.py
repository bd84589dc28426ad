"""Made-up texts: a few hundred words drawn as words are, some often and most seldom."""

from __future__ import annotations

from random import Random

COMMON = "listening"  # in a fifth of all examples
RARE = "heronry"  # in very few
_ONSETS = "bcdfghklmnprstvw"
_VOWELS = "aeiou"
_ENDS = "lmnrst"
_PLAIN = """
the a of to and in we they it was that with for on had said at not but then when so her there from
out up down tea door morning garden bus letter kitchen chair window walk phone
"""


def _made(count: int) -> list[str]:
    dice = Random(7)
    found: dict[str, None] = {}
    while len(found) < count:
        parts = (dice.choice(_ONSETS) + dice.choice(_VOWELS) + dice.choice(_ENDS) for _ in range(3))
        found["".join(parts)] = None
    return list(found)


WORDS = [*_PLAIN.split(), *_made(4_000)]
_TOTALS: list[float] = []
for _place in range(1, len(WORDS) + 1):
    _TOTALS.append((_TOTALS[-1] if _TOTALS else 0.0) + 1 / _place)


def sentence(dice: Random, words: int) -> str:
    """Some words with a capital and a full stop."""
    text = " ".join(dice.choices(WORDS, cum_weights=_TOTALS, k=words))
    return text[0].upper() + text[1:] + "."


def text(dice: Random, letters: int) -> str:
    """Sentences of about so many letters."""
    made: list[str] = []
    length = 0
    while length < letters:
        made.append(sentence(dice, dice.randint(6, 16)))
        length += len(made[-1]) + 1
    return " ".join(made)


class Pool:
    """Texts made once and drawn often, for the mass of rows that nobody opens."""

    def __init__(self, dice: Random) -> None:
        self._dice = dice
        self._short = [sentence(dice, dice.randint(4, 8)) for _ in range(2_000)]
        self._longer = [text(dice, 180) for _ in range(2_000)]

    def short(self) -> str:
        return self._dice.choice(self._short)

    def longer(self) -> str:
        return self._dice.choice(self._longer)


class Realistic(Pool):
    """Texts as people write them: titles of a few words, and 1.6 to 5 kB."""

    def __init__(self, dice: Random) -> None:
        super().__init__(dice)
        self._longer = [text(dice, dice.randint(1_600, 5_000)) for _ in range(200)]
