"""What every answer carries: headers, cookie flags, an id; and error pages that stay calm."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort, request
from flask_babel import LazyString
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import TooManyRequests
from werkzeug.test import TestResponse

from supervision.domain import refusals
from supervision.edge import BODY_BYTES, HEADERS
from supervision.errors import PAGES
from supervision.identity import public
from supervision.services import reflections
from tests.client import Client, read_forms
from tests.worlds import World, settings

SECRET = "Words that somebody wrote"
REFERENCE = re.compile(r"quote <strong>([0-9a-f]{12})</strong>")


def _answers(world: World) -> dict[str, TestResponse]:
    client, nobody = world.client("callum"), world.client()
    with world.app.test_request_context():
        asset = world.app.extensions["assets"].address("app.css")
    return {
        "a page": client.get("/reflections"),
        "a form": nobody.get("/sign-in"),
        "a redirect": nobody.get("/"),
        "no token": client.post("/reflections/new"),
        "not there": client.get("/nothing-here"),
        "no such file": client.get("/static/0/app.css"),
        "another method": client.delete("/reflections"),
        "too large": client.post("/sign-in", data={"email": "x" * (BODY_BYTES + 1)}),
        "another host": nobody.get("/", headers={"Host": "evil.example"}),
        "health": nobody.get("/healthz"),
        "static": nobody.get(asset),
    }


def test_every_answer_carries_the_headers(world: World) -> None:
    for what, answer in _answers(world).items():
        for name, value in HEADERS.items():
            assert answer.headers.get(name) == value, (what, name)
        kept = answer.headers["Cache-Control"]
        if what == "static":
            assert kept == "public, max-age=31536000, immutable"
        else:
            assert kept == "no-store, private", what
        assert "Server" not in answer.headers or "Werkzeug" not in answer.headers["Server"]


def test_the_policy_lets_nothing_in_that_is_not_ours() -> None:
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"
    assert rules["require-trusted-types-for"] == "'script'"
    assert rules["trusted-types"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["form-action"] == "'self'"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["Referrer-Policy"] == "no-referrer"


def _fail(error: BaseException) -> Callable[..., Any]:
    def fail(*_: Any, **__: Any) -> None:
        raise error

    return fail


def test_error_pages_are_said_in_the_language_of_the_reader() -> None:
    """Looked up when shown: a sentence that was looked up at the start would stay English."""
    for title, lines in PAGES.values():
        assert all(isinstance(sentence, LazyString) for sentence in (title, *lines))


FAULTS: dict[int, Callable[[], Exception]] = {
    403: refusals.Forbidden,
    404: refusals.NotFound,
    500: lambda: ValueError(SECRET),
    503: lambda: OperationalError(SECRET, {"words": SECRET}, Exception(SECRET)),
}


@pytest.mark.parametrize("status", FAULTS)
def test_a_refusal_or_a_fault_is_a_calm_page(
    world: World, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    client = world.client("callum")
    found = client.form("/reflections/new")
    monkeypatch.setattr(reflections, "write", _fail(FAULTS[status]()))
    answer = client.post(found.action, data=found.data(happened="x y"))
    _calm(answer, status)


@pytest.mark.parametrize("status", [400, 405, 409, 413, 415, 418, 422, 429, 502])
def test_any_other_status_has_a_calm_page_too(
    world: World, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    client = world.client("callum")
    found = client.form("/reflections/new")
    monkeypatch.setattr(reflections, "write", lambda *_, **__: abort(status, SECRET))
    shown = {418: 400, 502: 500}.get(status, status)
    _calm(client.post(found.action, data=found.data(happened="x y")), shown)


def _calm(answer: TestResponse, status: int) -> None:
    """The judge has read the page already; here is what an error page must be besides."""
    assert answer.status_code == status
    body = answer.get_data(as_text=True)
    assert REFERENCE.search(body)
    for private in (SECRET, "Traceback", "werkzeug", "sqlalchemy", ".py", "Error", "!"):
        assert private not in body.replace("<!DOCTYPE", ""), private


def test_the_database_away_is_a_calm_page_for_everyone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even who is asking cannot be told; the page must not ask again while it is drawn."""
    client = world.client("callum")
    away = _fail(OperationalError("SELECT", {}, Exception("no connection")))
    monkeypatch.setattr("supervision.identity.people.sign_in", away)
    monkeypatch.setattr("supervision.queries.people.sign_in", away)
    answer = client.get("/reflections")
    _calm(answer, 503)
    assert answer.headers["Retry-After"]
    monkeypatch.setattr("supervision.identity.people.sign_in", _fail(KeyError(SECRET)))
    _calm(client.get("/reflections"), 500)
    assert client.get("/healthz").status_code == 200


def _app(another_app: Callable[..., Flask], folder: Path, **changes: Any) -> tuple[Flask, Client]:
    (folder / "x.sqlite3").touch()
    made = replace(settings(folder, f"sqlite:///{folder / 'x.sqlite3'}"), **changes)
    app = another_app(made)

    def where() -> Any:
        told = f"{request.remote_addr} {request.scheme} {request.host}"
        return told, {"Content-Type": "text/plain"}

    app.add_url_rule("/where", "where", public(where))
    return app, Client(app)


def test_the_cookie_is_for_this_site_alone(
    another_app: Callable[..., Flask], tmp_path: Path
) -> None:
    for plain, name in ((False, "__Host-supervision"), (True, "supervision")):
        _, client = _app(another_app, tmp_path, plain_http=plain)
        answer = client.get("/sign-in", base_url="https://localhost")
        (cookie,) = answer.headers.getlist("Set-Cookie")
        assert cookie.startswith(f"{name}=")
        parts = {part.strip() for part in cookie.split(";")}
        assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= parts
        assert ("Secure" in parts) == (not plain)
        assert not [part for part in parts if part.startswith(("Domain", "Expires", "Max-Age"))]
        assert ("Strict-Transport-Security" in answer.headers) == (not plain)


FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "supervision.example",
}


def test_forwarded_headers_count_only_from_proxies_that_we_know(
    another_app: Callable[..., Flask], tmp_path: Path
) -> None:
    hosts = ("localhost", "supervision.example")
    _, client = _app(another_app, tmp_path, trusted_hosts=hosts)
    assert client.get("/where", headers=FORWARDED).text == "127.0.0.1 http localhost"
    _, client = _app(another_app, tmp_path, trusted_hosts=hosts, proxies=1)
    assert client.get("/where", headers=FORWARDED).text == "203.0.113.9 https supervision.example"
    two = {**FORWARDED, "X-Forwarded-For": "198.51.100.1, 203.0.113.9"}
    assert client.get("/where", headers=two).text.startswith("203.0.113.9 ")
    _, behind_two = _app(another_app, tmp_path, trusted_hosts=hosts, proxies=2)
    passed_on = {name: f"{value}, 198.51.100.7" for name, value in FORWARDED.items()}
    assert behind_two.get("/where", headers=passed_on).text.startswith("203.0.113.9 https superv")
    evil = {**FORWARDED, "X-Forwarded-Host": "evil.example"}
    assert client.get("/where", headers=evil).status_code == 400


def test_a_host_that_is_not_ours_gets_nothing(world: World) -> None:
    client = world.client("callum")
    for host in ("evil.example", "localhost.evil.example", "localhost@evil.example", "", "a b"):
        for path in ("/sign-in", "/reflections", "/nothing-here"):
            answer = client.get(path, headers={"Host": host})
            assert answer.status_code == 400, host
            assert "evil" not in answer.get_data(as_text=True)
            assert answer.mimetype == "text/plain"
        assert client.post("/sign-out", headers={"Host": host}).status_code == 400


def test_every_line_of_a_reflection_comes_back_on_an_error_page(world: World) -> None:
    lines = {"happened": "One line", "mattered": "Two lines", "next": "Three lines"}
    answer = world.client("callum").post(
        "/reflections/new", data=lines, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == 400
    for line in lines.values():
        assert line in answer.text


SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize(("given", "told"), [(None, "60"), (20, "20")])
def test_too_many_at_once_gives_back_what_was_typed(
    world: World, monkeypatch: pytest.MonkeyPatch, given: int | None, told: str
) -> None:
    client = world.client("callum")
    found = client.form("/reflections/new")
    monkeypatch.setattr(reflections, "write", _fail(TooManyRequests(SECRET, retry_after=given)))
    typed = found.data(happened="One line", next="Three lines", title="x")
    answer = client.post(found.action, data=typed, headers=SAME_ORIGIN)
    _calm(answer, 429)
    assert answer.headers["Retry-After"] == told
    assert "That was a lot at once" in answer.text
    assert "One line" in answer.text and "Three lines" in answer.text
    (again,) = (f for f in read_forms(answer, "/") if f.action == "/reflections/new")
    assert again.data() == {name: [v] if isinstance(v, str) else v for name, v in typed.items()}
    texts = answer.text.partition("What you had written")[2].partition("<textarea")[2]
    assert typed["csrf_token"][0] not in texts and typed["key"][0] not in texts
    other = client.post(found.action, data=typed, headers={"Sec-Fetch-Site": "cross-site"})
    assert other.status_code == 400 and "One line" not in other.text


def test_a_browser_that_is_too_old_to_say_where_a_form_was_gets_its_words_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Safari before 16.4 and Firefox before 90 send no Sec-Fetch-Site."""
    client = world.client("callum")
    found = client.form("/reflections/new")
    monkeypatch.setattr(reflections, "write", _fail(FAULTS[503]()))
    answer = client.post(found.action, data=found.data(happened="One line"))
    assert answer.status_code == 503 and "One line" in answer.text
    foreign = found.data(happened="One line", csrf_token="made up")
    answer = client.post(found.action, data=foreign)
    assert answer.status_code == 400 and "One line" not in answer.text


def test_too_many_at_once_of_someone_who_is_not_signed_in(
    another_app: Callable[..., Flask], tmp_path: Path
) -> None:
    app, client = _app(another_app, tmp_path)

    def busy() -> None:
        abort(429, SECRET)

    app.add_url_rule("/busy", "busy", public(busy), methods=["GET", "POST"])
    answer = client.get("/busy")
    _calm(answer, 429)
    assert answer.headers["Retry-After"] == "60" and "Go to the start" in answer.text
    token = client.form("/sign-in").data()["csrf_token"]
    sent = {"csrf_token": token, "words": "Typed without a sign-in"}
    answer = client.post("/busy", data=sent, headers=SAME_ORIGIN)
    _calm(answer, 429)
    assert "Typed without a sign-in" in answer.text


def test_too_many_sign_ins_give_no_password_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.client()
    found = client.form("/sign-in")
    monkeypatch.setitem(
        world.app.view_functions, "auth.sign_in", public(_fail(TooManyRequests(SECRET)))
    )
    typed = found.data(email="callum@lochside.example", password="Kanarienvogel")
    answer = client.post("/sign-in", data=typed, headers=SAME_ORIGIN)
    _calm(answer, 429)
    assert "Kanarienvogel" not in answer.text and "lochside.example" not in answer.text
    assert answer.headers["Retry-After"] == "60"
