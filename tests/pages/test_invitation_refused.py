"""An invitation that does not work: a plain word for each way, and nothing is changed [A12]."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn
from supervision.services import invitations
from tests.foundation.linked import NEW
from tests.foundation.steps import changed, tables
from tests.pages.test_account import inside
from tests.pages.test_invitation import follow, signs_in, take_up
from tests.services.test_invitations import new, printed, una
from tests.worlds import World


class TestRefused:
    def refused(self, world: World, token: str, says: str) -> None:
        """Opened anew, and in a browser that had opened it before."""
        answer = follow(world.client(), token)
        assert answer.status_code == 404 and says in answer.text
        assert "Una" not in answer.text

    def test_used_twice(self, world: World) -> None:
        new(world)
        token, other = printed(world), world.client()
        follow(other, token)
        data = other.form("/invitation").data(new_password=NEW, password_again=NEW)
        assert take_up(world.client(), token).status_code == 302
        self.refused(world, token, "has been used")
        before = tables(world)
        answer = other.post("/invitation", data=data)
        assert answer.status_code == 404 and "has been used" in answer.text
        assert changed(before, tables(world)) == set()

    def test_taken_back_and_replaced(self, world: World) -> None:
        new(world)
        first, second = printed(world), printed(world)
        self.refused(world, first, "a newer one has been made")
        with world.acting("sandy") as actor:
            invitations.take_back(actor, una())
        self.refused(world, second, "It was taken back")

    def test_after_seven_days(self, world: World) -> None:
        new(world)
        token = printed(world)
        world.clock.advance(days=7)
        self.refused(world, token, "seven days")

    def test_when_its_maker_has_left(self, world: World) -> None:
        new(world)
        token, other = printed(world), world.client()
        follow(other, token)
        data = other.form("/invitation").data(new_password=NEW, password_again=NEW)
        with world.acting("sandy") as actor:
            sandy = db.session.get_one(Person, world.ids["sandy"])
            sandy.left_on = actor.today - timedelta(days=1)
        self.refused(world, token, "does not look after people here any more")
        assert other.post("/invitation", data=data).status_code == 404
        assert not signs_in(world)

    def test_when_they_have_left(self, world: World) -> None:
        new(world)
        token = printed(world)
        with world.acting("sandy") as actor:
            una().left_on = actor.today - timedelta(days=1)
        self.refused(world, token, "does not work here any more")

    def test_before_the_first_day(self, world: World) -> None:
        new(world, begins_in=2)
        token, client = printed(world), world.client()
        answer = follow(client, token)
        assert answer.status_code == 404 and "Wednesday 25 November 2026" in answer.text
        world.clock.advance(days=2)
        assert client.get("/invitation").status_code == 200, "the browser keeps it till then"

    @pytest.mark.parametrize("token", ["x", "a" * 43, "a" * 5000, "%00", "é", "' OR 1=1"])
    def test_any_other_token(self, world: World, token: str) -> None:
        new(world)
        printed(world)
        client = world.client()
        assert client.get(f"/invitation/{token}").status_code in {302, 404}
        answer = client.get("/invitation")
        assert answer.status_code == 404 and "This is no invitation" in answer.text
        assert client.post("/invitation").status_code in {400, 404}

    def test_the_link_of_another_purpose(self, world: World) -> None:
        new(world)
        token = printed(world)
        client = world.client()
        client.get(f"/new-password/{token}")
        assert client.get("/new-password").status_code == 404


class TestSignedInAsSomebodyElse:
    def test_it_says_so_and_offers_to_sign_out(self, world: World) -> None:
        new(world)
        client, token = world.client("morag"), printed(world)
        answer = follow(client, token)
        assert "signed in as Morag" in answer.text and "new_password" not in answer.text
        before = tables(world)
        data = {"new_password": NEW, "password_again": NEW, "known_as": "Una"}
        assert client.send("/invitation", **data).status_code == 403
        assert changed(before, tables(world)) == set()
        assert inside(client)
        answer = client.fill("/invitation", "/invitation/sign-out")
        assert (answer.status_code, answer.location) == (302, "/invitation")
        assert not inside(client)
        with world.app.app_context():
            open_ones = select(func.count()).where(
                SignIn.person_id == world.ids["morag"], SignIn.ended_at.is_(None)
            )
            assert db.session.scalar(open_ones) == 0
        assert (
            client.fill(
                "/invitation", "/invitation", new_password=NEW, password_again=NEW
            ).status_code
            == 302
        )
        assert "Una" in client.get("/account").text

    def test_signing_out_twice_is_once(self, world: World) -> None:
        client = world.client()
        assert client.send("/invitation/sign-out").location == "/invitation"
