"""The pages of outcome recordings: list, write, read, record past the check."""

from __future__ import annotations

import re
import uuid

import pytest
from sqlalchemy import select

from supervision.extensions import db
from supervision.models.audit import AuditEntry, ReadEntry
from supervision.models.recordings import OutcomeRecording
from supervision.queries import recordings as queries
from supervision.services import recordings as services
from tests.client import read_forms
from tests.pages.recorded import WORDS, button, held_by_kirsty, text, write
from tests.worlds import PASSWORD, World


def test_nothing_here_yet(world: World) -> None:
    page = world.client("callum").get("/outcomes")
    assert "Yours start here" in text(page)


def test_a_draft_is_kept_and_then_recorded(world: World) -> None:
    client = world.client("callum")
    page = text(client.get("/outcomes/new"))
    assert "Once you record it, you, Morag and Priya can read it." in page
    assert "drawn by chance" in page
    address = write(client, "Keep as my draft", brings="A dry wit.")
    page = text(client.get(address))
    assert "Saved. Only you can read it." in page
    assert "Only you can read this." in page
    assert "Draft" in text(client.get("/outcomes"))
    assert world.client("morag").get(address).status_code == 404
    response = client.fill(address, f"{address}/recording", "Record it")
    assert response.location == address
    page = text(client.get(address))
    assert "Recorded. Morag and Priya can read it now." in page
    assert "You, Morag and Priya can read this." in page
    assert "De-identified" in page
    assert client.send(f"{address}/recording").status_code == 302  # pressed twice


def test_it_is_read_by_those_it_names_and_nobody_else(world: World) -> None:
    address = write(world.client("callum"))
    for name in ("morag", "priya"):
        client = world.client(name)
        page = client.get(address)
        assert page.status_code == 200
        assert re.search("<h1[^>]*>What matters to person [A-Z0-9]{4}</h1>", page.text)
        assert WORDS in text(page)
        assert f"/reflections/new?about={address.rsplit('/', 1)[1]}" in page.text
        assert "Write on it" not in page.text
        assert "Write a review" not in page.text
        assert "written down with Callum" in text(client.get("/outcomes"))
        assert client.get(f"{address}/edit").status_code == 403
        assert client.get(f"{address}/reviews/new").status_code == 403
        assert client.send(f"{address}/recording").status_code == 403
    for name in ("tomasz", "jean", "eilidh", "iain", "rhona", "agnes", "noor", "sandy", "oona"):
        client = world.client(name)
        for path in (address, f"{address}/edit", f"{address}/reviews/new"):
            assert client.get(path).status_code == 404, (name, path)
        assert client.send(f"{address}/recording").status_code == 404
    with world.reading("callum"):
        readers = set(db.session.scalars(select(ReadEntry.reader_id)))
        assert readers == {world.ids["morag"], world.ids["priya"]}
    assert world.client().get(address).location.startswith("/sign-in")


def test_an_account_without_practice_has_no_such_place(world: World) -> None:
    client = world.client("sandy")
    assert client.get("/outcomes").status_code == 403
    assert client.get("/outcomes/new").status_code == 403


def test_what_is_to_be_put_right_keeps_the_text(world: World) -> None:
    client = world.client("callum")
    write(client)
    response = client.fill("/outcomes/new", what_matters=" ", brings="A dry wit.")
    assert response.status_code == 422
    page = text(response)
    assert "Two things to put right" in page
    assert "Write down what matters to the person" in page
    assert "Choose who it is about, or someone new" in page
    assert "A dry wit." in page
    long = client.fill("/outcomes/new", what_matters="x" * 20_001, person="new")
    assert long.status_code == 422
    assert "Make this shorter" in text(long)


def test_another_about_the_same_person(world: World) -> None:
    client = world.client("callum")
    address = write(client)
    held_by_kirsty(world, address)
    page = client.get("/outcomes/new")
    code = re.search(r"Person ([A-Z0-9]{4}), with Kirsty", page.text)
    assert code
    assert "whoever is named beside the person you choose" in text(page)
    with world.reading("callum") as actor:
        [(reference, _)] = queries.references(actor)
    second = write(client, person=str(reference))
    assert f"person {code[1]}" in text(client.get(second))
    assert "You, Kirsty, Morag and Priya can read this." in text(client.get(second))
    assert world.client("kirsty").get(second).status_code == 200
    foreign = client.fill("/outcomes/new", what_matters="x", person=str(uuid.uuid4()))
    assert foreign.status_code == 422


def test_the_check_stops_it_and_nothing_is_saved(world: World) -> None:
    client = world.client("callum")
    path = "/outcomes/new"
    form = client.form(path)
    data = form.data(what_matters="Elizabeth wants out on 14 October.", person="new", do="record")
    stopped = client.post(path, data=data)
    assert stopped.status_code == 422
    page = text(stopped)
    assert "One thing to put right" in page
    assert "Could someone tell who this is?" in page
    assert "Put other words in place of “Elizabeth”" in page
    assert "Certain" in page and "Likely" in page
    assert "Someone new: a reference is made for you" in page
    assert len(re.findall("Person [A-Z0-9]{4}", page)) == 0
    with world.reading("callum"):
        assert db.session.scalar(select(OutcomeRecording)) is None
        assert "stopped_by_check" in set(db.session.scalars(select(AuditEntry.verb)))

    name, value = button(stopped, path, "Use [the person]")
    assert name == "do"
    used = client.post(path, data={**data, "do": value})
    assert used.status_code == 200
    assert "“Elizabeth” is now “[the person]”." in text(used)
    assert "[the person] wants out on 14 October." in used.text
    assert "Not saved yet" in used.text
    back = client.post(
        path,
        data={
            **data,
            "what_matters": "[the person] wants out on 14 October.",
            "do": button(used, path, "Put the words back")[1],
        },
    )
    assert "Elizabeth wants out on 14 October." in back.text
    stale = client.post(path, data={**data, "what_matters": "The garden.", "do": value})
    assert stale.status_code == 200
    assert "These words have changed since" in text(stale)
    with world.reading("callum"):
        assert db.session.scalar(select(OutcomeRecording)) is None


