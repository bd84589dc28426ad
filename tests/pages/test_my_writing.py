"""Taking along what one wrote: all of it, in one file, and nothing of anyone else's."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from supervision.extensions import db
from supervision.models.audit import ReadEntry
from tests.access import making, making_sessions
from tests.foundation.steps import listening, write, write_quickly
from tests.worlds import World

FILE = "/account/my-writing/file"


def test_what_is_in_it(world: World) -> None:
    client = world.client("callum")
    write(client, happened="Herons at dawn", title="Herons")
    write_quickly(world, "morag", "Words of somebody else", shared_with="eilidh")
    making.recording(world)
    session = making_sessions.signed(world)
    page = client.get("/account/my-writing").text
    assert "One reflection" in page and "One outcome recording" in page
    assert "One signed record of your supervision" in page and "It holds private words" in page
    answer = client.get(FILE)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="what-i-wrote.html"'
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.text
    assert "Herons at dawn" in text and "This file holds private words." in text
    assert "Words of somebody else" not in text
    assert not re.search(r"<(script|link|img|style|iframe)|\ssrc=|\sstyle=", text)
    for words in session.words.values():
        assert words in text, words


def test_opening_records_of_two_is_noted_once(world: World) -> None:
    making_sessions.signed(world)
    client = world.client("callum")
    client.get(FILE)
    client.get(FILE)
    with world.app.app_context():
        rows = db.session.execute(select(ReadEntry.reader_id, ReadEntry.about_id)).all()
        assert rows.count((world.ids["callum"], world.ids["morag"])) == 1


@pytest.mark.parametrize("name", ["sandy", "noor", "agnes", "oona"])
def test_it_is_there_for_everyone(world: World, name: str) -> None:
    client = world.client(name)
    assert "Nothing is written yet" in client.get("/account/my-writing").text
    assert client.get(FILE).status_code == 200


def test_the_same_statements_however_much_there_is(world: World) -> None:
    client = world.client("callum")
    counts = []
    for many in (2, 20):
        for n in range(many):
            write_quickly(world, "callum", f"Words {n}")
        with listening(world) as heard:
            client.get(FILE)
        counts.append(heard.count("SELECT"))
    assert counts[0] == counts[1]
