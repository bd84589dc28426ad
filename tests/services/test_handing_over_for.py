"""Their line supervisor hands over what somebody who leaves holds: when, for whom, and how long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision.domain.references import AFTER_LEAVING
from supervision.domain.refusals import Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.people import Person, SupervisionRelation
from supervision.models.recordings import PersonReferenceHolder
from supervision.queries import recordings as queries
from supervision.services import leaving, people
from supervision.services import recordings as services
from tests.access import making
from tests.worlds import World

TODAY = date(2026, 11, 23)
WEEK = timedelta(days=7)


def person(world: World, name: str) -> Person:
    return db.session.get_one(Person, world.ids[name])


def leaves(world: World, last_day: date, name: str = "callum") -> None:
    with world.acting("sandy") as actor:
        leaving.set_last_day(actor, person(world, name), last_day)


def shut_out(world: World, name: str = "callum") -> None:
    with world.acting("sandy") as actor:
        leaving.shut_out(actor, person(world, name))


def hand(world: World, code: Any, to: str, *, by: str = "morag", of: str = "callum") -> None:
    with world.acting(by) as actor:
        leaver = queries.leaving(actor, world.ids[of])
        reference = queries.left_reference(actor, leaver, str(code))
        services.hand_over_for(actor, reference, leaver, world.ids[to], left=True, works_here=True)


def holding(world: World) -> dict[str, list[tuple[date, date | None]]]:
    names = {key: name for name, key in world.ids.items()}
    found: dict[str, list[tuple[date, date | None]]] = {}
    with world.reading("sandy"):
        rows = db.session.scalars(
            select(PersonReferenceHolder).order_by(PersonReferenceHolder.id)
        ).all()
        for row in rows:
            found.setdefault(names[row.person_id], []).append((row.from_date, row.to_date))
    return found


def waiting(world: World, name: str) -> list[str]:
    """The names of those for whom somebody can hand over, as their Home has them."""
    with world.reading(name) as actor:
        statement = queries.leavers(actor, actor.today - AFTER_LEAVING)
        return [one.name for one in queries.told(db.session.execute(statement).all())]


def codes(world: World, name: str, of: str = "callum") -> list[str]:
    with world.reading(name) as actor:
        try:
            leaver = queries.leaving(actor, world.ids[of])
        except NotFound:
            return []
        return [row.code for row in queries.left(actor, leaver).rows]


def test_with_a_last_day_ahead_both_hold_it_until_then(world: World) -> None:
    code = making.recording(world).keys["code"]
    assert codes(world, "morag") == [] and waiting(world, "morag") == []
    leaves(world, TODAY + WEEK)
    assert codes(world, "morag") == [code] and waiting(world, "morag") == ["Callum"]
    hand(world, code, "kirsty")
    began = TODAY - timedelta(days=3)
    assert holding(world) == {"callum": [(began, TODAY + WEEK)], "kirsty": [(TODAY, None)]}
    assert codes(world, "morag") == [] and waiting(world, "morag") == []


def test_after_the_last_day_it_ends_today(world: World) -> None:
    code = making.recording(world).keys["code"]
    leaves(world, TODAY + WEEK)
    world.clock.advance(days=10)
    hand(world, code, "kirsty")
    hand(world, code, "kirsty")  # sent again
    today = TODAY + timedelta(days=10)
    assert holding(world)["callum"][0][1] == today
    assert holding(world)["kirsty"] == [(today, None)]
    with world.reading("sandy"):
        entries = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "handed_over"))
        assert [one.actor_id for one in entries] == [world.ids["morag"]]
    world.clock.advance(days=1)
    with pytest.raises(NotFound):
        hand(world, code, "rhona")


def test_until_ninety_days_after_it(world: World) -> None:
    code = making.recording(world).keys["code"]
    leaves(world, TODAY)
    world.clock.advance(days=90)
    assert codes(world, "morag") == [code] and waiting(world, "morag") == ["Callum"]
    world.clock.advance(days=1)
    assert waiting(world, "morag") == []
    with pytest.raises(NotFound):
        hand(world, code, "kirsty")


def test_once_access_has_ended_at_once(world: World) -> None:
    code = making.recording(world).keys["code"]
    shut_out(world)
    assert codes(world, "morag") == [code]
    hand(world, code, "kirsty")
    assert holding(world)["callum"][0][1] == TODAY


def test_an_end_that_was_settled_for_later_counts_when_access_ends_at_once(world: World) -> None:
    """Morag was to hand Callum to Fergus in a month, and is the supervisor of the last day."""
    code = making.recording(world).keys["code"]
    with world.acting("sandy") as actor:
        key = world.relations["morag", "callum"]
        db.session.get_one(SupervisionRelation, key).to_date = TODAY + 4 * WEEK
        fergus, callum = person(world, "fergus"), person(world, "callum")
        people.relate(actor, fergus, callum, "line", TODAY + 4 * WEEK + timedelta(days=1))
    shut_out(world)
    assert codes(world, "morag") == [code]
    assert codes(world, "fergus") == []


def test_who_was_the_line_supervisor_until_the_day_before_is_not(world: World) -> None:
    code = making.recording(world).keys["code"]
    with world.acting("sandy") as actor:
        key = world.relations["morag", "callum"]
        db.session.get_one(SupervisionRelation, key).to_date = TODAY - timedelta(days=1)
        people.relate(actor, person(world, "fergus"), person(world, "callum"), "line", TODAY)
    for end in (lambda: leaves(world, TODAY), lambda: shut_out(world)):
        end()
        assert codes(world, "morag") == [] and codes(world, "fergus") == [code]


def test_who_follows_before_the_last_day_does_so_from_their_first_day(world: World) -> None:
    code = making.recording(world).keys["code"]
    with world.acting("sandy") as actor:
        key = world.relations["morag", "callum"]
        db.session.get_one(SupervisionRelation, key).to_date = TODAY + timedelta(days=1)
        after = TODAY + timedelta(days=2)
        people.relate(actor, person(world, "fergus"), person(world, "callum"), "line", after)
    leaves(world, TODAY + WEEK)
    assert codes(world, "morag") == codes(world, "fergus") == []
    world.clock.advance(days=2)
    assert codes(world, "fergus") == [code]


def test_a_last_day_that_is_taken_back_ends_it(world: World) -> None:
    code = making.recording(world).keys["code"]
    leaves(world, TODAY + WEEK)
    with world.acting("sandy") as actor:
        leaving.stay_on(actor, person(world, "callum"))
    with pytest.raises(NotFound):
        hand(world, code, "kirsty")


def test_whoever_comes_back_is_nobodys_to_hand_over_for(world: World) -> None:
    making.recording(world)
    shut_out(world)
    with world.acting("sandy") as actor:
        leaving.rehire(actor, person(world, "callum"), TODAY)
    assert codes(world, "morag") == []


@pytest.mark.parametrize("name", ["priya", "eilidh", "jean", "fergus", "tomasz", "noor", "sandy"])
def test_nobody_else(world: World, name: str) -> None:
    code = making.recording(world).keys["code"]
    leaves(world, TODAY + WEEK)
    assert waiting(world, name) == []
    with pytest.raises(NotFound):
        hand(world, code, "kirsty", by=name)


@pytest.mark.parametrize("to", ["morag", "callum"])
def test_to_a_colleague_who_stays_and_never_to_oneself(world: World, to: str) -> None:
    code = making.recording(world).keys["code"]
    leaves(world, TODAY + WEEK)
    with pytest.raises(Refused):
        hand(world, code, to)
    assert set(holding(world)) == {"callum"}


@pytest.mark.parametrize(("left", "works_here"), [(False, True), (True, False)])
def test_the_rule_is_asked(world: World, left: bool, works_here: bool) -> None:
    code = making.recording(world).keys["code"]
    leaves(world, TODAY + WEEK)
    with world.reading("morag") as actor:
        leaver = queries.leaving(actor, world.ids["callum"])
        reference = queries.left_reference(actor, leaver, str(code))
        with pytest.raises(Forbidden):
            services.hand_over_for(
                actor, reference, leaver, world.ids["kirsty"], left=left, works_here=works_here
            )


def test_only_what_the_one_who_leaves_holds(world: World) -> None:
    """Tomasz, whom Morag supervises too and who stays, is not in it."""
    code = making.recording(world, "tomasz").keys["code"]
    making.recording(world)
    leaves(world, TODAY + WEEK)
    assert code not in codes(world, "morag")
    with pytest.raises(NotFound):
        hand(world, code, "kirsty")
    with pytest.raises(NotFound):
        hand(world, code, "kirsty", of="tomasz")


def test_what_was_handed_over_already_does_not_wait(world: World) -> None:
    thing = making.recording(world)
    making.hand_over(world, thing, "kirsty")
    leaves(world, TODAY + WEEK)
    assert waiting(world, "morag") == [] and codes(world, "morag") == []


def test_handing_over_opens_nothing_to_the_supervisor(world: World) -> None:
    thing = making.recording(world)
    leaves(world, TODAY)
    world.clock.advance(days=1)
    hand(world, thing.keys["code"], "kirsty")
    with world.reading("morag") as actor, pytest.raises(NotFound):
        queries.get(actor, thing.keys["recording_id"])
    with world.reading("kirsty") as actor:
        assert queries.get(actor, thing.keys["recording_id"])
        [row] = queries.handed(actor)
        assert row.before == ("Callum",)
