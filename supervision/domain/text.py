"""What people type, made regular once, at the edge; and how it is folded for finding it again.

Rule: the same words are the same characters, however they were typed. Line ends are line feeds,
letters with marks are one character (NFC), and characters that nobody types on purpose (NUL,
control codes, half characters) are gone, so that every database keeps what it is given. Nothing
else is changed: spaces, quotes and spelling belong to the writer. For finding, accents, case and
curly quotes do not matter: "slainte" finds "slàinte".

Source: Unicode Standard Annex 15 (normal forms) and 9 (direction controls); PostgreSQL refuses
NUL; sealing and signing compare bytes.
"""

from __future__ import annotations

import re
import unicodedata

SHORT = 200
"""The most characters in a title, a name or another single line."""

LONG = 20_000
"""The most characters in a text of several paragraphs."""

_LONGEST_TOKEN = 64

# Word processors put a vertical tab for a soft line break, and old systems NEL for a line end.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SURROGATES = re.compile("[\ud800-\udfff]")

# Letters that have no decomposition into a plain letter and a mark, and quotes and dashes.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ħ": "h",
        "ŧ": "t",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        **dict.fromkeys("‘’‚‛′ʹʻʼʽˈ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_RUN = re.compile(r"[^\W_]+")

# Blank to the eye, though Unicode calls them letters, marks or symbols.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_VARIATION_SELECTORS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")

# The Unicode property Bidi_Control, whole.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def normalise(value: str) -> str:
    """The text as it is kept. Doing it twice changes nothing.

    Args:
        value: anything that came from a form.

    Returns:
        The text with line feeds for line ends, in NFC, without control characters other than tab
        and line feed. Halves of a character that belong together are joined; a half alone becomes
        the replacement character.
    """
    if _SURROGATES.search(value):
        value = value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return unicodedata.normalize("NFC", _CONTROLS.sub("", _LINE_ENDS.sub("\n", value)))


def fold(value: str) -> str:
    """The text as it is compared when someone searches: no accents, no case, plain quotes.

    Args:
        value: any text.

    Returns:
        The folded text, which folds to itself. It is for comparing, never for showing.
    """
    if value.isascii():  # as most is, and ten times as quick
        return value.lower().replace("`", "'")
    # Folding case can bring new marks (a dotted capital I), so the marks are taken off again.
    return _unmarked(_unmarked(value).casefold().translate(_PLAIN)).translate(_PLAIN)


def search_tokens(value: str, most: int = 8) -> list[str]:
    """The words to look for: folded runs of letters and numbers, each once, in order.

    Args:
        value: what someone typed into the search field.
        most: how many words to look for; later ones are left out.

    Returns:
        At most `most` words, each cut to 64 characters. Empty when there is nothing to look for.
    """
    runs = (run[:_LONGEST_TOKEN] for run in _RUN.findall(fold(value)))
    return list(dict.fromkeys(runs))[: max(most, 0)]


def fold_email(value: str) -> str:
    """An e-mail address as it is compared: no spaces around it, one width, no case.

    Args:
        value: the address as typed.

    Returns:
        The folded address (Unicode's NFKC_Casefold), which folds to itself. Dots and accents stay,
        since they tell people apart.
    """
    if value.isascii():
        return value.strip().lower()
    folded = unicodedata.normalize("NFD", value.strip()).casefold()
    folded = unicodedata.normalize("NFKC", folded).casefold()
    return unicodedata.normalize("NFKC", folded).strip()


def blank(value: str | None) -> bool:
    """Whether there is nothing to read: no text, or only spaces and characters without width."""
    return value is None or all(_unseen(character) for character in value)


def has_bidi_controls(value: str) -> bool:
    """Whether a text can turn its own direction around, so that a name looks like another."""
    return _BIDI.search(value) is not None


def _unmarked(value: str) -> str:
    decomposed = unicodedata.normalize("NFKD", value)
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))


def _unseen(character: str) -> bool:
    return (
        character.isspace()
        or unicodedata.category(character) in ("Cc", "Cf")
        or character in _UNSEEN
        or _VARIATION_SELECTORS.match(character) is not None
    )
