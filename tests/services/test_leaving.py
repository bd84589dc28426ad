"""Leaving with a day ahead, being shut out at once, staying after all, and coming back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision.domain.links import Purpose
from supervision.domain.refusals import Forbidden, Refused
from supervision.extensions import db
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person, RoleGrant, SupervisionRelation
from supervision.models.recordings import PersonReferenceHolder
from supervision.models.reflections import ReflectionShare
from supervision.models.sign_ins import SignIn
from supervision.queries import colleagues, directory
from supervision.queries import reflections as reflections_of
from supervision.services import leaving as services
from supervision.services import links, people, recordings, reflections
from tests.access import making
from tests.worlds import World

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def person(world: World, name: str) -> Person:
    return db.session.get_one(Person, world.ids[name])


def act(world: World, what: Any, name: str, *more: Any, by: str = "sandy") -> None:
    with world.acting(by) as actor:
        what(actor, person(world, name), *more)


def relations(world: World, name: str) -> dict[str, date | None]:
    with world.reading("sandy"):
        key = world.ids[name]
        rows = db.session.scalars(
            select(SupervisionRelation).where(
                (SupervisionRelation.supervisor_id == key)
                | (SupervisionRelation.supervisee_id == key)
            )
        )
        names = {key: name for name, key in world.ids.items()}
        return {f"{names[r.supervisor_id]}-{names[r.supervisee_id]}": r.to_date for r in rows}


class TestALastDayAhead:
    def test_everything_ends_with_it_on_both_sides(self, world: World) -> None:
        day = TODAY + timedelta(days=7)
        act(world, services.set_last_day, "morag", day)
        ends = relations(world, "morag")
        assert set(ends.values()) == {day} and len(ends) == 4
        with world.reading("morag") as actor:
            assert len(actor.supervises) == 3 and actor.roles
        world.clock.advance(days=8)
        with world.reading("callum") as actor:
            assert [r.supervisor for r in actor.supervised_by] == ["Priya"]
        assert world.client("morag").get("/").status_code == 302

    def test_it_can_be_moved_and_taken_back(self, world: World) -> None:
        before = relations(world, "callum")
        for days in (7, 30, 3):
            act(world, services.set_last_day, "callum", TODAY + timedelta(days=days))
            assert relations(world, "callum")["morag-callum"] == TODAY + timedelta(days=days)
        act(world, services.stay_on, "callum")
        assert relations(world, "callum") == before, (
            "the one with jean ended long ago, and stays so"
        )
        with world.reading("callum") as actor:
            assert actor.roles == {"practitioner"} and actor.team_id == world.teams["Lochside"]

    def test_what_had_an_end_of_its_own_is_not_lengthened(self, world: World) -> None:
        with world.acting("sandy") as actor:
            grant = people.grant_role(
                actor, person(world, "callum"), "curator", TODAY, TODAY + timedelta(days=20)
            )
            key = grant.id
        act(world, services.set_last_day, "callum", TODAY + timedelta(days=7))
        act(world, services.stay_on, "callum")
        with world.reading("sandy"):
            last = db.session.get_one(RoleGrant, key).to_date
            assert last is not None and last <= TODAY + timedelta(days=20)

    def test_those_whom_they_supervise_and_their_supervisors_are_told(self, world: World) -> None:
        act(world, services.set_last_day, "morag", TODAY + timedelta(days=7))
        with world.reading("sandy"):
            told = {(row.kind, row.person_id) for row in db.session.scalars(select(OutgoingMail))}
        names = ("bram", "callum", "eilidh", "tomasz")
        assert told == {("standing", world.ids[name]) for name in names}

    def test_who_has_left_is_given_no_other_day_and_does_not_stay(self, world: World) -> None:
        """Having somebody back is another thing: nothing of before goes on by itself."""
        for change in (
            lambda actor, row: services.set_last_day(actor, row, TODAY + DAY),
            services.stay_on,
        ):
            with pytest.raises(Forbidden):
                act(world, change, "bram")
        act(world, services.shut_out, "callum")
        with pytest.raises(Forbidden):
            act(world, services.set_last_day, "callum", TODAY + DAY)
        assert world.client("callum").get("/").status_code == 302

    def test_days_that_cannot_be_meant(self, world: World) -> None:
        for day in (TODAY - DAY, TODAY + timedelta(days=2000)):
            with pytest.raises(Refused):
                act(world, services.set_last_day, "callum", day)

    @pytest.mark.parametrize("name", ["noor", "callum", "morag"])
    def test_only_an_administrator_gives_one(self, world: World, name: str) -> None:
        for what in (services.set_last_day, services.shut_out, services.rehire):
            more = () if what is services.shut_out else (TODAY,)
            with pytest.raises(Forbidden):
                act(world, what, "tomasz", *more, by=name)

    def test_two_administrators_stay(self, world: World) -> None:
        for name in ("sandy", "grace"):
            with pytest.raises(Refused):
                act(world, services.set_last_day, "sandy", TODAY)
            with world.acting("sandy") as actor:
                people.grant_role(actor, person(world, name), "administrator", TODAY)
        with world.acting("sandy") as actor:
            people.grant_role(actor, person(world, "cora"), "administrator", TODAY)
        act(world, services.set_last_day, "grace", TODAY + DAY)
        with pytest.raises(Refused):
            act(world, services.shut_out, "cora")


class TestAtOnce:
    def test_three_browsers_are_refused_at_the_next_request(self, world: World) -> None:
        """[S04] From the commit on, wherever they are signed in."""
        browsers = [world.client("callum") for _ in range(3)]
        assert [one.get("/reflections").status_code for one in browsers] == [200] * 3
        act(world, services.shut_out, "callum")
        assert [one.get("/reflections").status_code for one in browsers] == [302] * 3
        answers = [one.post("/reflections/new", data={"happened": "Late"}) for one in browsers]
        assert all(answer.status_code in (400, 401) for answer in answers)
        with world.reading("sandy"):
            rows = db.session.scalars(select(SignIn).where(SignIn.person_id == world.ids["callum"]))
            assert all(row.ended_at is not None for row in rows)
        assert world.client("callum").get("/").status_code == 302, "nor with a new sign-in"

    def test_nobody_finds_them_or_names_them_as_a_reader(self, world: World) -> None:
        act(world, services.shut_out, "tomasz")
        with world.reading("callum") as actor:
            assert [one.name for one in colleagues.colleagues(actor, "tomasz")] == []
            assert "Tomasz" not in colleagues.members(actor, world.teams["Lochside"])
        with world.reading("sandy") as actor:
            assert directory.called(actor, "tomasz") == ()

    def test_nothing_is_shared_with_them_from_then_on(self, world: World) -> None:
        act(world, services.shut_out, "morag")
        with world.reading("callum") as actor:
            assert [one.supervisor for one in actor.supervised_by] == ["Priya"]
        assert "Share with Morag" not in world.client("callum").get("/reflections/new").text
        with world.reading("sandy"):
            mails = db.session.scalars(select(OutgoingMail).where(OutgoingMail.kind == "standing"))
            names = {key: name for name, key in world.ids.items()}
            assert sorted(names[one.person_id] for one in mails) == [
                *("bram", "callum", "eilidh", "tomasz"),
            ]

    def test_oneself_is_somebody_elses_to_shut_out(self, world: World) -> None:
        with pytest.raises(Forbidden):
            act(world, services.shut_out, "sandy")


class TestComingBack:
    def test_with_what_they_wrote_and_nothing_else_of_before(self, world: World) -> None:
        thing = making.reflection(world)
        key = thing.keys["reflection_id"]
        path = f"/reflections/{key}"
        with world.acting("callum") as actor:
            row = reflections_of.get(actor, key)
            reflections.share_with_colleague(actor, row, world.ids["tomasz"], True, "All agreed")
        assert world.client("tomasz").get(path).status_code == 200
        with world.acting("tomasz") as actor:
            from_before = making_reference(actor)
        act(world, services.shut_out, "tomasz")
        act(world, services.rehire, "tomasz", TODAY)
        assert world.client("tomasz").get(path).status_code == 404
        with world.reading("tomasz") as actor:
            assert (actor.roles, actor.memberships, actor.supervised_by) == (frozenset(), (), ())
        with world.reading("sandy"):
            share = db.session.scalars(select(ReflectionShare)).one()
            assert share.taken_back_at is not None
            row = db.session.get_one(PersonReferenceHolder, from_before)
            assert row.to_date is not None and row.to_date < TODAY
            again = person(world, "tomasz")
            assert again.password_hash is not None, "a link for them still needs two administrators"
            assert (again.joined_on, again.left_on, again.shut_out_at) == (TODAY, None, None)

    def test_no_browser_and_no_link_of_before_lets_them_in(self, world: World) -> None:
        theirs = world.client("callum")
        assert theirs.get("/").status_code == 200
        with world.acting("callum") as actor:
            here, key = actor.organisation_id, actor.person_id
            token = links.make(here, key, Purpose.RESET_PASSWORD, actor.now)
        with world.acting("sandy") as actor:
            services.leave(actor, person(world, "callum"), TODAY - DAY)
            services.rehire(actor, person(world, "callum"), TODAY)
        assert theirs.get("/").status_code == 302
        client = world.client()
        client.get(f"/new-password/{token}")
        assert client.get("/new-password").status_code == 404
        assert world.client("callum").get("/").status_code == 200, "with their password"

    @pytest.mark.parametrize("ends", [None, TODAY + 30 * DAY])
    def test_what_they_held_ended_with_the_last_day_of_before(
        self, world: World, ends: date | None
    ) -> None:
        with world.acting("callum") as actor:
            key = making_reference(actor)
            db.session.get_one(PersonReferenceHolder, key).to_date = ends
        with world.acting("sandy") as actor:
            services.leave(actor, person(world, "callum"), TODAY)
        world.clock.advance(days=5)
        act(world, services.rehire, "callum", TODAY + 5 * DAY)
        with world.reading("sandy"):
            assert db.session.get_one(PersonReferenceHolder, key).to_date == TODAY

    def test_days_that_cannot_be_meant(self, world: World) -> None:
        for first in (TODAY - DAY, TODAY + timedelta(days=731) + DAY):
            with pytest.raises(Refused) as refusal:
                act(world, services.rehire, "bram", first)
            assert set(refusal.value.problems) == {"first_day"}

    def test_later(self, world: World) -> None:
        act(world, services.rehire, "bram", TODAY + timedelta(days=5))
        assert world.client("bram").get("/").status_code == 302
        world.clock.advance(days=5)
        assert world.client("bram").get("/").status_code == 200


def making_reference(actor: Any) -> Any:
    """A reference that the actor holds; the key of the row that says so."""
    row = PersonReferenceHolder
    reference = recordings.new_reference(actor)
    db.session.flush()
    return db.session.scalars(select(row.id).where(row.person_reference_id == reference.id)).one()
