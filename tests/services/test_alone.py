"""[Z18] What one administrator cannot come to alone: what is shared with a team, the library, the
place of the second administrator."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from supervision.domain.refusals import Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.importing import looking
from supervision.keys import new_key
from supervision.models.administration import SecondLook
from supervision.models.people import Person, RoleGrant, Team
from supervision.models.reflections import ReflectionShare
from supervision.queries import reflections as reflection_queries
from supervision.services import (
    directory,
    invitations,
    leaving,
    people,
    second_looks,
    standing,
    tree,
)
from supervision.services.standing import Wanted
from tests.access import making
from tests.services.several_administrators import administrators, person, roles_of
from tests.worlds import World

DAY = timedelta(days=1)


def team(world: World, name: str) -> Team:
    return db.session.get_one(Team, world.teams[name])


def shared_with_lochside(world: World) -> uuid.UUID:
    """A reflection of callum's that the team Lochside reads."""
    key = making.reflection(world, "callum").keys["reflection_id"]
    with world.acting("callum") as actor:
        share = ReflectionShare(
            organisation_id=actor.organisation_id,
            reflection_id=key,
            team_id=world.teams["Lochside"],
            shared_at=actor.now,
        )
        db.session.add(share)
    return key


def stays_closed(world: World, key: uuid.UUID) -> None:
    with world.reading("sandy") as actor:
        assert actor.memberships == ()
        with pytest.raises(NotFound):
            reflection_queries.get(actor, key)


class TestTeams:
    def test_nobody_puts_themselves_into_a_team(self, world: World) -> None:
        shared = shared_with_lochside(world)
        client = world.client("sandy")
        path = f"/people/{world.ids['sandy']}/team"
        answer = client.fill(path, team=str(world.teams["Lochside"]))
        assert answer.status_code == 422
        assert "Another administrator" in answer.text
        stays_closed(world, shared)
        with pytest.raises(Refused), world.acting("sandy") as actor:
            directory.change_team(
                actor, person(world, "sandy"), [], team(world, "Lochside"), actor.today
            )
        administrators(world, "agnes")
        with world.acting("agnes") as actor:
            sandy = person(world, "sandy")
            assert directory.change_team(actor, sandy, [], team(world, "Lochside"), actor.today)

    def test_nobody_comes_into_a_team_with_the_team_they_are_in(self, world: World) -> None:
        shared = shared_with_lochside(world)
        administrators(world, "agnes")
        with world.acting("agnes") as actor:
            sandy = person(world, "sandy")
            directory.change_team(actor, sandy, [], team(world, "Birchwood"), actor.today + 3 * DAY)
        with pytest.raises(Refused) as refusal, world.acting("sandy") as actor:
            one, into = team(world, "Birchwood"), team(world, "Lochside")
            tree.merge(actor, one, into, actor.today)
        assert set(refusal.value.problems) == {"into"}
        stays_closed(world, shared)
        with world.acting("agnes") as actor:
            tree.merge(actor, team(world, "Birchwood"), team(world, "Lochside"), actor.today)

    @pytest.mark.parametrize(
        ("column", "cell"), [("Team", "Lochside"), ("Supervisor", "morag@lochside.example")]
    )
    def test_a_file_does_neither_for_whoever_brings_it(
        self, world: World, column: str, cell: str
    ) -> None:
        file = f"Name,Email,{column}\nSandy of Lochside,sandy@lochside.example,{cell}\n"
        with world.reading("sandy") as actor:
            [plan] = looking.look(actor, "people.csv", file.encode()).plans
            assert (plan.kind, plan.changes) == ("problem", [])


