"""The third channel: what each person's browser is answered, byte for byte where it is nothing."""

from __future__ import annotations

import os
import re
import secrets
import uuid
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.test import TestResponse

from supervision import unit_of_work
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.audit import AuditHead, ReadEntry
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn
from supervision.queries import people as queries
from tests.access.matrix import Matrix, Thing
from tests.access.viewpoints import ANONYMOUS, OUTSIDE, VIEWPOINTS
from tests.client import read_forms
from tests.worlds import Backend, World

TOKEN = re.compile(r'name="csrf_token"[^>]*?value="([^"]+)"')
Data = Callable[[Thing], dict[str, Any]]
Plain = tuple[int, list[str], str]
EVERY_DOOR = bool(os.environ.get("EVERY_DOOR"))
NEVER: dict[tuple[Any, ...], Plain] = {}


class Browser(FlaskClient):
    """A person's browser; what it opens is judged elsewhere, since the matrices open thousands."""

    def __init__(self, app: Any, person: str, token: str | None) -> None:
        super().__init__(app)
        self.person = person
        self.opened: dict[str, TestResponse] = {}
        with self.session_transaction() as session:
            session["csrf_token"] = "of-this-browser"
            if token is not None:
                session["_user_id"] = token
        signer = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token")
        self.form_token = signer.dumps("of-this-browser")

    def ask(self, method: str, path: str, data: dict[str, Any]) -> TestResponse:
        """Open a page, once in a round, since nothing that is denied changes it; or send."""
        if method != "GET":
            return self.post(path, data={"csrf_token": self.form_token, **data})
        if path not in self.opened:
            self.opened[path] = self.get(path)
        return self.opened[path]


@dataclass(frozen=True)
class Door:
    """An address, and what is sent there.

    Args:
        endpoint: its keys in the address are those of the thing by the same names.
        query: what stands behind the question mark, made from the thing.
        refused: the answers to those who see the thing and may not do this to it.
        form: the endpoint of the page whose form is sent, where the person can open it.
        nothing: the answers to those for whom it does not exist.
        closed: whether the page itself is closed to some, who get 403 whatever they ask for.
        again: states in which it is done already, and whoever did it is answered as before.
    """

    endpoint: str
    method: str = "GET"
    data: Data = lambda thing: {}
    query: Data = lambda thing: {}
    refused: frozenset[int] = frozenset({403})
    form: str = ""
    nothing: frozenset[int] = frozenset({404})
    closed: bool = False
    again: frozenset[str] = frozenset()

    def answer(self, browser: Browser, thing: Thing, should: str) -> str:
        response = self._asked(browser, thing)
        if browser.person in OUTSIDE:
            return _shut(self.method, response)
        status = response.status_code
        closed = self.closed and status == 403
        if should == "hidden" and (status in self.nothing or closed):
            if self.form and status != 404:  # a form has a new key each time
                return "hidden"
            same = _plain(response) == self._never(browser, thing)
            return "hidden" if same else "told apart from what never was"
        if should == "sees" and status in self.refused:
            return "sees"
        return {403: "sees", 404: "hidden"}.get(status, "may" if status < 400 else str(status))

    def changes(self) -> bool:
        return self.method != "GET"

    def _never(self, browser: Browser, thing: Thing) -> Plain:
        """What this person is answered for keys that nobody ever made: always the same for what
        they send, since an answer gives back what was typed."""
        sent = repr(sorted(self.data(thing).items()))
        known = (browser.person, browser.application, self.endpoint, self.method, sent)
        if known not in NEVER:
            keys = {name: uuid.uuid4() for name in thing.keys}
            NEVER[known] = _plain(self._asked(browser, Thing(keys, versions=thing.versions)))
        return NEVER[known]

    def _asked(self, browser: Browser, thing: Thing) -> TestResponse:
        path = address(browser, self.endpoint, thing, self.query(thing))
        fields = self._fields(browser, thing, path) if self.form else {}
        return browser.ask(self.method, path, {**fields, **self.data(thing)})

    def _fields(self, browser: Browser, thing: Thing, path: str) -> dict[str, Any]:
        """The form as it stands on its page, as a browser would send it; nothing without a page."""
        place = address(browser, self.form, thing, {})
        page = browser.ask("GET", place, {})
        if page.status_code != 200:
            return {}
        # A page may send its own form to another address by itself, while somebody writes.
        fits = [form for form in read_forms(page, place) if form.action in (path, place)]
        return fits[0].data() if fits else {}


