"""Guessing passwords is slowed, for an account and for a network, and for nobody else [A01-A03]."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from supervision import unit_of_work
from supervision.domain import guessing
from supervision.extensions import db
from supervision.models.limits import Tries
from supervision.models.mails import OutgoingMail
from supervision.services import limits, tidying
from tests.pages.test_account import inside, verbs
from tests.pages.test_account_password import change
from tests.worlds import PASSWORD, World

CALLUM = "callum@lochside.example"
UNKNOWN = "nobody@lochside.example"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def guess(
    world: World,
    email: str = CALLUM,
    password: str = "wrong",
    *,
    at: str = "",
    app: Any = None,
    **headers: str,
) -> Any:
    """One try, from an address of its own unless one is given."""
    client = (app or world.app).test_client()  # not judged: there are many
    found = TOKEN.search(client.get("/sign-in").text)
    assert found is not None
    return client.post(
        "/sign-in",
        data={"csrf_token": found[1], "email": email, "password": password},
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        environ_overrides={"REMOTE_ADDR": at or "203.0.113.1"},
    )


def from_everywhere(world: World, times: int, email: str = CALLUM) -> list[Any]:
    """Wrong passwords, each from another network."""
    return [guess(world, email, at=f"198.51.100.{n}") for n in range(1, times + 1)]


def mails(world: World) -> list[str]:
    with world.app.app_context():
        return list(db.session.scalars(select(OutgoingMail.kind)))


@pytest.mark.parametrize("email", [CALLUM, UNKNOWN])
def test_from_the_tenth_on_it_waits_twice_as_long_each_time(world: World, email: str) -> None:
    """The same for an address that nobody has [A01, A05]."""
    assert {answer.status_code for answer in from_everywhere(world, 10, email)} == {422}
    waited = []
    for _ in range(12):
        answer = guess(world, email, at="192.0.2.7")
        assert answer.status_code == 429
        seconds = int(answer.headers["Retry-After"])
        waited.append(seconds)
        world.clock.advance(seconds=seconds - 0.5)
        assert guess(world, email, at="192.0.2.7").status_code == 429
        world.clock.advance(seconds=0.5)
        assert guess(world, email, at=f"192.0.2.{len(waited)}").status_code == 422
    assert waited == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_the_right_password_waits_too_and_then_clears_it(world: World) -> None:
    from_everywhere(world, 10)
    answer = guess(world, password=PASSWORD)
    assert answer.status_code == 429, "or the wait would tell nothing from a guess"
    world.clock.advance(seconds=1)
    assert guess(world, password=PASSWORD).status_code == 302
    assert {answer.status_code for answer in from_everywhere(world, 9)} == {422}
    assert guess(world, password=PASSWORD).status_code == 302, "counted from the start again"


def test_the_page_says_when_to_come_back_and_keeps_the_address(world: World) -> None:
    from_everywhere(world, 10)
    page = guess(world).text
    assert "Try again in 1 second" in page and f'value="{CALLUM}"' in page
    assert "I have forgotten my password" in page


def test_others_sign_in_meanwhile(world: World) -> None:
    from_everywhere(world, 20)
    assert guess(world, "morag@lochside.example", PASSWORD).status_code == 302


def test_writing_the_address_in_another_way_is_no_new_account(world: World) -> None:
    for n in range(10):
        email = (CALLUM.upper(), f"  {CALLUM} ", "ｃａｌｌｕｍ＠lochside.example")[n % 3]
        assert guess(world, email, at=f"198.51.100.{n}").status_code == 422
    assert guess(world).status_code == 429


def test_its_owner_is_told_once_and_nobody_else(world: World) -> None:
    from_everywhere(world, 10)
    assert mails(world) == ["guessing"]
    for _ in range(3):
        world.clock.advance(minutes=15)
        guess(world)
    from_everywhere(world, 10, UNKNOWN)
    from_everywhere(world, 10, "bram@lochside.example")
    assert mails(world) == ["guessing"]
    assert verbs(world).count("told_of_guessing") == 1


def test_spraying_from_one_network_stops_at_thirty(world: World) -> None:
    """[A02]"""
    answers = [guess(world, f"p{n}@lochside.example") for n in range(30)]
    assert {answer.status_code for answer in answers} == {422}
    answer = guess(world, "morag@lochside.example", PASSWORD)
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "600"
    assert "Try again in 10 minutes" in answer.text
    assert 'value="morag@lochside.example"' in answer.text
    assert guess(world, "morag@lochside.example", PASSWORD, at="203.0.113.2").status_code == 302
    world.clock.advance(minutes=10)
    assert guess(world, "morag@lochside.example", PASSWORD).status_code == 302


def test_right_passwords_do_not_count_for_a_network(world: World) -> None:
    for _ in range(12):
        for name in ("callum", "morag", "tomasz"):
            assert guess(world, f"{name}@lochside.example", PASSWORD).status_code == 302


FORGED = [
    {"X_Forwarded_For": "10.0.0.{n}"},
    {"X_Real_IP": "10.0.0.{n}"},
    {"Forwarded": "for=10.0.0.{n}"},
    {"X_Forwarded_For": "10.0.0.{n}, 10.0.1.{n}", "Forwarded": "for=10.0.0.{n}"},
    {"True_Client_IP": "10.0.0.{n}", "CF_Connecting_IP": "10.0.0.{n}"},
    {"X_Forwarded_For": "[2001:db8::{n}]:80"},
]


def _forged(n: int) -> dict[str, str]:
    return {name: value.format(n=n) for name, value in FORGED[n % len(FORGED)].items()}


def test_forged_forwarding_headers_change_nothing(world: World) -> None:
    """[A03]"""
    for n in range(30):
        assert guess(world, f"p{n}@x.example", **_forged(n)).status_code == 422
    for n in range(30, 36):
        assert guess(world, f"p{n}@x.example", **_forged(n)).status_code == 429


def test_an_ipv6_line_counts_as_one(world: World) -> None:
    for n in range(30):
        assert guess(world, f"p{n}@x.example", at=f"2001:db8:1:2:{n}::{n}").status_code == 422
    assert guess(world, at="2001:db8:1:2:ffff::1").status_code == 429
    assert guess(world, at="2001:db8:1:3::1").status_code == 422


@pytest.fixture
def behind_proxies(world: World, another_app: Callable[..., Flask]) -> Callable[[int], Flask]:
    """The same database behind so many proxies, in another process as it were."""

    def make(proxies: int) -> Flask:
        made = replace(world.app.extensions["settings"], proxies=proxies)
        return another_app(made, TESTING=True, CLOCK=world.clock)

    return make


def test_behind_a_proxy_the_address_is_the_one_that_it_appended(
    world: World, behind_proxies: Callable[[int], Flask]
) -> None:
    """[A03] What the browser wrote before it is not looked at."""
    app = behind_proxies(1)
    for n in range(30):
        chain = f"10.{n}.0.1, 203.0.113.77"
        answer = guess(world, f"p{n}@x.example", app=app, X_Forwarded_For=chain)
        assert answer.status_code == 422
    told = {"X_Forwarded_For": "10.99.0.1, 203.0.113.77"}
    assert guess(world, app=app, **told).status_code == 429
    assert guess(world, app=app, X_Forwarded_For="203.0.113.78").status_code == 422


def test_every_worker_sees_the_same_counts(
    world: World, behind_proxies: Callable[[int], Flask]
) -> None:
    app = behind_proxies(0)
    for n in range(10):
        guess(world, at=f"198.51.100.{n}", app=(world.app, app)[n % 2])
    assert guess(world, app=app).status_code == 429
    assert guess(world, app=world.app).status_code == 429


def test_a_race_gets_no_more_tries_than_a_row(
    world: World, behind_proxies: Callable[[int], Flask], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty guesses at the same moment at two workers, and ten passwords are looked at."""
    apps, looked_at = (world.app, behind_proxies(0)), []
    for app in apps:
        monkeypatch.setattr(
            app.extensions["passwords"], "matches", lambda *_: looked_at.append(1) and False
        )

    def one(n: int) -> int:
        return guess(world, at=f"198.51.100.{n}", app=apps[n % 2]).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = Counter(pool.map(one, range(50)))
    assert len(looked_at) == 10
    assert answers == {422: 10, 429: 40}
    assert mails(world) == ["guessing"]


