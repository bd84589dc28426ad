"""What an organisation needs before anybody can sign in: a name, a place, two administrators.

Rule: the first administrators are two at least, since what opens something to an administrator
waits for the yes of a second one. They differ in their address and in how they are called: pages
say by that name who did something. Two organisations of one name could not be told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from supervision.domain import naming, people, text
from supervision.domain.nations import CODES
from supervision.domain.wording import said

FEWEST = 2


@dataclass(frozen=True)
class Named:
    """Somebody who will administer: full name, how they are called, what they sign in with."""

    full_name: str
    known_as: str
    address: str

    @classmethod
    def typed(cls, full_name: str, known_as: str, address: str) -> Named:
        return cls(naming.tidy(full_name), naming.tidy(known_as), address.strip())


def problems(
    name: str, nation: str, time_zone: str, administrators: Sequence[Named]
) -> tuple[str, ...]:
    """Everything that has to be put right before this organisation can be set up, as sentences."""
    return tuple(_problems(name, nation, time_zone, administrators))


def _problems(
    name: str, nation: str, time_zone: str, administrators: Sequence[Named]
) -> Iterator[str]:
    wrong = name_problem(name)
    if wrong:
        yield wrong
    if nation not in CODES:
        yield said("The nation is one of: %(codes)s.", codes=", ".join(CODES))
    if not known_zone(time_zone):
        yield said("“%(zone)s” is no time zone. Give one such as Europe/London.", zone=time_zone)
    if len(administrators) < FEWEST:
        yield said(
            "Name two administrators. What opens something to one of them waits for the yes of "
            "another, so one alone could not do it."
        )
    for one in administrators:
        called = one.full_name or one.address or "An administrator"
        for wrong in (
            people.full_name_problem(one.full_name),
            naming.problem(one.known_as),
            people.sign_in_problem(one.address),
        ):
            if wrong:
                yield said("%(person)s: %(wrong)s.", person=called, wrong=wrong)
    for address, times in Counter(text.fold_email(a.address) for a in administrators).items():
        if times > 1 and address:
            yield said(
                "%(address)s is given twice. Each administrator signs in with their own.",
                address=address,
            )
    for called, times in Counter(naming.seen_as(a.known_as) for a in administrators).items():
        if times > 1 and called:
            yield said("Both administrators are called the same. Tell them apart by a letter.")


def name_problem(name: str) -> str | None:
    """What has to be put right in an organisation's name; None where it can stand."""
    if text.blank(name):
        return said("Give the organisation a name.")
    if len(name) > text.SHORT:
        return said("The organisation’s name can hold %(most)s characters.", most=text.SHORT)
    if text.has_bidi_controls(name) or any(ord(letter) < 32 for letter in name):
        return said("Take the hidden characters out of the organisation’s name.")
    return None


def known_zone(time_zone: str) -> bool:
    """Whether this machine knows a time zone of that name."""
    try:
        ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):  # no such name, a path, or a folder of names
        return False
    return bool(time_zone)
