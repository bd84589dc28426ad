"""The pages on which people are looked after: the list, one person, adding, leaving, inviting."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.administration import SecondLook
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person, RoleGrant, SupervisionRelation, Team
from supervision.services import people, tree
from tests.client import Client
from tests.worlds import PASSWORD, World

LONG = "Wilhelmina-Konstanze Featherstonehaugh-Cholmondeley of the Outer Islands and Beyond"
ISLA: dict[str, Any] = {
    "full_name": "Isla Brown",
    "known_as": "Isla",
    "email": "isla@lochside.example",
    "hours": "37,5",
    "why": "",
}


def one(world: World, name: str) -> str:
    return f"/people/{world.ids[name]}"


def added(world: World, client: Client, **changes: Any) -> str:
    answer = client.fill("/people/new", **{**ISLA, **changes})
    assert answer.status_code == 302, answer.text
    return str(answer.location).removesuffix("/invite")


def looks(world: World) -> list[tuple[str, str]]:
    with world.app.app_context():
        return [(row.need, row.what) for row in db.session.scalars(select(SecondLook))]


def another_administrator(world: World, name: str) -> None:
    with world.acting("sandy") as actor:
        row = db.session.get_one(Person, world.ids[name])
        people.grant_role(actor, row, "administrator", actor.today)


class TestWhoseTheyAre:
    @pytest.mark.parametrize("name", ["callum", "morag", "eilidh", "grace", "agnes", "oona"])
    def test_for_everyone_else_there_is_nothing(self, world: World, name: str) -> None:
        client = world.client(name)
        mine = one(world, "callum")
        for path in ("", "/new", "/found"):
            assert client.get(f"/people{path}").status_code == 404
        for path in ("", "/details", "/team", "/away", "/leaving", "/ending", "/back", "/invite"):
            assert client.get(f"{mine}{path}").status_code == 404, path
        assert ">People<" not in client.get("/").text

    def test_governance_reads_and_changes_nothing(self, world: World) -> None:
        client = world.client("noor")
        page = client.get("/people").text
        assert "Callum of Lochside" in page and "Add somebody" not in page
        page = client.get(one(world, "callum")).text
        assert "Morag of Lochside" in page and "Put their details right" not in page
        for path in ("/details", "/team", "/away", "/leaving", "/ending", "/back", "/invite"):
            assert client.get(one(world, "callum") + path).status_code == 403, path
            assert client.send(one(world, "callum") + path).status_code == 403, path
        assert client.get("/people/new").status_code == 403

    def test_people_elsewhere_do_not_exist(self, world: World) -> None:
        assert world.client("sandy").get(one(world, "oona")).status_code == 404


class TestList:
    def test_it_says_how_things_stand(self, world: World) -> None:
        client = world.client("sandy")
        page = client.get("/people").text
        assert "Lochside. Practitioner. Supervised by Morag of Lochside and Priya" in page
        assert "Bram of Lochside" not in page
        page = client.get("/people?show=left").text
        assert "Bram of Lochside" in page and ">Left<" in page
        assert "Nobody fits" in client.get("/people?show=leaving").text

    def test_a_name_is_sent_and_stands_in_no_address(self, world: World) -> None:
        client = world.client("sandy")
        answer = client.fill("/people", "/people/found", name_of="kirs")
        assert answer.status_code == 200
        assert "Kirsty of Lochside" in answer.text and "Callum of Lochside" not in answer.text
        answer = client.fill("/people", "/people/found", name_of="nobody like this")
        assert "Nobody is called that" in answer.text

    def test_what_cannot_be_chosen_narrows_nothing(self, world: World) -> None:
        for query in ("team=x&role=y&show=z", "after=x", "role=administrator%27"):
            assert "Callum of" in world.client("sandy").get(f"/people?{query}").text


class TestAdding:
    def test_two_teams_of_one_name_say_their_service(self, world: World) -> None:
        with world.acting("sandy") as actor:
            taken = db.session.scalars(
                select(Team).where(Team.organisation_id == actor.organisation_id)
            ).first()
            assert taken is not None
            other = tree.add_service(actor, new_key(), "Moor services", actor.today)
            tree.add_team(actor, new_key(), other, taken.name, actor.today)
            name = taken.name
        for path in ("/people", "/people/new", one(world, "callum") + "/team"):
            page = world.client("sandy").get(path).text
            assert f">{name} (Moor services)</option>" in page, path
            assert f">{name}</option>" not in page, path

    def test_whoever_practises_too_is_told_what_waits(self, world: World) -> None:
        another_administrator(world, "callum")
        page = world.client("callum").get("/").text
        assert "Looking after people: what waits" in page
        assert "Looking after people: what waits" not in world.client("morag").get("/").text

    def test_with_team_roles_and_supervisor(self, world: World) -> None:
        client = world.client("sandy")
        path = added(
            world,
            client,
            team=str(world.teams["Lochside"]),
            roles=["practitioner"],
            supervisor="morag",
        )
        page = client.get(path).text
        assert "Isla is not invited yet" in page and "37.5" in page
        assert "Lochside" in page and "Practitioner" in page and "Their line supervisor" in page
        assert "Not yet invited" in client.get("/people").text
        world.clock.advance(minutes=1)
        with world.reading("morag") as actor:
            assert "Isla" in [r.supervisee for r in actor.supervises]

    def test_sent_again_it_is_one_person(self, world: World) -> None:
        client = world.client("sandy")
        data = client.form("/people/new").data(**{**ISLA, "roles": ["practitioner"]})
        for _ in range(2):
            assert client.post("/people/new", data=data).status_code == 302
        with world.app.app_context():
            row = db.session.scalars(select(Person).where(Person.full_name == "Isla Brown")).one()
            grants = select(RoleGrant).where(RoleGrant.person_id == row.id)
            assert len(db.session.scalars(grants).all()) == 1

    def test_nothing_typed_is_lost(self, world: World) -> None:
        answer = world.client("sandy").fill(
            "/people/new",
            **{**ISLA, "email": "isla at home", "supervisor": "somebody", "hours": "x"},
        )
        assert answer.status_code == 422
        assert 'value="isla at home"' in answer.text and 'value="somebody"' in answer.text
        assert "Write the hours as a number" in answer.text

    @pytest.mark.parametrize("supervisor", ["Nobody At All", "bram", "oona@harbour.example"])
    def test_a_supervisor_is_somebody_here(self, world: World, supervisor: str) -> None:
        answer = world.client("sandy").fill("/people/new", **{**ISLA, "supervisor": supervisor})
        assert answer.status_code == 422 and "Nobody who works here is called that" in answer.text

    def test_what_needs_two_administrators_waits(self, world: World) -> None:
        client = world.client("sandy")
        added(world, client, roles=["practitioner", "administrator"], supervisor="sandy")
        assert sorted(need for need, _ in looks(world)) == ["relation", "role"]
        with world.app.app_context():
            row = db.session.scalars(select(Person).where(Person.full_name == "Isla Brown")).one()
            grants = db.session.scalars(select(RoleGrant).where(RoleGrant.person_id == row.id))
            assert [grant.role for grant in grants] == ["practitioner"]
            relation = SupervisionRelation.supervisee_id == row.id
            assert db.session.scalars(select(SupervisionRelation).where(relation)).all() == []

    def test_a_name_to_sign_in_with_and_a_very_long_one(self, world: World) -> None:
        client = world.client("sandy")
        path = added(world, client, full_name=LONG, known_as="", email="mina.f")
        page = client.get(path).text
        assert LONG in page and "mina.f" in page and "Wilhelmina-Konstanze" in page
        assert "Invite them by mail" not in client.get(f"{path}/invite").text


class TestDetails:
    def test_names_and_hours(self, world: World) -> None:
        client = world.client("sandy")
        answer = client.fill(one(world, "callum") + "/details", full_name="Callum Reid", hours="20")
        assert answer.status_code == 302
        assert "Callum Reid" in client.get(one(world, "callum")).text
        assert looks(world) == []

    def test_another_address_waits_for_who_has_signed_in(self, world: World) -> None:
        client = world.client("sandy")
        path = one(world, "callum") + "/details"
        assert client.fill(path, email="cal@lochside.example").status_code == 302
        assert looks(world) == [("address", '{"address": "cal@lochside.example"}')]
        with world.app.app_context():
            row = db.session.get_one(Person, world.ids["callum"])
            assert row.email == "callum@lochside.example"

    def test_and_is_changed_at_once_for_who_has_not(self, world: World) -> None:
        client = world.client("sandy")
        path = added(world, client)
        assert client.fill(f"{path}/details", email="isla.b").status_code == 302
        assert "isla.b" in client.get(path).text and looks(world) == []


class TestTeamAndLeave:
    def test_another_team_from_a_day_on(self, world: World) -> None:
        client = world.client("sandy")
        path = one(world, "callum")
        answer = client.fill(
            f"{path}/team",
            team=str(world.teams["Birchwood"]),
            first_day__day="1",
            first_day__month="12",
            first_day__year="2026",
        )
        assert answer.status_code == 302
        page = client.get(path).text
        assert "From 1 December on." in page and "to 30 November." in page

    def test_a_long_leave_and_back(self, world: World) -> None:
        client = world.client("sandy")
        path = one(world, "callum")
        answer = client.fill(
            f"{path}/away", to_date__day="3", to_date__month="3", to_date__year="2027"
        )
        assert answer.status_code == 302
        assert "Away until 3 March 2027" in client.get("/people").text
        form = client.form(f"{path}/away", f"{path}/away/end", "They are here again")
        assert client.post(form.action, data=form.data()).status_code == 302
        assert "Away until" not in client.get("/people").text


class TestLeaving:
    def leave(self, world: World, **changes: Any) -> Any:
        client = world.client("sandy")
        day = {"last_day__day": "30", "last_day__month": "11", "last_day__year": "2026"}
        return client.fill(one(world, "morag") + "/leaving", **{**day, **changes})

    def test_whom_they_supervise_goes_on_to_somebody_else(self, world: World) -> None:
        relation = world.relations["morag", "callum"]
        answer = self.leave(world, **{f"to_{relation.hex}": "eilidh@lochside.example"})
        assert answer.status_code == 302
        client = world.client("sandy")
        assert "Last day 30 November" in client.get("/people").text
        home = world.client("morag").get("/").text
        assert "Your last day here is Monday 30 November" in home
        assert 'href="/account/my-writing"' in home
        world.clock.advance(days=8)
        with world.reading("callum") as actor:
            assert "Eilidh" in [r.supervisor for r in actor.supervised_by]
        with world.reading("tomasz") as actor:
            assert actor.supervised_by == (), "left open on purpose"

    def test_a_name_that_nobody_has_is_said_beside_its_field(self, world: World) -> None:
        relation = world.relations["morag", "callum"]
        answer = self.leave(world, **{f"to_{relation.hex}": "nobody at all"})
        assert answer.status_code == 422 and 'value="nobody at all"' in answer.text
        with world.app.app_context():
            assert db.session.get_one(Person, world.ids["morag"]).left_on is None

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("2026-11-30", ("30", "11", "2026")),
            *((odd, None) for odd in ("2026-11-31", "20261130", "2026-W48-1", "x", "0000-01-01")),
        ],
    )
    def test_a_link_may_bring_the_day_along(
        self, world: World, typed: str, shown: tuple[str, ...] | None
    ) -> None:
        """Nothing is noted by it, and what is no day is left aside."""
        path = f"/people/{world.ids['callum']}/leaving?last_day={typed}"
        text = world.client("sandy").get(path).get_data(as_text=True)
        values = re.findall(r'name="last_day-(?:day|month|year)"[^>]*?value="([0-9]*)"', text)
        assert values == list(shown or ("", "", ""))
        with world.reading("callum") as actor:
            assert db.session.get_one(Person, actor.person_id).left_on is None

    def test_they_stay_after_all(self, world: World) -> None:
        self.leave(world)
        client = world.client("sandy")
        path = one(world, "morag")
        form = client.form(f"{path}/leaving", button="They stay")
        assert client.post(form.action, data=form.data()).status_code == 302
        assert "Last day" not in client.get("/people").text
        with world.reading("morag") as actor:  # Bram has left meanwhile
            assert {one.supervisee for one in actor.supervises} == {"Callum", "Tomasz"}

    def test_ending_it_at_once_asks_for_a_tick(self, world: World) -> None:
        client = world.client("sandy")
        path = one(world, "tomasz") + "/ending"
        theirs = world.client("tomasz")
        assert client.fill(path).status_code == 422
        assert theirs.get("/").status_code == 200
        assert client.fill(path, sure="y").status_code == 302
        assert theirs.get("/").status_code == 302
        assert "Their access was ended today" in client.get(one(world, "tomasz")).text

    def test_having_them_back(self, world: World) -> None:
        client = world.client("sandy")
        assert client.get(one(world, "bram") + "/leaving").status_code == 403
        assert client.fill(one(world, "bram") + "/back").status_code == 302
        page = client.get(one(world, "bram")).text
        assert "No role at present." in page and "In no team at present." in page
        assert client.get(one(world, "bram") + "/back").status_code == 302


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


def test_home_says_what_waits(world: World) -> None:
    client = world.client("sandy")
    added(world, client, roles=["practitioner"])
    page = client.get("/").text
    assert "person has set no password yet" in page
    assert "You do not see what people write" in page


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
