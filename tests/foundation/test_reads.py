"""Opening another's words: read, close, then write down who opened them, or show nothing."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from supervision import audit
from supervision.extensions import db
from supervision.models.audit import ReadEntry
from supervision.models.reflections import Reflection
from supervision.services import reflections
from tests.foundation.steps import head, listening, tables, write_quickly
from tests.worlds import World

WORDS = "She wants to go to the fiddle night again"


def _reads(world: World) -> list[tuple[str, Any]]:
    with world.app.app_context():
        rows = db.session.execute(select(ReadEntry.kind, ReadEntry.reader_id, ReadEntry.thing_id))
        return [(kind, (reader, thing)) for kind, reader, thing in rows]


def test_the_entry_is_written_after_the_reading_has_ended(world: World) -> None:
    key = write_quickly(world, "callum", WORDS, shared_with="morag")
    morag = world.client("morag")
    with listening(world) as heard:
        answer = morag.get(f"/reflections/{key}")
    assert WORDS in answer.get_data(as_text=True)
    opened = heard.index("SELECT reflections.")
    written = heard.index("INSERT INTO read_entries")
    ends = [n for n, line in enumerate(heard.lines) if line in ("ROLLBACK", "COMMIT")]
    assert -1 < opened < written
    assert any(opened < end < written for end in ends), heard.lines
    assert all(line != "BEGIN IMMEDIATE" for line in heard.lines[:opened])
    assert heard.lines[-1] == "COMMIT"
    begun = [line for line in heard.lines[:written] if line.startswith("BEGIN")]
    assert not begun or begun[-1] == "BEGIN IMMEDIATE", "on SQLite, writing takes the lock first"
    assert _reads(world) == [("reflections", (world.ids["morag"], key))]


def test_once_for_each_reader_thing_and_day(world: World) -> None:
    key = write_quickly(world, "callum", WORDS, shared_with="morag")
    morag = world.client("morag")
    for path in (f"/reflections/{key}", "/reflections", f"/reflections/{key}", "/"):
        assert morag.get(path).status_code == 200
    assert len(_reads(world)) == 1
    with listening(world) as heard:
        morag.get(f"/reflections/{key}")
    assert not heard.count("INSERT") and not heard.count("BEGIN IMMEDIATE")
    world.clock.advance(days=1)
    world.client("morag").get(f"/reflections/{key}")
    assert len(_reads(world)) == 2


def test_a_quotation_in_a_list_counts_and_ones_own_words_do_not(world: World) -> None:
    write_quickly(world, "callum", WORDS, shared_with="morag")
    assert world.client("callum").get("/reflections").status_code == 200
    assert _reads(world) == []
    assert WORDS in world.client("morag").get("/reflections").get_data(as_text=True)
    assert len(_reads(world)) == 1


def test_an_answer_that_asks_to_put_right_shows_words_too(world: World) -> None:
    """A form that is refused is drawn among another's words: that is a reading as well."""
    with world.acting("callum") as actor:
        reflection = reflections.write(
            actor, uuid.uuid4(), words={"happened": WORDS}, ask=("backing", "")
        )
        relation = actor.supervision_by(world.relations["morag", "callum"])
        assert relation is not None
        reflections.share(actor, reflection, relation)
        made = reflection.id
    morag = world.client("morag")
    answer = morag.send(f"/reflections/{made}/answers", do="reply", words=" ")
    assert answer.status_code == 422 and WORDS in answer.get_data(as_text=True)
    assert ("reflections", (world.ids["morag"], made)) in _reads(world)


def test_a_refusal_shows_nothing_and_notes_no_reading(world: World) -> None:
    key = write_quickly(world, "callum", WORDS, shared_with="morag")
    morag = world.client("morag")
    answer = morag.send(f"/reflections/{key}/taking-back")
    assert answer.status_code == 403
    assert WORDS not in answer.get_data(as_text=True)
    assert _reads(world) == []


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_cannot_be_written_down_is_not_shown(
    world: World, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    key = write_quickly(world, "callum", WORDS, shared_with="morag")
    morag = world.client("morag")

    def fail(_reads: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("the disk is full"))

    monkeypatch.setattr(audit, "write_reads", fail)
    for path in (f"/reflections/{key}", "/reflections"):
        answer = morag.open(path, method=method)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"]
        assert WORDS not in answer.get_data(as_text=True)
    assert WORDS in world.client("callum").get(f"/reflections/{key}").get_data(as_text=True)


def test_a_touch_that_fails_keeps_nobody_from_reading_their_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = write_quickly(world, "callum", WORDS)
    callum = world.client("callum")
    world.clock.advance(minutes=5)

    def fail(*_: Any) -> None:
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    monkeypatch.setattr("supervision.unit_of_work.people.touch_sign_in", fail)
    assert WORDS in callum.get(f"/reflections/{key}").get_data(as_text=True)


def test_reading_changes_nothing_but_the_log(world: World) -> None:
    key = write_quickly(world, "callum", WORDS, shared_with="morag")
    morag = world.client("morag")
    before, chain = tables(world), head(world)
    morag.get(f"/reflections/{key}")
    after = tables(world)
    assert {name for name in after if after[name] != before[name]} == {"read_entries"}
    assert head(world) == chain
    with world.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Reflection)) == 1