@dataclass(frozen=True)
class Shown:
    """A page on which a planted word stands, or the key of a thing.

    Args:
        word: the name of the planted word, or of the key.
        sent: what is sent to get the page, where it is not asked for by its address alone.
    """

    endpoint: str
    word: str
    query: Data = lambda thing: {}
    sent: Data = lambda thing: {}

    def answer(self, browser: Browser, thing: Thing, should: str) -> str:
        path = address(browser, self.endpoint, thing, self.query(thing))
        sent = self.sent(thing)
        method = "POST" if sent else "GET"
        response = browser.ask(method, path, sent)
        if browser.person in OUTSIDE:
            return _shut(method, response)
        if response.status_code not in (200, 403, 404):
            return str(response.status_code)
        looked_for = thing.words.get(self.word) or str(thing.keys.get(self.word, "nothing yet"))
        return "may" if looked_for in response.get_data(as_text=True) else "hidden"

    def changes(self) -> bool:
        return False


@dataclass
class Round:
    """One state, asked about at every door by everyone."""

    matrix: Matrix
    state: str
    backend: Backend
    world: World
    thing: Thing
    found: list[str] = field(default_factory=list)


def _chosen(state: str, action: str, door: Any, name: str) -> bool:
    """Whether somebody who must find nothing tries a door in this state: a sixth of them, another
    sixth in another state, since what they see is worked out for all of them in `rules.py`.
    `EVERY_DOOR=1` lets everyone try every door; so does `make soak`."""
    if EVERY_DOOR:
        return True
    return zlib.crc32(f"{state} {action} {door.endpoint} {name}".encode()) % 6 == 0


def differences(
    matrix: Matrix, state: str, backend: Backend, world: World, thing: Thing
) -> list[str]:
    """Where the answers to browsers differ from the matrix; none when all fits.

    What should be denied is tried by everyone in one world, in which nothing may have changed
    afterwards; what should be allowed, and changes something, in a fresh world each time. All of it
    on SQLite: what the databases could differ in are rules and lists, asked on both (`rules.py`).
    """
    if backend.name != "sqlite":
        return []
    now = Round(matrix, state, backend, world, thing)
    browsers = signed_in(world, VIEWPOINTS)
    before, later = _heads(world), []
    with _known():
        for action, asked in matrix.actions.items():
            for door in asked.http:
                for name in VIEWPOINTS:
                    should = matrix.expected(state, action, name)
                    if should == "hidden" and not _chosen(state, action, door, name):
                        continue
                    if door.changes() and should == "may":
                        later.append((action, door, name))
                    else:
                        _try(now, action, door, browsers[name], should)
    if _heads(world) != before:
        now.found.append(f"{state}: something that was denied has left a change")
    now.found += _readers(now)
    for action, door, name in later:
        backend.reset()
        now.thing = matrix.states[state](world)
        _try(now, action, door, signed_in(world, [name])[name], "may")
    return now.found


@contextmanager
def _known() -> Iterator[None]:
    """Work out each person's Actor once in a round: nobody's relations change in it, and it is
    half of what a request takes."""
    wrapped, known = queries._actor, dict[tuple[uuid.UUID, datetime], Actor | None]()

    def once(person_id: uuid.UUID, now: datetime, facts: Sequence[Any]) -> Actor | None:
        if (person_id, now) not in known:
            known[person_id, now] = wrapped(person_id, now, facts)
        return known[person_id, now]

    queries._actor = once
    try:
        yield
    finally:
        queries._actor = wrapped


