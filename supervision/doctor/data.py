"""The database, as a live connection tells it, and what lies in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pysqlite3
from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from supervision import database, schema
from supervision.config import BadSetting, Settings
from supervision.doctor.findings import Finding
from supervision.doctor.settings import reachable
from supervision.extensions import db
from supervision.models.base import sealed_fields
from supervision.models.mails import OutgoingMail
from supervision.models.people import Organisation, Person
from supervision.passwords import Passwords
from supervision.sealing import CannotOpen, keyring

KNOWN_PASSWORD = "demonstration"
HASHES = 3  # that are tried; each takes as long as a sign-in
LONG = timedelta(hours=6)  # mail that waits so long is not being sent


def checks(settings: Settings, migrations: str, now: datetime) -> Iterator[Finding]:
    """Args:
    migrations: the folder of the migrations that this release brings.
    """
    if settings.sqlite_file is not None:
        yield _sqlite()
    try:
        with db.engine.connect() as connection:
            yield from _set(connection, settings)
            tables = _schema(connection, migrations)
            yield tables
            if not tables.mend:
                yield from _held(connection, settings, now)
    except DBAPIError as error:
        yield Finding(
            f"The database does not answer ({type(error.orig).__name__})",
            "Start it, or look at SUPERVISION_DATABASE_URL.",
        )


def let_go() -> None:
    """Close every connection that looking has opened."""
    db.engine.dispose()


def _sqlite() -> Finding:
    try:
        database.refuse_old_sqlite()
    except BadSetting as error:
        return Finding(f"SQLite is {pysqlite3.sqlite_version}", str(error), stops=True)
    return Finding(f"SQLite is {pysqlite3.sqlite_version}, without the bug that corrupts files")


def _set(connection: Connection, settings: Settings) -> Iterator[Finding]:
    if connection.dialect.name == "postgresql":
        version = connection.exec_driver_sql("SHOW server_version").scalar_one()
        yield Finding(f"PostgreSQL is {version}")
    wrong = {one.partition("=")[0] for one in database.unsafe_settings(connection)}
    for name, value in database.settings_read(connection).items():
        if name in wrong:
            yield Finding(
                f"{name} is {value} on a live connection: a crash could lose what was saved",
                "Set it to on, in the server's settings."
                if settings.sqlite_file is None
                else "Look for something that opens the file besides this service.",
                stops=not settings.demonstration,
            )
        else:
            yield Finding(f"{name} is {value} on a live connection")


def _schema(connection: Connection, migrations: str) -> Finding:
    current, newest = schema.standing(connection), schema.newest(migrations)
    if current == newest:
        return Finding(f"The tables are those of this release ({current})")
    return Finding(
        f"The tables ({current or 'none'}) are not those of this release ({newest})",
        "Make a backup, then run: flask start",
    )


def _held(connection: Connection, settings: Settings, now: datetime) -> Iterator[Finding]:
    yield _organisations(connection)
    yield _demonstration(connection, settings)
    yield _keys(connection)
    waiting, oldest = connection.execute(
        select(func.count(), func.min(OutgoingMail.queued_at))
        .join(Organisation, Organisation.id == OutgoingMail.organisation_id)
        .where(OutgoingMail.next_try_at.is_not(None), ~Organisation.demonstration)
    ).one()
    if waiting and oldest < now - LONG:
        yield Finding(
            f"{waiting} mails wait to be sent, the oldest since {oldest:%Y-%m-%d %H:%M}",
            "See that flask mail send is run by a timer.",
        )
    else:
        yield Finding(f"{waiting} mails wait to be sent")


def _demonstration(connection: Connection, settings: Settings) -> Finding:
    kinds = set(connection.scalars(select(Organisation.demonstration)))
    if True not in kinds and not settings.demonstration:
        return Finding("Nobody can sign in with a password that everyone knows")
    if True in kinds and not settings.demonstration and not _known(connection, settings):
        return Finding(
            "Invented people can sign in here, with a password of their own; "
            "flask demonstration remove takes them away"
        )
    if reachable(settings) or kinds == {True, False}:
        return Finding(
            "The invented people of the demonstration can sign in here with a password that "
            "everyone knows",
            "Unset SUPERVISION_DEMO and run: flask demonstration remove. For training, flask "
            "demonstration add gives them a password of your own.",
            stops=reachable(settings),
        )
    return Finding("This is the demonstration, on this machine only")


def _known(connection: Connection, settings: Settings) -> bool:
    """Whether the password that README.md tells opens the account of an invented person. Those
    that were loaded together share one hash; whoever chose a password could not choose that one."""
    shared = connection.scalars(
        select(Person.password_hash)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Organisation.demonstration, Person.password_hash.is_not(None))
        .group_by(Person.password_hash)
        .order_by(func.count().desc())
        .limit(HASHES)
    ).all()
    passwords = Passwords(settings.argon2_memory_kib, settings.argon2_time)
    return any(passwords.matches(one, KNOWN_PASSWORD) for one in shared)


def _organisations(connection: Connection) -> Finding:
    number = connection.scalar(select(func.count()).select_from(Organisation)) or 0
    if not number:
        return Finding(
            "There is no organisation yet, so nobody can sign in",
            "Run: flask organisation create",
        )
    return Finding(f"Organisations here: {number}")


def _keys(connection: Connection) -> Finding:
    """The newest text of each sealed field opens."""
    opened = 0
    try:
        keyring.check()
        for model, _, sealed in sealed_fields():
            column = getattr(model, sealed.column)
            row = connection.execute(
                select(model.id, model.organisation_id, column)
                .where(column.is_not(None))
                .order_by(model.id.desc())
                .limit(1)
            ).one_or_none()
            if row is not None:
                keyring.open(row[1], row[0], sealed.label, row[2])
                opened += 1
    except CannotOpen as error:
        return Finding(
            f"The master key does not open what was written ({error})",
            "Put back the copy that was kept when the database was made.",
            stops=True,
        )
    except SQLAlchemyError as error:
        return Finding(
            f"What was written cannot be looked at ({type(error).__name__})",
            "Look at the database.",
        )
    return Finding(f"The master key opens what was written ({opened} fields were tried)")
