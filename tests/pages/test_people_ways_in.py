"""Inviting people, links for those who lost their way in, and names to sign in with."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person
from supervision.services import second_looks
from tests.client import Client
from tests.pages.people_pages import added, another_administrator, one
from tests.worlds import PASSWORD, World


class TestInviting:
    def paper(self, world: World, path: str, client: Client) -> Any:
        form = client.form(f"{path}/invite", button="Make a link to print")
        return client.post(form.action, data=form.data())

    def test_a_link_on_paper_is_shown_once_and_works_once(self, world: World) -> None:
        client = world.client("sandy")
        path = added(world, client, email="isla.b")
        answer = self.paper(world, path, client)
        assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
        found = re.search(r"http://localhost(/invitation/[\w-]+)", answer.text)
        assert found is not None
        assert found[1] not in client.get(f"{path}/invite").text
        assert "Invited, not yet here" in client.get("/people").text
        assert world.client().get(found[1]).status_code == 302

    def test_by_mail(self, world: World) -> None:
        client = world.client("sandy")
        path = added(world, client)
        form = client.form(f"{path}/invite", button="Invite them by mail")
        assert client.post(form.action, data=form.data()).status_code == 302
        assert "Invited by mail today" in client.get(f"{path}/invite").text
        form = client.form(f"{path}/invite", button="Take the invitation back")
        assert client.post(form.action, data=form.data()).status_code == 302
        assert "Not yet invited" in client.get("/people").text

    def test_a_link_for_who_has_signed_in_needs_two(self, world: World) -> None:
        client = world.client("sandy")
        path = one(world, "callum")
        assert client.send(f"{path}/invite", how="paper").status_code == 404
        assert client.send(f"{path}/invite", how="mail").status_code == 422
        assert client.fill(f"{path}/invite", button="Ask for a link", why="").status_code == 422
        answer = client.fill(f"{path}/invite", button="Ask for a link", why="Lost it")
        assert answer.status_code == 302
        assert (
            "It waits until another administrator has agreed" in client.get(f"{path}/invite").text
        )
        another_administrator(world, "grace")
        with world.acting("grace") as actor:
            look = db.session.scalars(select(SecondLook)).one()
            look.state, look.answered_by, look.answered_at = "agreed", actor.person_id, actor.now
        answer = self.paper(world, path, client)
        assert "/new-password/" in answer.text
        world.clock.advance(minutes=1)
        assert client.send(f"{path}/invite", how="paper").status_code == 404, "made once"

    @pytest.mark.parametrize(
        ("name", "hours", "status"),
        [("sandy", 23, 200), ("grace", 23, 200), ("noor", 23, 404), ("sandy", 24, 404)],
    )
    def test_what_was_agreed_holds_for_a_day_and_for_the_two(
        self, world: World, name: str, hours: int, status: int
    ) -> None:
        for other in ("grace", "noor"):
            another_administrator(world, other)
        with world.acting("sandy") as actor:
            callum = db.session.get_one(Person, world.ids["callum"])
            key = second_looks.ask(actor, "link", {}, "Lost it", callum).id
        with world.acting("grace") as actor:
            second_looks.agree(actor, db.session.get_one(SecondLook, key))
        world.clock.advance(hours=hours)
        path = one(world, "callum")
        answer = world.client(name).send(f"{path}/invite", how="paper")
        assert answer.status_code == status, answer.text


def test_a_name_signs_in_as_an_address_does_and_gets_no_mail(world: World) -> None:
    with world.acting("sandy"):  # as two administrators have agreed
        row = db.session.get_one(Person, world.ids["callum"])
        row.email, row.email_folded = "Callum.Reid", "callum.reid"
    client = world.client()
    answer = client.fill("/sign-in", email=" callum.reid ", password=PASSWORD)
    assert (answer.status_code, answer.location) == (302, "/")
    stranger = world.client()
    told = []
    for email in ("callum.reid", "nobody.here", "morag@lochside.example"):
        answer = stranger.fill("/forgotten-password", email=email)
        told.append((answer.status_code, answer.location))
    assert len(set(told)) == 1
    assert "ask whoever administers" in stranger.get("/forgotten-password/sent").text
    with world.app.app_context():
        mails = db.session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "reset"))
        assert [mail.person_id for mail in mails] == [world.ids["morag"]]
