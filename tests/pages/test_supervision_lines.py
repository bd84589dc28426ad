"""Who supervises whom: what there is to put right, and that it takes no longer for more people."""

from __future__ import annotations

from supervision.extensions import db
from tests.pages.standing_of import crowd, relation
from tests.pages.test_home import statements
from tests.worlds import World


class TestLines:
    def test_everything_in_its_place_is_said(self, world: World) -> None:
        page = world.client("sandy").get("/who-supervises-whom").text
        assert "Nobody supervises them" in page and "Iain of Lochside" in page
        assert "Rings" not in page and "Two line supervisors" not in page

    def test_rings_too_many_and_two_at_once(self, world: World) -> None:
        crowd(world, 12, supervisor="grace")
        with world.acting("sandy") as actor:
            pairs = (("callum", "iain"), ("priya", "rhona"), ("fergus", "rhona"))
            for supervisor, supervisee in pairs[:2]:
                db.session.add(relation(actor, world.ids[supervisor], world.ids[supervisee]))
        page = world.client("noor").get("/who-supervises-whom").text
        assert "Supervises twelve people." in page
        assert "In one ring: Callum of Lochside, Eilidh of Lochside, Iain of Lochside and" in page
        assert "Line supervision by Fergus of Lochside and Priya of Lochside at once." in page
        assert "Add a supervisor" not in page, "governance changes nothing"

    def test_25_and_more_by_name(self, world: World) -> None:
        crowd(world, 60)
        client = world.client("sandy")
        assert "Show all of them" in client.get("/who-supervises-whom").text
        first = client.get("/who-supervises-whom?show=without").text
        assert first.count("Add a supervisor") == 25
        last = next(n for n in range(60, 0, -1) if f"Crowd {n:05}" in first)
        after = world.ids[f"crowd {last}"]
        second = client.get(f"/who-supervises-whom?show=without&after={after}").text
        assert second.count("Add a supervisor") == 25
        assert f"Crowd {last:05}" not in second and f"Crowd {last + 1:05}" in second
        assert client.get("/who-supervises-whom?show=nonsense").status_code == 404

    def test_the_same_statements_for_30_people_and_3000(self, world: World) -> None:
        client = world.client("sandy")

        def asked() -> list[int]:
            pages = ("/who-supervises-whom", "/who-supervises-whom?show=without")
            for page in pages:
                client.get(page)
            return [statements(world, lambda page=page: client.get(page)) for page in pages]

        crowd(world, 30)
        few = asked()
        crowd(world, 3000, start=30)
        assert asked() == few
