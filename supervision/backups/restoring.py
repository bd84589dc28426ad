"""Putting a backup in the place of the database. Nothing is touched before the backup has been
restored elsewhere, read and found whole."""

from __future__ import annotations

import uuid
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import pysqlite3
from flask import Flask
from sqlalchemy import delete, inspect, select, update
from sqlalchemy.exc import SQLAlchemyError

from supervision import audit, database
from supervision.backups import ledger, making, postgresql, sqlite, verifying
from supervision.backups.ledger import Erased
from supervision.backups.verifying import Findings, MakeApp
from supervision.config import BadSetting, Settings
from supervision.extensions import db
from supervision.models.audit import AuditEntry, AuditHead
from supervision.models.links import OneTimeLink
from supervision.models.mails import OutgoingMail
from supervision.models.people import Organisation
from supervision.models.sign_ins import KeptForm, SignIn
from supervision.services import tidying

HOLDS_DATA = (
    "There is data in the database that is in place. To put the backup over it, add --replace: "
    "what was written since the backup is then gone from it."
)


def restore(
    settings: Settings, file: Path, make_app: MakeApp, now: datetime, *, replace: bool
) -> Findings:
    """Put a backup in the place of the database.

    Args:
        settings: where the database belongs.
        file: the backup.
        make_app: makes an application.
        now: the moment.
        replace: whether data that is in place may go.

    Returns:
        What was looked at and done, a line each.

    Raises:
        BadSetting: when data is in place, or somebody is connected.
        BadBackup: when the backup is not whole.
    """
    making.key_of(settings)
    _let_go()  # this process must not be the one that is connected
    standing = _Standing(settings)
    if standing.holds_data and not replace:
        raise BadSetting(HOLDS_DATA)
    standing.refuse_company()
    found = verifying.verify(settings, file, make_app)
    with verifying.opened(settings, file, make_app) as (app, again):
        _make_it_the_present(app, found, standing, now)
        verifying.chains_hold(again)
        url = app.extensions["settings"].database_url
        _let_go()
        if settings.sqlite_file is not None:
            _over_the_file(Path(url.removeprefix("sqlite:///")), settings.sqlite_file, now, found)
        else:
            kept = postgresql.put_in_place(url, settings.database_url, now)
            found.well(
                f"What was in place is kept as the database {kept}: drop it when all is well."
            )
    database.note_made(settings)
    return found


class _Standing:
    """What is in place now: whether it holds data, and what it says was erased."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.holds_data = False
        self.erased: Erased = defaultdict(set, ledger.read(settings.instance))
        self.heads: dict[uuid.UUID, int] = {}
        file = settings.sqlite_file
        if file is not None and (not file.exists() or not file.stat().st_size):
            return
        engine = (
            sqlite.engine_of(file)
            if file is not None
            else postgresql.engine_of(settings.database_url)
        )
        try:
            with engine.connect() as connection:
                names = inspect(connection).get_table_names()
                self.holds_data = bool(names)
                if AuditEntry.__tablename__ not in names:
                    return
                for row in connection.execute(
                    select(AuditEntry.kind, AuditEntry.thing_id).where(AuditEntry.verb == "erased")
                ):
                    self.erased[row.kind].add(row.thing_id)
                for head in connection.execute(
                    select(AuditHead.organisation_id, AuditHead.sequence)
                ):
                    self.heads[head.organisation_id] = head.sequence
        except (SQLAlchemyError, pysqlite3.Error) as error:
            if file is None:
                raise BadSetting(
                    "The database server does not answer, or has no database of this name. Make "
                    "an empty one first."
                ) from error
            self.holds_data = True  # it cannot be read, which may be why it is to be replaced
        finally:
            engine.dispose()

    def refuse_company(self) -> None:
        """Raises BadSetting when somebody else is connected."""
        file = self.settings.sqlite_file
        if file is None:
            if postgresql.connected(self.settings.database_url):
                raise BadSetting(postgresql.IN_USE)
        elif file.exists():
            sqlite.refuse_company(file)


def _make_it_the_present(app: Flask, found: Findings, standing: _Standing, now: datetime) -> None:
    """What was true when the backup was made and must not be so any more: sign-ins, forms that
    were kept, one-time links, and what was erased since."""
    db.session.connection(execution_options={"rw": True})
    ended = db.session.execute(
        update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=now)
    ).rowcount
    db.session.execute(delete(KeptForm))
    db.session.execute(
        update(OneTimeLink).where(OneTimeLink.ended_at.is_(None)).values(ended_at=now)
    )
    waiting = OutgoingMail.next_try_at.is_not(None)  # it may have been sent since, with its link
    db.session.execute(update(OutgoingMail).where(waiting).values(dropped_at=now, next_try_at=None))
    again = tidying.erase_again(now, standing.erased)
    for organisation_id in db.session.scalars(select(Organisation.id)).all():
        audit.append(organisation_id, None, now, "restored", "organisations", organisation_id)
    db.session.commit()
    found.well(
        f"{ended} sign-ins were ended; kept forms are gone, and no link that was sent works."
    )
    found.well(f"{again} things that were erased since the backup were erased again.")
    for organisation_id, told in found.manifest.facts.heads.items():
        before = standing.heads.get(uuid.UUID(organisation_id), 0)
        if before > told[0]:
            found.well(
                f"Of organisation {organisation_id} the changes {told[0] + 1} to {before} are lost."
            )


def _let_go() -> None:
    db.session.remove()
    db.engine.dispose()


def _over_the_file(content: Path, live: Path, now: datetime, found: Findings) -> None:
    sqlite.alone(content)
    if live.exists() and sqlite.unsound(live):
        aside = live.with_name(f"{live.name}.unsound-{now:%Y%m%d-%H%M%S}")
        for one in live.parent.glob(f"{live.name}*"):
            one.rename(aside.with_name(one.name.replace(live.name, aside.name, 1)))
        found.well(f"The file that was in place could not be read; it is kept as {aside.name}.")
    with sqlite.held(live) as connection:
        sqlite.put_back(content, connection)
    live.chmod(0o600)
    found.well("The database was written in one transaction and reads well.")
