"""Giving and ending roles, and telling those who hold them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision import audit
from supervision.domain.refusals import Forbidden, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.mails import OutgoingMail
from supervision.queries import standing as queries
from supervision.services import people, second_looks
from supervision.services import standing as services
from tests.services.several_administrators import administrators, person, roles_of
from tests.worlds import World

DAY = timedelta(days=1)


def told(world: World) -> set[str]:
    with world.app.app_context():
        ids = set(
            db.session.scalars(
                select(OutgoingMail.person_id).where(OutgoingMail.kind == "standing")
            )
        )
    return {name for name, key in world.ids.items() if key in ids}


class TestRoles:
    def test_a_role_says_who_gave_it_and_why_and_its_holder_is_told(self, world: World) -> None:
        with world.acting("sandy") as actor:
            key = new_key()
            services.give_role(
                actor, key, person(world, "callum"), "curator", actor.today, None, "Needed here"
            )
        with world.reading("noor") as actor:
            found = queries.rights(actor, person(world, "callum"), ("role",))
            assert next((one.code, one.given.by, one.given.reason) for one in found) == (
                "curator",
                "Sandy of Lochside",
                "Needed here",
            )
            assert any(seen.kind == "role_grants" for seen in audit.pending_reads())
            audit.pending_reads().clear()
        assert told(world) == {"callum"}
        with world.reading("callum") as actor:
            assert "curator" in actor.roles

    @pytest.mark.parametrize("name", ["noor", "morag", "eilidh", "callum", "oona"])
    def test_nobody_but_an_administrator_gives_or_ends(self, world: World, name: str) -> None:
        with world.reading(name) as actor:
            callum = person(world, "callum")
            with pytest.raises(Forbidden):
                services.give_role(actor, new_key(), callum, "leader", actor.today, None, "No")
            grant = roles_of(world, "callum")["practitioner"]
            with pytest.raises(Forbidden):
                services.end_role(actor, callum, grant, actor.today, "No")

    def test_an_administrator_reaches_nobody_elsewhere(self, world: World) -> None:
        with world.reading("sandy") as actor, pytest.raises(Forbidden):
            services.give_role(
                actor, new_key(), person(world, "oona"), "leader", actor.today, None, "No"
            )

    @pytest.mark.parametrize(("name", "role"), [("sandy", "curator"), ("callum", "administrator")])
    def test_what_needs_two_is_not_given_by_one(self, world: World, name: str, role: str) -> None:
        with world.reading("sandy") as actor, pytest.raises(Forbidden):
            services.give_role(
                actor, new_key(), person(world, name), role, actor.today, None, "Because"
            )

    def test_days_have_to_make_sense(self, world: World) -> None:
        with world.reading("sandy") as actor:
            callum, today = person(world, "callum"), actor.today
            for role, first, last, field in (
                ("curator", today, today - DAY, "last"),
                ("curator", today - 9 * DAY, today - DAY, "last"),
                ("curator", today - 900 * DAY, None, "first"),
                ("practitioner", today, None, "role"),
                ("king", today, None, "role"),
            ):
                with pytest.raises(Refused) as refused:
                    services.give_role(actor, new_key(), callum, role, first, last, "Because")
                assert set(refused.value.problems) == {field}

    def test_ending_shortens_and_never_lengthens(self, world: World) -> None:
        with world.acting("sandy") as actor:
            callum, today = person(world, "callum"), actor.today
            grant = roles_of(world, "callum")["practitioner"]
            services.end_role(actor, callum, grant, today + 5 * DAY, "Another post")
            assert (grant.to_date, grant.ended_by) == (today + 5 * DAY, actor.person_id)
            for last in (today + 5 * DAY, today + 9 * DAY):
                with pytest.raises(Refused):
                    services.end_role(actor, callum, grant, last, "On and on")
            services.end_role(actor, callum, grant, today - DAY, "At once")
        with world.reading("callum") as actor:
            assert actor.roles == frozenset()
        assert told(world) == {"callum"}

    def test_it_ends_with_the_day_before_it_began_at_the_earliest(self, world: World) -> None:
        with world.acting("sandy") as actor:
            callum, today = person(world, "callum"), actor.today
            made = services.give_role(actor, new_key(), callum, "curator", today, None, "A year")
            with pytest.raises(Refused) as refused:
                services.end_role(actor, callum, made, today - 2 * DAY, "A mistake")
            assert set(refused.value.problems) == {"last"}
            services.end_role(actor, callum, made, today - DAY, "A mistake")

    def test_what_somebody_else_holds_is_not_ended(self, world: World) -> None:
        with pytest.raises(Forbidden), world.acting("sandy") as actor:
            grant = roles_of(world, "morag")["practitioner"]
            services.end_role(actor, person(world, "callum"), grant, actor.today, "Another")

    @pytest.mark.parametrize("own", [True, False])
    def test_what_was_agreed_is_given_under_its_own_key(self, world: World, own: bool) -> None:
        with world.reading("sandy") as actor:
            callum = person(world, "callum")
            look = second_looks.ask(actor, "role", {}, "Because", callum)
            look.state = "agreed"
            key = look.id if own else new_key()
            facts = (key, callum, "administrator", actor.today, None, "Because", look)
            if own:
                assert services.give_role(actor, *facts).id == key
                return
            with pytest.raises(Forbidden):
                services.give_role(actor, *facts)

    def test_two_administrators_are_there_today_too(self, world: World) -> None:
        """Ended with yesterday, it is missing today, whoever begins tomorrow."""
        administrators(world, "agnes")
        with world.acting("sandy") as actor:
            people.grant_role(actor, person(world, "noor"), "administrator", actor.today + DAY)
        with world.reading("sandy") as actor:
            sandy, grant = person(world, "sandy"), roles_of(world, "sandy")["administrator"]
            with pytest.raises(Refused):
                services.end_role(actor, sandy, grant, actor.today - DAY, "At once")
            services.end_role(actor, sandy, grant, actor.today, "A new post")

    def test_what_was_to_end_by_then_anyway_is_not_counted(self, world: World) -> None:
        administrators(world)
        with world.reading("sandy") as actor:
            sandy, grant = person(world, "sandy"), roles_of(world, "sandy")["administrator"]
            grant.to_date = actor.today + 5 * DAY
            roles_of(world, "agnes")["administrator"].to_date = actor.today + 10 * DAY
            services.end_role(actor, sandy, grant, actor.today + 2 * DAY, "A new post")

    @pytest.mark.parametrize(("others", "refused"), [((), True), (("agnes",), True), ((), False)])
    def test_two_administrators_stay(
        self, world: World, others: tuple[str, ...], refused: bool
    ) -> None:
        if others or not refused:
            administrators(world, *others)
        with world.acting("sandy") as actor:
            grant = roles_of(world, "sandy")["administrator"]
            if not refused:
                services.end_role(actor, person(world, "sandy"), grant, actor.today, "A new post")
                return
            with pytest.raises(Refused) as said:
                services.end_role(actor, person(world, "sandy"), grant, actor.today, "A new post")
            assert "Two administrators have to stay" in said.value.problems["last"]

    def test_an_administrator_who_leaves_first_does_not_count(self, world: World) -> None:
        administrators(world)
        with world.acting("sandy") as actor:
            person(world, "agnes").left_on = actor.today
            grant = roles_of(world, "sandy")["administrator"]
            with pytest.raises(Refused):
                services.end_role(actor, person(world, "sandy"), grant, actor.today, "A new post")
