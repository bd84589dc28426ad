"""Each change of the tree is told in plain words before it is made."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import ReadEntry
from supervision.services import reflections
from tests.pages.teams_changed import LONG, changed, service_id, told, verbs
from tests.worlds import World


class TestChanging:
    def test_a_name(self, world: World) -> None:
        client = world.client("sandy")
        path = f"/teams/{world.teams['Lochside']}/name"
        page = told(client, path, name="Loch view", why="A new house").text
        assert "Lochside is called Loch view from Monday 23 November on." in page
        assert "A new house" in page and "renamed" not in verbs(world)
        assert "Loch view" not in client.get("/teams").text
        answer = changed(client, path, name="Loch view", why="A new house")
        assert answer.location == f"/teams/{world.teams['Lochside']}"
        page = client.get(answer.location).text
        assert "It is called Loch view now." in page
        assert "Sandy of Lochside noted this today at 2 pm." in page and "A new house" in page
        assert "Begun as Lochside, in Older people’s service" in page

    def test_the_page_before_it_can_be_gone_back_from(self, world: World) -> None:
        client = world.client("sandy")
        path = f"/teams/{world.teams['Lochside']}/name"
        found = client.form(path)
        answer = client.post(path, data=found.data(name="Rowan", why="Why not", again="yes"))
        assert answer.status_code == 200
        assert 'value="Rowan"' in answer.text and 'value="Why not"' in answer.text
        assert "What will happen" not in answer.text

    def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(self, world: World) -> None:
        client = world.client("sandy")
        path = f"/teams/{world.teams['Lochside']}/name"
        for typed, said in (
            ({"name": ""}, "Write a name"),
            ({"name": "Rowan", "from_day__day": "24"}, "Choose today or a day before"),
            ({"name": "Rowan", "from_day__day": "x"}, "Give the day as a number"),
            ({"name": "Rowan", "from_day__year": "2020"}, "Choose a later day"),
            ({"name": "Lochside"}, "It is called this already"),
        ):
            answer = client.fill(path, why="Because of the house", **typed)
            assert answer.status_code == 422 and said in answer.text, typed
            assert "Because of the house" in answer.text

    def test_moving(self, world: World) -> None:
        client = world.client("sandy")
        path = f"/teams/{world.teams['Lochside']}/service"
        into = str(service_id(world, "Birchwood"))
        page = told(client, path, into=into).text
        assert "Four people go along, and can read what they could before." in page
        assert "Lochside stands in Carers’ service from Monday 23 November on." in page
        assert changed(client, path, into=into).status_code == 302
        data = client.form(path).data(into=into) | {"sure": "yes"}
        assert client.post(path, data=data).status_code == 302, "sent twice"
        assert verbs(world).count("moved") == 1
        assert client.fill(path, into="").status_code == 422
        assert client.fill(path, into=str(uuid.uuid4())).status_code == 422

    def test_merging(self, world: World) -> None:
        with world.acting("callum") as actor:
            made = reflections.write(actor, new_key(), words={"happened": "We walked."})
            key = made.id
            reflections.share_with_team(actor, made, actor.memberships[0])
        client = world.client("sandy")
        path, into = f"/teams/{world.teams['Lochside']}/merging", str(world.teams["Birchwood"])
        page = told(client, path, into=into).text
        for words in (
            "Four people move from Lochside to Birchwood: from Monday 23 November on they can read "
            "what is shared with Birchwood.",
            "Lochside closes, and is not opened again. Its last day is Sunday 22 November.",
            "What was shared with Lochside stays where it was written: nobody new can read it",
            "Reports of the time before keep Lochside where it was.",
        ):
            assert words in page, words
        answer = changed(client, path, into=into, why="One office")
        assert answer.location == f"/teams/{into}"
        page = client.get(answer.location).text
        assert "Lochside is merged into Birchwood." in page
        assert "Callum of Lochside" in page and "Rhona of Lochside" in page
        page = client.get(f"/teams/{world.teams['Lochside']}").text
        assert "It was merged into Birchwood." in page and "One office" in page
        assert "Callum" not in page and "Rename it" not in page
        for way in ("name", "service", "merging", "closing"):
            answer = client.get(f"/teams/{world.teams['Lochside']}/{way}")
            assert answer.status_code == 302, way
        page = world.client("callum").get(f"/reflections/{key}").text
        assert "Only you can read this." in page
        assert "It was shared with the Lochside team until 22 November" in page
        assert world.client("rhona").get(f"/reflections/{key}").status_code == 404

    def test_closing(self, world: World) -> None:
        client = world.client("sandy")
        team = f"/teams/{world.teams['Lochside']}"
        page = told(client, f"{team}/closing").text
        assert "Four people are in Lochside." in page
        assert changed(client, f"{team}/closing").location == team
        service = f"/teams/services/{service_id(world, 'Lochside')}"
        assert changed(client, f"{service}/closing").location == service
        assert "This is closed. Its last day was Sunday 22 November." in client.get(service).text
        other = f"/teams/services/{service_id(world, 'Birchwood')}/closing"
        answer = client.fill(other)
        assert answer.status_code == 422 and "Move, merge or close its teams first" in answer.text
        assert client.get(f"{service}/new-team").location == service

    def test_services(self, world: World) -> None:
        client = world.client("sandy")
        old, new = service_id(world, "Lochside"), service_id(world, "Birchwood")
        page = told(client, f"/teams/services/{old}/merging", into=str(new)).text
        assert "One team stands in Carers’ service from Monday 23 November on: Lochside." in page
        answer = changed(client, f"/teams/services/{old}/merging", into=str(new))
        assert answer.location == f"/teams/services/{new}"
        assert "Lochside" in client.get(answer.location).text
        assert changed(client, f"/teams/services/{new}/name", name="Everyone").status_code == 302
        assert "Everyone" in client.get("/teams").text

    def test_where_there_is_nowhere_to_go(self, world: World) -> None:
        client = world.client("sandy")
        old, new = service_id(world, "Lochside"), service_id(world, "Birchwood")
        changed(client, f"/teams/services/{old}/merging", into=str(new))
        changed(
            client, f"/teams/{world.teams['Lochside']}/merging", into=str(world.teams["Birchwood"])
        )
        team = f"/teams/{world.teams['Birchwood']}"
        assert "There is no other team" in client.get(f"{team}/merging").text
        assert "There is no other service" in client.get(f"{team}/service").text
        assert "There is no other service" in client.get(f"/teams/services/{new}/merging").text

    def test_adding(self, world: World) -> None:
        client = world.client("sandy")
        page = told(client, "/teams/new-service", name="Night care").text
        assert "Night care is there from Monday 23 November on." in page
        found = client.form("/teams/new-service")
        data = found.data(name="Night care") | {"sure": "yes"}
        first, again = client.post(found.action, data=data), client.post(found.action, data=data)
        assert first.location == again.location
        answer = changed(client, f"{first.location}/new-team", name=LONG)
        assert "Nobody is in it today." in client.get(answer.location).text
        assert verbs(world).count("added") > 0
        answer = client.fill(f"{first.location}/new-team", name=LONG.upper())
        assert answer.status_code == 422 and "is there already" in answer.text

    def test_whoever_only_reads_is_shown_no_way_and_refused(self, world: World) -> None:
        client = world.client("noor")
        team = f"/teams/{world.teams['Lochside']}"
        assert "Rename it" not in client.get(team).text
        for way in ("name", "service", "merging", "closing"):
            assert client.get(f"{team}/{way}").status_code == 403, way
            assert client.send(f"{team}/{way}", name="Rowan", sure="yes").status_code == 403

    def test_reading_why_is_noted(self, world: World) -> None:
        team = f"/teams/{world.teams['Lochside']}"
        changed(world.client("sandy"), f"{team}/name", name="Rowan", why="A new house")
        assert "A new house" in world.client("noor").get(team).text
        with world.app.app_context():
            rows = db.session.execute(
                select(ReadEntry.reader_id, ReadEntry.about_id, ReadEntry.kind)
            )
            assert [tuple(row) for row in rows] == [
                (world.ids["noor"], world.ids["sandy"], "team_spells")
            ]
