"""Beginning, changing, covering and ending supervision, and telling those it is about."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision import audit
from supervision.access.actor import Actor
from supervision.domain.refusals import Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.administration import Cover
from supervision.models.mails import OutgoingMail
from supervision.models.people import RoleGrant, SupervisionRelation
from supervision.queries import recordings, sessions
from supervision.queries import standing as queries
from supervision.services import standing as services
from supervision.services.standing import Wanted
from tests.access import making, making_sessions
from tests.services.several_administrators import person, relation
from tests.worlds import World

DAY = timedelta(days=1)


def wanted(world: World, actor: Actor, supervisor: str, supervisee: str, **more: Any) -> Wanted:
    above = queries.above(actor, world.ids[supervisor])
    facts = {"function": "line", "first": actor.today, "above": above, **more}
    return Wanted(person(world, supervisor), person(world, supervisee), **facts)


def told(world: World) -> set[str]:
    with world.app.app_context():
        ids = set(
            db.session.scalars(
                select(OutgoingMail.person_id).where(OutgoingMail.kind == "standing")
            )
        )
    return {name for name, key in world.ids.items() if key in ids}


def forget_mail(world: World) -> None:
    with world.acting("sandy"):
        db.session.query(OutgoingMail).delete()


class TestSupervision:
    def test_it_begins_and_both_are_told(self, world: World) -> None:
        with world.acting("sandy") as actor:
            services.relate(
                actor,
                new_key(),
                wanted(world, actor, "grace", "jean", function="clinical"),
                "Jean works with Grace now",
            )
        assert told(world) == {"grace", "jean"}
        with world.reading("grace") as actor:
            assert [one.supervisee for one in actor.supervises] == ["Jean"]

    def test_what_cannot_be_is_refused(self, world: World) -> None:
        with world.reading("sandy") as actor:
            for supervisor, supervisee, more, field in (
                ("callum", "callum", {}, "supervisor"),
                ("callum", "iain", {}, "supervisor"),  # iain is three above callum
                ("morag", "callum", {}, "supervisor"),
                ("grace", "callum", {"function": "royal"}, "function"),
                ("bram", "callum", {}, "last"),
            ):
                with pytest.raises(Refused) as refused:
                    services.relate(
                        actor, new_key(), wanted(world, actor, supervisor, supervisee, **more), ""
                    )
                assert set(refused.value.problems) == {field}, (supervisor, supervisee)

    def test_in_another_way_it_may_go_in_a_ring(self, world: World) -> None:
        with world.acting("sandy") as actor:
            services.relate(
                actor, new_key(), wanted(world, actor, "callum", "iain", function="clinical"), ""
            )

    def test_oneself_is_not_given_by_oneself(self, world: World) -> None:
        with world.reading("sandy") as actor, pytest.raises(Forbidden):
            services.relate(actor, new_key(), wanted(world, actor, "sandy", "callum"), "")

    def test_another_supervisor_from_a_day_without_the_old_record(self, world: World) -> None:
        thing = making_sessions.signed(world)
        forget_mail(world)
        with world.acting("sandy") as actor:
            services.change(
                actor,
                new_key(),
                relation(world, "morag", "callum"),
                wanted(world, actor, "grace", "callum", first=actor.today + DAY),
                "Morag has a new post",
            )
        assert told(world) == {"callum", "grace", "morag"}
        with world.reading("morag") as actor:
            assert "Callum" in {one.supervisee for one in actor.supervises}, "today is her last day"
        world.clock.advance(days=1)
        with world.reading("grace") as actor:
            assert [one.supervisee for one in actor.supervises] == ["Callum"]
            with pytest.raises(NotFound):
                sessions.get(actor, thing.keys["session_id"])
        with world.reading("morag") as actor, pytest.raises(NotFound):
            sessions.get(actor, thing.keys["session_id"])

    def test_a_change_is_of_the_same_supervisee_and_in_the_same_way(self, world: World) -> None:
        with world.reading("sandy") as actor:
            facts = wanted(world, actor, "grace", "callum")
            with pytest.raises(Forbidden):
                services.check_change(actor, relation(world, "morag", "tomasz"), facts)
            with pytest.raises(Forbidden):
                services.end_relation(
                    actor,
                    person(world, "callum"),
                    relation(world, "morag", "tomasz"),
                    actor.today,
                    "Another",
                )
            with pytest.raises(Refused) as refused:  # in a ring, whatever was sent for its kind
                services.check_change(
                    actor,
                    relation(world, "eilidh", "morag"),
                    wanted(world, actor, "callum", "morag", function="clinical"),
                )
            assert set(refused.value.problems) == {"supervisor"}

    def test_what_ends_before_the_day_is_not_changed_from_it_on(self, world: World) -> None:
        with world.reading("sandy") as actor:
            old = relation(world, "morag", "callum")
            old.to_date = actor.today
            for days, refuses in ((1, False), (2, True)):
                facts = wanted(world, actor, "grace", "callum", first=actor.today + days * DAY)
                if not refuses:
                    services.check_change(actor, old, facts)
                    continue
                with pytest.raises(Refused) as refused:
                    services.check_change(actor, old, facts)
                assert set(refused.value.problems) == {"first"}

    def test_ending_ends_what_covers_it(self, world: World) -> None:
        with world.acting("sandy") as actor:
            old = relation(world, "morag", "callum")
            cover = wanted(world, actor, "grace", "callum", covers=old, last=actor.today + 20 * DAY)
            made = services.relate(actor, new_key(), cover, "Leave")
            services.end_relation(
                actor, person(world, "callum"), old, actor.today + 3 * DAY, "It is over"
            )
            assert made.to_date == actor.today + 3 * DAY

    def test_a_cover_that_never_began_holds_nothing_up(self, world: World) -> None:
        with world.acting("sandy") as actor:
            old = relation(world, "morag", "callum")
            days = {"first": actor.today + 5 * DAY, "last": actor.today + 20 * DAY}
            cover = wanted(world, actor, "grace", "callum", covers=old, **days)
            made = services.relate(actor, new_key(), cover, "Leave")
            callum = person(world, "callum")
            services.end_relation(actor, callum, made, actor.today + 4 * DAY, "No leave")
            services.end_relation(actor, callum, old, actor.today, "It is over")
            assert old.to_date == actor.today
            assert made.to_date == actor.today + 4 * DAY


class TestCover:
    def covered(self, world: World, first: int = 0, last: int = 10) -> uuid.UUID:
        with world.acting("sandy") as actor:
            made = services.relate(
                actor,
                new_key(),
                wanted(
                    world,
                    actor,
                    "grace",
                    "callum",
                    first=actor.today + first * DAY,
                    last=actor.today + last * DAY,
                    covers=relation(world, "morag", "callum"),
                ),
                "Morag is on leave",
            )
            return made.id

    def test_it_opens_within_its_days_alone(self, world: World) -> None:
        """A cover supervises: what is recorded is open to it, sessions with others are not."""
        recorded = making.recording(world, "callum").keys["recording_id"]
        session = making_sessions.signed(world).keys["session_id"]
        self.covered(world, first=1, last=2)
        expected = {0: False, 1: True, 2: True, 3: False}
        for day, opens in expected.items():
            with world.reading("grace") as actor:
                assert bool(actor.supervises) is opens, day
                if opens:
                    assert recordings.get(actor, recorded)
                    audit.pending_reads().clear()
                else:
                    with pytest.raises(NotFound):
                        recordings.get(actor, recorded)
                with pytest.raises(NotFound):
                    sessions.get(actor, session)
            world.clock.advance(days=1)

    def test_it_is_somebody_else_for_the_same_supervisee(self, world: World) -> None:
        with world.reading("sandy") as actor:
            days = {"first": actor.today + DAY, "last": actor.today + 10 * DAY}
            old = relation(world, "morag", "callum")
            with pytest.raises(Refused) as refused:
                services.check_relation(
                    actor,
                    wanted(
                        world, actor, "morag", "callum", covers=old, function="clinical", **days
                    ),
                )
            assert set(refused.value.problems) == {"supervisor"}
            with pytest.raises(Forbidden):
                services.check_relation(
                    actor, wanted(world, actor, "grace", "tomasz", covers=old, **days)
                )

    def test_whoever_covers_is_not_above(self, world: World) -> None:
        self.covered(world)
        with world.reading("sandy") as actor:
            above = queries.above(actor, world.ids["callum"])
            assert world.ids["morag"] in above and world.ids["grace"] not in above

    def test_it_names_what_it_covers(self, world: World) -> None:
        key = self.covered(world)
        with world.reading("callum") as actor:
            found = {one.id: one for one in queries.rights(actor, person(world, "callum"))}
            assert found[key].covered_for == "Morag of Lochside"
            audit.pending_reads().clear()
        with world.reading("sandy"):
            assert db.session.scalar(select(Cover.covered_id)) == world.relations["morag", "callum"]

    def test_it_has_an_end_and_somebody_else(self, world: World) -> None:
        with world.reading("sandy") as actor:
            old = relation(world, "morag", "callum")
            for name, last, field in (
                ("grace", None, "last"),
                ("morag", actor.today + DAY, "supervisor"),
                ("grace", actor.today + 400 * DAY, "last"),
            ):
                with pytest.raises(Refused) as refused:
                    services.relate(
                        actor,
                        new_key(),
                        wanted(world, actor, name, "callum", last=last, covers=old),
                        "Leave",
                    )
                assert set(refused.value.problems) == {field}

    def test_oneself_as_cover_needs_two(self, world: World) -> None:
        with world.reading("sandy") as actor, pytest.raises(Forbidden):
            services.relate(
                actor,
                new_key(),
                wanted(
                    world,
                    actor,
                    "sandy",
                    "callum",
                    last=actor.today + DAY,
                    covers=relation(world, "morag", "callum"),
                ),
                "Leave",
            )


def test_what_somebody_holds_is_theirs_and_the_offices_to_see(world: World) -> None:
    for name in ("morag", "eilidh", "agnes", "oona"):
        with world.reading(name) as actor, pytest.raises(NotFound):
            queries.rights(actor, person(world, "callum"))
    for name in ("callum", "sandy", "noor"):
        with world.reading(name) as actor:
            kinds = {one.kind for one in queries.rights(actor, person(world, "callum"))}
            assert kinds == {"role", "team", "supervised_by"}


def test_rows_without_a_giver_are_said_to_be_the_systems(world: World) -> None:
    with world.reading("callum") as actor:
        assert {one.given.by for one in queries.rights(actor, person(world, "callum"))} == {None}
        assert db.session.scalar(select(RoleGrant.id).limit(1))
        assert db.session.scalar(select(SupervisionRelation.id).limit(1))


def test_each_is_opened_on_the_page_of_whose_it_is(world: World) -> None:
    with world.reading("sandy") as actor:
        callum, key = person(world, "callum"), world.relations["morag", "callum"]
        assert queries.relation(actor, callum, key).id == key
        grant = db.session.scalars(
            select(RoleGrant.id).where(RoleGrant.person_id == callum.id)
        ).first()
        assert grant is not None and queries.role(actor, callum, grant).id == grant
        for other in ("morag", "tomasz"):
            with pytest.raises(NotFound):
                queries.relation(actor, person(world, other), key)
            with pytest.raises(NotFound):
                queries.role(actor, person(world, other), grant)
