"""What somebody types is kept while they write: for them alone, until saved or thrown away."""

from __future__ import annotations

import itertools
import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision import audit
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.reflections import Reflection
from supervision.models.sign_ins import KeptForm, SignIn
from supervision.queries import kept as queries
from supervision.services import kept
from tests.client import Client, PageForm, read_forms
from tests.foundation.steps import changed, tables, write, write_quickly
from tests.worlds import PASSWORD, World

WORDS = "She laughed when the fiddle came out, for the first time since May"
NEW = "/reflections/new"


def keep(client: Client, found: PageForm, number: int = 1, **typed: str) -> Any:
    """Send a form as its page does by itself while somebody writes."""
    data = found.data(kept_n=str(number), kept_page=found.action, **typed)
    return client.post("/not-saved", data=data)


def rows(world: World) -> list[KeptForm]:
    with world.app.app_context():
        return list(db.session.scalars(select(KeptForm).order_by(KeptForm.kept_at, KeptForm.id)))


def begun(world: World, client: Client, path: str = NEW, **typed: str) -> str:
    """Type and have it kept; returns the address at which it is carried on with."""
    answer = keep(client, client.form(path), **(typed or {"happened": WORDS}))
    assert answer.status_code == 200, answer.text
    return f"{path}?kept={rows(world)[-1].id}"


def test_it_is_kept_sealed_and_says_when(world: World) -> None:
    client = world.client("callum")
    answer = keep(client, client.form(NEW), happened=WORDS, title="Fiddle")
    assert answer.get_json() == {"said": "Kept at 14:00 for you alone, not saved yet"}
    [row] = rows(world)
    assert row.person_id == world.ids["callum"] and row.page == NEW
    assert row.fields_sealed is not None and b"fiddle" not in row.fields_sealed
    with world.app.app_context():
        assert db.session.scalar(select(Reflection.id)) is None


def test_each_keeping_takes_the_place_of_the_one_before(world: World) -> None:
    client = world.client("callum")
    found = client.form(NEW)
    for number in (1, 2, 3):
        assert keep(client, found, number, happened=f"{WORDS} {number}").status_code == 200
    [row] = rows(world)
    assert row.number == 3
    with world.reading("callum") as actor:
        form = queries.form(actor, row.id, NEW)
        assert form is not None and dict(form.fields)["happened"] == f"{WORDS} 3"


def test_whatever_order_they_come_in_the_last_typed_stands(world: World) -> None:
    with world.acting("callum") as actor:
        for order in itertools.permutations((1, 2, 3, 4)):
            key = uuid.uuid4()
            for at, number in enumerate(order, start=1):
                newest = number == max(order[:at])
                typed = [("happened", f"{number}")]
                assert kept.while_writing(actor, key, NEW, number, typed) is newest
            form = queries.form(actor, key, NEW)
            assert form is not None and form.fields == [("happened", "4")] and form.number == 4


def test_the_page_offers_it_and_brings_it_back(world: World) -> None:
    client = world.client("callum")
    again = begun(world, client, happened=WORDS, title="Fiddle")
    shown = client.get(NEW)
    assert WORDS not in shown.text
    assert "You typed here today at 2 pm and did not save it." in shown.text
    assert f'href="{again}"' in shown.text
    back = client.get(again)
    assert "What you typed today at 2 pm is here again. It is not saved yet." in back.text
    data = client.form(again, NEW).data()
    assert data["happened"] == [WORDS] and data["title"] == ["Fiddle"]
    assert "did not save it" not in back.text


def test_saving_it_ends_it_in_the_same_transaction(world: World) -> None:
    client = world.client("callum")
    again = begun(world, client)
    key = write(client, happened="Something else")  # another page of the same form
    assert WORDS in client.get(again).text, "what was begun in another window is still there"
    data = {**client.form(again, NEW).data(), "do": "keep"}
    assert client.post(NEW, data=data).status_code == 302
    assert all(row.fields_sealed is None for row in rows(world))
    assert WORDS not in client.get(again).text
    assert "did not save it" not in client.get(NEW).text
    assert key