def test_a_race_from_one_network_gets_no_more_than_thirty(world: World) -> None:
    results = []

    def one(n: int) -> None:
        with world.app.app_context():
            unit_of_work.writing()
            try:
                limits.begin(bytes([n]) * 32, b"n" * 32, world.clock.now)
                results.append("tried")
                unit_of_work.keep()
            except guessing.Wait:
                unit_of_work.undo()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(60)))
    assert len(results) == 30


def test_a_try_that_nobody_looked_at_does_not_count(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_everywhere(world, 9)
    with monkeypatch.context() as patch:
        passwords = world.app.extensions["passwords"]
        patch.setattr(passwords, "_door", type("Full", (), {"acquire": lambda *_, **__: False})())
        for _ in range(5):
            assert guess(world).status_code == 503
    assert guess(world).status_code == 422, "the tenth"
    assert guess(world).status_code == 429


def test_wrong_current_passwords_count_too(world: World) -> None:
    client = world.client("callum")
    for _ in range(10):
        assert change(client, current="wrong").status_code == 422
    answer = change(client)
    assert answer.status_code == 429 and answer.headers["Retry-After"] == "1"
    assert "Try again in 1 second" in answer.text
    assert inside(client)
    assert guess(world, password=PASSWORD).status_code == 429, "one count for both doors"
    assert mails(world) == ["guessing"]
    world.clock.advance(seconds=1)
    assert change(client).status_code == 302
    assert guess(world, password="three herons at dawn").status_code == 302


def test_after_a_day_of_rest_it_begins_anew_and_is_cleared_away(world: World) -> None:
    from_everywhere(world, 14)
    world.clock.advance(days=1)
    assert guess(world).status_code == 422
    assert guess(world).status_code == 422, "no wait after the first of a new row"
    world.clock.advance(days=1, seconds=1)
    with world.app.app_context():
        unit_of_work.writing()
        tidying.tidy(world.clock.now)
        unit_of_work.keep()
        assert db.session.scalar(select(func.count()).select_from(Tries)) == 0


def test_a_clock_put_right_locks_nobody_out(world: World) -> None:
    world.clock.advance(days=30)
    from_everywhere(world, 25)
    world.clock.advance(days=-30)
    assert guess(world, password=PASSWORD, at="198.51.100.1").status_code == 302


def test_what_is_stored_names_nobody(world: World) -> None:
    guess(world, at="203.0.113.9")
    with world.app.app_context():
        rows = db.session.scalars(select(Tries)).all()
        assert {row.kind for row in rows} == {"account", "network"}
        for row in rows:
            assert len(bytes(row.digest)) == 32
            assert b"callum" not in bytes(row.digest) and b"203" not in bytes(row.digest)
            assert row.last_at == world.clock.now and row.wait_until is None


def test_the_wait_is_never_longer_than_a_quarter_of_an_hour(world: World) -> None:
    from_everywhere(world, 10)
    for _ in range(30):
        world.clock.advance(minutes=15)
        assert guess(world).status_code == 422
    with world.app.app_context():
        until = db.session.scalar(select(Tries.wait_until).where(Tries.kind == "account"))
    assert until == world.clock.now + timedelta(minutes=15)
