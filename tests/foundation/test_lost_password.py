"""A new password for one that was lost: one link, one hour, one use, one winner."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from supervision import mailing
from supervision.content import common_passwords
from supervision.domain import passwords
from supervision.domain.links import stored
from supervision.extensions import db
from supervision.models.links import OneTimeLink
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person
from tests.client import Client
from tests.foundation.linked import BASE, NEW, fifty_at_once
from tests.foundation.linked import base_url as base_url
from tests.foundation.steps import chain_broken_at, changed, tables
from tests.foundation.test_guessing import from_everywhere, guess
from tests.pages.test_account import inside, verbs
from tests.pages.test_account_password import change
from tests.worlds import PASSWORD, World

CALLUM = "callum@lochside.example"


def ask(client: Client, email: str = CALLUM, **more: Any) -> Any:
    data = client.form("/forgotten-password").data(email=email)
    return client.post("/forgotten-password", data=data, **more)


def send(world: World) -> list[str]:
    """Send what waits; returns the text of each new mail."""
    folder = world.app.extensions["settings"].instance / "mail"
    before = set(folder.glob("*.eml"))
    with world.app.app_context():
        mailing.send_due(world.app)
    return [file.read_text() for file in sorted(set(folder.glob("*.eml")) - before)]


def link(world: World, email: str = CALLUM) -> str:
    """The path of a link that was asked for and came by mail."""
    ask(world.client(), email)
    found = re.search(re.escape(BASE) + r"(/new-password/\S+)", "".join(send(world)))
    assert found is not None
    return found[1]


def follow(client: Client, path: str) -> Any:
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (302, "/new-password")
    return client.get("/new-password")


def set_new(client: Client, path: str, new: str = NEW, again: str = "") -> Any:
    assert follow(client, path).status_code == 200
    return client.fill("/new-password", new_password=new, password_again=again or new)


def signs_in(world: World, password: str) -> bool:
    return bool(guess(world, password=password).status_code == 302)


class TestAsking:
    def test_every_address_is_answered_the_same(self, world: World) -> None:
        """[A05] Status, body, headers, statements of both answers."""
        said = set()
        addresses = (CALLUM, "nobody@lochside.example", "bram@lochside.example", "x", "a" * 3000)
        for email in addresses:
            client = world.client()
            first = ask(client, email)
            then = client.get("/forgotten-password/sent")
            names = tuple(sorted(name for name, _ in first.headers))
            said.add((first.status_code, first.location, first.text, names, then.text))
        assert len(said) == 1
        with world.app.app_context():
            rows = db.session.scalars(select(OutgoingMail)).all()
            assert [(row.kind, row.person_id) for row in rows] == [("reset", world.ids["callum"])]

    def test_three_an_hour_for_an_account_and_silently(self, world: World) -> None:
        for n in range(5):
            assert ask(world.client(), environ_overrides=_at(n)).location.endswith("/sent")
        assert len(send(world)) == 3
        world.clock.advance(hours=1)
        ask(world.client())
        assert len(send(world)) == 1

    def test_ten_an_hour_from_a_network_and_silently(self, world: World) -> None:
        names = [*"abcdefghijk", "callum"]
        for name in names:
            answer = ask(world.client(), f"{name}@lochside.example")
            assert answer.location.endswith("/sent")
        assert send(world) == []
        ask(world.client(), environ_overrides=_at(7))
        assert len(send(world)) == 1

    def test_an_address_is_needed(self, world: World) -> None:
        assert ask(world.client(), " ").status_code == 422

    @pytest.mark.parametrize(
        "headers",
        [
            {"Host": "evil.example"},
            {"X-Forwarded-Host": "evil.example"},
            {"Forwarded": "host=evil.example"},
            {"Host": "localhost", "X-Host": "evil.example", "Origin": "https://evil.example"},
        ],
    )
    def test_the_link_begins_with_the_setting_whatever_the_host(
        self, world: World, headers: dict[str, str]
    ) -> None:
        """[A11] An absolute request line and two Host headers reach us as one Host."""
        answer = ask(world.client(), headers=headers)
        assert answer.status_code in {302, 400}
        sent = "".join(send(world))
        assert "evil" not in sent
        assert (BASE + "/new-password/" in sent) == (answer.status_code == 302)


class TestLink:
    def test_it_sets_a_password_and_closes_every_other_door(self, world: World) -> None:
        """[A13]"""
        one, two = world.client("callum"), world.client("callum")
        first, second = link(world), link(world)
        from_everywhere(world, 10)
        other = world.client()
        follow(other, first)
        answer = set_new(other, second)
        assert (answer.status_code, answer.location) == (302, "/sign-in")
        assert "Your new password is set" in other.get("/sign-in").text
        assert not inside(one) and not inside(two) and not inside(other)
        assert signs_in(world, NEW), "at once: the wait is cleared"
        assert not signs_in(world, PASSWORD)
        for path in (first, second):
            assert follow(world.client(), path).status_code == 404
        told = verbs(world)
        assert told.count("reset_password") == 1 and told.count("used") == 1
        assert told.count("ended") == 2 and told.count("asked_for_link") == 2
        assert chain_broken_at(world) is None
        assert any("is changed" in one for one in send(world))

    def test_it_holds_for_an_hour(self, world: World) -> None:
        path = link(world)
        world.clock.advance(minutes=59)
        client = world.client()
        assert follow(client, path).status_code == 200
        world.clock.advance(minutes=1)
        answer = client.get("/new-password")
        assert answer.status_code == 404 and "does not work any more" in answer.text

    def test_opening_it_does_not_use_it(self, world: World) -> None:
        """Programs that look at mail open links; so may two browsers."""
        path = link(world)
        before = tables(world)
        for _ in range(3):
            follow(world.client(), path)
            assert world.client().head(path).status_code == 302
        assert changed(before, tables(world)) == set()
        assert set_new(world.client(), path).status_code == 302

    def test_a_changed_password_ends_it(self, world: World) -> None:
        path = link(world)
        assert change(world.client("callum")).status_code == 302
        assert follow(world.client(), path).status_code == 404

    def test_it_ends_with_the_last_day(self, world: World) -> None:
        path = link(world)
        client = world.client()
        follow(client, path)
        data = client.form("/new-password").data(new_password=NEW, password_again=NEW)
        with world.acting("sandy"):
            _leave(world)
        assert client.post("/new-password", data=data).status_code == 404
        assert follow(world.client(), path).status_code == 404
        assert not signs_in(world, NEW)

    @pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 5000, "%00", "é", "..", "' OR 1=1"])
    def test_any_other_token_opens_nothing(self, world: World, token: str) -> None:
        link(world)
        client = world.client()
        answer = client.get(f"/new-password/{token}")
        assert answer.status_code in {302, 404}
        assert client.get("/new-password").status_code == 404
        assert client.post("/new-password").status_code in {400, 404}

    def test_only_a_hash_is_stored_and_nothing_is_told(
        self, world: World, logs: io.StringIO
    ) -> None:
        path = link(world)
        token = path.rpartition("/")[2]
        assert len(token) == 43
        client = world.client()
        answer = client.get(path)
        assert token not in answer.text and token not in answer.location
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store, private"
        page = client.get("/new-password")
        assert token not in page.text
        set_new(client, path)
        assert token not in logs.getvalue() and "/new-password/<token>" in logs.getvalue()
        with world.app.app_context():
            row = db.session.scalars(select(OneTimeLink)).one()
            assert bytes(row.token_hash) == stored(token)
        with world.app.app_context(), db.engine.connect() as connection:
            for table in db.metadata.sorted_tables:
                assert token not in repr(connection.execute(select(table)).all())

    def test_of_fifty_at_once_one_wins(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        """[A10]"""
        path = link(world)
        hasher = world.app.extensions["passwords"]
        monkeypatch.setattr(hasher, "hash", lambda new: f"hash of {new}")
        came = fifty_at_once(
            world,
            path,
            "/new-password",
            lambda new: {"new_password": new, "password_again": new},
        )
        assert came[302] == 1 and sum(came.values()) == 50, came
        assert set(came) <= {302, 404, 503}, came
        assert verbs(world).count("reset_password") == 1 and verbs(world).count("used") == 1
        with world.app.app_context():
            mails = select(func.count()).where(OutgoingMail.kind == "password_changed")
            assert db.session.scalar(mails) == 1


class TestWhichPasswords:
    @pytest.mark.parametrize(
        ("new", "says"),
        [
            ("short words", "at least twelve"),
            ("Supervision2026", "Many people use"),
            ("supervision2026!", "Many people use"),
            ("Callum-of-Lochside", "close to your name"),
            ("lochside-partnership", "your organisation’s name"),
            ("password password", "Many people use"),
            ("x" * 1025, "Make this shorter"),
        ],
    )
    def test_a_weak_one_is_refused_and_the_link_still_holds(
        self, world: World, new: str, says: str
    ) -> None:
        """[A16]"""
        path, client = link(world), world.client()
        answer = set_new(client, path, new)
        assert answer.status_code == 422 and says in answer.text and new not in answer.text
        assert client.fill("/new-password", new_password=NEW, password_again=NEW).status_code == 302

    @pytest.mark.parametrize(
        "new", ["herons and 🐦 " * 5, "a heron stands by the water " * 7, " spaces at both ends "]
    )
    def test_long_ones_spaces_and_pictures_are_taken_whole(self, world: World, new: str) -> None:
        assert set_new(world.client(), link(world), new).status_code == 302
        assert not signs_in(world, new[:-1])
        assert signs_in(world, new)

    def test_two_that_differ_are_refused(self, world: World) -> None:
        answer = set_new(world.client(), link(world), again="three herons at dusk")
        assert answer.status_code == 422 and "not the same" in answer.text

    def test_the_organisation_and_the_product_are_no_password(self) -> None:
        common = common_passwords()
        for new in ("Supervision2026", "supervision1234", "SupervisionSupervision"):
            assert passwords.problem(new, ("Callum",), common) is not None


class TestConsole:
    def test_an_administrator_prints_a_link(self, world: World) -> None:
        done = world.app.test_cli_runner().invoke(args=["people", "reset-link", CALLUM.upper()])
        assert done.exit_code == 0, done.output
        found = re.search(re.escape(BASE) + r"(/new-password/\S+)", done.output)
        assert found is not None
        assert set_new(world.client(), found[1]).status_code == 302
        assert signs_in(world, NEW)
        assert "made" in verbs(world)

    @pytest.mark.parametrize("email", ["nobody@lochside.example", "bram@lochside.example"])
    def test_only_for_who_works_here(self, world: World, email: str) -> None:
        before = tables(world)
        done = world.app.test_cli_runner().invoke(args=["people", "reset-link", email])
        assert done.exit_code == 1 and "Nobody who works here" in done.output
        assert changed(before, tables(world)) == set()


def _at(n: int) -> dict[str, str]:
    return {"REMOTE_ADDR": f"198.51.100.{n}"}


def _leave(world: World) -> None:
    person = db.session.get(Person, world.ids["callum"])
    assert person is not None
    person.left_on = world.clock.now.date() - timedelta(days=1)
