"""When a sign-in holds, and when it does not: the server knows, not the cookie."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn
from tests.client import Client
from tests.foundation.steps import write_quickly
from tests.foundation.test_sign_in import CALLUM, sign_in
from tests.worlds import World


def inside(client: Client) -> bool:
    answer = client.head("/reflections")
    assert answer.status_code in {200, 302}
    return bool(answer.status_code == 200)


def test_it_ends_after_half_an_hour_without_a_request(world: World) -> None:
    client = world.client("callum")
    world.clock.advance(minutes=29)
    assert inside(client)
    world.clock.advance(minutes=29)
    assert inside(client), "a request counts as use"
    world.clock.advance(minutes=30)
    assert not inside(client)
    world.clock.advance(minutes=-29)
    assert inside(client), "time alone ended it"


def test_it_ends_after_twelve_hours_however_busy(world: World) -> None:
    client = world.client("callum")
    for _ in range(28):
        world.clock.advance(minutes=25)
        assert inside(client)
    world.clock.advance(minutes=20)
    assert not inside(client)


def test_signing_out_ends_it_for_a_copied_cookie_too(world: World) -> None:
    client, thief = world.client("callum"), world.client()
    key = write_quickly(world, "callum", "What happened")
    cookie = client.get_cookie("supervision")
    assert cookie is not None
    thief.set_cookie("supervision", cookie.value)
    assert inside(thief)
    answer = client.fill("/who-can-read-what", "/sign-out")
    assert (answer.status_code, answer.location) == (302, "/sign-in")
    assert not inside(client) and not inside(thief)
    assert thief.get(f"/reflections/{key}").status_code == 302
    with world.app.app_context():
        row = db.session.scalars(select(SignIn)).one()
        assert row.ended_at == world.clock.now
    world.clock.advance(minutes=2)
    assert not inside(thief), "and no request brings it back"


def test_a_touch_never_brings_an_ended_one_back(world: World) -> None:
    client = world.client("callum")
    world.clock.advance(minutes=5)
    with world.app.app_context():
        db.session.execute(update(SignIn).values(ended_at=world.clock.now))
        db.session.commit()
    assert not inside(client)
    with world.app.app_context():
        row = db.session.scalars(select(SignIn)).one()
        assert row.ended_at is not None and row.seen_at < world.clock.now


def test_who_leaves_is_out_at_the_next_request(world: World) -> None:
    client = world.client("callum")
    assert inside(client)
    with world.app.app_context():
        person = db.session.get(Person, world.ids["callum"])
        assert person is not None
        person.left_on = world.clock.now.date() - timedelta(days=1)
        db.session.commit()
    assert not inside(client)
    assert client.get("/").location.startswith("/sign-in")


def test_a_cookie_of_another_secret_opens_nothing(world: World) -> None:
    client = world.client("callum")
    cookie = client.get_cookie("supervision")
    assert cookie is not None
    for forged in (cookie.value[:-3] + "abc", cookie.value.split(".")[0], "", "x" * 4000, "é\x7f"):
        client.set_cookie("supervision", forged)
        assert not inside(client)


def test_who_is_signed_in_needs_no_form(world: World) -> None:
    assert world.client("callum").get("/sign-in").location == "/"


OUTSIDE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%5cevil.example",
    "/%09/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\x00/evil.example",
    "/%2f/evil.example",
    "/.//evil.example",
    "/reflections\r\nSet-Cookie: x=y",
    "/reflections/../..//evil.example",
    "evil.example",
    "//reflections",
    "///reflections",
    "reflections",
    "/reflections?x=\\evil",
    "/reflections?x=\r\nSet-Cookie: x=y",
    "?x",
    "/nothing-here",
    "/sign-in?next=/",
    "/sign-out",
    "/" + "a" * 60_000,
    "/reflections?x=" + "a" * 60_000,
]


@pytest.mark.parametrize("way", ["link", "field"])
def test_no_address_leads_out_of_the_house(world: World, way: str) -> None:
    for hostile in OUTSIDE:
        client = world.client()
        if way == "link":
            found = client.get("/sign-in", query_string={"next": hostile})
            assert found.status_code == 200
            assert "evil" not in found.get_data(as_text=True), hostile
            continue
        answer = sign_in(client, CALLUM, next=hostile)
        assert (answer.status_code, answer.location) == (302, "/"), hostile


@pytest.mark.parametrize("onward", ["/reflections", "/reflections?before=x", "/reflections/new"])
def test_a_page_that_was_asked_for_comes_after_signing_in(world: World, onward: str) -> None:
    client = world.client()
    sent = client.get(onward)
    assert sent.status_code == 302 and sent.location.startswith("/sign-in?next=")
    answer = client.fill(sent.location, email=CALLUM, password="demonstration")
    assert (answer.status_code, answer.location) == (302, onward)
