"""Numbers and names as people would say them in a sentence.

Rule: small numbers are words, lists end with "and", and what belongs to someone carries ’s, after
an s too (Callum’s, James’s). Source: the product's own style, "Two people to see this week, three
asks waiting".
"""

from __future__ import annotations

from collections.abc import Iterable

_NUMBERS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_LOOSE_END = " ,;:–—-("


def in_words(n: int) -> str:
    """A number as a word from zero to twelve, in figures otherwise."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def count(n: int, one: str, many: str) -> str:
    """So many of something: "one ask", "three asks".

    Args:
        n: how many.
        one: the noun for one.
        many: the noun for none or several.
    """
    return f"{in_words(n)} {one if n == 1 else many}"


def join_names(names: Iterable[str]) -> str:
    """Names in one phrase: "Callum, Grace and Morag". Empty when there are none."""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def possessive(name: str) -> str:
    """What is someone's: "Callum’s", "James’s"."""
    return f"{name.strip()}’s"


def first_words(text: str, most: int) -> str:
    """The beginning of a text on one line, cut between words.

    Args:
        text: any text; runs of spaces and line ends count as one space.
        most: the most characters to give back, the "…" included; at least 1.

    Returns:
        The whole text when it fits. Otherwise as many whole words as fit and "…"; a first word
        that is longer than that is cut.

    Raises:
        ValueError: if `most` is below 1.
    """
    if most < 1:
        raise ValueError("There is no room for any words.")
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    # One character further than fits: a space there means that the last word is whole.
    cut, space, _ = line[:most].rpartition(" ")
    return (cut if space else line[: most - 1]).rstrip(_LOOSE_END) + "…"
