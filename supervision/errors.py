"""Refusals and failures: one calm page for each, with an id to quote and nothing private."""

from __future__ import annotations

import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import structlog
from flask import Flask, Response, current_app, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from supervision import identity, typed
from supervision.domain import refusals
from supervision.extensions import db
from supervision.passwords import Busy
from supervision.sealing import CannotOpen

PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
log = structlog.get_logger()


@dataclass(frozen=True)
class ErrorPage:
    """What an error page says."""

    status: int
    title: str
    lines: tuple[str, ...]
    reference: str
    home_url: str
    kept: tuple[typed.Kept, ...] = ()
    again: typed.Again | None = None


Sentence = Any  # of Flask-Babel, looked up when it is shown

PAGES: dict[int, tuple[Sentence, tuple[Sentence, ...]]] = {
    400: (
        _l("This could not be read"),
        (
            _l(
                "Something in what reached us was not as it should be. Perhaps you signed out in "
                "another window. Sign in again, open the page anew and try once more."
            ),
        ),
    ),
    403: (
        _l("You cannot do this here"),
        (
            _l(
                "This part is not for your account, or it can no longer be changed: a record that "
                "both have signed stays as it is."
            ),
            _l("Nothing of yours is lost."),
        ),
    ),
    404: (
        _l("There is nothing here"),
        (
            _l("The address may be mistyped, or what was here may have moved or been taken back."),
            _l("Nothing of yours is lost."),
        ),
    ),
    405: (_l("This does not work like that"), (_l("Go back to the page and use its buttons."),)),
    409: (
        _l("This has changed meanwhile"),
        (_l("Nothing is lost. Go back, look at what stands now, and save again."),),
    ),
    413: (
        _l("That is too much at once"),
        (
            _l(
                "What you sent is larger than this page can take. "
                "Go back: your text is still there."
            ),
        ),
    ),
    415: (_l("This could not be read"), (_l("Go back to the page and use its buttons."),)),
    422: (
        _l("Something needs putting right"),
        (_l("Go back: your text is still there. Look at each field and try once more."),),
    ),
    429: (_l("That was a lot at once"), (_l("Wait a minute and try again. Nothing is lost."),)),
    500: (
        _l("Something went wrong here"),
        (
            _l(
                "It is our fault and not yours. Go back: what you typed may still be there to copy."
            ),
            _l("What was saved before is still saved."),
        ),
    ),
    503: (
        _l("This cannot be reached just now"),
        (_l("Wait a minute and try again. What was saved before is still saved."),),
    ),
}

REFUSALS = {
    refusals.NotFound: 404,
    refusals.Forbidden: 403,
    refusals.Refused: 422,
    refusals.Conflict: 409,
}


def init_app(app: Flask) -> None:
    # Flask offers no setting for it: what it would log may hold words that somebody typed.
    app.log_exception = _log  # type: ignore[method-assign]
    app.register_error_handler(refusals.Refusal, _refusal)
    app.register_error_handler(StaleDataError, met_another)
    app.register_error_handler(IntegrityError, met_another)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(TimeoutError, _database)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(CannotOpen, _unreadable)
    app.register_error_handler(Busy, lambda e: unavailable())
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _failure)


def _unreadable(error: CannotOpen) -> Any:
    """Words that are not what their row says they are: never shown, and told of."""
    log.error("cannot_open", places=places(error))
    db.session.rollback()
    return page(500, typed.texts())


def page(status: int, kept: tuple[typed.Kept, ...] = ()) -> tuple[str, int]:
    """The page of a status; one that has no words of its own takes those of its family. Where
    waiting is all that is needed, what was typed stands in a form that can be sent again."""
    if status not in PAGES:
        status = 500 if status >= 500 else 400
    title, lines = PAGES[status]
    error = ErrorPage(
        status,
        str(title),
        tuple(str(line) for line in lines),
        g.get("request_id", "–"),
        url_for("home.home"),
        kept,
        typed.again() if kept and status in LATER else None,
    )
    return render_template("errors/page.html", error=error), status


def met_another(error: Exception) -> tuple[str, int]:
    """409 for a save that met another one, with what was typed, to be copied."""
    log.warning("met_another", error=type(error).__name__, places=places(error))
    db.session.rollback()
    return page(409, typed.texts())


def unavailable() -> tuple[str, int, dict[str, str]]:
    """503 with a hint when to come back, and with what was typed, to be copied."""
    _let_go()
    body, status = page(503, typed.texts())
    return body, status, {"Retry-After": LATER[503]}


def _let_go() -> None:
    """Let go of the database, and draw the page without asking it who is there."""
    g.unreachable = True
    with suppress(SQLAlchemyError):
        db.session.rollback()


def _refusal(refusal: refusals.Refusal) -> Any:
    return page(REFUSALS[type(refusal)], () if request.method != "POST" else typed.texts())


def _database(error: Exception) -> Any:
    if isinstance(error, DBAPIError) and not is_away(error):
        _log((type(error), error, error.__traceback__))
        return _failure(error)
    log.error("database", error=type(error).__name__)
    return unavailable()


def is_away(error: DBAPIError) -> bool:
    """Whether the database, and not the question, is at fault: away, full, locked, read-only, or
    without its tables. Waiting may help."""
    state = getattr(error.orig, "sqlstate", None)
    return isinstance(error, OperationalError) or error.connection_invalidated or state in AWAY


# PostgreSQL, appendix A: a transaction that may only read (on a standby), a table that is not there
# (a database that is empty). psycopg does not count these as operational.
AWAY = frozenset({"25006", "42P01"})


def _csrf(_error: CSRFError) -> Any:
    if typed.ours() and identity.left_meanwhile():
        return current_app.extensions["sign_in_again"]()
    identity.take_up_carried()
    return page(400, typed.texts())


def _http(error: HTTPException) -> Any:
    status = error.code or 500
    if status < 400:
        return error
    if isinstance(error, SecurityError):  # a host that is not ours: no address can be built for it
        said = _("This address is not one that Supervision answers to.")
        return Response(f"{said}\n", 400, PLAIN)
    body, shown = page(status, typed.texts() if status >= 500 or status in LATER else ())
    headers = {k: v for k, v in error.get_headers() if k in {"Allow", "Retry-After"}}
    if status in LATER:
        headers.setdefault("Retry-After", LATER[status])
    return body, status if status in PAGES else shown, headers


# When to come back, in seconds, unless whoever refused has said so: the pages say "a minute".
LATER = {429: "60", 503: "30"}


def _log(failure: Any) -> None:
    """Tell of an unexpected failure by its kind and place: its message may quote words."""
    kind, error, _trace = failure
    log.error("failed", error=kind.__name__, places=places(error))


def places(error: BaseException) -> list[str]:
    """Where an error came from, as file, line and function, innermost last."""
    return [
        f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}:{frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ][-8:]


def _failure(_error: Exception) -> Any:
    _let_go()
    return page(500, typed.texts())
