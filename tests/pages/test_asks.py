"""Asks over time: with their share, between two people, and in a record that both signed."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from sqlalchemy import update
from werkzeug.test import TestResponse

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.reflections import ReflectionShare
from supervision.models.sessions import AgendaItem
from supervision.queries import asks as ask_queries
from supervision.queries import sessions as session_queries
from supervision.services import asks, reflections, sessions
from tests.client import Client
from tests.worlds import World

PRIVATE = "Words that are for me alone"


def write(callum: Client, button: str, **fields: str) -> str:
    sent = callum.fill("/reflections/new", button=button, happened="It rained.", **fields)
    assert sent.status_code == 302, sent.text
    return sent.location


def change(callum: Client, address: str, button: str, **fields: str) -> TestResponse:
    sent = callum.fill(f"{address}/edit", button=button, **fields)
    assert sent.status_code == 302, sent.text
    return sent


def test_an_ask_that_was_withdrawn_does_not_come_back_to_life(world: World) -> None:
    callum, morag = world.client("callum"), world.client("morag")
    address = write(callum, "Share with Morag", ask="backing", ask_words="First")
    change(callum, address, "Save it", ask="none", ask_words="")
    callum.fill(address, f"{address}/taking-back")
    change(callum, address, "Keep it to myself", ask="advice", ask_words=PRIVATE)
    assert "Only you can read this." in callum.get(address).text
    assert PRIVATE not in morag.get("/").text
    callum.fill(address, f"{address}/shares", "Share with Priya")
    assert PRIVATE not in morag.get("/").text
    assert PRIVATE in world.client("priya").get("/").text


def test_an_ask_follows_to_the_present_supervisor(world: World) -> None:
    callum = world.client("callum")
    with world.acting("callum") as actor:
        reflection = reflections.write(
            actor, new_key(), words={"happened": "It rained."}, ask=("advice", "What now?")
        )
        key = reflection.id
    address = f"/reflections/{key}"
    callum.fill(address, f"{address}/shares", "Share with Priya")
    callum.fill(address, f"{address}/taking-back")
    callum.fill(address, f"{address}/shares", "Share with Morag")
    assert "What now?" in world.client("morag").get("/").text
    assert "What now?" not in world.client("priya").get("/").text


def test_a_reply_is_between_two_people(world: World) -> None:
    callum, morag, priya = (world.client(name) for name in ("callum", "morag", "priya"))
    address = write(callum, "Share with Morag", ask="advice", ask_words="What now?")
    morag.fill(address, f"{address}/answers", "Send to Callum", words="Between us two")
    callum.fill(address, f"{address}/taking-back")
    callum.fill(address, f"{address}/shares", "Share with Priya")
    assert "Between us two" in callum.get(address).text
    assert "Between us two" not in priya.get(address).text


def test_what_both_signed_does_not_change_with_the_ask(world: World) -> None:
    callum, morag = world.client("callum"), world.client("morag")
    address = write(callum, "Share with Morag", ask="advice", ask_words="As both saw it")
    with world.acting("morag") as actor:
        relation = actor.supervision_of(world.relations["morag", "callum"])
        assert relation is not None
        planned = sessions.plan(actor, relation, new_key(), starts_at=world.clock.now)
        ask = ask_queries.get(actor, ask_queries.waiting(actor)[0].id)
        sessions.bring_ask(actor, planned, ask)
        asks.bring(actor, ask)
        sessions.share(actor, planned)
        session = f"/supervision/{planned.id}"
    morag.fill(session, f"{session}/signatures", "Sign this record")
    change(callum, address, "Save it", ask_words="Never seen by Morag")
    callum.fill(session, f"{session}/signatures", "Sign this record")
    assert "Signed by both" not in callum.get(session).text
    change(callum, address, "Save it", ask_words="As both saw it")
    morag.fill(session, f"{session}/signatures", "Sign this record")
    callum.fill(session, f"{session}/signatures", "Sign this record")
    assert "Signed by both" in morag.get(session).text
    change(callum, address, "Save it", ask_words="Another thing")
    callum.fill(address, f"{address}/taking-back")
    for reader in (callum, morag):
        page = reader.get(session).text
        assert "As both saw it" in page and "Another thing" not in page
        assert "not what was signed" not in page
    with world.reading("morag") as actor:
        item = db.session.query(AgendaItem).one()
        assert item.words == "As both saw it"
        assert session_queries.get(actor, item.session_id).state == "signed"


def test_a_window_that_lags_behind_does_not_overwrite_an_ask(world: World) -> None:
    callum = world.client("callum")
    address = write(callum, "Keep it to myself", ask="advice", ask_words="First words")
    old = callum.form(f"{address}/edit")
    change(callum, address, "Keep it to myself", ask_words="Newer words")
    clash = callum.post(old.action, data=old.data(do="keep"))
    assert clash.status_code == 409
    assert "First words" in clash.text and "Newer words" in clash.text
    assert "Newer words" in callum.get(address).text


def test_a_new_form_sent_again_with_other_ask_words_loses_neither(world: World) -> None:
    callum = world.client("callum")
    form = callum.form("/reflections/new")
    fields = {"happened": "It rained.", "ask": "advice"}
    callum.post(form.action, data=form.data(**fields, ask_words="One", do="keep"))
    again = callum.post(form.action, data=form.data(**fields, ask_words="Two", do="keep"))
    assert again.status_code == 409
    assert "One" in again.text and "Two" in again.text


def test_a_form_sent_again_with_a_share_button_shares(world: World) -> None:
    callum = world.client("callum")
    form = callum.form("/reflections/new")
    share = next(value for text, _, value in form.buttons if text == "Share with Morag")
    first = callum.post(form.action, data=form.data(happened="It rained.", do="keep"))
    callum.post(form.action, data=form.data(happened="It rained.", do=share))
    assert "It rained." in world.client("morag").get(first.location).text


def test_a_link_beyond_the_newest_twelve_survives_an_edit(world: World) -> None:
    callum = world.client("callum")
    for number in range(14):
        sent = callum.fill(
            "/outcomes/new",
            button="Keep as my draft",
            person="new",
            what_matters=f"Matters {number}",
        )
        assert sent.status_code == 302, sent.text
        world.clock.advance(minutes=1)
        if number == 0:
            found = re.search(r"[0-9a-f-]{36}", sent.location)
            assert found is not None
            first = found[0]
            reflection = write(callum, "Keep it to myself", about=first)
    change(callum, reflection, "Keep it to myself", happened="It rained again.")
    assert f"/outcomes/{first}" in callum.get(reflection).text


@pytest.mark.parametrize("body", [b"[1]", b'{"happened": "a\\u0000b"}', b'"x"', b"{"])
@pytest.mark.parametrize("path", ["/sign-in", "/reflections/new", "/outcomes/new"])
def test_json_is_no_form(world: World, path: str, body: bytes) -> None:
    client = world.client(None if path == "/sign-in" else "callum")
    token = client.token() if path != "/sign-in" else ""
    sent = client.post(
        path, data=body, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert sent.status_code in (400, 415)


def test_a_file_in_a_form_is_refused(world: World) -> None:
    callum = world.client("callum")
    form = callum.form("/reflections/new")
    data = {**form.data(), "happened": (BytesIO(b"x"), "happened.txt")}
    sent = callum.post(form.action, data=data, content_type="multipart/form-data")
    assert sent.status_code == 400


def test_an_ask_without_a_live_share_is_nobodys_whatever_its_state_says(world: World) -> None:
    """As a race of two windows could leave it: the share ended, the ask still waiting."""
    callum, morag = world.client("callum"), world.client("morag")
    write(callum, "Share with Morag", ask="advice", ask_words=PRIVATE)
    assert PRIVATE in morag.get("/").text
    with world.app.app_context():
        db.session.execute(update(ReflectionShare).values(taken_back_at=world.clock.now))
        db.session.commit()
    assert PRIVATE not in morag.get("/").text
