"""Home: what is next, who or what is waiting, and nothing that is not one's own to see."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import ReadEntry
from supervision.services import recordings, reflections, sessions
from tests.worlds import World


def reflect(world: World, who: str, number: int, supervisor: str | None, ask: str = "") -> None:
    """Someone writes a reflection and, where a supervisor is named, shares it."""
    with world.acting(who) as actor:
        reflection = reflections.write(
            actor,
            new_key(),
            words={"title": f"Reflection {number}", "happened": "Something did."},
            ask=("advice", ask) if ask else None,
        )
        if supervisor:
            relation = actor.supervision_by(world.relations[supervisor, who])
            assert relation is not None
            reflections.share(actor, reflection, relation)


def meet(world: World, who: str, supervisor: str, days: int, items: int = 0) -> None:
    """Someone plans a session with their supervisor and puts things on its agenda."""
    with world.acting(who) as actor:
        relation = actor.supervision_by(world.relations[supervisor, who])
        assert relation is not None
        planned = sessions.plan(
            actor,
            relation,
            new_key(),
            starts_at=world.clock.now + timedelta(days=days),
            place="The small room",
        )
        for number in range(items):
            sessions.add_to_agenda(actor, planned, new_key(), f"Item {number}")


def test_a_practitioners_home_leads_to_writing(world: World) -> None:
    page = world.client("callum").get("/").text
    assert "Hello, Callum" in page
    assert "Anything on your mind?" in page
    assert "Write a reflection" in page
    assert "Your people" not in page


def test_a_supervisors_home_shows_who_and_what_waits(world: World) -> None:
    meet(world, "callum", "morag", 1, items=2)
    reflect(world, "callum", 1, "morag", ask="How would you put it?")
    reflect(world, "tomasz", 2, None, ask="Only for me")
    page = world.client("morag").get("/").text
    assert "Callum, tomorrow at 2 pm" in page
    assert "Callum has put two things on the agenda." in page
    assert "Callum would like advice" in page and "How would you put it?" in page
    assert "No date yet" in page  # Tomasz
    assert "Only for me" not in page and "Reflection 2" not in page


def test_what_comes_back_is_on_home(world: World) -> None:
    reflect(world, "callum", 1, "morag", ask="How would you put it?")
    client = world.client("morag")
    found = re.search(r'href="(/reflections/[0-9a-f-]{36})"', client.get("/").text)
    assert found is not None
    client.fill(found[1], f"{found[1]}/answers", "Read, thank you")
    assert "Morag read what you shared, with thanks" in world.client("callum").get("/").text


def test_the_agenda_can_be_added_to_from_home(world: World) -> None:
    meet(world, "callum", "morag", 1)
    callum = world.client("callum")
    form = next(f for f in callum.forms("/") if f.action.endswith("/agenda-items"))
    assert callum.post(form.action, data=form.data(words="Leave in May")).status_code == 302
    assert "Leave in May" in callum.get("/").text


def test_a_curators_home_names_what_to_check(world: World) -> None:
    callum = world.client("callum")
    sent = callum.fill(
        "/good-practice/proposals/new",
        button="Propose it to the curators",
        title="Hands off",
        summary="Waiting a minute changed a morning.",
        done="We waited, and said nothing.",
    )
    assert sent.status_code == 302
    page = world.client("grace").get("/").text
    assert "One proposal to check" in page and "Hands off" in page
    assert "To check for the library" not in world.client("tomasz").get("/").text


@pytest.mark.parametrize("name", ["sandy", "agnes", "noor"])
def test_accounts_without_practice_have_a_quiet_home(world: World, name: str) -> None:
    reflect(world, "callum", 1, "morag", ask="How would you put it?")
    page = world.client(name).get("/").text
    assert f"Hello, {name.capitalize()}" in page
    assert "How would you put it?" not in page
    for place in ("/supervision", "/reflections", "/outcomes"):
        assert world.client(name).get(place).status_code == 403


def test_home_asks_as_much_of_the_database_however_much_waits(world: World) -> None:
    def life(first: int, last: int) -> None:
        for number in range(first, last):
            reflect(world, "callum", number, "morag", ask="How?")
            meet(world, "callum", "morag", number + 1, items=2)
            with world.acting("callum") as actor:
                recording = recordings.write(
                    actor, new_key(), words={"what_matters": "To be asked."}
                )
                recordings.record(actor, recording)

    life(0, 2)
    morag, callum = world.client("morag"), world.client("callum")
    morag.get("/"), callum.get("/")
    few = statements(world, lambda: morag.get("/")), statements(world, lambda: callum.get("/"))
    life(2, 12)
    morag.get("/"), callum.get("/")
    many = statements(world, lambda: morag.get("/")), statements(world, lambda: callum.get("/"))
    assert few == many
    # The Actor’s two, and what opens and closes the transaction, are among them.
    assert few[0] <= 21 and few[1] <= 16, few


def test_words_quoted_on_home_are_logged_as_read(world: World) -> None:
    reflect(world, "callum", 1, "morag", ask="How would you put it?")
    world.client("morag").get("/")
    with world.reading("callum") as actor:
        mine = list(
            db.session.scalars(select(ReadEntry).where(ReadEntry.about_id == actor.person_id))
        )
        assert {row.kind for row in mine} >= {"asks", "reflections"}
        assert {row.reader_id for row in mine} == {world.ids["morag"]}


def statements(world: World, ask: Callable[[], object]) -> int:
    """How many statements the database is asked while `ask` runs."""
    asked: list[str] = []

    def note(*told: Any) -> None:
        asked.append(told[2])

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(asked)
