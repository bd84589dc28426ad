"""The password once more: what asks for it, and that what was sent goes on after it."""

from __future__ import annotations

import base64
from typing import Any

import argon2
import pytest
from sqlalchemy import select

from supervision.extensions import db
from supervision.models.people import RoleGrant
from supervision.models.sign_ins import SignIn
from supervision.passwords import Busy
from tests.client import Client, PageForm, read_forms
from tests.foundation.steps import changed, tables
from tests.pages.standing_of import at, days, today
from tests.pages.test_account import inside, verbs
from tests.services.several_administrators import administrators, person, roles_of
from tests.worlds import PASSWORD, World

WHY = "Bramblewood asked for a curator"
ASKS = "Your password once more"


def stale(world: World, name: str = "sandy", minutes: int = 11) -> Client:
    """Someone whose sign-in is older than ten minutes, and in use."""
    client = world.client(name)
    world.clock.advance(minutes=minutes)
    return client


def given(world: World, client: Client, why: str = WHY, **more: Any) -> Any:
    """What comes back when somebody gives Tomasz a role."""
    path = at(world, "tomasz", "/roles/new")
    facts = {"role": "curator", "why": why, **days("first", today(world)), **more}
    return client.fill(path, **facts)


def waiting(answer: Any) -> PageForm:
    return next(f for f in read_forms(answer, "/") if "confirming" in f.data())


def confirm(client: Client, answer: Any, password: str = PASSWORD) -> Any:
    found = waiting(answer)
    return client.post(found.action, data=found.data(password=password))


def curators(world: World) -> list[RoleGrant]:
    with world.app.app_context():
        return [one for key, one in roles_of(world, "tomasz").items() if key == "curator"]


class TestAsking:
    def test_it_asks_and_nothing_has_changed(self, world: World) -> None:
        client = stale(world)
        client.get("/people")
        before = tables(world)
        answer = given(world, client)
        assert answer.status_code == 401 and ASKS in answer.text
        assert WHY not in answer.text and "Bramblewood" not in answer.text
        assert WHY.encode() not in base64.urlsafe_b64decode(waiting(answer).data()["confirming"][0])
        assert changed(before, tables(world)) == set()

    def test_a_sign_in_of_ten_minutes_is_not_asked(self, world: World) -> None:
        assert given(world, stale(world, minutes=10)).status_code == 302
        assert len(curators(world)) == 1

    def test_it_goes_on_with_every_word(self, world: World) -> None:
        client = stale(world)
        answer = confirm(client, given(world, client))
        assert answer.status_code == 302 and answer.location == at(world, "tomasz", "/roles")
        assert WHY in client.get(answer.location).text
        assert len(curators(world)) == 1
        assert verbs(world).count("confirmed") == 1

    def test_it_holds_for_ten_minutes_and_is_not_renewed_by_use(self, world: World) -> None:
        client = stale(world)
        confirm(client, given(world, client))
        world.clock.advance(minutes=9)
        assert given(world, client, role="leader").status_code == 302
        world.clock.advance(minutes=2)
        assert given(world, client, role="auditor").status_code == 401

    def test_only_the_moment_changes_and_no_other_sign_in(self, world: World) -> None:
        phone = world.client("sandy")
        client = stale(world)
        confirm(client, given(world, client))
        assert inside(phone) and given(world, phone, role="leader").status_code == 401
        with world.app.app_context():
            rows = db.session.scalars(select(SignIn).where(SignIn.person_id == world.ids["sandy"]))
            found = [(one.confirmed_at, one.ended_at) for one in rows]
        assert sorted(found, key=str) == sorted([(None, None), (world.clock.now, None)], key=str)

    def test_a_form_to_put_right_does_not_ask_again(self, world: World) -> None:
        client = stale(world)
        answer = confirm(client, given(world, client, role=""))
        assert answer.status_code == 422 and WHY in answer.text and ASKS not in answer.text
        assert given(world, client).status_code == 302

    def test_whoever_does_not_administer_is_answered_as_ever(self, world: World) -> None:
        for name in ("noor", "callum"):
            fresh = world.client(name).send(at(world, "tomasz", "/roles/new"), role="curator")
            late = stale(world, name).send(at(world, "tomasz", "/roles/new"), role="curator")
            assert fresh.status_code == late.status_code >= 403


