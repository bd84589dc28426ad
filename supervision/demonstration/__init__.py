"""Loads the invented organisations: alone, or beside real ones for training; and takes them away.

Everything is done through the services that real people use, by an Actor of the day on which it
would have happened, in the order of time: so the demonstration cannot hold what the rules forbid.
Whoever answers or signs opens the words first, and the log of reads tells of that too.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from supervision import audit, content
from supervision.demonstration import gathering, meeting, practice, setting_up, writing
from supervision.demonstration.removing import remove
from supervision.demonstration.telling import Telling
from supervision.domain.text import fold_email
from supervision.extensions import db
from supervision.models.people import Organisation, Person
from supervision.passwords import Passwords

__all__ = ["PASSWORD", "RealPeople", "Taken", "load", "load_once", "remove"]

PASSWORD = "demonstration"
TELLERS = {
    "people": setting_up.arrived,
    "references": writing.references,
    "recordings": writing.recordings,
    "reflections": writing.reflections,
    "sessions": meeting.sessions,
    "groups": gathering.groups,
    "examples": practice.examples,
}


class RealPeople(Exception):
    """The database holds an organisation that is not invented; nothing was touched."""


class Taken(Exception):
    """Somebody signs in with an address of an invented person; nothing was touched."""


def load_once(passwords: Passwords, now: datetime) -> bool:
    """Load the invented organisations with the password that everybody knows; False when they are
    there already.

    Raises:
        RealPeople: when the database holds any other organisation.
    """
    if False in _kinds():
        raise RealPeople
    return load(passwords.hash(PASSWORD), now)


def load(password_hash: str, now: datetime) -> bool:
    """Load the invented organisations, whatever else is there; False when they are there already.

    Args:
        password_hash: of the one password of all invented people.

    Raises:
        Taken: when somebody else signs in with one of their addresses.
    """
    if True in _kinds():
        return False
    wholes = content.demonstration()
    addresses = [fold_email(one["email"]) for data in wholes for one in data["people"]]
    if db.session.scalar(select(Person.id).where(Person.email_folded.in_(addresses)).limit(1)):
        raise Taken
    for data in wholes:
        telling = Telling(data, now)
        setting_up.set_up(telling, password_hash)
        for kind, tell in TELLERS.items():
            for one in data.get(kind, ()):
                tell(telling, one)
        telling.happen()
    audit.write_reads(audit.pending_reads())
    audit.pending_reads().clear()
    db.session.commit()
    return True


def _kinds() -> set[bool]:
    return set(db.session.scalars(select(Organisation.demonstration)))