def test_a_save_that_is_refused_ends_nothing(world: World) -> None:
    client = world.client("callum")
    again = begun(world, client)
    data = {**client.form(again, NEW).data(happened="", title="x" * 300), "do": "keep"}
    refused = client.post(NEW, data=data)
    assert refused.status_code == 422
    assert WORDS in client.get(again).text
    [row] = rows(world)
    assert f'name="kept_n" value="{row.number}"' in refused.text, "it goes on under the same key"


def test_a_keeping_that_comes_after_the_save_brings_nothing_back(world: World) -> None:
    client = world.client("callum")
    found = client.form(NEW)
    data = found.data(happened=WORDS, do="keep", kept_n="1")
    assert client.post(NEW, data=data).status_code == 302
    late = keep(client, found, happened=WORDS)
    assert late.status_code == 409
    assert [row.fields_sealed for row in rows(world)] == [None]
    # What is typed on goes under a key of its own.
    fresh = keep(client, found, kept=late.get_json()["key"], happened="And then")
    assert fresh.status_code == 200


def test_saving_without_ever_having_kept_leaves_nothing(world: World) -> None:
    write(world.client("callum"), happened=WORDS)
    assert rows(world) == []


def test_it_comes_back_over_a_text_that_was_changed_meanwhile(world: World) -> None:
    key = write_quickly(world, "callum", "As it stood")
    client = world.client("callum")
    path = f"/reflections/{key}/edit"
    again = begun(world, client, path)
    assert client.fill(path, happened="Changed elsewhere", button="Keep it to myself").status_code
    data = {**client.form(again, path).data(), "do": "keep"}
    clash = client.post(path, data=data)
    assert clash.status_code == 409 and WORDS in clash.text and "Changed elsewhere" in clash.text
    mine = next(f for f in read_forms(clash, path) if dict(f.fields).get("happened") == WORDS)
    assert client.post(path, data=mine.data()).status_code == 302
    assert "did not save it" not in client.get(path).text, "choosing ends it"


def test_thrown_away_it_is_gone_and_the_page_is_as_saved(world: World) -> None:
    client = world.client("callum")
    again = begun(world, client)
    gone = client.fill(
        again, again.replace("/reflections/new?kept=", "/not-saved/") + "/throwing-away"
    )
    assert (gone.status_code, gone.location) == (302, NEW)
    assert "Thrown away." in client.get(NEW).text
    assert [row.fields_sealed for row in rows(world)] == [None]
    assert client.send(f"/not-saved/{rows(world)[0].id}/throwing-away").status_code == 404


def test_home_says_so_until_it_is_saved(world: World) -> None:
    client = world.client("callum")
    again = begun(world, client)
    said = "You typed something today at 2 pm and did not save it."
    shown = client.get("/").text
    assert said in shown and 'href="/not-saved"' in shown
    assert said not in world.client("morag").get("/").text
    data = {**client.form(again, NEW).data(), "do": "keep"}
    assert client.post(NEW, data=data).status_code == 302
    assert said not in client.get("/").text


def test_the_list_has_all_that_was_begun_and_nothing_of_others(world: World) -> None:
    key = write_quickly(world, "callum", "As it stood")
    client = world.client("callum")
    one = begun(world, client)
    world.clock.advance(minutes=1)
    two = begun(world, client, f"/reflections/{key}/edit")
    shown = client.get("/not-saved")
    assert shown.text.index(two) < shown.text.index(one), "newest first"
    assert "A new reflection" in shown.text and WORDS not in shown.text
    thrown = client.send(f"/not-saved/{rows(world)[0].id}/throwing-away", show="list")
    assert thrown.location == "/not-saved"
    for name in ("morag", "tomasz", "sandy", "oona"):
        assert "Nothing is waiting to be saved" in world.client(name).get("/not-saved").text


