"""[Z27] A supervisor for a while: on the first second of the first day they are one, on the last
second of the last day they still are, and a second later they are not; by the clock in Britain,
whether it is an hour ahead or not."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from supervision.access import sessions as access
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import Person, TeamMembership
from supervision.models.recordings import PersonReference
from supervision.models.sessions import SupervisionSession
from supervision.queries import people as queries
from supervision.services import leaving, people, recordings, reflections, sessions
from tests.access import making, making_sessions
from tests.walk import moving, seeing
from tests.worlds import World

SECOND = timedelta(seconds=1)
# First day, last day, and the moments at which they begin and end.
COVERS = (
    ("in winter", date(2027, 3, 1), date(2027, 3, 14), "2027-03-01T00:00", "2027-03-15T00:00"),
    (
        "over the change",
        date(2027, 3, 27),
        date(2027, 3, 28),
        "2027-03-27T00:00",
        "2027-03-28T23:00",
    ),
    ("in summer", date(2027, 7, 5), date(2027, 7, 5), "2027-07-04T23:00", "2027-07-05T23:00"),
    ("back again", date(2027, 10, 30), date(2027, 10, 31), "2027-10-29T23:00", "2027-11-01T00:00"),
)


@pytest.mark.parametrize(
    ("first", "last", "begins", "ends"), [c[1:] for c in COVERS], ids=[c[0] for c in COVERS]
)
def test_cover_holds_from_midnight_to_midnight(
    world: World, first: date, last: date, begins: str, ends: str
) -> None:
    earlier = making_sessions.signed(world).keys["session_id"]  # of morag's own supervision
    starts, stops = (datetime.fromisoformat(f"{one}:00+00:00") for one in (begins, ends))
    with world.acting("sandy") as actor:
        fergus, callum = (
            db.session.get_one(Person, world.ids[name]) for name in ("fergus", "callum")
        )
        cover = people.relate(actor, fergus, callum, "line", first, last)
        db.session.flush()
        relation = cover.id
    world.clock.now = starts
    with world.acting("callum") as actor:
        known = actor.supervision_by(relation)
        assert known is not None
        planned = sessions.plan(actor, known, new_key(), starts_at=starts + timedelta(hours=9))
        new = planned.id
        shared = reflections.write(actor, new_key(), words={"title": "", "happened": "A gate"})
        db.session.flush()
        reflections.share(actor, shared, known)
        words = shared.id
    for moment, alive in (
        (starts - SECOND, False),
        (starts, True),
        (stops - SECOND, True),
        (stops, False),
    ):
        world.clock.now = moment
        with world.reading("fergus") as actor:
            sees = seeing.sees(actor)
            assert (("session", new) in sees, ("reflection", words) in sees) == (alive, alive)
            assert ("session", earlier) not in sees, "cover opens what is new, and nothing earlier"
            row = db.session.get_one(SupervisionSession, new)
            assert access.can_add(actor, row) is alive
        statuses = {True: 200, False: 404}
        browser = world.client("fergus")
        assert browser.get(f"/supervision/{new}").status_code == statuses[alive]
        assert browser.get(f"/reflections/{words}").status_code == statuses[alive]
        assert browser.get(f"/supervision/{earlier}").status_code == 404


def test_a_team_and_a_reference_end_at_midnight_too(world: World) -> None:
    reflection, recorded = making.reflection(world), making.recording(world)
    making.open_to(world, reflection, team_id=world.teams["Lochside"])
    making.hold(world, recorded, "tomasz", since=5)
    ends = datetime(2026, 11, 26, tzinfo=UTC)  # the first second of the day after the last
    with world.acting("sandy"):
        for row in db.session.query(TeamMembership).filter_by(person_id=world.ids["tomasz"]):
            row.to_date = date(2026, 11, 25)
    world.clock.now = ends - SECOND
    with world.acting("tomasz") as actor:
        reference = db.session.get_one(PersonReference, recorded.keys["reference_id"])
        recordings.hand_over(
            actor, reference, world.ids["kirsty"], keep=False, holds=True, works_here=True
        )
    wanted = {
        ("reflection", reflection.keys["reflection_id"]),
        ("recording", recorded.keys["recording_id"]),
    }
    for moment, alive in ((ends - SECOND, True), (ends, False)):
        world.clock.now = moment
        with world.reading("tomasz") as actor:
            assert (seeing.sees(actor) & wanted == wanted) is alive
            assert bool(seeing.sees(actor) & wanted) is alive


def test_a_last_day_ends_at_midnight(world: World) -> None:
    """Whoever leaves is let in until the last second of the last day."""
    ends = datetime(2027, 6, 30, 23, tzinfo=UTC)  # midnight in summer
    with world.acting("sandy") as actor:
        leaving.leave(actor, db.session.get_one(Person, world.ids["callum"]), date(2027, 6, 30))
    world.clock.now = ends - SECOND
    browser = world.client("callum")
    assert browser.get("/reflections").status_code == 200
    world.clock.now = ends
    assert browser.get("/reflections").status_code == 302
    with world.app.app_context():
        assert queries.actor(world.ids["callum"], ends) is None


def test_who_comes_back_brings_nothing_along(world: World) -> None:
    """A membership that was to end later anyway ends with the last day here as well."""
    with world.acting("sandy") as actor:
        callum = db.session.get_one(Person, world.ids["callum"])
        for row in db.session.query(TeamMembership).filter_by(person_id=callum.id):
            row.to_date = date(2027, 6, 30)
        leaving.leave(actor, callum, date(2026, 11, 22))
        leaving.come_back(actor, callum, date(2026, 11, 23))
    with world.reading("callum") as actor:
        assert (actor.memberships, actor.roles) == ((), frozenset())
        assert (actor.supervised_by, actor.supervises) == ((), ())


def test_the_walk_knows_when_a_day_begins() -> None:
    """The second reading of the clock agrees with the one that everybody can look up."""
    assert moving.midnight_after(date(2027, 3, 28)) == datetime(2027, 3, 28, 23, tzinfo=UTC)
    assert moving.midnight_after(date(2027, 10, 31)) == datetime(2027, 11, 1, tzinfo=UTC)
    assert moving.midnight_after(date(2026, 12, 31)) == datetime(2027, 1, 1, tzinfo=UTC)
