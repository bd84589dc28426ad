"""The tree, changed: every day keeps its shape, and only administrators change it."""

from __future__ import annotations

import pytest

from supervision import audit
from supervision.domain.refusals import Forbidden
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import Person, TeamMembership
from supervision.queries import tree as queries
from supervision.services import tree as services
from tests.foundation.steps import chain_broken_at, listening
from tests.services.several_administrators import administrators
from tests.services.tree_changed import (
    DAY,
    in_team,
    refused,
    service_of,
    shape,
    spells,
    team,
    verbs,
    world_service,
)
from tests.worlds import World


class TestRenaming:
    def test_the_past_keeps_its_name(self, world: World) -> None:
        with world.acting("sandy") as actor:
            since = actor.today - 10 * DAY
            services.rename(actor, team(world, "Lochside"), "  Loch   view ", since, "It moved")
        with world.reading("noor") as actor:
            here = actor.organisation_id
            assert shape(here, since) == {
                "Carers’ service": ["Birchwood"],
                "Older people’s service": ["Loch view"],
            }
            assert shape(here, since - DAY)["Older people’s service"] == ["Lochside"]
            assert queries.now(actor).services[1].teams[0].name == "Loch view"
            first, second = spells(team(world, "Lochside"))
            assert (first.to_date, second.from_date, second.to_date) == (since - DAY, since, None)
            assert second.reason == "It moved" and second.given_by == world.ids["sandy"]
            assert b"moved" not in bytes(second.reason_sealed)
            assert verbs().count("renamed") == 1
        assert chain_broken_at(world) is None

    def test_two_on_one_day_leave_the_second(self, world: World) -> None:
        with world.acting("sandy") as actor:
            services.rename(actor, team(world, "Lochside"), "Harbour", actor.today, "By the sea")
            services.rename(actor, team(world, "Lochside"), "Rowan", actor.today)
            names = [
                (one.name, one.from_date <= (one.to_date or actor.today))
                for one in spells(team(world, "Lochside"))
            ]
            assert names == [("Lochside", True), ("Rowan", True)]
            services.rename(actor, team(world, "Lochside"), "Ash", actor.today, "After the tree")
            *_, last = spells(team(world, "Lochside"))
            assert last.reason == "By the sea; After the tree", "no reason is lost"

    def test_a_reason_of_another_that_is_joined_was_read(self, world: World) -> None:
        administrators(world, "agnes")
        with world.acting("sandy") as actor:
            services.rename(actor, team(world, "Lochside"), "Harbour", actor.today, "By the sea")
        with world.reading("agnes") as actor:
            services.rename(actor, team(world, "Lochside"), "Ash", actor.today, "After the tree")
            (seen,) = audit.pending_reads()
            assert (seen.kind, seen.about_id) == ("team_spells", world.ids["sandy"])
            audit.pending_reads().clear()

    def test_days_and_names_that_cannot_be(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, today = team(world, "Lochside"), actor.today
            services.rename(actor, one, "Harbour", today - 5 * DAY)
            for name, day, field in (
                ("Rowan", today + DAY, "from_day"),
                ("Rowan", today - 6 * DAY, "from_day"),
                ("", today, "name"),
                ("x" * 121, today, "name"),
            ):
                assert set(refused(services.rename, actor, one, name, day)) == {field}
            sister = services.add_team(actor, new_key(), service_of(one), "Rowan", today)
            assert sister is not None
            assert set(refused(services.rename, actor, one, "ROWAN", today)) == {"name"}
            services.rename(actor, one, "Birchwood", today)  # of another service
            assert len(spells(one)) == 3

    def test_a_trial_changes_nothing(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, other = team(world, "Lochside"), team(world, "Birchwood")
            before = len(verbs())
            services.rename(actor, one, "Rowan", actor.today, trial=True)
            services.move(actor, one, service_of(other), actor.today, trial=True)
            services.merge(actor, one, other, actor.today, trial=True)
            services.close(actor, one, actor.today, trial=True)
            services.add_service(actor, new_key(), "Rowan", actor.today, trial=True)
            assert len(verbs()) == before and not db.session.dirty and not db.session.new
            same = refused(services.rename, actor, one, "Lochside", actor.today, trial=True)
            assert set(same) == {"name"}

    @pytest.mark.parametrize("name", ["noor", "callum", "iain", "oona"])
    def test_only_administrators(self, world: World, name: str) -> None:
        with world.reading(name) as actor:
            one, other = team(world, "Lochside"), team(world, "Birchwood")
            for act, args in (
                (services.rename, (one, "Rowan")),
                (services.move, (one, service_of(other))),
                (services.merge, (one, other)),
                (services.close, (one,)),
                (services.add_team, (new_key(), service_of(one), "Rowan")),
                (services.add_service, (new_key(), "Rowan")),
            ):
                if act is services.add_service and name == "oona":
                    continue
                with pytest.raises(Forbidden):
                    act(actor, *args, actor.today)


class TestMoving:
    def test_the_team_stands_elsewhere_from_that_day(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, since = team(world, "Lochside"), actor.today - 3 * DAY
            services.move(actor, one, service_of(team(world, "Birchwood")), since)
            here = actor.organisation_id
            assert shape(here, since)["Carers’ service"] == ["Birchwood", "Lochside"]
            assert shape(here, since)["Older people’s service"] == []
            assert shape(here, since - DAY)["Older people’s service"] == ["Lochside"]
            assert in_team(one, actor.today) == ["Bram", "Callum", "Morag", "Tomasz"]
        with world.reading("callum") as actor:
            assert actor.care_service_id == world_service(world, "Birchwood")

    def test_not_before_the_service_was_there_and_not_beside_its_like(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, today = team(world, "Lochside"), actor.today
            late = services.add_service(actor, new_key(), "Day centres", today - DAY)
            assert late is not None
            assert set(refused(services.move, actor, one, late, today - 2 * DAY)) == {"from_day"}
            services.add_team(actor, new_key(), late, "Lochside", today)
            assert set(refused(services.move, actor, one, late, today)) == {"into"}

    def test_a_service_closes_empty_and_after_its_teams(self, world: World) -> None:
        with world.acting("sandy") as actor:
            one, today = team(world, "Lochside"), actor.today
            old = service_of(one)
            assert set(refused(services.close, actor, old, today)) == {""}
            services.move(actor, one, service_of(team(world, "Birchwood")), today - 3 * DAY)
            assert set(refused(services.close, actor, old, today - 4 * DAY)) == {"from_day"}
            services.close(actor, old, today - 3 * DAY, "Nothing is left in it")
            assert old.closed_on == today - 4 * DAY
            assert spells(old)[-1].end_reason == "Nothing is left in it"
            assert set(refused(services.rename, actor, old, "Rowan", today)) == {""}
            late = refused(services.add_team, actor, new_key(), old, "Rowan", today)
            assert set(late) == {""}


@pytest.mark.parametrize("name", ["callum", "iain", "agnes"])
def test_for_everyone_else_there_is_no_tree(world: World, name: str) -> None:
    with world.reading(name) as actor:
        standing = queries.now(actor)
        assert (standing.services, standing.closed, standing.large) == ((), (), False)
        assert queries.then(actor, actor.today) == ()


def test_history_says_who_and_why(world: World) -> None:
    with world.acting("sandy") as actor:
        one, today = team(world, "Lochside"), actor.today
        services.rename(actor, service_of(one), "Later life", today - 6 * DAY)
        services.rename(actor, one, "Rowan", today - 8 * DAY, "A new house")
        services.move(actor, one, service_of(team(world, "Birchwood")), today - 4 * DAY)
        services.merge(actor, one, team(world, "Birchwood"), today, "Too small")
    with world.reading("noor") as actor:
        found = queries.history(actor, team(world, "Lochside"))
        assert [(one.what, one.name, one.service, one.into, one.reason) for one in found] == [
            ("merged", "Rowan", "Carers’ service", "Birchwood", "Too small"),
            ("moved", "Rowan", "Carers’ service", None, ""),
            ("renamed", "Rowan", "Older people’s service", None, "A new house"),
            ("begun", "Lochside", "Older people’s service", None, ""),
        ]
        assert [one.who for one in found] == [*["Sandy of Lochside"] * 3, None]


def test_as_many_statements_for_many_as_for_few(world: World) -> None:
    def statements() -> list[int]:
        with world.reading("noor") as actor:
            one, here = team(world, "Lochside"), actor.organisation_id
            service = service_of(one)
            counted = []
            for ask in (
                lambda: queries.now(actor),
                lambda: queries.on(here, actor.today),
                lambda: queries.members(actor, one),
                lambda: queries.teams_of(actor, service),
                lambda: queries.history(actor, one),
                lambda: queries.open_teams(actor),
            ):
                with listening(world) as heard:
                    ask()
                counted.append(len(heard.lines))
            return counted

    few = statements()
    with world.acting("sandy") as actor:
        place = service_of(team(world, "Lochside"))
        for n in range(30):
            made = services.add_team(actor, new_key(), place, f"Team {n}", actor.today)
            assert made is not None
        crowd = [
            {
                "id": new_key(),
                "organisation_id": actor.organisation_id,
                "full_name": f"Somebody {n}",
                "known_as": f"Somebody {n}",
                "email": f"somebody{n}@lochside.example",
                "email_folded": f"somebody{n}@lochside.example",
                "mail_when_waiting": True,
                "joined_on": actor.today,
            }
            for n in range(3000)
        ]
        db.session.execute(Person.__table__.insert(), crowd)
        db.session.execute(
            TeamMembership.__table__.insert(),
            [
                {
                    "id": new_key(),
                    "organisation_id": actor.organisation_id,
                    "team_id": world.teams["Lochside"],
                    "person_id": one["id"],
                    "from_date": actor.today,
                }
                for one in crowd
            ],
        )
    assert statements() == few
    assert few == [3, 2, 1, 2, 2, 1]
    with world.reading("noor") as actor:
        found = queries.now(actor)
        counts = {each.name: each.people for one in found.services for each in one.teams}
        assert counts["Lochside"] == 3003 and counts["Birchwood"] == 4
        assert counts["Team 0"] == 0
