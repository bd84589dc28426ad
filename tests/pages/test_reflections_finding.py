"""The three forms of a reflection, finding one again, and deleting one."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.client import Client, read_forms
from tests.pages.test_reflections_sharing import written
from tests.worlds import World


def test_another_form_keeps_what_was_typed(world: World) -> None:
    callum = world.client("callum")
    typed = {"happened": "It rained.", "mattered": "Company.", "ask": "advice", "ask_words": "How?"}
    sent = callum.fill("/reflections/new", button="What? So what? Now what?", **typed)
    assert sent.status_code == 200
    for words in ("It rained.", "Company.", "How?", "So what?", "Now what?"):
        assert words in sent.text
    assert "What mattered, to them or to you?" not in sent.text
    assert 'name="model" value="what"' in sent.text
    assert "Yours start here" in callum.get("/reflections").text


def test_the_free_form_shows_every_field_that_holds_words(world: World) -> None:
    callum = world.client("callum")
    sent = callum.fill("/reflections/new", button="Free form", happened="It rained.")
    assert "Your reflection" in sent.text and 'name="mattered"' not in sent.text
    sent = callum.fill("/reflections/new", button="Free form", mattered="Company.")
    assert 'name="mattered"' in sent.text and "Company." in sent.text


def test_a_form_is_kept_with_the_reflection(world: World) -> None:
    callum = world.client("callum")
    form = callum.form("/reflections/new")
    data = form.data(model="what", happened="It rained.", mattered="We stayed in.", do="keep")
    address = callum.post(form.action, data=data).location
    page = callum.get(address).text
    assert "So what?" in page and "What mattered" not in page
    assert "Now what?" in callum.get(f"{address}/edit").text
    sent = callum.fill(f"{address}/edit", button="Free form")
    assert 'name="mattered"' in sent.text
    form = callum.form(f"{address}/edit")
    assert callum.post(form.action, data=form.data(model="free", do="keep")).status_code == 302
    page = callum.get(address).text
    assert "So what?" not in page and "We stayed in." in page and "What mattered" in page


def test_an_empty_free_form_says_what_to_do(world: World) -> None:
    callum = world.client("callum")
    form = callum.form("/reflections/new")
    sent = callum.post(form.action, data=form.data(model="free", do="keep"))
    assert sent.status_code == 422 and "Write a few words first" in sent.text


def found(client: Client, q: str = "", show: str = "all") -> TestResponse:
    """What comes back when one looks for words, as a browser sends them."""
    return client.fill("/reflections", "/reflections/found", "Search", q=q, show=show)


def test_what_one_looks_for_stands_in_no_address(world: World) -> None:
    callum = world.client("callum")
    written(callum, happened="The gate was shut.")
    assert "The gate" in found(callum, "gate").text
    form = callum.form("/reflections", "/reflections/found", "Search")
    assert "?" not in form.action
    assert "The gate" in callum.get("/reflections?q=heron").text  # an address looks for nothing


def test_one_finds_ones_own_words_again(world: World) -> None:
    callum = world.client("callum")
    written(callum, title="Slàinte", happened="The gate was shut.")
    written(callum, title="Another day", happened="It rained.")
    page = found(callum, "SLAINTE gate").text
    assert "Slàinte" in page and "Another day" not in page
    assert 'value="SLAINTE gate"' in page
    assert "Nothing of yours holds these words." in found(callum, "heron").text
    page = found(callum, show="mine").text
    assert "Slàinte" in page and "Another day" in page
    assert "None of yours." in found(callum, show="free").text
    assert "Slàinte" in found(callum, show="nonsense").text


def test_pages_of_hits_keep_what_was_looked_for(world: World) -> None:
    callum = world.client("callum")
    for number in range(27):
        written(callum, title=f"Heron {number:02}")
        world.clock.advance(minutes=1)
    first = found(callum, "heron", show="mine")
    assert "Look further back" in first.text and "Heron 01" not in first.text
    (onward,) = [
        form
        for form in read_forms(first, "/reflections/found")
        if ("Look further back", "", "") in form.buttons
    ]
    assert {("q", "heron"), ("show", "mine")} < set(onward.fields)
    page = callum.post(onward.action, data=onward.data()).text
    assert "Heron 01" in page and "Heron 02" not in page and "Look further back" not in page


def test_deleting_asks_once_more_and_can_be_undone(world: World) -> None:
    callum = world.client("callum")
    address = written(callum, title="The heron")
    page = callum.get(f"{address}/deletion").text
    assert "for 30 days" in page and "The heron" in page
    sent = callum.fill(
        f"{address}/deletion", f"{address}/deletion", button="Delete this reflection"
    )
    assert sent.status_code == 302
    assert callum.get(address).status_code == 404
    page = callum.get(sent.location).text
    assert "Bring it back" in page and "The heron" not in page
    assert "The heron" not in callum.get("/reflections").text
    back = callum.fill(sent.location, f"{address}/restoring", "Bring it back")
    assert back.location == address
    assert "The heron" in callum.get(address).text
    assert "Bring it back" not in callum.get(sent.location).text


def test_what_is_shared_offers_no_deleting(world: World) -> None:
    callum = world.client("callum")
    address = written(callum)
    assert "Delete it" in callum.get(address).text
    callum.fill(address, f"{address}/shares", "Share with Morag")
    assert "Delete it" not in callum.get(address).text
    assert callum.get(f"{address}/deletion").status_code == 403
    assert world.client("morag").get(f"{address}/deletion").status_code == 403
    assert world.client("tomasz").get(f"{address}/deletion").status_code == 404
