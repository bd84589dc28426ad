"""Adding people, putting their details right, teams and long leave: through the pages."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import Person, RoleGrant, SupervisionRelation, Team
from supervision.services import tree
from tests.pages.people_pages import ISLA, added, another_administrator, looks, one
from tests.worlds import World

LONG = "Wilhelmina-Konstanze Featherstonehaugh-Cholmondeley of the Outer Islands and Beyond"


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
