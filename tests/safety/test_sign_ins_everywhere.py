"""What a cookie is worth, and what is kept of an answer, at every address there is [S01, S02, S06,
S07, S12, S13]."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from supervision import create_app
from supervision.extensions import db
from supervision.sealing import keyring
from tests.access.doors import Browser, signed_in
from tests.access.viewpoints import ANONYMOUS
from tests.client import Client
from tests.foundation.steps import changed, tables
from tests.foundation.test_urls import PUBLIC
from tests.safety.furnished import Furnished, places

COOKIE = "supervision"


def cookie_of(client: Any, name: str = COOKIE) -> str:
    found = client.get_cookie(name)
    assert found is not None
    return str(found.value)


def private(house: Furnished, name: str = "callum") -> list[str]:
    """Every address that needs a sign-in, with things that this person may open."""
    found = places(house, name, own=2, others=0)
    return [place.path for place in found if place.endpoint not in PUBLIC]


def test_a_copied_cookie_opens_no_address_after_signing_out(house: Furnished) -> None:
    """[S02] With keys of things that are there, which it did open before."""
    client = house.world.client("callum")
    copied, paths = cookie_of(client), private(house)
    opened = [path for path in paths if client.get(path).status_code == 200]
    assert len(opened) > 40
    client.fill("/who-can-read-what", "/sign-out")
    thief = Browser(house.world.app, "callum", None)
    before = tables(house.world)
    for path in opened:
        thief.set_cookie(COOKIE, copied)
        for method in ("GET", "HEAD"):
            answer = thief.open(path, method=method)
            assert answer.status_code == 302 and answer.location.startswith("/sign-in"), path
            assert not answer.headers.get("ETag"), path
    assert changed(before, tables(house.world)) == set(), "and it leaves no trace of use"


def test_a_forged_cookie_opens_no_address(house: Furnished) -> None:
    """[S07]"""
    good = cookie_of(house.world.client("callum"))
    body, stamp, seal = good.rsplit(".", 2)
    forged = (
        f"{body}.{stamp}.{seal[::-1]}",
        f"{body}.{stamp}",
        f".{body}.{stamp}.{seal}",
        body,
        "x",
    )
    for number, path in enumerate(private(house)):
        browser = Browser(house.world.app, "callum", None)
        browser.set_cookie(COOKIE, forged[number % len(forged)])
        answer = browser.get(path)
        assert answer.status_code == 302 and answer.location.startswith("/sign-in"), path


def test_who_comes_after_in_the_same_browser_is_shown_nothing_of_the_first(
    house: Furnished,
) -> None:
    """[S12] The second, who is of another organisation, opens what the first had open."""
    client = house.world.client("callum")
    mine = [p for p in private(house) if p.count("-") > 3 and "?" not in p]
    mine = [path for path in mine if client.get(path).status_code == 200]
    client.fill("/who-can-read-what", "/sign-out")
    house.world.sign_in(client, "oona")
    assert len(mine) > 20
    for path in mine:
        assert client.get(path).status_code in {302, 403, 404}, path


@pytest.fixture
def over_https(house: Furnished) -> Iterator[Flask]:
    """The same house as it is served for real."""
    kept = dict(vars(keyring))
    made = replace(house.world.app.extensions["settings"], plain_http=False)
    app = create_app(made, TESTING=True, CLOCK=house.world.clock, PROPAGATE_EXCEPTIONS=False)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    vars(keyring).update(kept)


def test_every_cookie_is_closed(house: Furnished, over_https: Flask) -> None:
    """[S06] Of every address, to nobody and to somebody, for every method; the one that signing in
    gives, and the one that signing out takes away."""
    somebody = Client(over_https)
    https = {"base_url": "https://localhost"}
    page = somebody.get("/sign-in", **https).get_data(as_text=True)
    token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    data = {"csrf_token": token, "email": "callum@lochside.example", "password": "demonstration"}
    headers = {"Referer": "https://localhost/sign-in"}
    answers = [somebody.post("/sign-in", data=data, headers=headers, **https)]
    assert answers[0].status_code == 302
    for client in (somebody, Client(over_https)):
        for place in places(house, "callum", own=1, others=1):
            for method in ("GET", "POST"):
                answers.append(client.open(place.path, method=method, buffered=True, **https))
    cookies = [one for answer in answers for one in answer.headers.getlist("Set-Cookie")]
    assert len(cookies) > 5
    for cookie in cookies:
        assert cookie.startswith("__Host-supervision="), cookie
        parts = {part.strip() for part in cookie.split(";")[1:]}
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
        assert not any(part.lower().startswith("domain") for part in parts)


def _answers(house: Furnished) -> Iterator[tuple[str, TestResponse]]:
    """An answer of every kind of every address."""
    for browser in signed_in(house.world, ("callum", ANONYMOUS)).values():
        for place in places(house, "callum", own=1, others=1):
            given = {"If-Modified-Since": "Mon, 23 Nov 2037 00:00:00 GMT", "If-None-Match": "*"}
            yield place.path, browser.get(place.path)
            yield place.path, browser.get(place.path, headers=given)
            yield place.path, browser.head(place.path)
            yield place.path, browser.post(place.path)
            if browser.person == ANONYMOUS:
                yield place.path, browser.ask("POST", place.path, {})
        for path in ("/nothing-here", "/static/0/nothing.css", "/reflections/x", "/account/"):
            yield path, browser.get(path)
        yield "another host", browser.get("/", headers={"Host": "evil.example"})
        yield "too large", browser.post("/sign-in", data={"email": "x" * 5_000_000})


def test_nothing_is_kept_but_files_that_never_change(house: Furnished) -> None:
    """[S13] Nor may a cache give one person's answer to another."""
    statuses = set()
    for path, answer in _answers(house):
        statuses.add(answer.status_code)
        assert answer.headers["Cache-Control"] == "no-store, private", path
        assert "Cookie" in {part.strip() for part in answer.headers["Vary"].split(",")}, path
        assert not {"ETag", "Last-Modified", "Expires"} & set(answer.headers.keys()), path
    assert {200, 302, 400, 401, 403, 404, 405, 413} <= statuses, statuses


def test_a_failure_is_not_kept_either(house: Furnished, monkeypatch: pytest.MonkeyPatch) -> None:
    """[S13] 500 and 503."""
    browser = signed_in(house.world, ["callum"])["callum"]

    def fail(*_: Any, **__: Any) -> None:
        raise ValueError

    monkeypatch.setitem(house.world.app.view_functions, "home.home", fail)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "Cookie" in answer.headers["Vary"]


def test_a_file_is_kept_for_its_name_and_is_nobodys(house: Furnished) -> None:
    """[S13] The same bytes for everyone, no cookie set, 304 with the same word about keeping it."""
    with house.world.app.test_request_context():
        path = house.world.app.extensions["assets"].address("app.css")
    answers = [one.get(path) for one in signed_in(house.world, ("callum", ANONYMOUS)).values()]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers
    assert answers[0].data == answers[1].data
    asked = {"If-None-Match": answers[0].headers.get("ETag", "*")}
    again = house.world.client().get(path, headers=asked)
    assert again.headers["Cache-Control"] == "public, max-age=31536000, immutable"
