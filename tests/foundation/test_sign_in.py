"""Signing in tells nobody more than whether it worked."""

from __future__ import annotations

import re
from typing import Any

import argon2
import pytest
from sqlalchemy import select, update

from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn
from tests.client import Client
from tests.foundation.steps import chain_broken_at, changed, tables
from tests.worlds import PASSWORD, World

CALLUM = "callum@lochside.example"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> Any:
    return client.fill("/sign-in", email=email, password=password, **more)


REFUSED = {
    "a wrong password": (CALLUM, "something else"),
    "an unknown address": ("nobody@lochside.example", PASSWORD),
    "someone who left": ("bram@lochside.example", PASSWORD),
    "an account without a password": ("oona@harbour.example", PASSWORD),
    "the words of the check that nobody passes": (
        "nobody@lochside.example",
        "nobody has this password",
    ),
    "those words for an account without a password": (
        "oona@harbour.example",
        "nobody has this password",
    ),
    "a password that is too long": (CALLUM, PASSWORD + "x" * 2000),
}


def _what_it_says(answer: Any, email: str) -> str:
    body = answer.get_data(as_text=True).replace(email, "EMAIL")
    return re.sub(r'name="csrf_token"[^>]*value="[^"]*"', "TOKEN", body)


def test_every_refusal_says_the_same_after_the_same_work(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = []
    verify = argon2.PasswordHasher.verify

    def counted(self: Any, *args: Any) -> Any:
        checks.append(1)
        return verify(self, *args)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", counted)
    with world.app.app_context():
        db.session.execute(
            update(Person).where(Person.id == world.ids["oona"]).values(password_hash=None)
        )
        db.session.commit()
    email, password = REFUSED["a wrong password"]
    expected = _what_it_says(sign_in(world.client(), email, password), email)
    assert len(checks) == 1
    for number, (case, (email, password)) in enumerate(REFUSED.items(), start=2):
        client = world.client()
        answer = sign_in(client, email, password)
        assert len(checks) == number, case
        assert answer.status_code == 422, case
        assert _what_it_says(answer, email) == expected, case
        assert password not in answer.get_data(as_text=True)
        assert client.get("/reflections").status_code == 302


def test_the_right_password_is_one_check_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    checks = []
    verify = argon2.PasswordHasher.verify
    monkeypatch.setattr(
        argon2.PasswordHasher, "verify", lambda s, *a: checks.append(1) or verify(s, *a)
    )
    client = world.client()
    answer = sign_in(client, CALLUM)
    assert (answer.status_code, answer.location) == (302, "/")
    assert len(checks) == 1
    assert client.get("/").status_code == 200


def test_the_check_runs_outside_any_transaction(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    under_way = []
    verify = argon2.PasswordHasher.verify

    def watched(self: Any, *args: Any) -> Any:
        under_way.append(db.session().in_transaction())
        return verify(self, *args)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", watched)
    sign_in(world.client(), CALLUM)
    sign_in(world.client(), CALLUM, "wrong")
    assert under_way == [False, False]


@pytest.mark.parametrize(
    "email",
    ["Callum@Lochside.EXAMPLE", "  callum@lochside.example ", "ｃａｌｌｕｍ＠lochside.example"],
)
def test_an_address_is_the_same_in_any_case_and_width(world: World, email: str) -> None:
    assert sign_in(world.client(), email).status_code == 302


def test_both_leave_a_trace_and_no_word_of_what_was_typed(world: World) -> None:
    sign_in(world.client(), CALLUM, "not my password")
    sign_in(world.client(), CALLUM)
    with world.app.app_context():
        verbs = db.session.scalars(
            select(AuditEntry.verb).order_by(AuditEntry.organisation_id, AuditEntry.sequence)
        ).all()
    assert verbs.count("sign_in_failed") == 1 and verbs.count("signed_in") == 1
    assert chain_broken_at(world) is None


def test_a_new_sign_in_is_a_new_session(world: World) -> None:
    client = world.client()
    token = client.form("/sign-in").data()["csrf_token"]
    with client.session_transaction() as session:
        session["planted"], before = "by someone else", session["csrf_token"]
    sign_in(client, CALLUM)
    client.get("/")
    with client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 400


def test_the_cookie_holds_a_token_that_is_stored_as_a_hash(world: World) -> None:
    client = world.client()
    sign_in(client, CALLUM)
    with client.session_transaction() as session:
        token = session["_user_id"]
    assert len(token) >= 43
    with world.app.app_context():
        row = db.session.scalars(select(SignIn)).one()
        assert len(row.token_hash) == 32 and token.encode() not in bytes(row.token_hash)


def test_signing_in_again_is_another_sign_in(world: World) -> None:
    one, two = world.client("callum"), world.client("callum")
    assert one.fill("/who-can-read-what", "/sign-out").status_code == 302
    assert one.get("/").status_code == 302
    assert two.get("/").status_code == 200


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("", ""),
        (" ", " "),
        ("callum\x00@lochside.example", PASSWORD),
        ("a" * 100_000, PASSWORD),
        (CALLUM, "p" * 2_000_000),
        (CALLUM, "\x00" * 50),
        (CALLUM, "\U0001f426" * 300),
        ("' OR 1=1 --", "' OR 1=1 --"),
        ("{{ 7 * 7 }}", "%s%n"),
        ("K@lochside.example", "\u202e"),
    ],
)
def test_nothing_typed_here_is_a_failure(world: World, email: str, password: str) -> None:
    answer = sign_in(world.client(), email, password)
    assert answer.status_code in {302, 422}
    assert (answer.status_code == 302) == (email == "callum\x00@lochside.example")


def test_bytes_that_are_no_text_are_no_failure(world: World) -> None:
    client = world.client()
    token = client.form("/sign-in").data()["csrf_token"][0]
    for sent in (b"email=%ed%a0%80&password=%ff%fe&csrf_token=", b"email=\xff&csrf_token="):
        before = tables(world)
        answer = client.post(
            "/sign-in",
            data=sent + token.encode(),
            content_type="application/x-www-form-urlencoded",
        )
        assert answer.status_code in {400, 422}
        assert changed(before, tables(world)) <= {"tries"}  # counted, and nothing more
