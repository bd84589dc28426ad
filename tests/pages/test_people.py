"""The pages on which people are looked after: whose they are, the list, what waits."""

from __future__ import annotations

import re

import pytest

from supervision.extensions import db
from supervision.models.people import Team
from supervision.queries import directory_teams
from supervision.services import people
from tests.pages.people_pages import added, one
from tests.worlds import World


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

    def test_of_many_teams_one_is_asked_for_by_its_name(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        client = world.client("sandy")
        page = client.get("/people").text
        assert ">Lochside</option>" in page and "part of its name" not in page
        monkeypatch.setattr(directory_teams, "FEW", 1)
        page = client.get("/people").text
        assert "Team, or part of its name" in page and "Lochside</option>" not in page
        page = client.get("/people?team_called=LOCH&role=practitioner").text
        assert "Callum of Lochside" in page and "Kirsty of Lochside" not in page
        assert 'value="LOCH"' in page and "Practitioner</option>" in page
        page = client.get("/people?team_called=locchs").text
        assert "Nobody fits" in page and "try fewer letters of its name" in page
        page = client.get("/people?team_called=+").text
        assert "Callum of Lochside" in page and "Kirsty of Lochside" in page
        page = client.get("/people?team_called=***").text
        assert "Nobody fits" in page

    def test_the_next_page_stays_with_the_team(self, world: World) -> None:
        with world.acting("sandy") as actor:
            for n in range(30):
                row = people.add_person(
                    actor, f"Aa Person {n:02}", f"Aa {n}", f"aa{n}", None, actor.today
                )
                db.session.flush()
                people.join_team(
                    actor, row, db.session.get_one(Team, world.teams["Lochside"]), actor.today
                )
        client = world.client("sandy")
        page = client.get("/people?team_called=lochside").text
        found = re.search(r'href="(/people\?after=[^"]+team_called=lochside[^"]*)"', page)
        assert found is not None
        page = client.get(found[1].replace("&amp;", "&")).text
        assert "Callum of Lochside" in page and "Kirsty of Lochside" not in page

    def test_what_cannot_be_chosen_narrows_nothing(self, world: World) -> None:
        for query in ("team=x&role=y&show=z", "after=x", "role=administrator%27"):
            assert "Callum of" in world.client("sandy").get(f"/people?{query}").text


def test_home_says_what_waits(world: World) -> None:
    client = world.client("sandy")
    added(world, client, roles=["practitioner"])
    page = client.get("/").text
    assert "person has set no password yet" in page
    assert "You do not see what people write" in page
