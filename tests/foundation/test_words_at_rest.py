"""No word that somebody wrote stands in the database, in the files beside it, or in the logs."""

from __future__ import annotations

import io
import json
import uuid
from pathlib import Path

import pytest
from sqlalchemy import inspect, text, update

from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.reflections import Reflection
from supervision.sealing import CannotOpen
from tests.foundation.steps import write
from tests.worlds import World

CANARIES = {
    "title": "Zeisigtitel",
    "happened": "Kanarienvogel",
    "mattered": "Rotkehlchenruf",
    "next": "Zaunkoenigwort",
    "ask_words": "Wintergoldhaehnchen",
    "reply": "Nachtigallenschlag",
    "edited": "Gimpelgesang",
    "kept": "Stieglitzflug",
}


@pytest.fixture
def planted(world: World, logs: io.StringIO) -> World:
    """A reflection with an ask and a reply to it, an earlier text, and a form left unsent."""
    callum, morag = world.client("callum"), world.client("morag")
    key = write(
        callum,
        "Morag",
        ask="backing",
        **{n: CANARIES[n] for n in ("title", "happened", "mattered", "next", "ask_words")},
    )
    page = callum.get(f"/reflections/{key}").get_data(as_text=True)
    assert CANARIES["mattered"] in page
    assert CANARIES["happened"] in morag.get(f"/reflections/{key}").get_data(as_text=True)
    answer = morag.send(f"/reflections/{key}/answers", do="reply", words=CANARIES["reply"])
    assert answer.status_code == 302
    assert CANARIES["reply"] in callum.get(f"/reflections/{key}").get_data(as_text=True)
    edited = callum.fill(f"/reflections/{key}/edit", happened=CANARIES["edited"])
    assert edited.status_code == 302
    found = callum.form("/reflections/new")
    callum.post(found.action, data=found.data(happened="", title=CANARIES["kept"]))
    world.clock.advance(hours=1)
    callum.post(found.action, data=found.data(happened=CANARIES["kept"]))
    callum.get("/reflections", query_string={"before": CANARIES["kept"]})
    return world


def _needles() -> list[bytes]:
    return [made for word in CANARIES.values() for made in (word.encode(), word.lower().encode())]


def test_no_planted_word_lies_in_any_column(planted: World) -> None:
    with planted.app.app_context(), db.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                held = b"\n".join(
                    bytes(value) if isinstance(value, bytes | memoryview) else repr(value).encode()
                    for value in row
                )
                assert not [word for word in _needles() if word in held], table


def test_no_planted_word_lies_in_the_file_or_beside_it(planted: World) -> None:
    file = planted.app.extensions["settings"].sqlite_file
    if file is None:
        return  # a server: its columns are looked at above
    lying = list(Path(file).parent.glob(f"{file.name}*"))
    assert any(one.name.endswith("-wal") for one in lying), "the log of the file is looked at too"
    for one in lying:
        content = one.read_bytes()
        assert not [word for word in _needles() if word in content], one.name


def test_no_planted_word_is_logged(planted: World, logs: io.StringIO) -> None:
    told = logs.getvalue().encode()
    assert told.count(b'"event": "request"') > 8
    assert not [word for word in _needles() if word in told]
    for line in logs.getvalue().splitlines():
        if line.startswith("{"):
            assert json.loads(line)["request_id"]


def test_swapped_values_do_not_open(planted: World) -> None:
    """Whoever can write to the database cannot show one's words as another's."""
    with planted.app.app_context():
        ask = db.session.scalars(db.select(Ask)).one()
        first = db.session.scalars(db.select(Reflection)).one()
        db.session.execute(
            update(Reflection).values(next_sealed=first.happened_sealed, title_sealed=b"\x01plain")
        )
        db.session.execute(update(Ask).values(words_sealed=first.happened_sealed))
        db.session.commit()
        for row, name in ((first, "next"), (first, "title"), (ask, "words")):
            with pytest.raises(CannotOpen):
                getattr(row, name)
        assert first.happened == CANARIES["edited"]


def test_a_value_that_does_not_open_is_a_calm_page_without_words(planted: World) -> None:
    with planted.app.app_context():
        row = db.session.scalars(db.select(Reflection)).one()
        key, value = row.id, row.happened_sealed
        db.session.execute(update(Reflection).values(next_sealed=value))
        db.session.commit()
    answer = planted.client("callum").get(f"/reflections/{key}")
    assert answer.status_code == 500
    assert not [word for word in _needles() if word in answer.get_data()]


def test_the_same_words_saved_again_are_not_sealed_again(world: World) -> None:
    key = uuid.uuid4()
    row = Reflection(id=key, organisation_id=world.ids["lochside"], title="As it is", next="")
    before = row.title_sealed
    row.title = "As it is"
    assert row.title_sealed is before
    assert row.next_sealed is None
    row.title = "Another"
    assert row.title_sealed is not before


def test_a_list_stands_though_one_value_in_it_does_not_open(planted: World) -> None:
    callum = planted.client("callum")
    with planted.app.app_context():
        key = db.session.scalars(db.select(Reflection.id)).first()
        db.session.rollback()
    write(callum, happened="Another one that opens")
    with planted.app.app_context():
        db.session.execute(
            update(Reflection).where(Reflection.id == key).values(title_sealed=b"\x01broken")
        )
        db.session.commit()
    answer = callum.get("/reflections")
    assert answer.status_code == 200
    assert "These words cannot be opened" in answer.text
    assert "Another one that opens" in answer.text
