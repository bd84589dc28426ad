"""What leaving does to supervision that another one stands in, or stands in for: found by the walk
(tests/walk)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person, SupervisionRelation
from supervision.services import leaving, standing
from supervision.services.standing import Wanted
from tests.worlds import World

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def _act(world: World, what: Any, name: str, *more: Any) -> None:
    with world.acting("sandy") as actor:
        what(actor, db.session.get_one(Person, world.ids[name]), *more)


def _covered(world: World) -> None:
    """Grace stands in for morag with callum for ten days."""
    with world.acting("sandy") as actor:
        both = [db.session.get_one(Person, world.ids[name]) for name in ("grace", "callum")]
        covered = db.session.get_one(SupervisionRelation, world.relations["morag", "callum"])
        wanted = Wanted(*both, "line", TODAY, TODAY + 10 * DAY, covers=covered)
        standing.relate(actor, new_key(), wanted, "While morag is away")


def _supervises(world: World, name: str) -> bool:
    with world.reading(name) as actor:
        return any(one.supervisee_id == world.ids["callum"] for one in actor.supervises)


def test_nobody_covers_for_who_has_left(world: World) -> None:
    _covered(world)
    assert _supervises(world, "grace")
    _act(world, leaving.set_last_day, "morag", TODAY + DAY)
    world.clock.advance(days=1)
    assert _supervises(world, "grace")
    world.clock.advance(days=1)
    assert not _supervises(world, "grace")


def test_who_covers_for_a_leaver_is_told(world: World) -> None:
    _covered(world)
    with world.acting("sandy"):
        db.session.query(OutgoingMail).delete()
    _act(world, leaving.set_last_day, "morag", TODAY + DAY)
    with world.reading("sandy"):
        told = set(db.session.scalars(select(OutgoingMail.person_id)))
        assert world.ids["grace"] in told


def test_nobody_covers_for_who_was_shut_out(world: World) -> None:
    _covered(world)
    _act(world, leaving.shut_out, "morag")
    assert not _supervises(world, "grace")


@pytest.mark.parametrize(
    ("stays", "ends"),
    [
        ((), TODAY + 3 * DAY),
        (("callum",), TODAY + 5 * DAY),
        (("morag",), TODAY + 3 * DAY),
        (("morag", "callum"), None),
        (("callum", "morag"), None),
    ],
)
@pytest.mark.parametrize("first", ["morag", "callum"])
def test_between_two_who_leave_it_ends_with_the_first(
    world: World, first: str, stays: tuple[str, ...], ends: date | None
) -> None:
    last = {"morag": TODAY + 5 * DAY, "callum": TODAY + 3 * DAY}
    for name in (first, *({"morag", "callum"} - {first})):
        _act(world, leaving.set_last_day, name, last[name])
        world.clock.advance(seconds=1)
    for name in stays:
        _act(world, leaving.stay_on, name)
        world.clock.advance(seconds=1)
    with world.reading("sandy"):
        key = world.relations["morag", "callum"]
        assert db.session.get_one(SupervisionRelation, key).to_date == ends
