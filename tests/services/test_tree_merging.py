"""Merging and closing: nobody is lost or doubled, and nobody new reads."""

from __future__ import annotations

import uuid
from threading import Barrier, Thread

import pytest
from sqlalchemy import select

from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import Person, Team, TeamMembership
from supervision.models.reflections import Reflection
from supervision.queries import reflections as reflection_queries
from supervision.queries import shares
from supervision.queries import tree as queries
from supervision.services import people, reflections
from supervision.services import tree as services
from tests.client import Client
from tests.foundation.steps import chain_broken_at, listening
from tests.services.tree_changed import (
    DAY,
    in_team,
    refused,
    service_of,
    shape,
    spells,
    team,
)
from tests.worlds import World


class TestMerging:
    def test_everyone_goes_along_and_nobody_is_there_twice(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, into, since = team(world, "Lochside"), team(world, "Birchwood"), actor.today
            tomasz = db.session.get_one(Person, world.ids["tomasz"])
            people.join_team(actor, tomasz, into, since - 9 * DAY)
            newcomer = db.session.get_one(Person, world.ids["priya"])
            people.join_team(actor, newcomer, one, since, "She asked")
            assert queries.moving(actor, one, since) == 5
            services.merge(actor, one, into, since, "One office")
            assert in_team(one, since) == []
            assert in_team(one, since - DAY) == ["Bram", "Callum", "Morag", "Tomasz"]
            assert in_team(into, since) == sorted(
                ["Bram", "Callum", "Fergus", "Grace", "Kirsty", "Morag", "Priya", "Rhona", "Tomasz"]
            )
            assert (one.closed_on, one.name) == (since - DAY, "Lochside")
            last = spells(one)[-1]
            assert (last.merged_into_id, last.end_reason) == (into.id, "One office")
            carried = db.session.scalars(
                select(TeamMembership).where(TeamMembership.person_id == newcomer.id)
            ).one()
            assert (carried.team_id, carried.reason) == (into.id, "She asked")
            gone = [one for one in queries.now(actor).closed]
            assert [(c.name, c.last_day, c.merged_into) for c in gone] == [
                ("Lochside", since - DAY, "Birchwood")
            ]
        with world.reading("callum") as actor:
            assert [m.team for m in actor.memberships] == ["Birchwood"]
        assert chain_broken_at(world) is None

    def test_an_end_that_was_set_stays(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, into, today = team(world, "Lochside"), team(world, "Birchwood"), actor.today
            row = db.session.scalars(
                select(TeamMembership).where(TeamMembership.person_id == world.ids["callum"])
            ).one()
            row.to_date = today + 30 * DAY
            services.merge(actor, one, into, today - 5 * DAY)
            assert "Callum" in in_team(into, today + 30 * DAY)
            assert "Callum" not in in_team(into, today + 31 * DAY)
            assert "Callum" in in_team(one, today - 6 * DAY)

    def test_what_was_shared_with_it_is_opened_to_nobody_new(self, world: World) -> None:
        with world.acting("callum") as actor:
            words = {"title": "The gate", "happened": "We walked as far as the gate."}
            made = reflections.write(actor, new_key(), words=words)
            key = made.id
            reflections.share_with_team(actor, made, actor.memberships[0])
        with world.acting("sandy") as actor:
            services.merge(actor, team(world, "Lochside"), team(world, "Birchwood"), actor.today)
        for name in ("rhona", "fergus", "tomasz", "morag", "sandy"):
            with world.reading(name) as actor, pytest.raises(NotFound):
                reflection_queries.get(actor, key)
        with world.reading("callum") as actor:
            found = reflection_queries.get(actor, key)
            assert shares.of(actor, found) == ()
            (was,) = shares.with_closed(actor, found)
            assert (was.name, was.closed_on) == ("Lochside", actor.today - DAY)
            rows = reflection_queries.mine(actor).rows
            assert [row.shared for row in rows] == [False]
        with world.acting("callum") as actor:
            reflections.delete(actor, db.session.get_one(Reflection, key))

    def test_days_that_cannot_be(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, today = team(world, "Lochside"), actor.today
            young = services.add_team(actor, new_key(), service_of(one), "Rowan", today)
            assert young is not None
            assert set(refused(services.merge, actor, young, one, today)) == {"from_day"}
            assert set(refused(services.merge, actor, one, young, today - DAY)) == {"from_day"}
            assert set(refused(services.merge, actor, one, one, today)) == {"into"}
            services.merge(actor, one, young, today)
            assert set(refused(services.merge, actor, young, one, today)) == {""}

    def test_services(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, into, since = team(world, "Lochside"), team(world, "Birchwood"), actor.today - DAY
            old, new = service_of(one), service_of(into)
            services.add_team(actor, new_key(), old, "BIRCHWOOD", since)
            assert set(refused(services.merge, actor, old, new, since)) == {"into"}
            like = db.session.scalars(select(Team).where(Team.name == "BIRCHWOOD")).one()
            services.rename(actor, like, "Rowan", since)
            services.merge(actor, old, new, since, "One service")
            here = actor.organisation_id
            assert shape(here, actor.today) == {
                "Carers’ service": ["Birchwood", "Lochside", "Rowan"]
            }
            assert shape(here, since - DAY)["Older people’s service"] == ["Lochside"]
            assert spells(old)[-1].merged_into_id == new.id
            assert in_team(one, actor.today) == ["Bram", "Callum", "Morag", "Tomasz"]

    def test_a_service_not_before_the_last_of_its_teams_left_it(self, world: World) -> None:
        with world.acting("sandy") as actor:
            old, new = service_of(team(world, "Lochside")), service_of(team(world, "Birchwood"))
            since = actor.today - 3 * DAY
            gone = services.add_team(actor, new_key(), old, "Rowan", since - 9 * DAY)
            assert gone is not None
            services.close(actor, gone, since)
            assert set(refused(services.merge, actor, old, new, since - DAY)) == {"from_day"}
            services.merge(actor, old, new, since)

    def test_a_service_is_looked_at_as_often_however_many_teams_it_has(self, world: World) -> None:
        def asked() -> int:
            with world.acting("sandy") as actor:
                one = service_of(team(world, "Lochside"))
                into = service_of(team(world, "Birchwood"))
                with listening(world) as heard:
                    services.merge(actor, one, into, actor.today, trial=True)
            return heard.count("SELECT")

        few = asked()
        with world.acting("sandy") as actor:
            for n in range(8):
                place = service_of(team(world, "Lochside"))
                services.add_team(actor, new_key(), place, f"Team {n}", actor.today)
        assert asked() == few


class TestClosing:
    def test_nobody_is_left_in_it_or_can_join(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, today = team(world, "Lochside"), actor.today
            newcomer = db.session.get_one(Person, world.ids["priya"])
            people.join_team(actor, newcomer, one, today)
            services.close(actor, one, today)
            assert in_team(one, today) == []
            assert in_team(one, today - DAY) == ["Bram", "Callum", "Morag", "Tomasz"]
            assert set(refused(people.join_team, actor, newcomer, one, today)) == {"team"}
            assert one.id not in {found[0] for found in queries.open_teams(actor)}
        with world.reading("callum") as actor:
            assert actor.memberships == ()

    def test_after_a_change_of_the_same_day(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, today = team(world, "Lochside"), actor.today
            services.rename(actor, one, "Rowan", today, "First thought")
            services.close(actor, one, today, "Second thought")
            (last,) = spells(one)
            assert (last.name, last.to_date) == ("Lochside", today - DAY)
            assert last.end_reason == "Second thought" and one.name == "Lochside"


def test_two_that_would_merge_into_each_other(world: World) -> None:
    """Both at once: one goes through, and the other is told that it is closed."""
    one, other = world.teams["Lochside"], world.teams["Birchwood"]
    answers: list[int] = []
    ready = Barrier(2)
    browsers = [world.client("sandy"), world.client("sandy")]

    def merge(browser: Client, team: uuid.UUID, into: uuid.UUID) -> None:
        data = browser.form(f"/teams/{team}/merging").data(into=str(into)) | {"sure": "yes"}
        ready.wait()
        answers.append(browser.post(f"/teams/{team}/merging", data=data).status_code)

    threads = [
        Thread(target=merge, args=(browsers[0], one, other)),
        Thread(target=merge, args=(browsers[1], other, one)),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(answers)[0] == 302 and len(answers) == 2
    with world.reading("noor") as actor:
        assert len(queries.now(actor).closed) == 1
        rows = db.session.scalars(
            select(TeamMembership.team_id).where(TeamMembership.to_date.is_(None))
        )
        shut = {one.id for one in queries.now(actor).closed}
        assert not shut & set(rows)
