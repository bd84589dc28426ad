"""Signing a record as the two meet it."""

from __future__ import annotations

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.sessions import SessionSection
from tests.pages.sessions_of_two import WORDS, end_relation, recorded, shared, sign
from tests.worlds import World


def test_both_sign_what_they_have_read(world: World) -> None:
    address = shared(world)
    morag, callum = world.client("morag"), world.client("callum")
    assert "Ready to read and sign." in callum.get("/supervision").text
    assert sign(callum, address).location == f"{address}#sign"
    assert "You signed this today. Morag has not signed yet." in callum.get(address).text
    assert "Callum has signed. Your turn." in morag.get("/supervision").text
    assert sign(morag, address).status_code == 302
    for client in (morag, callum):
        page = client.get(address).text
        assert "Nothing in it changes any more." in page
        assert "Signed by both" in page
        assert client.get(f"{address}/record").status_code == 403
        assert f"{address}/agenda-items" not in page
        sent = client.send(f"{address}/agenda-items", words="Late")
        assert sent.status_code == 403


def test_a_record_that_is_not_what_was_signed_says_so(world: World) -> None:
    address = shared(world)
    for name in ("callum", "morag"):
        sign(world.client(name), address)
    with world.acting("morag"):
        rows = db.session.scalars(
            select(SessionSection).where(SessionSection.name == "wellbeing")
        ).all()
        for row in rows:
            row.words = "Never said."
    page = world.client("callum").get(address).text
    assert "What is stored here is not what was signed." in page
    assert "Signed by nobody yet" in page


def test_what_changed_after_reading_is_not_signed(world: World) -> None:
    address = shared(world)
    morag, callum = world.client("morag"), world.client("callum")
    form = callum.form(address, f"{address}/signatures")
    assert sign(morag, address).status_code == 302
    recorded(morag, address, "Save the draft", wellbeing="Something else.")
    refused = callum.post(form.action, data=form.data())
    assert refused.status_code == 409
    assert "It has changed since you read it" in refused.text
    assert "Nobody has signed yet." in callum.get(address).text
    assert callum.send(f"{address}/signatures", shown="not a hash").status_code == 409
    assert callum.get(f"{address}/signatures").location == f"{address}#sign"


def test_a_record_that_was_not_signed_is_closed_when_the_relation_ends(world: World) -> None:
    address = shared(world)
    end_relation(world)
    page = world.client("callum").get(address).text
    assert "This was not signed before your supervision with Morag ended." in page
    assert WORDS["wellbeing"] in page
    assert "Sign this record" not in page
    assert world.client("callum").get(f"{address}/record").status_code == 403
    assert world.client("morag").get(address).status_code == 404
