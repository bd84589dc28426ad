"""What a new password has to be, and which fields of a form are passwords.

Rule: at least twelve characters, of any kind, with no rule about figures or signs. It is not one of
the most common ones, whatever figures and signs stand around it, not one short piece over and over,
not a row of the keyboard, and not little more than one's own name, e-mail address or organisation.
A field whose name holds "password" is never shown again, kept or told of.

Source: NIST SP 800-63B, 5.1.1.2 (length and a list rather than composition rules); the list is the
product's own.
"""

from __future__ import annotations

from collections.abc import Collection

from supervision.domain.text import fold
from supervision.domain.wording import said

LEAST = 12
MOST = 1024
"""What signing in reads of a password; the longest that can be chosen."""

SAME = said("This is the password that you have now. Choose another one")

_OF_ONES_OWN = 8  # characters that have to be left when one's own names are taken out
_SHORT_PIECE = 5
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
)


def is_secret(field_name: str) -> bool:
    """Whether a field of a form holds a password."""
    return "password" in field_name.lower()


def problem(password: str, own: Collection[str], common: Collection[str]) -> str | None:
    """Why this should not be someone's new password.

    Args:
        password: as typed.
        own: the person's own names, e-mail address and organisation.
        common: the most common passwords and the words they are made of, in small letters.

    Returns:
        A sentence for the person, or None where the password can stand.
    """
    if len(password) < LEAST:
        return said("Use at least twelve characters. Three or four words that go together will do")
    if len(password) > MOST:
        return said("Make this shorter: it can hold %(most)s characters", most=MOST)
    plain = "".join(letter for letter in fold(password) if letter.isalnum())
    if _is_common(plain, common):
        return said("Many people use this one. Choose words that nobody would expect")
    if _is_own(plain, own):
        return said(
            "This is close to your name or address, or to your organisation’s name. Choose words "
            "that are not about you"
        )
    return None


def _is_common(plain: str, common: Collection[str]) -> bool:
    core = plain.strip("0123456789")
    if not plain or plain in common or core in common:
        return True
    piece = _piece(plain)
    if piece != plain and (len(piece) <= _SHORT_PIECE or piece in common):
        return True
    return any(plain in row * 2 or plain in row[::-1] * 2 for row in _ROWS)


def _piece(plain: str) -> str:
    """The shortest piece that makes this text when it is said over and over."""
    return plain[: (plain + plain).find(plain, 1)]


def _is_own(plain: str, own: Collection[str]) -> bool:
    left = plain
    for name in sorted(_words(own), key=len, reverse=True):
        left = left.replace(name, "")
    return left != plain and len(left) < _OF_ONES_OWN


def _words(own: Collection[str]) -> set[str]:
    folded = "".join(letter if letter.isalnum() else " " for letter in fold(" ".join(own)))
    return {word for word in folded.split() if len(word) > 2}
