"""Moves of team that follow each other: found by the walk (tests/walk)."""

from __future__ import annotations

from datetime import date, timedelta

from supervision.extensions import db
from supervision.models.people import Person, Team
from supervision.queries import directory as queries
from supervision.queries import people
from supervision.services import directory
from tests.worlds import World

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def _moves(world: World, team: str | None, first: date) -> None:
    with world.acting("sandy") as actor:
        person = db.session.get_one(Person, world.ids["callum"])
        into = None if team is None else db.session.get_one(Team, world.teams[team])
        ends = queries.memberships(actor, person)
        directory.change_team(actor, person, ends, into, first)


def _teams(world: World, day: date) -> list[str]:
    with world.app.app_context():
        actor = people.actor(world.ids["callum"], world.clock.now + (day - TODAY))
        assert actor is not None
        found = [one.team for one in actor.memberships]
        db.session.rollback()
    return found


def test_a_second_move_makes_no_earlier_membership_longer(world: World) -> None:
    _moves(world, "Birchwood", TODAY + 3 * DAY)
    _moves(world, None, TODAY + 6 * DAY)
    days = [_teams(world, TODAY + n * DAY) for n in (2, 3, 5, 6)]
    assert days == [["Lochside"], ["Birchwood"], ["Birchwood"], []]


def test_a_team_that_was_left_yesterday_can_be_joined_again(world: World) -> None:
    _moves(world, None, TODAY)
    assert _teams(world, TODAY) == []
    _moves(world, "Lochside", TODAY - 2 * DAY)
    assert _teams(world, TODAY) == ["Lochside"]
