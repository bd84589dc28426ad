"""People who work here: their full name, what they sign in with, their hours of work.

Rule: a full name keeps the rules of every name (domain/naming.py) and may be longer. People sign in
with an address for mail or, where they have none at work, with a name: 3 to 40 letters, digits,
dots and hyphens. Mail goes only where there is an address. An address has plain letters, since one
with a letter of another alphabet would pass for somebody else's.
Source: RFC 5321 for the lengths of an address.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from supervision.domain import naming, text
from supervision.domain.wording import said

LONGEST_NAME = 200
LONGEST_ADDRESS = 254
MOST_HOURS = 80  # a week

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SIGN_IN_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{1,38})[A-Za-z0-9]")


def can_get_mail(email: str) -> bool:
    """Whether this is an address for mail, and no bare name to sign in with."""
    return "@" in email


def full_name_problem(name: str) -> str | None:
    """What has to be put right before this can be somebody's full name, as `naming.tidy` leaves it;
    None where it can stand."""
    if text.blank(name):
        return said("Write the full name")
    return naming.problem(name, LONGEST_NAME)


def sign_in_problem(email: str) -> str | None:
    """What has to be put right before somebody can sign in with this; None where they can."""
    if text.blank(email):
        return said("Write a work email address, or a name to sign in with")
    if can_get_mail(email):
        if len(email) > LONGEST_ADDRESS or not _is_address(email):
            return said("Write the address as in name@example.org, in plain letters")
        return None
    if _SIGN_IN_NAME.fullmatch(email) is None:
        return said(
            "Write an address with an @, or a name of 3 to 40 letters, digits, dots and hyphens"
        )
    return None


def weekly_minutes(hours: str) -> int | None:
    """Minutes of work a week from hours as people write them: “37.5”, “37,5”, “16”; None for none.

    Raises:
        ValueError: with a sentence, for anything else.
    """
    typed = hours.strip().replace(",", ".")
    if not typed:
        return None
    try:
        number = Decimal(typed)
    except InvalidOperation as error:
        raise ValueError(said("Write the hours as a number, such as 37.5")) from error
    if not number.is_finite() or not 0 < number <= MOST_HOURS:
        raise ValueError(said("Write between 0 and %(most)s hours a week", most=MOST_HOURS))
    return int((number * 60).to_integral_value())


def in_hours(minutes: int | None) -> str:
    """The same as hours, as a field shows them: “37.5”."""
    if minutes is None:
        return ""
    return f"{Decimal(minutes) / 60:.2f}".rstrip("0").rstrip(".")


def _is_address(email: str) -> bool:
    local = email.partition("@")[0]
    dots = local.startswith(".") or local.endswith(".") or ".." in email
    return _ADDRESS.fullmatch(email) is not None and not dots
