"""What was typed survives a sign-in that ran out: sealed, for whoever typed it, and not saved."""

from __future__ import annotations

import base64
import uuid
from typing import Any

import pytest
from sqlalchemy import func, select

from supervision import unit_of_work
from supervision.extensions import db
from supervision.models.people import Person
from supervision.models.reflections import Reflection
from supervision.models.sign_ins import KeptForm
from supervision.services import kept
from tests.client import Client, PageForm, read_forms
from tests.foundation.steps import changed, tables, write_quickly
from tests.worlds import PASSWORD, World

WORDS = "She laughed when the fiddle came out, for the first time since May"
NOTICE = "You are signed in again."


def _ran_out(world: World, client: Client, path: str = "/reflections/new") -> Any:
    """Type into a form, be away for an hour, and send it."""
    found = client.form(path)
    world.clock.advance(hours=1)
    return client.post(found.action, data=found.data(happened=WORDS, title="Fiddle & bow"))


def _form(answer: Any) -> PageForm:
    return next(f for f in read_forms(answer, "/") if f.action == "/sign-in")


def _sign_in(client: Client, found: PageForm, name: str, house: str = "lochside") -> Any:
    data = found.data(email=f"{name}@{house}.example", password=PASSWORD)
    return client.post("/sign-in", data=data)


def _saved(world: World) -> int:
    with world.app.app_context():
        return db.session.scalar(select(func.count()).select_from(Reflection)) or 0


def test_the_page_asks_to_sign_in_again_and_shows_no_word(world: World) -> None:
    client = world.client("callum")
    before = tables(world)
    answer = _ran_out(world, client)
    assert answer.status_code == 401
    body = answer.get_data(as_text=True)
    assert "It has not been saved yet" in body
    kept = _form(answer).data()["kept"][0]
    hidden = base64.urlsafe_b64decode(kept)
    for word in (WORDS, "fiddle", "Fiddle"):
        assert word not in body and word.encode() not in hidden
    assert changed(before, tables(world)) == set()


def test_the_same_person_finds_it_in_the_form_again(world: World) -> None:
    client = world.client("callum")
    answer = _ran_out(world, client)
    onward = _sign_in(client, _form(answer), "callum")
    assert onward.status_code == 302
    assert onward.location.startswith("/reflections/new?kept=")
    shown = client.get(onward.location)
    assert NOTICE in shown.get_data(as_text=True)
    assert _saved(world) == 0
    data = client.form(onward.location, "/reflections/new").data()
    assert data["happened"] == [WORDS] and data["title"] == ["Fiddle & bow"]
    assert client.post("/reflections/new", data=data).status_code == 302
    assert _saved(world) == 1


def test_after_a_wrong_password_the_page_still_says_that_it_is_kept(world: World) -> None:
    client = world.client("callum")
    data = _form(_ran_out(world, client)).data(email="callum@lochside.example", password="wrong")
    again = client.post("/sign-in", data=data)
    assert again.status_code == 422
    assert "What you typed is here, locked until you sign in." in again.get_data(as_text=True)
    assert WORDS not in again.get_data(as_text=True)


def test_it_comes_back_over_a_text_that_exists(world: World) -> None:
    key = write_quickly(world, "callum", "As it stood")
    client = world.client("callum")
    onward = _sign_in(client, _form(_ran_out(world, client, f"/reflections/{key}/edit")), "callum")
    data = client.form(onward.location, f"/reflections/{key}/edit").data()
    assert data["happened"] == [WORDS]
    with world.app.app_context():
        row = db.session.get(Reflection, key)
        assert row is not None and row.happened == "As it stood"


def test_a_wrong_password_first_does_not_lose_it(world: World) -> None:
    client = world.client("callum")
    found = _form(_ran_out(world, client))
    refused = client.post(
        "/sign-in", data=found.data(email="callum@lochside.example", password="wrong")
    )
    assert refused.status_code == 422
    onward = _sign_in(client, _form(refused), "callum")
    assert WORDS in client.get(onward.location).get_data(as_text=True)


@pytest.mark.parametrize(("name", "house"), [("tomasz", "lochside"), ("morag", "lochside")])
def test_another_person_gets_nothing_of_it(world: World, name: str, house: str) -> None:
    client = world.client("callum")
    found = _form(_ran_out(world, client))
    onward = _sign_in(client, found, name, house)
    assert onward.status_code == 302 and "kept" not in onward.location
    assert WORDS not in client.get(onward.location).get_data(as_text=True)
    with world.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(KeptForm)) == 0


def test_someone_in_another_organisation_gets_nothing_of_it(world: World) -> None:
    with world.app.app_context():
        theirs = db.session.get(Person, world.ids["oona"])
        mine = db.session.get(Person, world.ids["callum"])
        assert theirs is not None and mine is not None
        theirs.password_hash = mine.password_hash
        db.session.commit()
    client = world.client("callum")
    onward = _sign_in(client, _form(_ran_out(world, client)), "oona", "harbour")
    assert onward.status_code == 302 and "kept" not in onward.location


