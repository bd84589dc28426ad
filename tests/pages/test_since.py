"""Since you were here: what changed for someone since their last visit, and nothing else."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import select, update

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.asks import Ask
from supervision.models.audit import ReadEntry
from supervision.models.library import PracticeExample
from supervision.models.people import SupervisionRelation
from supervision.models.reflections import Reflection
from supervision.models.sessions import AgendaItem, SessionChange, SupervisionSession
from supervision.queries import since
from supervision.services import asks, reflections, sessions
from tests.access import making
from tests.pages.test_home import statements
from tests.worlds import World

HEADING = "Since you were here"
DAY = timedelta(days=1)


@contextmanager
def away(world: World, name: str) -> Iterator[None]:
    """Someone was here, then others do things, a day later."""
    world.client(name).get("/")
    world.clock.advance(hours=1)
    yield
    world.clock.advance(hours=1)


def home(world: World, name: str) -> str:
    text: str = world.client(name).get("/").text
    return text


def planned(world: World, by: str = "callum", items: int = 1, days: int = 3) -> uuid.UUID:
    with world.acting(by) as actor:
        key = world.relations["morag", "callum"]
        relation = actor.supervision_by(key) or actor.supervision_of(key)
        assert relation is not None
        made = sessions.plan(
            actor, relation, new_key(), starts_at=world.clock.now + timedelta(days=days)
        )
        for number in range(items):
            sessions.add_to_agenda(actor, made, new_key(), f"Sweet cicely {number}")
        return made.id


def test_nothing_is_told_on_the_first_visit_or_when_nothing_happened(world: World) -> None:
    making.reflection(world, share_with="morag")
    assert HEADING not in home(world, "morag")
    world.clock.advance(hours=1)
    assert HEADING not in home(world, "morag")


def test_what_others_did_is_told_as_sentences_without_their_words(world: World) -> None:
    with away(world, "morag"):
        making.reflection(world, share_with="morag", days=0)
        planned(world)
    page = home(world, "morag").partition(f">{HEADING}<")[2].partition("</section>")[0]
    assert "Callum shared a reflection with you" in page
    assert "Callum added to the agenda for 26 November" in page
    assert "Heatherbell" not in page and "cicely" not in page


def test_telling_it_reads_nothing(world: World) -> None:
    with away(world, "callum"):
        planned(world, by="morag")
    with world.reading("callum") as actor:
        assert since.since(actor, world.clock.now - timedelta(hours=2))
        assert not db.session.scalars(
            select(ReadEntry).where(ReadEntry.reader_id == actor.person_id)
        ).all()


def test_what_came_back_is_told_once(world: World) -> None:
    thing = making.reflection(world, ask="Bramblewood", share_with="morag", days=1)
    with away(world, "callum"), world.acting("morag") as actor:
        ask = db.session.get_one(Ask, thing.keys["ask_id"])
        asks.offer(actor, ask, "I will come along", actor.today + timedelta(days=9))
        asks.acknowledge(actor, ask)
    page = home(world, "callum")
    assert page.count("Morag offered support") == 1
    assert page.count("Morag read what you shared, with thanks") == 1


def test_what_was_taken_back_is_not_told(world: World) -> None:
    with away(world, "morag"):
        thing = making.reflection(world, share_with="morag", days=0)
        with world.acting("callum") as actor:
            row = db.session.get_one(Reflection, thing.keys["reflection_id"])
            reflections.take_back(actor, row)
    assert HEADING not in home(world, "morag")


def test_what_was_deleted_is_not_told(world: World) -> None:
    with away(world, "morag"):
        thing = making.reflection(world, share_with="morag", days=0)
        making.delete(world, Reflection, thing.keys["reflection_id"])
    assert HEADING not in home(world, "morag")


def test_what_was_taken_off_the_agenda_is_not_told(world: World) -> None:
    with away(world, "morag"):
        planned(world)
        with world.acting("callum") as actor:
            db.session.execute(update(AgendaItem).values(taken_off_at=actor.now))
    assert HEADING not in home(world, "morag")


def test_answers_to_an_ask_that_was_taken_back_are_not_told(world: World) -> None:
    thing = making.reflection(world, ask="Bramblewood", share_with="morag", days=1)
    with away(world, "callum"):
        with world.acting("morag") as actor:
            asks.acknowledge(actor, db.session.get_one(Ask, thing.keys["ask_id"]))
        with world.acting("callum") as actor:
            row = db.session.get_one(Reflection, thing.keys["reflection_id"])
            reflections.take_back(actor, row)
    assert HEADING not in home(world, "callum")


def test_nothing_is_told_once_the_relation_has_ended(world: World) -> None:
    with away(world, "morag"):
        making.reflection(world, share_with="morag", days=0)
        planned(world)
        with world.acting("callum") as actor:
            db.session.execute(
                update(SupervisionRelation)
                .where(SupervisionRelation.id == world.relations["morag", "callum"])
                .values(to_date=actor.today - timedelta(days=1))
            )
    assert HEADING not in home(world, "morag")


def test_drafts_signatures_and_new_dates_are_told(world: World) -> None:
    made = planned(world, items=0, days=0)
    with away(world, "callum"), world.acting("morag") as actor:
        sessions.share(actor, db.session.get_one(SupervisionSession, made))
    assert "Morag shared the record of 23 November with you" in home(world, "callum")
    with away(world, "morag"):
        callum = world.client("callum")
        callum.fill(f"/supervision/{made}", f"/supervision/{made}/signatures", "Sign this record")
    assert "Callum signed the record of 23 November" in home(world, "morag")
    other = planned(world, items=0)
    for what, told in (("moved", "moved your session: it is now"), ("cancelled", "cancelled your")):
        with away(world, "callum"), world.acting("morag") as actor:
            row = db.session.get_one(SupervisionSession, other)
            db.session.add(
                SessionChange(
                    organisation_id=actor.organisation_id,
                    session_id=row.id,
                    person_id=actor.person_id,
                    what=what,
                    reason="leave",
                    starts_at=row.starts_at,
                    changed_at=actor.now,
                )
            )
        page = home(world, "callum")
        assert page.count(f"Morag {told}") == 1
    world.clock.advance(hours=1)
    page = home(world, "callum")  # not news any more, and still worth knowing
    assert HEADING not in page and "Moved or cancelled" in page and "Why: Leave." in page


def test_what_was_cancelled_is_told_for_a_fortnight_however_often_one_is_here(
    world: World,
) -> None:
    made = planned(world, items=0, days=30)
    with world.acting("morag") as actor:
        row = db.session.get_one(SupervisionSession, made)
        sessions.cancel(actor, row, row.version, reason="leave")
    for days in (0, 1, 1, 11):
        world.clock.advance(days=days)
        page = home(world, "callum")
        assert "Moved or cancelled" in page and "Morag cancelled your session of" in page
    world.clock.advance(days=2)
    assert "Moved or cancelled" not in home(world, "callum")


def test_a_reference_handed_over_is_told_and_ones_own_is_not(world: World) -> None:
    with away(world, "kirsty"):
        thing = making.recording(world)
        making.hold(world, thing, "kirsty", since=0)
    assert "You work with person" in home(world, "kirsty")
    with away(world, "callum"):
        making.recording(world)
    assert "You work with person" not in home(world, "callum")


def test_examples_of_a_new_month_are_told_to_those_who_read_the_library(world: World) -> None:
    for name in ("callum", "oona"):
        world.client(name).get("/")
    world.clock.advance(days=10)
    with world.acting("grace") as actor:
        db.session.add(
            PracticeExample(
                organisation_id=actor.organisation_id,
                published_on=actor.today.replace(day=1),
                review_by=actor.today.replace(year=2027),
                title="The seat by the door",
                summary="Waiting",
                search_text="waiting",
                search_number=1,
            )
        )
    assert "New in good practice: The seat by the door" in home(world, "callum")
    assert "New in good practice" not in home(world, "oona")


def test_at_most_six_lines(world: World) -> None:
    with away(world, "morag"):
        for _ in range(9):
            making.reflection(world, share_with="morag", days=0)
    with world.reading("morag") as actor:
        assert len(since.since(actor, world.clock.now - timedelta(hours=3))) == 6


def test_the_database_is_asked_as_much_however_much_happened(world: World) -> None:
    def told(name: str, news: int) -> int:
        with world.reading(name) as actor:
            found: list[int] = []
            asked = statements(
                world, lambda: found.append(len(since.since(actor, world.clock.now - DAY)))
            )
            assert found == [news]
            return asked

    nothing = told("morag", 0)
    for _ in range(4):
        making.reflection(world, share_with="morag", days=0)
        planned(world)
    assert told("morag", 6) == nothing <= 5
