"""The first visit: whose place this is, and one thing to do, until it is put away."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, update

from supervision.domain.refusals import Forbidden
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.people import Person
from supervision.services import welcome
from tests.worlds import World


def newcomer(world: World, name: str) -> None:
    with world.app.app_context():
        mine = Person.id == world.ids[name]
        db.session.execute(update(Person).where(mine).values(welcomed_at=None))
        db.session.commit()


def test_home_opens_with_whose_place_this_is(world: World) -> None:
    newcomer(world, "callum")
    callum = world.client("callum")
    page = callum.get("/").text
    assert "Welcome, Callum" in page and "the place of Lochside Partnership" in page
    assert "You are in the Lochside team." in page
    assert "Morag and Priya supervise you." in page
    assert "Write a first reflection" in page and "Anything on your mind?" not in page
    assert page.count('class="app-next') == 1 and page.count('class="govuk-button"') == 1


def test_it_is_put_away_for_good(world: World) -> None:
    newcomer(world, "callum")
    callum = world.client("callum")
    for _ in range(2):
        newcomer_form = callum.token()
        sent = callum.post("/welcome/putting-away", data={"csrf_token": newcomer_form})
        assert sent.status_code == 302
    page = callum.get("/").text
    assert "Anything on your mind?" in page and "Welcome, Callum" not in page
    with world.reading("callum"):
        verbs = select(func.count()).where(AuditEntry.verb == "welcomed")
        assert db.session.scalar(verbs) == 1


def test_nobody_puts_it_away_for_someone_else(world: World) -> None:
    newcomer(world, "callum")
    with world.reading("morag") as actor:
        person = db.session.get_one(Person, world.ids["callum"])
        with pytest.raises(Forbidden):
            welcome.put_away(actor, person)


def test_who_supervises_nobody_and_is_supervised_by_nobody_is_told_so(world: World) -> None:
    newcomer(world, "jean")
    page = world.client("jean").get("/").text
    assert "You are in no team yet." in page
    assert "Nobody is named as your supervisor here yet." in page