class TestThePassword:
    def test_a_wrong_one_loses_nothing_and_leaves_a_trace(self, world: World) -> None:
        client = stale(world)
        answer = given(world, client)
        for _ in range(2):
            answer = confirm(client, answer, "something else")
            assert answer.status_code == 422 and "This is not your current password" in answer.text
            assert not curators(world)
        assert confirm(client, confirm(client, answer, "")).status_code == 302
        assert len(curators(world)) == 1
        assert verbs(world).count("password_refused") == 2

    def test_wrong_ones_count_as_in_signing_in(self, world: World) -> None:
        client = stale(world)
        answer = given(world, client)
        for _ in range(10):
            answer = confirm(client, answer, "something else")
        answer = confirm(client, answer)
        assert answer.status_code == 429 and int(answer.headers["Retry-After"]) >= 1
        assert not curators(world)
        entered = {"email": "sandy@lochside.example", "password": PASSWORD}
        assert world.client().fill("/sign-in", **entered).status_code == 429
        world.clock.advance(seconds=2)
        assert confirm(client, answer).status_code == 302
        assert len(curators(world)) == 1

    def test_it_is_checked_once_and_outside_any_transaction(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        under_way: list[bool] = []
        real = argon2.PasswordHasher.verify

        def watched(self: Any, *args: Any) -> Any:
            under_way.append(db.session().in_transaction())
            return real(self, *args)

        monkeypatch.setattr(argon2.PasswordHasher, "verify", watched)
        client = stale(world)
        answer = given(world, client)
        assert under_way == []
        answer = confirm(client, answer, "something else")
        assert confirm(client, answer).status_code == 302
        assert under_way == [False, False]

    def test_too_many_at_once_gives_the_words_back(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = stale(world)
        answer = given(world, client)
        passwords = world.app.extensions["passwords"]
        with monkeypatch.context() as patch:
            patch.setattr(passwords, "matches", _busy)
            answer = confirm(client, answer)
        assert answer.status_code == 503 and WHY in answer.text
        again = next(f for f in read_forms(answer, "/") if "why" in f.data())
        answer = client.post(again.action, data=again.data())
        assert answer.status_code == 401
        assert confirm(client, answer).status_code == 302


class TestWhatIsCarried:
    def test_it_opens_for_nobody_else(self, world: World) -> None:
        administrators(world, "agnes")
        found = waiting(stale(world).fill(at(world, "tomasz", "/ending")))
        agnes = stale(world, "agnes")
        data = found.data(password=PASSWORD, csrf_token=agnes.token())
        assert agnes.post(found.action, data=data).status_code == 404
        assert "confirmed" not in verbs(world)
        with world.app.app_context():
            assert person(world, "tomasz").shut_out_at is None

    def test_it_goes_on_at_no_other_address(self, world: World) -> None:
        client = stale(world)
        found = waiting(given(world, client))
        other = at(world, "callum", "/roles/new")
        assert client.post(other, data=found.data(password=PASSWORD)).status_code == 404

    @pytest.mark.parametrize("bad", ["", "x", "é", "QUJD" * 30])
    def test_what_cannot_be_read_does_nothing(self, world: World, bad: str) -> None:
        client = stale(world)
        found = waiting(given(world, client))
        answer = client.post(found.action, data=found.data(password=PASSWORD, confirming=bad))
        assert answer.status_code == 404 and not curators(world)
        assert "confirmed" not in verbs(world)

    def test_a_sign_in_that_ran_out_meanwhile_keeps_it(self, world: World) -> None:
        client = stale(world)
        answer = given(world, client)
        world.clock.advance(hours=1)
        answer = confirm(client, answer)
        assert answer.status_code == 401 and "It has not been saved yet" in answer.text
        form = next(f for f in read_forms(answer, "/") if f.action == "/sign-in")
        entered = form.data(email="sandy@lochside.example", password=PASSWORD)
        onward = client.post("/sign-in", data=entered).location
        page = client.form(onward, at(world, "tomasz", "/roles/new"))
        assert page.data()["why"] == [WHY]
        assert client.post(page.action, data=page.data()).status_code == 302
        assert len(curators(world)) == 1

    def test_without_the_token_the_words_are_given_back(self, world: World) -> None:
        client = stale(world)
        found = waiting(given(world, client))
        data = {**found.data(password=PASSWORD), "csrf_token": "none"}
        headers = {"Sec-Fetch-Site": "same-origin"}
        answer = client.post(found.action, data=data, headers=headers)
        assert answer.status_code == 400 and WHY in answer.text
        assert PASSWORD not in answer.text and not curators(world)


def _busy(*_: Any) -> bool:
    raise Busy
