"""A cookie is worth what its sign-in on the server is worth: copied, planted, forged, replayed."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn
from supervision.queries import people
from tests.client import Client
from tests.foundation.test_sign_in import CALLUM, sign_in
from tests.foundation.test_urls import PUBLIC, addresses
from tests.worlds import World

COOKIE = "supervision"


def cookie_of(client: Client) -> str:
    found = client.get_cookie(COOKIE)
    assert found is not None
    return found.value


def with_cookie(world: World, value: str, app: Flask | None = None) -> Client:
    client = Client(app or world.app)
    client.set_cookie(COOKIE, value)
    return client


def inside(client: Client) -> bool:
    return bool(client.head("/account").status_code == 200)


def test_a_planted_cookie_is_not_signed_in_with_its_owner(world: World) -> None:
    """[S01]"""
    client = world.client()
    client.get("/sign-in")
    planted = cookie_of(client)
    sign_in(client, CALLUM)
    assert inside(client) and cookie_of(client) != planted
    assert not inside(with_cookie(world, planted))


def test_signing_in_again_ends_what_the_browser_held(world: World) -> None:
    """[S01] Under the same name or another; nothing of anybody else's ends."""
    client, elsewhere = world.client("callum"), world.client("callum")
    for email in (CALLUM, "morag@lochside.example"):
        old = cookie_of(client)
        token = client.token()
        data = {"csrf_token": token, "email": email, "password": "demonstration"}
        assert client.post("/sign-in", data=data).status_code == 302
        assert inside(client) and not inside(with_cookie(world, old))
    assert inside(elsewhere)


def test_a_replayed_cookie_opens_no_address(world: World) -> None:
    """[S02]"""
    client = world.client("callum")
    copied = cookie_of(client)
    client.fill("/who-can-read-what", "/sign-out")
    thief, walked = with_cookie(world, copied), 0
    for endpoint, path, methods in addresses(world):
        if endpoint in PUBLIC or "GET" not in methods:
            continue
        walked += 1
        answer = thief.get(path)
        assert answer.status_code == 302 and answer.location.startswith("/sign-in"), path
        thief.set_cookie(COOKIE, copied)
    assert walked > 30


def test_a_slow_request_does_not_bring_its_sign_in_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[S03] It was ended elsewhere while a page was being made."""
    client = world.client("callum")
    world.clock.advance(minutes=5)
    real = people.sign_in

    def slowly(*args: Any) -> Any:
        found = real(*args)
        with world.app.app_context(), db.engine.connect() as other:
            other.execute(update(SignIn).values(ended_at=world.clock.now))
            other.commit()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(people, "sign_in", slowly)
        client.get("/account")
    with world.app.app_context():
        row = db.session.scalars(select(SignIn)).one()
        assert row.ended_at is not None and row.seen_at < world.clock.now
    assert not inside(client)


def test_who_leaves_is_out_of_every_browser_at_every_worker(
    world: World, another_app: Callable[..., Flask]
) -> None:
    """[S04]"""
    made = replace(world.app.extensions["settings"])
    other = another_app(made, TESTING=True, CLOCK=world.clock)
    cookies = [cookie_of(world.client("callum")) for _ in range(3)]
    browsers = [with_cookie(world, one, app) for one in cookies for app in (world.app, other)]
    assert all(inside(one) for one in browsers)
    with world.app.app_context():
        yesterday = world.clock.now.date() - timedelta(days=1)
        person = update(Person).where(Person.id == world.ids["callum"])
        db.session.execute(person.values(left_on=yesterday))
        db.session.commit()
    assert not any(inside(one) for one in browsers)


def test_every_cookie_of_every_address_is_closed(
    world: World, another_app: Callable[..., Flask]
) -> None:
    """[S06]"""
    made = replace(world.app.extensions["settings"], plain_http=False)
    app = another_app(made, TESTING=True, CLOCK=world.clock)
    base = {"base_url": "https://localhost"}
    nobody, set_by = Client(app), 0
    for _endpoint, path, methods in addresses(world):
        for method in methods & {"GET", "POST"}:
            answer = nobody.open(path, method=method, **base)
            for cookie in answer.headers.getlist("Set-Cookie"):
                set_by += 1
                assert cookie.startswith("__Host-supervision=")
                parts = {part.strip() for part in cookie.split(";")[1:]}
                assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts, path
                assert not any(part.lower().startswith("domain") for part in parts)
    assert set_by


def test_a_forged_cookie_opens_nothing(world: World) -> None:
    """[S07] A bit turned, another key, another's key or none in it: never a failure."""
    client = world.client("callum")
    good = cookie_of(client)
    # The last letter holds bits that mean nothing.
    places = range(0, len(good) - 1, 3)
    forged = [good[:n] + chr(ord(good[n]) ^ 1) + good[n + 1 :] for n in places]
    signer = world.app.session_interface.get_signing_serializer(world.app)
    assert signer is not None
    with world.app.app_context():
        row = db.session.scalars(select(SignIn)).one()
        ids = [row.id, row.person_id, world.ids["lochside"], uuid.uuid4()]
        hashed = bytes(row.token_hash)
    for inner in (*(str(one) for one in ids), hashed.hex(), "", "é", "x" * 3000):
        forged.append(signer.dumps({"_user_id": inner, "_fresh": True}))
    for odd in ({"_user_id": None}, {"_user_id": 7}, {"_user_id": ["x"]}, {}):
        forged.append(signer.dumps(odd))
    forged += [good + good, good.rsplit(".", 1)[0] + ".", "." * 50]
    for one in forged:
        answer = with_cookie(world, one).get("/account")
        assert answer.status_code == 302, one
    assert inside(client)


def test_a_cookie_from_before_the_secret_changed_is_signed_out(
    world: World, another_app: Callable[..., Flask]
) -> None:
    """[S07]"""
    made = replace(world.app.extensions["settings"], secret_key=b"t" * 32)
    app = another_app(made, TESTING=True, CLOCK=world.clock)
    client = with_cookie(world, cookie_of(world.client("callum")), app)
    assert client.get("/account").status_code == 302


def test_one_ends_ones_own_sign_ins_and_nobody_elses(world: World) -> None:
    """[S09]"""
    client, phone, theirs = world.client("callum"), world.client("callum"), world.client("morag")
    with world.app.app_context():
        keys = {row.person_id: row.id for row in db.session.scalars(select(SignIn))}
    morags = keys[world.ids["morag"]]
    assert client.send(f"/account/sign-ins/{morags}/end").status_code == 404
    assert client.send(f"/account/sign-ins/{uuid.uuid4()}/end").status_code == 404
    assert client.send("/account/sign-ins/end-others").status_code == 302
    assert inside(client) and inside(theirs) and not inside(phone)


def test_onward_given_twice_leads_into_the_house(world: World) -> None:
    """[A15]"""
    for pair in (["//evil.example", "/reflections"], ["/reflections", "//evil.example"]):
        client = world.client()
        query = {"next": pair}
        assert "evil" not in client.get("/sign-in", query_string=query).text
        data = client.form("/sign-in").data(email=CALLUM, password="demonstration", next=pair)
        answer = client.post("/sign-in", data=data)
        assert answer.location in {"/", "/reflections"}


def test_each_sign_in_is_a_row(world: World) -> None:
    for _ in range(3):
        sign_in(world.client(), CALLUM)
    with world.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(SignIn)) == 3