def signed_in(world: World, names: Iterable[str]) -> dict[str, Browser]:
    """A browser for each, with a sign-in that lives, even of the one who has left."""
    tokens = {name: secrets.token_urlsafe(32) for name in names if name != ANONYMOUS}
    now = world.clock.now
    with world.app.app_context():
        unit_of_work.writing()
        rows = db.session.execute(select(Person.id, Person.organisation_id))
        organisations = {row.id: row.organisation_id for row in rows}
        db.session.add_all(
            SignIn(
                organisation_id=organisations[world.ids[name]],
                person_id=world.ids[name],
                token_hash=queries.token_hash(token),
                started_at=now,
                seen_at=now,
            )
            for name, token in tokens.items()
        )
        db.session.commit()
    return {name: Browser(world.app, name, tokens.get(name)) for name in names}


def address(browser: Browser, endpoint: str, thing: Thing, query: dict[str, Any]) -> str:
    """The address of an endpoint for a thing."""
    app = browser.application
    rule = next(iter(app.url_map.iter_rules(endpoint)))
    keys = {name: thing.keys[name] for name in rule.arguments}
    return app.url_map.bind("localhost").build(endpoint, {**keys, **query})


def _try(now: Round, action: str, door: Any, browser: Browser, should: str) -> None:
    if now.state in getattr(door, "again", ()) and should == "sees":
        return _try_again(now, action, door, browser)
    said = door.answer(browser, now.thing, should)
    if said != should and not (isinstance(door, Shown) and should == "sees" and said == "hidden"):
        method = getattr(door, "method", "page")
        now.found.append(
            f"{now.state}: {action}: {browser.person}: should be {should}, "
            f"and {method} {door.endpoint} answers {said}"
        )


def _try_again(now: Round, action: str, door: Any, browser: Browser) -> None:
    said = door.answer(browser, now.thing, "sees")
    if said not in ("sees", "may"):
        now.found.append(f"{now.state}: {action}: {browser.person}: once more answers {said}")


def _shut(method: str, response: TestResponse) -> str:
    """Whoever is not signed in is sent to the sign-in page, and learns nothing."""
    if method == "GET":
        sent = response.status_code == 302 and response.location.startswith("/sign-in")
        return "hidden" if sent else f"let in with {response.status_code}"
    return "hidden" if response.status_code == 401 else f"let in with {response.status_code}"


def _plain(response: TestResponse) -> Plain:
    """An answer without what differs each time: the reference to quote, and form tokens."""
    text = response.get_data(as_text=True)
    text = re.sub(r"quote <strong>[^<]*</strong>", "quote", text)
    text = TOKEN.sub("", text)
    headers = sorted(name for name, _ in response.headers)
    return response.status_code, headers, text


def _heads(world: World) -> dict[uuid.UUID, int]:
    with world.app.app_context():
        rows = db.session.execute(select(AuditHead.organisation_id, AuditHead.sequence))
        found = {row.organisation_id: row.sequence for row in rows}
        db.session.rollback()
    return found


def _readers(now: Round) -> list[str]:
    """The log of reads names nobody who may not read the thing in any way."""
    allowed = {
        now.world.ids[name]
        for name in VIEWPOINTS
        if name != ANONYMOUS
        and any(
            now.matrix.expected(now.state, action, name) == "may" for action in now.matrix.actions
        )
    }
    with now.world.app.app_context():
        key = now.thing.keys.get(now.matrix.key)
        readers = set(
            db.session.scalars(select(ReadEntry.reader_id).where(ReadEntry.thing_id == key))
        )
        db.session.rollback()
    names = {key: name for name, key in now.world.ids.items()}
    return [f"{now.state}: {names[key]} is in the log of reads" for key in readers - allowed]
