"""One transaction per request: an answer below 400 keeps what was done, anything else undoes it.

A GET reads in a deferred transaction, which is closed before anything is written: whose words were
opened goes into one short transaction of its own before the answer is sent. If that fails, the
answer is 503 and no words leave the house. Unsafe methods take the write lock as their first act:
on SQLite the lock of the file, on PostgreSQL one for each browser and one for each form, so that a
form sent twice at once is answered as one that was sent twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from flask import Flask, Response, current_app, g, request, session
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from supervision import audit, errors
from supervision.extensions import db
from supervision.services import people

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
TOUCH_SECONDS = 60
# Answers from 400 on that show what was opened: a clash, and a form to put right.
WITH_WORDS = frozenset({409, 422})

View = TypeVar("View", bound=Callable[..., Any])
log = structlog.get_logger()


def by_hand(view: View) -> View:
    """Mark a view that begins and ends its own transactions, as signing in must (argon2 runs
    outside any)."""
    # A mark on the function, which the types of functions know nothing of.
    view.own_transactions = True  # type: ignore[attr-defined]
    return view


def in_background(view: View) -> View:
    """Mark a view that pages ask by themselves: it does not make a sign-in last longer."""
    # A mark on the function, which the types of functions know nothing of.
    view.in_background = True  # type: ignore[attr-defined]
    return view


def init_app(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_end)


def writing() -> None:
    """Take the write lock before anything is read: reading first and upgrading fails under load."""
    db.session.connection(execution_options={"rw": True})


def keep() -> None:
    db.session.commit()


def undo() -> None:
    db.session.rollback()


def begin_again() -> None:
    """Let go of the transaction of this request, and begin it anew."""
    undo()
    _begin()


def _by_hand() -> bool:
    return _marked("own_transactions")


def _marked(mark: str) -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, mark, False)


def _begin() -> None:
    if request.method not in SAFE and request.endpoint and not _by_hand():
        writing()
        _one_at_a_time()


def _one_at_a_time() -> None:
    """Let one browser's unsafe requests follow each other where the database would let them run
    side by side, and so the sendings of one form for something new, from whatever browser; others
    are held apart by versions and unique keys."""
    if db.engine.dialect.name != "postgresql":
        return
    ours = (session.get("_user_id"), request.form.get("key"))
    numbers = (hashlib.sha256(one.encode()).digest()[:8] for one in ours if one)
    for number in sorted(int.from_bytes(each, signed=True) for each in numbers):
        db.session.execute(select(func.pg_advisory_xact_lock(number)))


def _end(response: Response) -> Response:
    try:
        if request.method in SAFE:
            reads = _reads(response)  # while the transaction that they were read in is open
            undo()
        else:
            if response.status_code >= 400:
                undo()
            else:
                if response.status_code >= 300:
                    current_app.extensions["form_saved"]()
                keep()
            reads = _reads(response)
            undo()
        _afterwards(reads)
    except (StaleDataError, IntegrityError) as error:
        return current_app.make_response(errors.met_another(error))
    except SQLAlchemyError as error:
        log.error("not_kept", error=type(error).__name__)
        undo()
        return current_app.make_response(errors.unavailable())
    return response


def _reads(response: Response) -> list[audit.Seen]:
    """What this answer shows of others' words, and the log does not hold yet."""
    reads = list(audit.pending_reads())
    audit.pending_reads().clear()
    if response.status_code >= 400 and response.status_code not in WITH_WORDS:
        return []  # nothing was shown
    return audit.unwritten(reads)


def _afterwards(reads: list[audit.Seen]) -> None:
    """Refusals, reads and the touch of a sign-in, each after the request's own transaction."""
    traces = list(audit.pending_traces())
    audit.pending_traces().clear()
    if traces or reads:
        writing()
        audit.write_traces(traces)
        audit.write_reads(reads)
        keep()
    if not _marked("in_background"):
        _touch()


def _touch() -> None:
    """Note that the sign-in is in use. Failing to must keep nobody from what they asked for."""
    sign_in, actor = g.get("sign_in"), g.get("actor")
    if g.get("unreachable"):  # it was waited for once already
        return
    if sign_in is None or (actor.now - sign_in.seen_at).total_seconds() < TOUCH_SECONDS:
        return
    try:
        writing()
        people.touch_sign_in(sign_in.id, actor.now)
        keep()
    except DBAPIError as error:
        log.warning("not_touched", error=type(error).__name__)
        undo()
