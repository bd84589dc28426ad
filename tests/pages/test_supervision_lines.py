"""Who supervises whom: what there is to put right, and that it takes no longer for more people."""

from __future__ import annotations

import pytest

from supervision.extensions import db
from supervision.keys import new_key
from supervision.services import directory, standing
from tests.pages.standing_of import DAY, crowd, relation
from tests.pages.test_home import statements
from tests.services.several_administrators import person
from tests.services.several_administrators import relation as relation_of
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

    def test_a_cover_of_another_kind_of_supervision_counts(self, world: World) -> None:
        away = "Supervisors who are away without cover"
        with world.acting("sandy") as actor:
            directory.be_away(actor, person(world, "priya"), actor.today, None)
        assert away in world.client("sandy").get("/who-supervises-whom").text
        with world.acting("sandy") as actor:
            covered = relation_of(world, "priya", "callum")
            days = {"first": actor.today, "last": actor.today + 30 * DAY}
            both = person(world, "grace"), person(world, "callum")
            cover = standing.Wanted(*both, "professional", **days, covers=covered)
            standing.relate(actor, new_key(), cover, "While Priya is away")
        assert away not in world.client("sandy").get("/who-supervises-whom").text

    @pytest.mark.parametrize("begins", [0, 5])
    def test_what_was_ended_before_it_began_is_no_supervision(
        self, world: World, begins: int
    ) -> None:
        """Neither one that goes on nor one that nobody followed."""
        with world.acting("sandy") as actor:
            first = actor.today + begins * DAY
            iain = person(world, "iain")
            wanted = standing.Wanted(person(world, "grace"), iain, "line", first)
            made = standing.relate(actor, new_key(), wanted, "A new line")
            standing.end_relation(actor, iain, made, first - DAY, "A mistake")
        page = world.client("sandy").get("/who-supervises-whom?show=without").text
        assert "Iain of Lochside" in page
        page = world.client("sandy").get("/who-supervises-whom?show=ended").text
        assert "Iain of Lochside" not in page

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