@pytest.mark.parametrize("name", ["morag", "tomasz", "noor", "oona"])
def test_nobody_else_finds_keeps_or_throws_it_away(world: World, name: str) -> None:
    client = world.client("callum")
    found = client.form(NEW)
    keep(client, found, happened=WORDS)
    [row] = rows(world)
    other = world.client(name)
    assert WORDS not in other.get(f"{NEW}?kept={row.id}").text
    assert other.send(f"/not-saved/{row.id}/throwing-away").status_code == 404
    data = {name: value for name, value in found.data().items() if name != "csrf_token"}
    data |= {"kept_n": "2", "kept_page": NEW, "happened": "Mine now"}
    assert other.send("/not-saved", **data).status_code == 404
    assert [one.fields_sealed for one in rows(world)] == [row.fields_sealed]
    with world.acting(name) as actor:
        assert not kept.while_writing(actor, row.id, NEW, 9, [("happened", "Mine now")])
        kept.saved(actor, row.id)
        with pytest.raises(NotFound):
            kept.throw_away(actor, row.id)
    assert [one.fields_sealed for one in rows(world)] == [row.fields_sealed]


def test_a_form_that_goes_on_at_another_page_is_kept_there(world: World) -> None:
    """A new text that met itself is written on where it stands by now."""
    key = uuid.uuid4()
    with world.acting("callum") as actor:
        assert kept.while_writing(actor, key, NEW, 1, [("happened", WORDS)])
        assert kept.while_writing(actor, key, "/outcomes/new", 2, [("happened", "And on")])
        assert queries.form(actor, key, NEW) is None
        form = queries.form(actor, key, "/outcomes/new")
        assert form is not None and form.fields == [("happened", "And on")]
        assert [one.page for one in queries.waiting(actor)] == ["/outcomes/new"]


def test_words_that_a_page_is_drawn_again_with_are_kept_from_there_on(world: World) -> None:
    client = world.client("callum")
    found = client.form(NEW)
    data = found.data(happened=WORDS, do="model:what", kept_n="1")
    again = client.post(NEW, data=data)
    assert again.status_code == 200 and WORDS in again.text
    assert "data-typed" in again.text and "data-typed" not in client.get(NEW).text


@pytest.mark.parametrize(
    "change",
    [
        {"kept": ""},
        {"kept": "x"},
        {"kept": str(uuid.uuid4())},
        {"kept_n": ""},
        {"kept_n": "-1"},
        {"kept_n": "\u0663"},
        {"kept_n": "9" * 12},
        {"kept_page": ""},
        {"kept_page": "/sign-in"},
        {"kept_page": "//elsewhere.example"},
        {"kept_page": "//reflections/new"},
        {"kept_page": "reflections/new"},
        {"kept_page": "https://elsewhere.example/reflections/new"},
        {"kept_page": "/account"},
        {"kept_page": f"/reflections/{'x' * 500}/edit"},
    ],
)
def test_what_no_page_of_ours_sends_is_not_kept(world: World, change: dict[str, str]) -> None:
    client = world.client("callum")
    found = client.form(NEW)
    data = {**found.data(happened=WORDS, kept_n="1", kept_page=NEW), **change}
    assert client.post("/not-saved", data=data).status_code == 404
    assert rows(world) == []


def test_a_form_larger_than_any_of_ours_is_refused(world: World) -> None:
    client = world.client("callum")
    answer = keep(client, client.form(NEW), happened="x" * 400_000)
    assert answer.status_code == 413 and rows(world) == []


def test_passwords_and_tokens_are_not_kept(world: World) -> None:
    client = world.client("callum")
    keep(client, client.form(NEW), happened=WORDS, password="secret!")
    [row] = rows(world)
    with world.reading("callum") as actor:
        form = queries.form(actor, row.id, NEW)
        assert form is not None
        names = {name for name, _ in form.fields}
    assert "happened" in names
    assert not names & {"csrf_token", "password", "kept", "kept_n", "kept_page"}


def test_keeping_makes_no_sign_in_last_longer(world: World) -> None:
    client = world.client("callum")
    found = client.form(NEW)
    before = _seen(world)
    world.clock.advance(minutes=20)
    assert keep(client, found, happened=WORDS).status_code == 200
    assert _seen(world) == before
    world.clock.advance(minutes=11)
    assert keep(client, found, 2, happened=f"{WORDS}. And on").status_code == 401
    [row] = rows(world)
    assert row.number == 1


def _seen(world: World) -> Any:
    with world.app.app_context():
        return db.session.scalar(
            select(SignIn.seen_at).where(SignIn.person_id == world.ids["callum"])
        )


