"""What stands in a cell: days, roles, and what a table program would carry out."""

from __future__ import annotations

import re
from datetime import date

from supervision.domain import text
from supervision.domain.dates import DatePartError, parse_date_parts
from supervision.domain.wording import said

# With the roles as people write them; “supervisor” is none, it is said of someone.
_ROLES = {
    "practitioner": "practitioner",
    "worker": "practitioner",
    "staff": "practitioner",
    "curator": "curator",
    "curator of good practice": "curator",
    "leader": "leader",
    "auditor": "auditor",
    "governance": "governance",
    "information governance": "governance",
    "looks after information": "governance",
    "administrator": "administrator",
    "admin": "administrator",
}
_BETWEEN_ROLES = re.compile(r"[,;/+&|\n]| and ")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")
_RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_FAILED = re.compile(r"#(REF|N/A|VALUE|NAME|DIV/0|NUM|NULL|SPILL|CALC)[!?]?", re.I)
_ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00(?::00)?)?")
_PARTS = re.compile(
    r"([0-9]{1,2}(?:st|nd|rd|th)?)[ ./-]+([0-9]{1,2}|[A-Za-z]{3,9}\.?)[ ./,-]+([0-9]{1,6})"
)


def carried_out(cell: str) -> bool:
    """Whether a table program would take this cell as a formula. A plain number is none."""
    bare = cell.lstrip(" '\"\u2018\u2019\u201c\u201d\u00a0")
    return bare.startswith(_RISKY) and _NUMBER.fullmatch(bare) is None


def failed(cell: str) -> bool:
    """Whether a table program says here that it could not work something out."""
    return _FAILED.fullmatch(cell) is not None


def day(cell: str) -> date:
    """A day as people write it in tables: 2026-11-23, 23/11/2026, 23 November 2026.

    Days come before months, as everywhere but in one country.

    Raises:
        ValueError: with a sentence, for anything else.
    """
    iso = _ISO.fullmatch(cell)
    parts = (iso[3], iso[2], iso[1]) if iso else None
    if parts is None:
        typed = _PARTS.fullmatch(cell)
        parts = (typed[1], typed[2], typed[3]) if typed else None
    if parts is None:
        raise ValueError(said("Write the day as in 23/11/2026 or 2026-11-23"))
    try:
        return parse_date_parts(*parts)
    except DatePartError as error:
        raise ValueError(error.message) from error


def roles(cell: str) -> frozenset[str]:
    """The roles that a cell names, as codes.

    Raises:
        ValueError: with a sentence, for a word that is no role.
    """
    found = set()
    for part in _BETWEEN_ROLES.split(text.fold(cell)):
        word = " ".join(part.split())
        if not word:
            continue
        if word in ("supervisor", "line supervisor", "manager", "line manager"):
            raise ValueError(
                said(
                    "Supervisor is no role: name them in the column “Supervisor” of those whom "
                    "they supervise"
                )
            )
        if word not in _ROLES:
            raise ValueError(
                said(
                    "Write practitioner, curator, leader, auditor, governance or administrator; "
                    "several with a comma between"
                )
            )
        found.add(_ROLES[word])
    return frozenset(found)
