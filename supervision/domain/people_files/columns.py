"""The columns of a file of people: what they are called, in any order and any case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from supervision.domain import text
from supervision.domain.people_files.limits import Unreadable, quoted
from supervision.domain.wording import said

# As the template has them, in this order.
LABELS: Mapping[str, str] = {
    "name": said("Name"),
    "email": said("Email"),
    "known_as": said("Known as"),
    "service": said("Service"),
    "team": said("Team"),
    "role": said("Role"),
    "supervisor": said("Supervisor"),
    "hours": said("Hours"),
    "start": said("Start date"),
    "until": said("Last day"),
    "first_name": said("First name"),
    "last_name": said("Last name"),
}
IN_TEMPLATE = tuple(LABELS)[:10]

_CALLED: Mapping[str, str] = {
    "name": "name, full name, person, employee, employee name, staff name, staff member, worker, "
    "display name, practitioner name",
    "email": "email, e mail, mail, email address, e mail address, work email, work email address, "
    "sign in name, sign in, user name, username, login, email or sign in name, account",
    "known_as": "known as, preferred name, called, goes by",
    "service": "service, care service, department, directorate, division",
    "team": "team, team name, unit, work group",
    "role": "role, roles, role in supervision, supervision role",
    "supervisor": "supervisor, line supervisor, supervised by, manager, line manager, reports to, "
    "supervisor email, manager email, line manager email, supervisor name",
    "hours": "hours, weekly hours, hours a week, hours per week, contracted hours, contract hours",
    "start": "start date, start, started, from, joined, joined on, date joined, date of joining, "
    "first day, employment start date",
    "until": "until, last day, end date, leaving date, leaves, left, left on, end, to, "
    "last working day",
    "first_name": "first name, firstname, given name, forename, given names, forenames",
    "last_name": "last name, lastname, surname, family name",
}
_FIELDS = {name: field for field, names in _CALLED.items() for name in names.split(", ")}
_NOT_WORDS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True)
class Columns:
    """Where each field stands, and which columns are not used."""

    places: Mapping[str, int]
    unknown: tuple[str, ...]


def field_of(heading: str) -> str | None:
    """The field that a heading names; None where it is not known."""
    return _FIELDS.get(" ".join(_NOT_WORDS.sub(" ", text.fold(heading[:100])).split()))


def find(header: Sequence[str]) -> Columns:
    """Where the fields stand in a header.

    Raises:
        Unreadable: when a field is named twice, or a needed one is not there.
    """
    places: dict[str, int] = {}
    unknown = []
    for place, heading in enumerate(header):
        field = field_of(heading)
        if field is None:
            if heading:
                unknown.append(quoted(heading))
        elif field in places:
            raise Unreadable(
                said(
                    "Two columns say the same: “%(one)s” and “%(other)s”. Leave one of them",
                    one=quoted(header[places[field]]),
                    other=quoted(heading),
                )
            )
        else:
            places[field] = place
    _need(places)
    return Columns(places, tuple(unknown))


def _need(places: Mapping[str, int]) -> None:
    named = "name" in places or {"first_name", "last_name"} <= places.keys()
    if "name" in places and places.keys() & {"first_name", "last_name"}:
        raise Unreadable(
            said("Use one column “Name”, or “First name” and “Last name”, and not both kinds")
        )
    if named and "email" in places:
        return
    if named:
        raise Unreadable(
            said(
                "There is no column “Email”. It holds the work address, or a name to sign in with "
                "for people without one"
            )
        )
    if "email" in places:
        raise Unreadable(said("There is no column “Name”"))
    raise Unreadable(
        said(
            "The first row has to name the columns. Two are needed: “Name” and “Email”. The "
            "template shows all of them"
        )
    )