def test_over_a_sign_in_that_ran_out_the_same_form_goes_on(world: World) -> None:
    """What was kept while writing is not offered beside the newer words that were sent."""
    client = world.client("callum")
    found = client.form(NEW)
    keep(client, found, happened=WORDS)
    world.clock.advance(hours=1)
    sent = client.post(NEW, data=found.data(happened=f"{WORDS}. And on", do="keep", kept_n="1"))
    assert sent.status_code == 401
    from_there = next(f for f in read_forms(sent, "/") if f.action == "/sign-in")
    entered = client.post(
        "/sign-in", data=from_there.data(email="callum@lochside.example", password=PASSWORD)
    )
    data = {**client.form(entered.location, NEW).data(), "do": "keep"}
    assert data["happened"] == [f"{WORDS}. And on"]
    assert client.post(NEW, data=data).status_code == 302
    assert "did not save it" not in client.get(NEW).text
    assert WORDS not in client.get(entered.location).text, "going back finds nothing unsaved"
    assert all(row.fields_sealed is None for row in rows(world))


def test_the_log_of_changes_says_when_it_began_and_was_thrown_away(world: World) -> None:
    client = world.client("callum")
    found = client.form(NEW)
    for number in (1, 2, 3):
        keep(client, found, number, happened=WORDS)
    [row] = rows(world)
    client.send(f"/not-saved/{row.id}/throwing-away")
    with world.app.app_context():
        said = db.session.scalars(
            select(AuditEntry.verb)
            .where(AuditEntry.thing_id == row.id)
            .order_by(AuditEntry.sequence)
        ).all()
        assert said == ["kept", "thrown_away"]
        assert audit.broken_at(world.ids["lochside"]) is None


def test_of_very_many_the_oldest_goes_and_those_long_done(world: World) -> None:
    with world.acting("callum") as actor:
        house = {"organisation_id": actor.organisation_id, "person_id": actor.person_id}
        at = [actor.now - timedelta(hours=hours) for hours in range(60)]
        many = [KeptForm(**house, page=NEW, number=1, kept_at=when, fields="{}") for when in at]
        done = [
            KeptForm(**house, page="/", number=kept.LAST, kept_at=actor.now - kept.LATE * days)
            for days in (0, 2)
        ]
        db.session.add_all([*many, *done])
        db.session.flush()
        assert kept.while_writing(actor, uuid.uuid4(), NEW, 1, [("happened", WORDS)])
    left = rows(world)
    live = [row.kept_at for row in left if row.fields_sealed is not None]
    assert len(live) == kept.MOST and min(live) == at[kept.MOST - 2]
    assert [row.kept_at for row in left if row.fields_sealed is None] == [at[0]]


def test_two_windows_and_two_hundred_keepings_lose_nothing(world: World) -> None:
    """Two windows over one text, each kept under its own key, side by side."""
    pages = [world.client("callum") for _ in range(2)]
    forms = [client.form(NEW) for client in pages]
    told: list[int] = []

    def type_on(client: Client, found: PageForm) -> None:
        for number in range(1, 26):
            told.append(keep(client, found, number, happened=f"Word {number}").status_code)

    threads = [
        threading.Thread(target=type_on, args=pair) for pair in zip(pages, forms, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [200] * 50
    assert [row.number for row in rows(world)] == [25, 25]


def test_a_save_and_a_keeping_at_the_same_moment(world: World) -> None:
    """Whichever comes first, nothing stays kept of what was saved."""
    for round_ in range(10):
        client, late = world.client("callum"), world.client("callum")
        found = client.form(NEW)
        keep(client, found, happened=f"Round {round_}")
        data = found.data(happened=f"Round {round_}", do="keep", kept_n="2")
        asked = [
            threading.Thread(target=client.post, args=(NEW,), kwargs={"data": data}),
            threading.Thread(target=keep, args=(late, found, 2), kwargs={"happened": "late"}),
        ]
        for thread in asked:
            thread.start()
        for thread in asked:
            thread.join()
        assert [row.fields_sealed for row in rows(world)] == [None] * (round_ + 1)


def test_reading_the_list_changes_nothing(world: World) -> None:
    client = world.client("callum")
    begun(world, client)
    before = tables(world)
    assert client.get("/not-saved").status_code == 200
    assert changed(before, tables(world)) == set()
