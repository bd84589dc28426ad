"""The tree on its pages: one calm page, the past kept, and who is in a team."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import CareService, Person, Team, TeamMembership
from supervision.queries.tree import shape
from supervision.services import tree as services
from tests.foundation.steps import listening
from tests.pages.teams_changed import LONG, changed, service_id
from tests.worlds import World


def one_is_closed(world: World) -> None:
    """A team of the service of Lochside, until yesterday."""
    with world.acting("sandy") as actor:
        home = db.session.get_one(CareService, service_id(world, "Lochside"))
        since = actor.today - timedelta(days=9)
        gone = services.add_team(actor, new_key(), home, "Rowan", since)
        assert gone is not None
        services.close(actor, gone, actor.today)


class TestTheTree:
    def test_it_shows_services_with_their_teams_and_how_many_people(self, world: World) -> None:
        for name in ("sandy", "noor"):
            page = world.client(name).get("/teams").text
            for words in ("Older people’s service", "Lochside", "Three people", "Four people"):
                assert words in page, words
            assert "Bram" not in page and "Callum" not in page
        assert "Add a service" in world.client("sandy").get("/teams").text
        assert "Add a service" not in world.client("noor").get("/teams").text

    def test_a_large_one_says_how_many_teams_each_service_has(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shape, "ON_ONE_PAGE", 1)
        one_is_closed(world)
        page = world.client("sandy").get("/teams").text
        assert "Older people’s service" in page and "One team" in page and "Add a service" in page
        assert "Two teams" not in page and "A team of Older people’s service." in page
        assert "Lochside team" not in page and "Three people" not in page

    def test_a_closed_team_makes_no_tree_large(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(shape, "ON_ONE_PAGE", 2)
        one_is_closed(world)
        assert "Three people" in world.client("sandy").get("/teams").text

    @pytest.mark.parametrize("name", ["callum", "iain", "grace", "agnes"])
    def test_for_everyone_else_it_is_not_there(self, world: World, name: str) -> None:
        client = world.client(name)
        service = service_id(world, "Lochside")
        for path in (
            "/teams",
            "/teams/on",
            "/teams/new-service",
            f"/teams/{world.teams['Lochside']}",
            f"/teams/{world.teams['Lochside']}/closing",
            f"/teams/services/{service}",
            f"/teams/services/{service}/new-team",
        ):
            assert client.get(path).status_code == 404, path

    def test_an_empty_one_says_how_to_begin(self, world: World) -> None:
        with world.acting("sandy") as actor:
            for row in db.session.scalars(
                select(Team).where(Team.organisation_id == actor.organisation_id)
            ):
                services.close(actor, row, actor.today)
            for place in db.session.scalars(
                select(CareService).where(CareService.organisation_id == actor.organisation_id)
            ):
                services.close(actor, place, actor.today)
        page = world.client("sandy").get("/teams").text
        assert "No services yet" in page and "Begin with a service" in page
        assert "Closed" in page and "A team of Older people’s service." in page

    def test_as_it_was(self, world: World) -> None:
        client = world.client("sandy")
        answer = changed(client, f"/teams/{world.teams['Lochside']}/name", name=LONG)
        assert answer.status_code == 302
        today, before = (
            "day-day=23&day-month=11&day-year=2026",
            "day-day=22&day-month=11&day-year=2026",
        )
        assert LONG in client.get(f"/teams/on?{today}").text
        page = client.get(f"/teams/on?{before}").text
        assert "Lochside" in page and LONG not in page
        assert "Services and teams on Sunday 22 November 2026" in page
        assert (
            "Nothing on that day"
            in client.get("/teams/on?day-day=1&day-month=1&day-year=1999").text
        )
        for wrong, said in (
            ("day-day=24&day-month=11&day-year=2026", "Choose today or a day before"),
            ("day-day=40&day-month=1&day-year=2026", "January 2026 has 31 days"),
            ("day-day=&day-month=&day-year=", "Give the day, the month and the year"),
        ):
            answer = client.get(f"/teams/on?{wrong}")
            assert answer.status_code == 422 and said in answer.text


def crowd(world: World, n: int) -> None:
    with world.acting("sandy") as actor:
        since = actor.today - timedelta(days=3)
        people = [
            Person(
                organisation_id=actor.organisation_id,
                full_name=f"Somebody {number:04}",
                known_as=f"Somebody {number}",
                email=f"s{number}@lochside.example",
                email_folded=f"s{number}@lochside.example",
                joined_on=since,
            )
            for number in range(n)
        ]
        db.session.add_all(people)
        db.session.flush()
        db.session.add_all(
            TeamMembership(
                organisation_id=actor.organisation_id,
                team_id=world.teams["Lochside"],
                person_id=one.id,
                from_date=since,
            )
            for one in people
        )


def test_people_of_a_team_come_25_at_a_time_and_back(world: World) -> None:
    crowd(world, 60)
    client = world.client("sandy")
    first = client.get(f"/teams/{world.teams['Lochside']}")
    assert "Callum of Lochside" in first.text and "Somebody 0022" in first.text
    assert "Somebody 0023" not in first.text and "Earlier ones" not in first.text
    second = client.get(_href(first.text, "Later ones"))
    assert "Somebody 0023" in second.text and "Somebody 0047" in second.text
    third = client.get(_href(second.text, "Later ones"))
    assert "Somebody 0059" in third.text and "Later ones" not in third.text
    back = client.get(_href(third.text, "Earlier ones"))
    assert "Somebody 0023" in back.text and "Somebody 0047" in back.text
    assert "Somebody 0022" in client.get(_href(back.text, "Earlier ones")).text


def _href(page: str, text: str) -> str:
    before = page.partition(f">{text}</a>")[0]
    return before.rpartition('href="')[2].rstrip('"')


def test_pages_ask_as_much_for_many_as_for_few(world: World) -> None:
    client = world.client("sandy")
    paths = (
        "/teams",
        f"/teams/{world.teams['Lochside']}",
        f"/teams/services/{service_id(world, 'Lochside')}",
    )

    def statements() -> list[int]:
        counted = []
        for path in paths:
            with listening(world) as heard:
                assert client.get(path).status_code == 200
            counted.append(len([line for line in heard.lines if line.startswith("SELECT")]))
        return counted

    crowd(world, 30)
    few = statements()
    crowd_more(world)
    assert statements() == few


def crowd_more(world: World) -> None:
    with world.acting("sandy") as actor:
        rows, memberships = [], []
        for number in range(30, 3000):
            key = new_key()
            name = f"Somebody {number}"
            rows.append(
                {
                    "id": key,
                    "organisation_id": actor.organisation_id,
                    "full_name": name,
                    "known_as": name,
                    "email": f"s{number}@lochside.example",
                    "email_folded": f"s{number}@lochside.example",
                    "mail_when_waiting": True,
                    "joined_on": actor.today,
                }
            )
            memberships.append(
                {
                    "id": new_key(),
                    "organisation_id": actor.organisation_id,
                    "team_id": world.teams["Lochside"],
                    "person_id": key,
                    "from_date": actor.today,
                }
            )
        db.session.execute(Person.__table__.insert(), rows)
        db.session.execute(TeamMembership.__table__.insert(), memberships)
