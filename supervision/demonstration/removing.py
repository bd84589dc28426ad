"""Takes the invented organisations away, whole: every row of theirs, their logs included.

It walks the tables as the models describe them, those that point elsewhere first, so a table that
comes later is covered without a word here. Of other organisations no row is read or touched.

The logs refuse every deletion by a trigger. For this one act, and inside its one transaction, the
trigger of deletions is off: nobody else can write to a log meanwhile, and a cut undoes both. A log
that tells of invented people tells nothing that anybody has to answer for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, delete, select, text

from supervision.extensions import db
from supervision.models.audit import AuditEntry, ReadEntry
from supervision.models.people import Organisation

LOGS = (AuditEntry.__tablename__, ReadEntry.__tablename__)
OF_ORGANISATION = "organisation_id"


def remove() -> dict[str, int]:
    """Take away every invented organisation, in the current transaction.

    Returns:
        How many rows went, by table; empty where there was no invented organisation.
    """
    ids = list(db.session.scalars(select(Organisation.id).where(Organisation.demonstration)))
    gone: dict[str, int] = {}
    if not ids:
        return gone
    connection = db.session.connection()
    with _logs_let_go(connection):
        for table in reversed(db.metadata.sorted_tables):
            column = table.c.id if table is Organisation.__table__ else table.c.get(OF_ORGANISATION)
            if column is None:
                continue  # of no organisation: frameworks, counts of tries
            found = connection.execute(delete(table).where(column.in_(ids)))
            if found.rowcount:
                gone[table.name] = found.rowcount
    db.session.expire_all()
    return gone


@contextmanager
def _logs_let_go(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "postgresql":
        for log in LOGS:
            connection.execute(text(f"ALTER TABLE {log} DISABLE TRIGGER {log}_never_changed"))
        yield
        for log in LOGS:
            connection.execute(text(f"ALTER TABLE {log} ENABLE TRIGGER {log}_never_changed"))
        return
    kept = []
    for log in LOGS:
        name = f"{log}_no_delete"
        told = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
        kept.append(connection.execute(told, {"name": name}).scalar_one())
        connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    for words in kept:
        connection.exec_driver_sql(words)
