"""Loads the invented organisations, once, into a database that holds no real people.

Everything is done through the services that real people use, by an Actor of the day on which it
would have happened, in the order of time: so the demonstration cannot hold what the rules forbid.
Whoever answers or signs opens the words first, and the log of reads tells of that too.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from supervision import audit, content
from supervision.demonstration import gathering, meeting, practice, setting_up, writing
from supervision.demonstration.telling import Telling
from supervision.extensions import db
from supervision.models.people import Organisation
from supervision.passwords import Passwords

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


def load_once(passwords: Passwords, now: datetime) -> bool:
    """Load the invented organisations; False when they are there already.

    Raises:
        RealPeople: when the database holds any other organisation.
    """
    kinds = set(db.session.scalars(select(Organisation.demonstration)))
    if False in kinds:
        raise RealPeople
    if kinds:
        return False
    password_hash = passwords.hash(PASSWORD)
    for data in content.demonstration():
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
