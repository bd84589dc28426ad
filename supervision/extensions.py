"""The libraries that the house is wired to, and how each connection to the database is set."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

import pysqlite3
from flask import Flask, current_app, g
from flask_babel import Babel, Domain
from flask_compress import Compress
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase

from supervision.later import later

flask_migrate = later("flask_migrate")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# docs: SQLite PRAGMA reference. FULL, because "saved" must outlive a power cut in WAL mode.
SQLITE_SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
)
READ_AS = {"FULL": "2", "ON": "1", "OFF": "0"}  # how SQLite says a word when it is asked back


Put = Callable[[str], str]


class OwnTranslations:
    """Translations whose sentences are put into an organisation's own words, before anything that
    somebody typed is put into their gaps."""

    def __init__(self, found: Any, put: Put) -> None:
        self._found, self._put = found, put

    def __getattr__(self, name: str) -> Any:
        return getattr(self._found, name)

    def ugettext(self, message: str) -> str:
        return self._put(self._found.ugettext(message))

    def ungettext(self, one: str, more: str, n: int) -> str:
        return self._put(self._found.ungettext(one, more, n))

    def upgettext(self, context: str, message: str) -> str:
        return self._put(self._found.upgettext(context, message))

    def unpgettext(self, context: str, one: str, more: str, n: int) -> str:
        return self._put(self._found.unpgettext(context, one, more, n))


class OneLook(Domain):
    """Looks translations up once for a request, not with each of its hundred strings. A language
    that is chosen anew, as for a mail, is looked up anew."""

    def get_translations(self) -> Any:
        try:
            held = g._flask_babel
            locale, found = held.looked_up
            if locale is held.babel_locale:
                return found
        except (AttributeError, RuntimeError):  # not looked up yet, or outside a request
            pass
        found = super().get_translations()
        if g:
            held = g._flask_babel
            put = babel.own_words(current_app)
            if put is not None and held.babel_locale.language == "en":
                found = OwnTranslations(found, put)
            held.looked_up = held.babel_locale, found
        return found


# Flask-Babel has no types.
class Words(Babel):  # type: ignore[misc]
    def init_app(
        self, app: Flask, *, own_words: Callable[[], Put | None] | None = None, **more: Any
    ) -> None:
        """Set translations up.

        Args:
            own_words: what puts a sentence into the words of the reader's organisation; None where
                they are ours.
        """
        super().init_app(app, **more)
        app.extensions["own_words"] = own_words

    def own_words(self, app: Flask) -> Put | None:
        found: Callable[[], Put | None] | None = app.extensions.get("own_words")
        return found() if found else None

    @cached_property
    def domain_instance(self) -> Domain:
        return OneLook(domain=self.domain)


class Migrations:
    """What Flask-Migrate looks for in an application, and makes of itself when it is asked."""

    def __init__(self, database: SQLAlchemy, directory: str) -> None:
        self.db, self.directory = database, directory
        self.configure_args: dict[str, Any] = {}

    @cached_property
    def migrate(self) -> Any:
        return flask_migrate.Migrate(db=self.db, directory=self.directory)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, disable_autonaming=True)
login_manager = LoginManager()
csrf = CSRFProtect()
compress = Compress()
babel = Words()


def in_models(_object: Any, name: str | None, kind: str, reflected: bool, _to: Any) -> bool:
    """What a comparison looks at: not the tables and indexes of the full-text search, which the
    models do not describe."""
    return not (reflected and kind in {"table", "index"} and "fts" in (name or ""))


@event.listens_for(Engine, "connect")
def _set_connection(connection: Any, _record: Any) -> None:
    if not type(connection).__module__.startswith(("pysqlite3", "sqlite3")):
        return
    connection.isolation_level = None  # the BEGIN below is the only one
    for setting in SQLITE_SETTINGS:
        connection.execute(f"PRAGMA {setting}").close()
    wrong = unsafe_sqlite(connection)
    if wrong:  # "saved" would not be true on it
        raise pysqlite3.OperationalError(f"settings that do not hold: {', '.join(wrong)}")


def unsafe_sqlite(connection: Any) -> list[str]:
    """What a live connection to SQLite says of its settings where that is not what they must be,
    each as `name=value`."""
    wrong = []
    for setting in SQLITE_SETTINGS:
        name, _, value = setting.partition("=")
        row = connection.execute(f"PRAGMA {name}").fetchone()
        if row is not None and str(row[0]).lower() != READ_AS.get(value, value.lower()):
            wrong.append(f"{name}={row[0]}")
    return wrong


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Reads defer; whoever means to write says so first and takes the lock at once."""
    if connection.dialect.name == "sqlite":
        writes = connection.get_execution_options().get("rw")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
