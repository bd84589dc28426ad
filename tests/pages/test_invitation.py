"""Taking up an invitation: a first password, put right where it must be, and one winner."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from supervision.domain.settings import with_value
from supervision.extensions import db
from supervision.models.mails import OutgoingMail
from supervision.models.people import Organisation, Person, RoleGrant
from supervision.models.sign_ins import SignIn
from tests.client import Client
from tests.foundation.linked import BASE, NEW, fifty_at_once
from tests.foundation.linked import base_url as base_url
from tests.foundation.steps import chain_broken_at, changed, tables
from tests.foundation.test_lost_password import ask, send
from tests.pages.test_account import inside, verbs
from tests.services.test_invitations import by_mail, new, printed
from tests.worlds import World

OURS = {
    "supervision": "supervision",
    "supervise": "supervise",
    "supervisor": "supervisor",
    "supervisors": "supervisors",
    "supervisee": "supervisee",
    "supervisees": "supervisees",
    "session": "session",
    "sessions": "sessions",
}


def follow(client: Client, token: str) -> Any:
    answer = client.get(f"/invitation/{token}")
    assert (answer.status_code, answer.location) == (302, "/invitation")
    return client.get("/invitation")


def take_up(client: Client, token: str, **more: str) -> Any:
    assert follow(client, token).status_code == 200
    data = {"new_password": NEW, "password_again": NEW, **more}
    return client.fill("/invitation", **data)


def signs_in(world: World, password: str = NEW) -> bool:
    client = world.client()
    answer = client.fill("/sign-in", email="una@lochside.example", password=password)
    return bool(answer.status_code == 302)


class TestTakingUp:
    def test_it_says_whose_place_this_is_and_lets_in(self, world: World) -> None:
        key = new(world)
        client, token = world.client(), printed(world)
        page = follow(client, token).text
        for words in ("Lochside Partnership", "Sandy invites you", "Una of Lochside", "una@loch"):
            assert words in page
        assert 'name="known_as" type="text" value="Una"' in page
        with world.acting("sandy") as actor:
            db.session.add(
                RoleGrant(
                    organisation_id=actor.organisation_id,
                    person_id=key,
                    role="practitioner",
                    from_date=actor.today,
                )
            )
        answer = take_up(client, token, known_as="Una Mac")
        assert (answer.status_code, answer.location) == (302, "/")
        home = client.get("/").text
        assert "Hello, Una Mac" in home and "/welcome/putting-away" in home
        assert inside(client) and signs_in(world)
        told = verbs(world)
        for verb in ("used", "accepted", "renamed"):
            assert told.count(verb) == 1
        assert chain_broken_at(world) is None

    def test_it_is_said_in_the_words_of_the_organisation(self, world: World) -> None:
        new(world)
        token = printed(world)
        with world.acting("sandy") as actor:
            here = db.session.get_one(Organisation, actor.organisation_id)
            here.settings = with_value("{}", "words", {**OURS, "supervision": "mentoring"})
        page = follow(world.client(), token).text
        assert "does its mentoring and reflective practice" in page
        assert "Welcome to Supervision" in page, "the product keeps its name"

    def test_by_mail(self, world: World) -> None:
        new(world)
        by_mail(world)
        (mail,) = send(world)
        assert "To: una@lochside.example" in mail and "Lochside Partnership" in mail
        assert "Sandy" not in mail
        found = re.search(re.escape(BASE) + r"/invitation/(\S+)", mail)
        assert found is not None and len(found[1]) == 43
        assert take_up(world.client(), found[1]).status_code == 302

    def test_mail_goes_no_more_when_its_inviter_has_left(self, world: World) -> None:
        new(world)
        by_mail(world)
        with world.acting("sandy") as actor:
            sandy = db.session.get_one(Person, world.ids["sandy"])
            sandy.left_on = actor.today - timedelta(days=1)
        assert send(world) == []

    def test_mail_for_whoever_begins_later_goes_on_the_day(self, world: World) -> None:
        new(world, begins_in=5)
        by_mail(world)
        assert send(world) == []
        world.clock.advance(days=5)
        assert len(send(world)) == 1

    def test_opening_it_does_not_use_it(self, world: World) -> None:
        new(world)
        token = printed(world)
        before = tables(world)
        for _ in range(3):
            follow(world.client(), token)
            assert world.client().head(f"/invitation/{token}").status_code == 302
        assert changed(before, tables(world)) == set()

    def test_the_form_cannot_choose_a_role_or_a_place(self, world: World) -> None:
        key = new(world)
        client, token = world.client(), printed(world)
        follow(client, token)
        data = client.form("/invitation").data(
            new_password=NEW,
            password_again=NEW,
            role="administrator",
            roles="administrator",
            organisation_id=str(world.ids["harbour"]),
            person_id=str(world.ids["morag"]),
            email="x@lochside.example",
        )
        assert client.post("/invitation", data=data).status_code == 302
        with world.app.app_context():
            person = db.session.get_one(Person, key)
            assert person.organisation_id == world.ids["lochside"]
            assert person.email == "una@lochside.example"
            grants = select(func.count()).where(RoleGrant.person_id == key)
            assert db.session.scalar(grants) == 0

    def test_a_forgotten_password_is_no_way_round(self, world: World) -> None:
        new(world)
        answer = ask(world.client(), "una@lochside.example")
        assert answer.location.endswith("/sent")
        assert send(world) == []


class TestPutRight:
    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            ({"new_password": "short words"}, "at least twelve"),
            ({"new_password": "Supervision2026"}, "Many people use"),
            ({"new_password": "una-of-lochside"}, "close to your name"),
            ({"new_password": "Lochside Partnership"}, "your organisation’s name"),
            ({"new_password": "Herring-Gull", "known_as": "Herring Gull"}, "close to your name"),
            ({"password_again": "three herons at dusk"}, "not the same"),
            ({"known_as": " "}, "how people call you"),
            ({"known_as": "Morag"}, "Somebody here is called that"),
            ({"known_as": "nobody"}, "pages use this word"),
        ],
    )
    def test_it_is_told_beside_the_field_and_the_link_still_holds(
        self, world: World, fields: dict[str, str], says: str
    ) -> None:
        new(world)
        client, token = world.client(), printed(world)
        if "new_password" in fields:
            fields = {**fields, "password_again": fields["new_password"]}
        before = tables(world)
        answer = take_up(client, token, **fields)
        assert answer.status_code == 422 and says in answer.text
        assert changed(before, tables(world)) == set()
        assert take_up(client, token).status_code == 302


def test_of_fifty_at_once_one_wins(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """[A10, A12]"""
    key = new(world)
    token = printed(world)
    hasher = world.app.extensions["passwords"]
    monkeypatch.setattr(hasher, "hash", lambda new: f"hash of {new}")
    came = fifty_at_once(
        world,
        f"/invitation/{token}",
        "/invitation",
        lambda new: {"known_as": "Una", "new_password": new, "password_again": new},
    )
    assert came[302] == 1 and sum(came.values()) == 50, came
    assert set(came) <= {302, 404, 503}, came
    assert verbs(world).count("accepted") == 1 and verbs(world).count("used") == 1
    with world.app.app_context():
        ins = select(func.count()).where(SignIn.person_id == key)
        assert db.session.scalar(ins) == 1
        mails = select(func.count()).select_from(OutgoingMail)
        assert db.session.scalar(mails) == 0
