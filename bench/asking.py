"""Asking the application for pages: in this process, as one signed-in person, and counting."""

from __future__ import annotations

import io
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from urllib.parse import urlencode

from flask import Flask
from itsdangerous import URLSafeSerializer, URLSafeTimedSerializer
from sqlalchemy import event
from werkzeug.test import EnvironBuilder

from bench.dataset import token_of
from bench.organisations import Worker
from supervision.extensions import db
from supervision.keys import new_key

CSRF = "0" * 40


class Filled(Protocol):
    """A filled database: the application that reads it, and the moment that it is there."""

    app: Flask
    now: datetime


class Unexpected(Exception):
    """A page answered otherwise than it should."""


@dataclass(frozen=True)
class Answer:
    status: str
    location: str
    body: bytes


class Reader:
    """A signed-in person who opens pages of one data set."""

    def __init__(self, data: Filled, worker: Worker) -> None:
        self.data, self.worker = data, worker
        self.cookie = cookie_of(data.app, token_of(worker))

    def path(
        self, path: str, fields: dict[str, str] | None = None, cookie: str = ""
    ) -> Callable[[], Answer]:
        """A request, ready to be sent as often as it is called; with fields, a form."""
        body = urlencode(fields or {}).encode()
        made = EnvironBuilder(
            path=path,
            base_url="http://127.0.0.1",
            method="POST" if fields is not None else "GET",
            data=body if fields is not None else None,
            content_type="application/x-www-form-urlencoded" if fields is not None else None,
            headers={"Cookie": cookie or self.cookie},
        ).get_environ()

        def ask() -> Answer:
            return _run(self.data.app, {**made, "wsgi.input": io.BytesIO(body)})

        return ask

    def get(self, path: str) -> Answer:
        answer = self.path(path)()
        if not answer.status.startswith("200"):
            raise Unexpected(f"{path}: {answer.status}")
        return answer

    def new_reflection(self, words: str) -> Answer:
        """Write a reflection, each time a new one."""
        salt = "future-key|reflection"
        signer = URLSafeSerializer(self.data.app.secret_key or b"", salt=salt)
        key = signer.dumps([self.worker.id.hex, new_key().hex])
        fields = {
            "csrf_token": csrf_token(self.data.app),
            "key": key,
            "model": "lines",
            "happened": words,
            "ask": "none",
            "about": "none",
            "do": "keep",
        }
        answer = self.path("/reflections/new", fields)()
        if not answer.status.startswith("302"):
            raise Unexpected(f"a reflection was not kept: {answer.status}")
        return answer

    def sign_in(self, password: str) -> Answer:
        """Sign in with a password, in a browser that was not signed in."""
        fields = {
            "csrf_token": csrf_token(self.data.app),
            "email": self.worker.email,
            "password": password,
            "next": "",
            "kept": "",
        }
        nobody = cookie_of(self.data.app, None)
        answer = self.path("/sign-in", fields, cookie=nobody)()
        if not answer.status.startswith("302"):
            raise Unexpected(f"nobody was signed in: {answer.status}")
        return answer


def _run(app: Flask, environ: dict[str, Any]) -> Answer:
    told: list[Any] = []

    def start(status: str, headers: Any, _exc: Any = None) -> Any:
        told[:] = [status, dict(headers).get("Location", "")]

    answer = app.wsgi_app(environ, start)
    body = b"".join(answer)
    if hasattr(answer, "close"):
        answer.close()
    return Answer(told[0], told[1], body)


def cookie_of(app: Flask, token: str | None, csrf: str = CSRF) -> str:
    """The cookie of a browser with this sign-in, or with none."""
    # Sessions are Flask's own, which are signed; its types leave open what they are.
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    kept = {"_user_id": token, "_fresh": True} if token else {}
    return f"{app.config['SESSION_COOKIE_NAME']}={signer.dumps({**kept, 'csrf_token': csrf})}"


def csrf_token(app: Flask) -> str:
    """The token that a form of such a browser carries."""
    signer = URLSafeTimedSerializer(app.secret_key or b"", salt="wtf-csrf-token")
    return str(signer.dumps(CSRF))


def cpu_of(ask: Callable[[], object]) -> float:
    """Seconds of processor time that something takes."""
    began = time.process_time()
    ask()
    return time.process_time() - began


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL statements that the database is asked meanwhile."""
    asked: list[str] = []

    def note(*told: Any) -> None:
        asked.append(told[2])

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


@contextmanager
def steps(app: Flask) -> Iterator[list[int]]:
    """How many operations of its virtual machine SQLite runs meanwhile, as the one number of a
    list."""
    counted = [0]

    def count() -> int:
        counted[0] += 1
        return 0

    def watch(connection: Any, *_: Any) -> None:
        connection.set_progress_handler(count, 1)

    def leave(connection: Any, *_: Any) -> None:
        connection.set_progress_handler(None, 0)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "checkout", watch)
    event.listen(engine, "checkin", leave)
    try:
        yield counted
    finally:
        event.remove(engine, "checkout", watch)
        event.remove(engine, "checkin", leave)


def fresh_words() -> str:
    """Words that nobody wrote before."""
    return f"We listened today. {secrets.token_hex(8)} " + "It took an hour and a half. " * 55
