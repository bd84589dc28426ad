"""Supervision and reflective practice, for organisations that take a personal outcomes approach.

`create_app` is the one place where everything meets.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pysqlite3
from flask import Flask
from jinja2 import StrictUndefined
from sqlalchemy import inspect, select
from sqlalchemy.engine import Engine
from sqlalchemy.pool import QueuePool

from supervision import (
    assets,
    cli,
    config,
    database,
    edge,
    errors,
    identity,
    language,
    models,
    unit_of_work,
)
from supervision.application import Application
from supervision.blueprints import (
    account,
    auth,
    health,
    help,
    home,
    imports,
    library,
    pages,
    people,
    recordings,
    reflections,
    rows,
    say,
    standing,
    teams,
    unsaved,
)
from supervision.blueprints import sessions as session_pages
from supervision.blueprints import settings as setting_pages
from supervision.extensions import Migrations, babel, compress, csrf, db
from supervision.models.people import OrganisationKey
from supervision.passwords import Passwords
from supervision.sealing import WrappedKeys, keyring
from supervision.statements import LimitsInWords

ROOT = Path(__file__).resolve().parent.parent

__all__ = ["create_app", "models"]


def create_app(settings: config.Settings | None = None, **overrides: Any) -> Flask:
    """Make the application.

    Args:
        settings: what to run with; read from the environment when left out.
        overrides: entries for Flask's own configuration, for tests.

    Raises:
        BadSetting: when a setting is missing or wrong, saying which.
    """
    settings = settings or config.load(os.environ, ROOT)
    app = Application("supervision", root_path=str(ROOT / "supervision"), static_folder=None)
    app.config.from_mapping(_flask_settings(settings))
    app.config.update(overrides)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["settings"] = settings
    app.extensions["passwords"] = Passwords(settings.argon2_memory_kib, settings.argon2_time)

    db.init_app(app)
    app.extensions["migrate"] = Migrations(db, str(ROOT / "supervision" / "migrations"))
    edge.init_app(app, settings)
    csrf.init_app(app)
    compress.init_app(app)
    unit_of_work.init_app(app)
    identity.init_app(app, settings)
    babel.init_app(app, locale_selector=identity.locale, own_words=identity.own_words)
    errors.init_app(app)
    assets.init_app(app)
    app.context_processor(pages.chrome)
    app.jinja_env.filters.update(number=say.number, capital=say.capital, own_words=say.own)
    app.jinja_env.filters.update(drawn=rows.drawn)
    # Jinja's extension for translations adds it; the types know only the bare environment.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda message: language.translations().ugettext(message),
        lambda one, more, n: language.translations().ungettext(one, more, n),
        newstyle=True,
    )
    doors = (account, auth, health, help, home, library, recordings, reflections, session_pages)
    for door in (*doors, teams, people, imports, standing, setting_pages, unsaved):
        app.register_blueprint(door.blueprint)
    cli.init_app(app, create_app)
    with app.app_context():
        engine = db.engine
    database.never_lose_sight(engine, settings.sqlite_file)
    if engine.dialect.name == "sqlite":
        engine.dialect.statement_compiler = LimitsInWords
    keyring.configure(
        settings.master_key,
        _reader_of_keys(engine),
        lambda: config.master_keys_now(settings.key_folder),
    )
    database.keys_open()
    engine.dispose()  # a connection must not go through the fork that makes a worker
    return app


def _flask_settings(settings: config.Settings) -> dict[str, Any]:
    secure = not settings.plain_http
    options: dict[str, Any] = {}
    if settings.sqlite_file is not None:
        # A wheel with a SQLite in which the WAL-reset bug is mended (3.51.3 and later).
        options = {"module": pysqlite3, "poolclass": QueuePool, "pool_size": 8}
        options["creator"] = database.opener(settings.sqlite_file)
    else:
        wait = {"connect_timeout": 5, "options": "-c lock_timeout=5s"}  # as SQLite's busy_timeout
        options = {"pool_pre_ping": True, "connect_args": wait}
    options["hide_parameters"] = True  # an error must not quote what somebody wrote
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": options,
        # __Host- binds the cookie to this host over https; on plain loopback it cannot be had.
        "SESSION_COOKIE_NAME": "__Host-supervision" if secure else "supervision",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "WTF_CSRF_TIME_LIMIT": None,  # bound to the session: a long text must not lose its token
        "WTF_CSRF_SSL_STRICT": False,  # it reads the referrer, which we do not send
        "MAX_CONTENT_LENGTH": edge.BODY_BYTES,
        "MAX_FORM_MEMORY_SIZE": edge.BODY_BYTES,
        "MAX_FORM_PARTS": edge.FORM_PARTS,
        "TRUSTED_HOSTS": list(settings.trusted_hosts) or ["localhost", "127.0.0.1", "[::1]"],
        "COMPRESS_ALGORITHM": ["br", "gzip"],
        "COMPRESS_LEVEL": 6,
        "COMPRESS_MIMETYPES": ["text/html", "text/css", "text/javascript", "image/svg+xml"],
        "BABEL_DEFAULT_LOCALE": "en_GB",
        "BABEL_TRANSLATION_DIRECTORIES": str(ROOT / "supervision" / "translations"),
        "CLOCK": identity.system_clock,
    }


def _reader_of_keys(engine: Engine) -> Callable[[], WrappedKeys]:
    """Reads every organisation's wrapped keys, newest first, on a connection of its own; none
    before the first migration has made a place for them."""
    has_place = False

    def read() -> WrappedKeys:
        nonlocal has_place
        has_place = has_place or inspect(engine).has_table(OrganisationKey.__tablename__)
        return _wrapped_keys(engine) if has_place else []

    return read


def _wrapped_keys(engine: Engine) -> WrappedKeys:
    with engine.connect() as connection:
        rows = connection.execute(
            select(
                OrganisationKey.id, OrganisationKey.organisation_id, OrganisationKey.wrapped
            ).order_by(OrganisationKey.made_at.desc())
        )
        return [(row.id, row.organisation_id, bytes(row.wrapped)) for row in rows]
