"""Leaving, staying after all, ending access and coming back: through the pages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from supervision.extensions import db
from supervision.models.people import Person
from tests.pages.people_pages import one
from tests.worlds import World


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
