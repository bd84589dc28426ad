"""Changing one's password, and that no password is ever shown, kept or told of."""

from __future__ import annotations

from typing import Any

import argon2
import pytest
from flask_wtf import FlaskForm
from sqlalchemy import func, select
from wtforms import PasswordField

from supervision.domain import passwords
from supervision.extensions import db
from supervision.models.sign_ins import KeptForm
from tests.client import Client, read_forms
from tests.pages.test_account import inside, sign_in, verbs
from tests.worlds import PASSWORD, World

NEW = "three herons at dawn"


class TestPassword:
    def test_it_is_changed_and_other_sign_ins_end(self, world: World) -> None:
        phone, here = world.client("callum"), world.client("callum")
        answer = change(here)
        assert (answer.status_code, answer.location) == (302, "/account")
        assert "Everywhere else you are signed out." in here.get("/account").text
        assert not inside(phone) and inside(here)
        assert not inside(sign_in(world, "callum@lochside.example", PASSWORD))
        assert inside(sign_in(world, "callum@lochside.example", NEW))
        assert verbs(world).count("changed_password") == 1

    def test_a_wrong_current_one_changes_nothing_and_is_told_of(self, world: World) -> None:
        phone, here = world.client("callum"), world.client("callum")
        answer = change(here, current="something else")
        assert answer.status_code == 422
        assert "This is not your current password" in answer.text
        assert inside(phone) and inside(sign_in(world, "callum@lochside.example", PASSWORD))
        assert verbs(world).count("password_refused") == 1

    @pytest.mark.parametrize(
        ("new", "says"),
        [
            ("short words", "at least twelve"),
            ("Password12345!", "Many people use"),
            ("abcabcabcabcabc", "Many people use"),
            ("qwertyuiopasdf", "Many people use"),
            ("Callum-of-Lochside", "close to your name"),
            ("callum@lochside.example1", "close to your name"),
            ("Lochside Partnership 1", "your organisation’s name"),
            (PASSWORD + "!", "Many people use"),
            ("x" * 1025, "Make this shorter"),
        ],
    )
    def test_a_weak_one_is_refused_beside_its_field(
        self, world: World, new: str, says: str
    ) -> None:
        answer = change(world.client("callum"), new=new)
        assert answer.status_code == 422 and says in answer.text
        assert new not in answer.text and PASSWORD not in answer.text

    def test_a_long_one_of_any_letters_works(self, world: World) -> None:
        new = "Ħeron is a bird 🐦 " * 12
        assert change(world.client("callum"), new=new).status_code == 302
        assert inside(sign_in(world, "callum@lochside.example", new))

    def test_two_that_differ_are_refused(self, world: World) -> None:
        answer = change(world.client("callum"), again="three herons at dusk")
        assert answer.status_code == 422 and "not the same" in answer.text

    def test_all_hashing_runs_outside_any_transaction(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        under_way: list[bool] = []

        def watch(name: str) -> None:
            real = getattr(argon2.PasswordHasher, name)

            def watched(self: Any, *args: Any) -> Any:
                under_way.append(db.session().in_transaction())
                return real(self, *args)

            monkeypatch.setattr(argon2.PasswordHasher, name, watched)

        watch("verify")
        watch("hash")
        client = world.client("callum")
        change(client, current="something else")
        change(client)
        assert under_way == [False, False, False]

    def test_no_password_is_kept_when_the_sign_in_ran_out(self, world: World) -> None:
        client = world.client("callum")
        data = _password_form(client)
        world.clock.advance(hours=1)
        answer = client.post("/account/password", data=data)
        assert answer.status_code == 401
        again = next(f for f in read_forms(answer, "/") if f.action == "/sign-in")
        assert again.data()["kept"] == [""]
        assert NEW not in answer.text
        with world.app.app_context():
            assert db.session.scalar(select(func.count()).select_from(KeptForm)) == 0

    def test_every_password_field_is_known_by_its_name(self) -> None:
        found = []
        for form in _all_forms(FlaskForm):
            for name, field in vars(form).items():
                if getattr(field, "field_class", None) is PasswordField:
                    found.append(name)
                    assert passwords.is_secret(name), f"{form.__name__}.{name}"
        assert {"password", "current_password", "new_password", "password_again"} <= set(found)

    def test_no_error_page_gives_a_password_back(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = world.client("callum")
        data = _password_form(client)

        def fails(*_: Any, **__: Any) -> None:
            raise RuntimeError

        monkeypatch.setattr("supervision.services.account.change_password", fails)
        answer = client.post(
            "/account/password", data=data, headers={"Sec-Fetch-Site": "same-origin"}
        )
        assert answer.status_code == 500
        assert NEW not in answer.text and PASSWORD not in answer.text


def change(client: Client, current: str = PASSWORD, new: str = NEW, again: str = "") -> Any:
    return client.post("/account/password", data=_password_form(client, current, new, again))


def _password_form(
    client: Client, current: str = PASSWORD, new: str = NEW, again: str = ""
) -> dict[str, Any]:
    return client.form("/account/password").data(
        current_password=current, new_password=new, password_again=again or new
    )


def _all_forms(form: type) -> list[type]:
    return [one for sub in form.__subclasses__() for one in (sub, *_all_forms(sub))]
