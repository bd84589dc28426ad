"""Looking after people: adding, correcting, moving, long leave, and the lists of them."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest

from supervision.domain.refusals import Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import Person, Team, TeamMembership
from supervision.queries import directory as queries
from supervision.queries import tree as tree_queries
from supervision.queries.directory import Narrowed
from supervision.queries.directory_teams import few_teams
from supervision.services import directory as services
from supervision.services import leaving, people, tree
from supervision.services.directory import Details
from tests.foundation.steps import listening
from tests.worlds import World

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def details(**changes: Any) -> Details:
    made = {
        "full_name": "Isla Brown",
        "known_as": "Isla",
        "email": "isla@lochside.example",
        "joined_on": TODAY,
        "weekly_minutes": 2250,
    }
    return Details(**{**made, **changes})


def add(world: World, **changes: Any) -> uuid.UUID:
    with world.acting("sandy") as actor:
        return services.add(actor, new_key(), details(**changes)).id


def person(world: World, key: Any) -> Person:
    return db.session.get_one(Person, world.ids.get(key, key))


def refused(world: World, **changes: Any) -> dict[str, str]:
    with pytest.raises(Refused) as refusal, world.acting("sandy") as actor:
        services.add(actor, new_key(), details(**changes))
    return refusal.value.problems


class TestAdding:
    def test_somebody_is_added_and_cannot_sign_in_yet(self, world: World) -> None:
        key = add(world, known_as="", email="Isla.Brown")
        with world.reading("sandy"):
            row = person(world, key)
            assert (row.known_as, row.email, row.email_folded) == (
                "Isla",
                "Isla.Brown",
                "isla.brown",
            )
            assert (row.password_hash, row.weekly_minutes) == (None, 2250)

    def test_sent_twice_it_is_the_same_person(self, world: World) -> None:
        key = new_key()
        for _ in range(2):
            with world.acting("sandy") as actor:
                assert services.add(actor, key, details()).id == key

    def test_a_key_of_somebody_elsewhere_gives_nobody(self, world: World) -> None:
        with pytest.raises(Forbidden), world.acting("sandy") as actor:
            services.add(actor, world.ids["oona"], details())

    @pytest.mark.parametrize("name", ["noor", "callum", "eilidh", "agnes"])
    def test_only_an_administrator_adds(self, world: World, name: str) -> None:
        with pytest.raises(Forbidden), world.acting(name) as actor:
            services.add(actor, new_key(), details())

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"full_name": " "}, "full_name"),
            ({"full_name": "M\u043erag Brown"}, "full_name"),
            ({"known_as": "Morag"}, "known_as"),
            ({"known_as": "m\u00f2rag"}, "known_as"),
            ({"email": "callum@lochside.example"}, "email"),
            ({"email": "CALLUM@lochside.example"}, "email"),
            ({"email": "oona@harbour.example"}, "email"),
            ({"email": "c\u0430llum@lochside.example"}, "email"),
            ({"email": "is"}, "email"),
            ({"email": "isla brown"}, "email"),
            ({"email": "isla@nowhere"}, "email"),
            ({"joined_on": TODAY + timedelta(days=400)}, "joined_on"),
            ({"joined_on": date(1899, 1, 1)}, "joined_on"),
        ],
    )
    def test_what_cannot_stand_is_said_beside_its_field(
        self, world: World, changes: Any, field: str
    ) -> None:
        assert set(refused(world, **changes)) == {field}


class TestCorrecting:
    def test_names_and_hours_are_put_right(self, world: World) -> None:
        with world.acting("sandy") as actor:
            assert services.correct(actor, person(world, "callum"), "Callum Reid", "Callum", 1200)
        with world.acting("sandy") as actor:
            row = person(world, "callum")
            assert (row.full_name, row.weekly_minutes) == ("Callum Reid", 1200)
            assert not services.correct(actor, row, "Callum Reid", "Callum", 1200)

    def test_how_they_are_called_is_theirs_once_they_have_begun(self, world: World) -> None:
        """Another could take the name then, and get what others share with it."""
        with pytest.raises(Refused), world.acting("sandy") as actor:
            services.correct(actor, person(world, "callum"), "Callum Reid", "Cal", None)
        with world.acting("sandy") as actor:
            person(world, "callum").password_hash = None
            assert services.correct(actor, person(world, "callum"), "Callum Reid", "Cal", None)

    def test_left_empty_it_stays_for_who_has_begun_and_is_the_first_name_otherwise(
        self, world: World
    ) -> None:
        with world.acting("sandy") as actor:
            assert services.correct(actor, person(world, "callum"), "Ewan Reid", "", None)
            assert person(world, "callum").known_as == "Callum"
            person(world, "callum").password_hash = None
            assert services.correct(actor, person(world, "callum"), "Ewan Gray", "", None)
            assert person(world, "callum").known_as == "Ewan"

    def test_nobody_is_made_to_pass_for_somebody_else(self, world: World) -> None:
        with pytest.raises(Refused), world.acting("sandy") as actor:
            services.correct(actor, person(world, "callum"), "Callum Reid", "Morag", None)

    def test_another_organisation_is_out_of_reach(self, world: World) -> None:
        with pytest.raises(Forbidden), world.acting("sandy") as actor:
            services.correct(actor, person(world, "oona"), "Oona Reid", "Oona", None)
        with pytest.raises(NotFound), world.reading("sandy") as actor:
            queries.get(actor, world.ids["oona"])


class TestTeams:
    def change(self, world: World, team: str | None, first_day: date) -> None:
        with world.acting("sandy") as actor:
            row = person(world, "callum")
            services.change_team(
                actor,
                row,
                queries.memberships(actor, row),
                db.session.get_one(Team, world.teams[team]) if team else None,
                first_day,
                "A new post",
            )

    def spells(self, world: World) -> list[tuple[Any, date, date | None]]:
        with world.reading("sandy"):
            rows = db.session.query(TeamMembership).filter_by(person_id=world.ids["callum"])
            names = {key: name for name, key in world.teams.items()}
            return sorted((names[r.team_id], r.from_date, r.to_date) for r in rows)

    def test_in_mid_period_the_old_one_ends_the_day_before(self, world: World) -> None:
        long_ago = TODAY - timedelta(days=700)
        day = TODAY + timedelta(days=9)
        for _ in range(2):  # twice is once
            self.change(world, "Birchwood", day)
            assert self.spells(world) == [
                ("Birchwood", day, None),
                ("Lochside", long_ago, day - DAY),
            ]
        with world.reading("callum") as actor:
            assert [m.team for m in actor.memberships] == ["Lochside"]
        world.clock.advance(days=9)
        with world.reading("callum") as actor:
            assert [m.team for m in actor.memberships] == ["Birchwood"]

    def test_the_same_team_again_changes_nothing(self, world: World) -> None:
        before = self.spells(world)
        self.change(world, "Lochside", TODAY)
        assert self.spells(world) == before

    def test_a_day_before_they_came_is_refused(self, world: World) -> None:
        with pytest.raises(Refused):
            self.change(world, "Birchwood", TODAY - timedelta(days=1000))

    def test_a_day_after_they_leave_is_refused_and_until_then_it_ends_with_them(
        self, world: World
    ) -> None:
        last = TODAY + timedelta(days=20)
        with world.acting("sandy") as actor:
            leaving.set_last_day(actor, person(world, "callum"), last)
        with pytest.raises(Refused):
            self.change(world, "Birchwood", last + DAY)
        self.change(world, "Birchwood", last)
        assert ("Birchwood", last, last) in self.spells(world)

    def test_a_day_far_ahead_is_refused(self, world: World) -> None:
        with pytest.raises(Refused):
            self.change(world, "Birchwood", TODAY + timedelta(days=367))

    def test_what_somebody_else_is_in_is_not_ended(self, world: World) -> None:
        with pytest.raises(Forbidden), world.acting("sandy") as actor:
            others = queries.memberships(actor, person(world, "morag"))
            services.change_team(actor, person(world, "callum"), others, None, TODAY)

    def test_a_closed_team_takes_nobody(self, world: World) -> None:
        with world.acting("sandy") as actor:
            tree.close(actor, db.session.get_one(Team, world.teams["Birchwood"]), TODAY)
        with pytest.raises(Refused):
            self.change(world, "Birchwood", TODAY)


class TestLeave:
    def test_a_leave_is_noted_moved_and_ended(self, world: World) -> None:
        for last in (TODAY + timedelta(days=30), TODAY + timedelta(days=60)):
            with world.acting("sandy") as actor:
                services.be_away(actor, person(world, "callum"), TODAY - DAY, last)
        with world.acting("sandy") as actor:
            row = queries.absence(actor, person(world, "callum"))
            assert row is not None and row.to_date == TODAY + timedelta(days=60)
            assert [one.id for one in queries.people(actor, Narrowed(show="away")).rows] == [
                world.ids["callum"]
            ]
            services.be_back(actor, person(world, "callum"))
        with world.reading("sandy") as actor:
            assert queries.absence(actor, person(world, "callum")) is None
        with world.reading("callum") as actor:
            assert actor.practises, "who is away may read what is theirs"

    def test_days_that_cannot_be_meant(self, world: World) -> None:
        for first, last in ((TODAY, TODAY - DAY), (date(2000, 1, 1), None)):
            with pytest.raises(Refused), world.acting("sandy") as actor:
                services.be_away(actor, person(world, "callum"), first, last)


class TestLists:
    def names(self, world: World, who: str = "sandy", **narrowed: Any) -> list[str]:
        with world.reading(who) as actor:
            return [row.known_as for row in queries.people(actor, Narrowed(**narrowed)).rows]

    def test_whom_each_list_shows(self, world: World) -> None:
        everyone = self.names(world)
        assert "Callum" in everyone and "Bram" not in everyone and "Oona" not in everyone
        assert everyone == sorted(everyone)
        assert self.names(world, show="left") == ["Bram"]
        assert self.names(world, role="governance") == ["Noor"]
        assert self.names(world, team_id=world.teams["Lochside"]) == ["Callum", "Morag", "Tomasz"]
        assert "Iain" in self.names(world, show="without-team")
        assert self.names(world, show="not-yet") == []
        assert self.names(world, team_id=world.teams["Lochside"], role="leader") == []

    def test_who_begins_later_is_listed_and_is_nobodys_supervisor_yet(self, world: World) -> None:
        add(world, joined_on=TODAY + DAY)
        with world.reading("sandy") as actor:
            assert queries.called(actor, "Isla Brown") == ()
        assert "Isla" in self.names(world)
        world.clock.advance(days=1)
        with world.reading("sandy") as actor:
            assert [one.known_as for one in queries.called(actor, "Isla Brown")] == ["Isla"]

    def test_the_page_of_somebody_says_what_holds_and_what_begins_later(self, world: World) -> None:
        with world.acting("sandy") as actor:
            row, home = person(world, "callum"), db.session.get_one(Team, world.teams["Birchwood"])
            services.change_team(actor, row, (), home, TODAY + 9 * DAY)
        with world.reading("sandy") as actor:
            around = queries.facts(actor, person(world, "callum"))
            assert [one.what for one in around.teams] == ["Birchwood", "Lochside"]
            above = [one.other for one in around.supervised_by]  # jean was, long ago
            assert above == ["Morag of Lochside", "Priya of Lochside"]
            listed = {one.known_as: one.today for one in queries.people(actor).rows}
            assert listed["Callum"].teams == ("Lochside",)

    def test_who_was_in_a_team_is_not_in_it_and_a_closed_one_is_not_offered(
        self, world: World
    ) -> None:
        with world.acting("sandy") as actor:
            row, home = person(world, "callum"), db.session.get_one(Team, world.teams["Birchwood"])
            services.change_team(actor, row, queries.memberships(actor, row), home, TODAY)
        assert self.names(world, team_id=world.teams["Lochside"]) == ["Morag", "Tomasz"]
        assert "Callum" in self.names(world, team_called="birch")
        with world.acting("sandy") as actor:
            tree.close(actor, db.session.get_one(Team, world.teams["Birchwood"]), TODAY)
        with world.reading("sandy") as actor:
            names = [name for _key, name in queries.team_choices(actor)]
            assert "Lochside" in names and "Birchwood" not in names
            assert few_teams(actor) == queries.team_choices(actor)
        assert self.names(world, team_called="birch") == []

    def test_a_team_by_part_of_its_name(self, world: World) -> None:
        """In any case and without accents; just that name before names that go on."""
        with world.acting("sandy") as actor:
            home = tree_queries.team(actor, world.teams["Lochside"]).care_service_id
            place = tree_queries.service(actor, home)
            for name in ("Lochside north", "Màiri’s house"):
                made = tree.add_team(actor, new_key(), place, name, TODAY)
                assert made is not None
                people.join_team(actor, person(world, "iain"), made, TODAY)
        three = ["Callum", "Morag", "Tomasz"]
        assert self.names(world, team_called=" lochSIDE ") == three
        assert self.names(world, team_called="lochs") == [*three[:1], "Iain", *three[1:]]
        assert self.names(world, team_called="side north") == ["Iain"]
        assert self.names(world, team_called="mairi's") == ["Iain"]
        assert self.names(world, team_called="harbour") == []
        assert self.names(world, team_called="lochs", role="leader") == ["Iain"]
        assert self.names(world, team_called="lochs", team_id=world.teams["Lochside"]) == three
        assert self.names(world, "callum", team_called="lochs") == []

    def test_nobody_else_finds_anyone(self, world: World) -> None:
        for who in ("callum", "eilidh", "agnes"):
            assert self.names(world, who) == []
            with world.reading(who) as actor:
                assert not queries.found(actor, "callum") and not queries.called(actor, "Callum")
                with pytest.raises(NotFound):
                    queries.get(actor, world.ids["callum"])

    def test_finding_by_parts_of_names(self, world: World) -> None:
        add(world, full_name="Màiri Nic Dhòmhnaill", known_as="Màiri", email="mairi.nd")
        with world.reading("noor") as actor:
            assert [r.known_as for r in queries.found(actor, "mairi").rows] == ["Màiri"]
            assert [r.known_as for r in queries.found(actor, "lochside BRAM").rows] == ["Bram"]
            assert not queries.found(actor, "oona").rows and not queries.found(actor, " ").rows
            assert [p.known_as for p in queries.called(actor, "callum")] == ["Callum"]
            assert [p.known_as for p in queries.called(actor, "CALLUM@lochside.example")] == [
                "Callum"
            ]
            assert queries.called(actor, "Bram") == ()

    @pytest.mark.parametrize("many", [30, 3000])
    def test_the_same_few_statements_for_any_number(self, world: World, many: int) -> None:
        with world.acting("sandy") as actor:
            db.session.add_all(
                Person(
                    organisation_id=actor.organisation_id,
                    full_name=f"Aa Person {n:04}",
                    known_as=f"P{n}",
                    email=f"p{n}",
                    email_folded=f"p{n}",
                    joined_on=TODAY,
                )
                for n in range(many)
            )
        client = world.client("sandy")
        client.get("/people")
        for path in ("/people", "/people?show=not-yet", "/"):
            with listening(world) as heard:
                assert client.get(path).status_code == 200
            assert heard.count("SELECT") == {"/": 3}.get(path, 6), (path, heard.lines)
        assert client.get("/people").text.count("Aa Person ") == 25

    def test_page_after_page_everyone_is_there_once(self, world: World) -> None:
        for n in range(30):
            add(
                world,
                full_name=f"Same Name{'' if n % 2 else ' Too'}",
                known_as=f"S{n}a",
                email=f"s-{n}-a",
            )
        seen, after = [], None
        with world.reading("sandy") as actor:
            while True:
                listed = queries.people(actor, Narrowed(), after)
                seen += [row.id for row in listed.rows]
                if listed.earlier is None:
                    break
                after = listed.earlier
        assert len(seen) == len(set(seen)) == 46
