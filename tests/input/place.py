"""A world that is put back to how it was furnished, as often as a test asks."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.engine import URL

from supervision.extensions import db
from tests.access.doors import Browser
from tests.postgres import keep_rows, put_rows_back
from tests.worlds import Backend, World

NOBODY = "nobody"


@dataclass
class Place:
    """The furnished world of one database product, and the way back to how it was furnished.

    Attributes:
        stands: endpoint → who opens its form, and on which page.
    """

    backend: Backend
    tokens: dict[str, str] = field(default_factory=dict)  # of sign-ins, by person
    stands: dict[str, tuple[str, str]] = field(default_factory=dict)
    keys: dict[str, uuid.UUID] = field(default_factory=dict)
    link: str = ""  # that sets a new password
    invitation: str = ""  # of somebody who has no password yet

    @property
    def world(self) -> World:
        return self.backend.world

    def restore(self) -> None:
        """Put everything back to how it was furnished."""
        self.backend.rest()
        world = self.world
        world.take_keys()
        with world.app.app_context():
            url = db.engine.url
        if url.get_backend_name() == "sqlite":
            file = _file(url.database)
            for journal in file.parent.glob(f"{file.name}-*"):
                journal.unlink()
            file.write_bytes(_kept(file).read_bytes())
            return
        if not put_rows_back(_plain(url), "furnished"):
            _copy(url, url.database or "", f"{url.database}_furnished")

    def keep(self) -> None:
        """Remember how things stand now."""
        self.backend.rest()
        with self.world.app.app_context():
            url = db.engine.url
            if url.get_backend_name() == "sqlite":
                with db.engine.connect() as connection:
                    connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            self.backend.rest()
        if url.get_backend_name() == "sqlite":
            _kept(_file(url.database)).write_bytes(_file(url.database).read_bytes())
        else:
            keep_rows(_plain(url), "furnished")
            _copy(url, f"{url.database}_furnished", url.database or "")

    def browser(self, person: str) -> Browser:
        """A person's browser, with nothing opened yet; nobody's has no sign-in, but a link."""
        browser = Browser(self.world.app, person, self.tokens.get(person))
        with browser.session_transaction() as session:
            session["invitation"] = self.invitation
            if person == NOBODY:
                session["link"] = self.link
        return browser


def _file(database: str | None) -> Path:
    return Path(database or "")


def _kept(file: Path) -> Path:
    return file.with_name("furnished.kept")


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _copy(url: URL, name: str, source: str) -> None:
    """Make a PostgreSQL database anew from another, to which nobody is connected."""
    with psycopg.connect(_plain(url.set(database="postgres")), autocommit=True) as one:
        old, new = sql.Identifier(name), sql.Identifier(source)
        one.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(old))
        one.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(old, new))