def test_the_key_of_a_kept_form_opens_it_for_nobody_else_and_on_no_other_page(
    world: World,
) -> None:
    client = world.client("callum")
    onward = _sign_in(client, _form(_ran_out(world, client)), "callum")
    for name in ("tomasz", "morag", "oona"):
        shown = world.client(name).get(onward.location)
        assert shown.status_code == 200 and WORDS not in shown.get_data(as_text=True)
    key = onward.location.partition("kept=")[2]
    other = write_quickly(world, "callum", "As it stood")
    shown = client.get(f"/reflections/{other}/edit?kept={key}")
    assert WORDS not in shown.get_data(as_text=True)


@pytest.mark.parametrize(
    "bad", ["", "x", "é", "=" * 40, "QUJD" * 30, str(uuid.UUID(int=7)), "\x00"]
)
def test_a_kept_form_that_cannot_be_read_is_left_out(world: World, bad: str) -> None:
    client = world.client()
    found = client.form("/sign-in")
    data = found.data(email="callum@lochside.example", password=PASSWORD, kept=bad)
    answer = client.post("/sign-in", data=data)
    assert (answer.status_code, answer.location) == (302, "/")
    assert client.get("/reflections/new", query_string={"kept": bad}).status_code == 200


def test_a_sealed_form_that_was_changed_opens_nothing(world: World) -> None:
    client = world.client("callum")
    found = _form(_ran_out(world, client))
    raw = bytearray(base64.urlsafe_b64decode(found.data()["kept"][0]))
    raw[60] ^= 1
    data = found.data(
        email="callum@lochside.example",
        password=PASSWORD,
        kept=base64.urlsafe_b64encode(bytes(raw)).decode(),
    )
    assert "kept" not in client.post("/sign-in", data=data).location


def test_nobody_at_all_is_asked_to_sign_in_without_a_kept_form(world: World) -> None:
    client = world.client()
    token = client.form("/sign-in").data()["csrf_token"][0]
    answer = client.post("/reflections/new", data={"csrf_token": token, "happened": WORDS})
    assert answer.status_code == 401
    assert _form(answer).data()["kept"] == [""]
    assert WORDS not in answer.get_data(as_text=True)


def test_a_password_is_never_kept(world: World) -> None:
    client = world.client("callum")
    found = client.form("/reflections/new")
    world.clock.advance(hours=1)
    answer = client.post(found.action, data={**found.data(happened=WORDS), "password": "secret!"})
    onward = _sign_in(client, _form(answer), "callum")
    assert onward.status_code == 302
    with world.app.app_context():
        kept_ones = select(KeptForm).where(KeptForm.fields_sealed.is_not(None))
        row = db.session.scalars(kept_ones).one()
        assert row.fields is not None
        assert WORDS in row.fields and "secret!" not in row.fields and "csrf" not in row.fields


def test_what_was_kept_is_erased_after_a_day(world: World) -> None:
    def keep(name: str) -> None:
        unit_of_work.writing()
        person = world.actor(name)
        kept.over_sign_in(person, "/", [])
        db.session.commit()

    with world.app.app_context():
        keep("callum")
        world.clock.advance(hours=25)
        keep("tomasz")
        owners = list(db.session.scalars(db.select(KeptForm.person_id)))
        assert owners == [world.ids["tomasz"]]


def _left_meanwhile(world: World, client: Client, site: str = "same-origin") -> Any:
    """Type into a form, sign out in another window, and send what was typed."""
    found = client.form("/reflections/new")
    assert client.fill("/", "/sign-out").status_code == 302
    return client.post(
        found.action,
        data=found.data(happened=WORDS, do="keep"),
        headers={"Sec-Fetch-Site": site},
    )


def test_signed_out_in_another_window_is_a_sign_in_that_ended(world: World) -> None:
    client = world.client("callum")
    answer = _left_meanwhile(world, client)
    assert answer.status_code == 401
    assert WORDS not in answer.text and "It has not been saved yet" in answer.text
    again = _sign_in(client, _form(answer), "callum")
    assert WORDS in client.get(again.location).text
    assert _saved(world) == 0


def test_what_was_typed_before_signing_out_opens_for_nobody_else(world: World) -> None:
    client = world.client("callum")
    answer = _left_meanwhile(world, client)
    again = _sign_in(client, _form(answer), "morag")
    assert WORDS not in client.get(again.location).text


def test_another_site_keeps_nothing_for_whoever_left(world: World) -> None:
    answer = _left_meanwhile(world, world.client("callum"), "cross-site")
    assert answer.status_code in {400, 403}
    assert 'name="kept"' not in answer.text