@pytest.mark.parametrize("do", ["use", "use:brings", "use:nothing:0:1", "use:brings:x:²", "back:"])
def test_a_button_that_makes_no_sense_changes_nothing(world: World, do: str) -> None:
    client = world.client("callum")
    data = client.form("/outcomes/new").data(what_matters=WORDS, do=do)
    response = client.post("/outcomes/new", data=data)
    assert response.status_code == 200
    assert WORDS in response.text


def test_a_draft_that_the_check_stops_comes_back_in_its_form(world: World) -> None:
    client = world.client("callum")
    address = write(client, "Keep as my draft", what_matters="Elizabeth wants out.")
    stopped = client.fill(address, f"{address}/recording", "Record it")
    assert stopped.status_code == 422
    assert "Elizabeth wants out." in stopped.text
    [form] = [f for f in read_forms(stopped, address) if f.action == f"{address}/edit"]
    mended = form.data(what_matters="They want out.", do="record")
    assert client.post(form.action, data=mended).location == address
    assert "They want out." in text(world.client("morag").get(address))
    edited = client.fill(f"{address}/edit", what_matters="Elizabeth wants out.")
    assert edited.status_code == 422
    assert "They want out." in text(world.client("morag").get(address))


def test_outcomes_are_chosen_and_shown(world: World) -> None:
    client = world.client("callum")
    page = client.get("/outcomes/new")
    for group in ("Quality of life", "Process", "Change"):
        assert group in text(page)
    keys = dict(re.findall(r'value="([0-9a-f-]{36})"> <span dir="auto">([^<]+)</span>', page.text))
    by_name = {name: key for key, name in keys.items()}
    address = write(client, outcomes=[by_name["Seeing people"], str(uuid.uuid4()), "nonsense"])
    assert "Seeing people" in text(client.get(address))
    form = client.form(f"{address}/edit")
    assert ("outcomes", by_name["Seeing people"]) in form.fields
    saved = client.fill(f"{address}/edit", outcomes=[by_name["Having a say"]])
    assert saved.status_code == 302
    page = text(client.get(address))
    assert "Having a say" in page and "Seeing people" not in page
    assert "Saved. Morag and Priya can read it as it is now." in page


def test_the_same_form_twice_is_one_and_with_other_words_a_clash(world: World) -> None:
    client = world.client("callum")
    data = client.form("/outcomes/new").data(what_matters=WORDS, person="new", do="keep")
    first = client.post("/outcomes/new", data=data)
    assert client.post("/outcomes/new", data=data).location == first.location
    # Back, and the other button.
    client.post("/outcomes/new", data={**data, "do": "record"})
    assert world.client("morag").get(first.location).status_code == 200
    clash = client.post("/outcomes/new", data={**data, "what_matters": "The choir."})
    assert clash.status_code == 409
    assert "Nothing is lost" in text(clash)
    assert WORDS in text(clash) and "The choir." in text(clash)
    form = read_forms(clash, "/outcomes/new")[-1]
    assert client.post(form.action, data=form.data()).location == first.location
    assert "The choir." in text(client.get(first.location))
    someone_else = world.client("tomasz")
    stolen = {**data, "csrf_token": someone_else.token()}
    assert someone_else.post("/outcomes/new", data=stolen).status_code == 404


def test_two_windows_clash(world: World) -> None:
    client = world.client("callum")
    address = write(client)
    stale = client.form(f"{address}/edit").data(what_matters="The choir.")
    client.fill(f"{address}/edit", what_matters="The bus.")
    clash = client.post(f"{address}/edit", data=stale)
    assert clash.status_code == 409
    assert "The choir." in text(clash) and "The bus." in text(clash)
    assert client.send(f"{address}/edit", what_matters="x", version="one").status_code == 404


@pytest.mark.parametrize("path", ["/outcomes/new", "{}/edit", "{}/reviews/new"])
def test_a_sign_in_that_ran_out_keeps_the_text(world: World, path: str) -> None:
    client = world.client("callum")
    form = client.form(path.format(write(client)))
    field = "said" if "reviews" in path else "what_matters"
    world.clock.advance(hours=1)
    ended = client.post(form.action, data=form.data(**{field: "Typed for an hour.", "do": "keep"}))
    assert ended.status_code == 401
    again = read_forms(ended, "/sign-in")[-1]
    back = client.post(
        again.action, data=again.data(email="callum@lochside.example", password=PASSWORD)
    )
    page = client.get(back.location)
    assert "Typed for an hour." in page.text
    assert "Not saved yet" in page.text


def test_lists_go_on_after_a_page(world: World) -> None:
    client = world.client("callum")
    for n in range(27):
        world.clock.advance(minutes=1)
        with world.acting("callum") as actor:
            words = {"what_matters": f"Number {n}."}
            recording = services.write(actor, uuid.uuid4(), words=words)
            services.record(actor, recording)
    page = client.get("/outcomes")
    assert "Number 26." in page.text and "Number 1." not in page.text
    [earlier] = re.findall(r'href="(/outcomes\?before=[^"]+)"', page.text)
    assert "Number 1." in client.get(earlier).text
    theirs = world.client("morag").get("/outcomes").text
    [earlier] = re.findall(r'href="(/outcomes\?others-before=[^"]+)"', theirs)
    assert "Number 1." in world.client("morag").get(earlier).text
    assert client.get("/outcomes?before=nonsense").status_code == 200