class TestSupervision:
    def test_to_be_supervised_opens_the_library_and_waits(self, world: World) -> None:
        administrators(world, "agnes")
        with pytest.raises(Forbidden), world.acting("sandy") as actor:
            wanted = Wanted(person(world, "morag"), person(world, "sandy"), "line", actor.today)
            standing.relate(actor, new_key(), wanted, "Mine")
        path = f"/people/{world.ids['sandy']}/supervision/new"
        answer = world.client("sandy").fill(
            path, who="morag@lochside.example", function="line", why="Mine", step="do"
        )
        assert answer.status_code == 302
        with world.reading("sandy") as actor:
            assert not actor.practises
            [look] = db.session.query(SecondLook).all()
            assert (look.need, look.state) == ("relation", "waiting")
            path = f"/second-looks/{look.id}"
        assert world.client("agnes").send(path, look="agree").status_code == 302
        with world.reading("sandy") as actor:
            assert [one.supervisor for one in actor.supervised_by] == ["Morag"]

    def test_whoever_practises_already_gains_nothing_by_it(self, world: World) -> None:
        administrators(world, "morag")
        with world.acting("morag") as actor:
            wanted = Wanted(person(world, "priya"), person(world, "morag"), "clinical", actor.today)
            standing.relate(actor, new_key(), wanted, "Another view")


class TestTheSecondAdministrator:
    def beth(self, world: World, **role: Any) -> uuid.UUID:
        """The second one, who has not begun."""
        with world.acting("sandy") as actor:
            beth = people.add_person(
                actor, "Beth of Lochside", "Beth", "beth@lochside.example", None, actor.today
            )
            people.grant_role(actor, beth, "administrator", actor.today, **role)
            db.session.flush()
            return beth.id

    def test_nobody_takes_their_place_with_a_link(self, world: World) -> None:
        key = self.beth(world)
        with pytest.raises(Refused), world.acting("sandy") as actor:
            invitations.printed(actor, db.session.get_one(Person, key))
        page = world.client("sandy").get(f"/people/{key}/invite")
        assert "Make a link to print" not in page.text
        with world.acting("sandy") as actor:
            invitations.invite_by_mail(actor, db.session.get_one(Person, key))

    def test_nor_with_an_address_of_their_own(self, world: World) -> None:
        key = self.beth(world)
        client = world.client("sandy")
        assert (
            client.fill(f"/people/{key}/details", email="mine@elsewhere.example").status_code == 302
        )
        with pytest.raises(Forbidden), world.acting("sandy") as actor:
            directory.change_address(
                actor, db.session.get_one(Person, key), "mine@elsewhere.example"
            )
        with world.reading("sandy"):
            assert db.session.get_one(Person, key).email == "beth@lochside.example"
            assert [look.need for look in db.session.query(SecondLook)] == ["address"]

    def test_an_address_of_who_has_signed_in_needs_the_look_itself(self, world: World) -> None:
        with pytest.raises(Forbidden), world.acting("sandy") as actor:
            directory.change_address(actor, person(world, "callum"), "mine@elsewhere.example")

    @pytest.mark.parametrize(
        ("name", "address", "state"),
        [
            ("callum", "other@elsewhere.example", "agreed"),
            ("morag", "new@elsewhere.example", "agreed"),
            ("callum", "new@elsewhere.example", "waiting"),
            ("callum", "new@elsewhere.example", "declined"),
        ],
    )
    def test_what_was_agreed_is_one_address_of_one_person(
        self, world: World, name: str, address: str, state: str
    ) -> None:
        with pytest.raises(Forbidden), world.acting("sandy") as actor:
            what = {"address": "new@elsewhere.example"}
            look = second_looks.ask(actor, "address", what, "Married", person(world, "callum"))
            look.state = state
            directory.change_address(actor, person(world, name), address, agreed=look)

    def test_two_stay_on_every_day_to_come(self, world: World) -> None:
        administrators(world)
        with world.acting("sandy") as actor:
            grant = roles_of(world, "agnes")["administrator"]
            standing.end_role(actor, person(world, "agnes"), grant, actor.today + 10 * DAY, "")
        with pytest.raises(Refused), world.acting("sandy") as actor:
            grant = roles_of(world, "noor")["administrator"]
            standing.end_role(actor, person(world, "noor"), grant, actor.today + 5 * DAY, "")

    def test_two_stay_beside_one_who_leaves_later(self, world: World) -> None:
        administrators(world)
        with world.acting("sandy") as actor:
            leaving.set_last_day(actor, person(world, "agnes"), actor.today + 10 * DAY)
        with pytest.raises(Refused), world.acting("sandy") as actor:
            grant: RoleGrant = roles_of(world, "noor")["administrator"]
            standing.end_role(actor, person(world, "noor"), grant, actor.today + 5 * DAY, "")
