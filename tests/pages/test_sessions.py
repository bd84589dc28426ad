"""Supervision sessions as the two people meet them: a date, an agenda, a record, signatures."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import event, select
from werkzeug.test import TestResponse

from supervision.extensions import db
from supervision.models.people import SupervisionRelation
from supervision.models.sessions import SessionSection
from tests.client import Client, read_forms
from tests.worlds import World

WORDS = {
    "wellbeing": "Tired but steadier than October.",
    "outcomes": "Person K7QM: the bus rule.",
    "reflection": "We both saw the form, not the person.",
}


def planned(world: World, by: str = "morag", with_: str = "callum", **more: str) -> str:
    """Choose a date through its page; returns the address of the session."""
    relation = world.relations.get((by, with_)) or world.relations[with_, by]
    date = {"date__day": "23", "date__month": "11", "date__year": "2026"}
    response = world.client(by).fill(
        f"/supervision/new?relation={relation}",
        "/supervision/new",
        **{**date, "time": "4 pm", "place": "The small room", **more},
    )
    assert response.status_code == 302, response.text
    return response.location


def recorded(client: Client, address: str, do: str = "Save the record", **words: str) -> Any:
    return client.fill(f"{address}/record", button=do, **(words or WORDS))


def shared(world: World) -> str:
    address = planned(world)
    assert (
        recorded(world.client("morag"), address, "Share the draft with Callum").status_code == 302
    )
    return address


def sign(client: Client, address: str) -> TestResponse:
    return client.fill(address, f"{address}/signatures")


def end_relation(world: World) -> None:
    with world.acting("eilidh") as actor:
        row = db.session.get_one(SupervisionRelation, world.relations["morag", "callum"])
        row.to_date = actor.today - timedelta(days=1)


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_c: Any, _cur: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_a_date_is_chosen_and_stands_on_both_overviews(world: World) -> None:
    address = planned(world)
    page = world.client("morag").get(address).text
    assert "Callum and Morag, 23 November" in page
    assert "Today at 4 pm for one hour. The small room. One‑to‑one." in page
    for name, other in (("morag", "Callum"), ("callum", "Morag")):
        overview = world.client(name).get("/supervision").text
        assert f"{other}, today at 4 pm" in overview
        assert address in overview
    assert "No date yet" in world.client("morag").get("/supervision").text  # with Tomasz


def test_an_overview_with_nothing_in_it_says_whose_place_it_is(world: World) -> None:
    assert "Your supervision starts here" in world.client("grace").get("/supervision").text
    assert world.client("grace").get("/supervision/new").status_code == 403
    assert world.client("sandy").get("/supervision").status_code == 403


def test_a_plan_says_what_to_put_right_and_keeps_what_was_typed(world: World) -> None:
    callum = world.client("callum")
    response = callum.fill(
        "/supervision/new",
        time="half two",
        minutes="an hour",
        place="Upstairs",
        date__day="31",
        date__month="2",
        date__year="2026",
    )
    assert response.status_code == 422
    for said in (
        "Say who you will meet",
        "Write the time like 2 pm, 10.15 am or 14:00",
        "February 2026 has 28 days",
        'value="half two"',
        'value="an hour"',
        'value="Upstairs"',
        'value="31"',
    ):
        assert said in response.text, said


def test_a_plan_for_someone_else_cannot_be_made(world: World) -> None:
    relation = str(world.relations["morag", "tomasz"])
    response = world.client("callum").fill(
        "/supervision/new",
        relation=relation,
        date__day="24",
        date__month="11",
        date__year="2026",
        time="2 pm",
    )
    assert response.status_code == 422
    assert "Say who you will meet" in response.text


def test_a_plan_sent_twice_is_one_and_with_other_words_both_are_shown(world: World) -> None:
    morag = world.client("morag")
    path = f"/supervision/new?relation={world.relations['morag', 'callum']}"
    form = morag.form(path, "/supervision/new")
    data = form.data(
        date__day="24", date__month="11", date__year="2026", time="2 pm", place="Upstairs"
    )
    first = morag.post(form.action, data=data)
    assert morag.post(form.action, data=data).location == first.location
    other = morag.post(form.action, data={**data, "time": "3 pm"})
    assert other.status_code == 409
    assert "3 pm" in other.text and "2 pm" in other.text
    (again,) = [f for f in read_forms(other, "") if f.action == "/supervision/new"]
    both = morag.post(again.action, data={**again.data(), "again": "both"})
    assert both.status_code == 302 and both.location != first.location
    assert world.client("jean").post(form.action, data=data).status_code in (400, 404)


def test_both_add_to_the_agenda_and_the_supervisees_items_come_first(world: World) -> None:
    address = planned(world)
    for name, words in (("morag", "Could Rhona join a visit?"), ("callum", "Leave in January")):
        sent = world.client(name).fill(address, f"{address}/agenda-items", words=words)
        assert sent.location == f"{address}#agenda"
    page = world.client("morag").get(f"{address}/agenda-items").text
    assert page.index("Leave in January") < page.index("Could Rhona join a visit?")
    empty = world.client("callum").fill(address, f"{address}/agenda-items", words=" ")
    assert empty.status_code == 422
    assert "Write what you would like to talk about" in empty.text


def test_an_item_sent_again_with_other_words_can_stand_beside_the_first(world: World) -> None:
    address, callum = planned(world), world.client("callum")
    form = callum.form(address, f"{address}/agenda-items")
    assert callum.post(form.action, data=form.data(words="One")).status_code == 302
    clash = callum.post(form.action, data=form.data(words="Two"))
    assert clash.status_code == 409
    (again,) = [f for f in read_forms(clash, "") if f.action == form.action]
    assert callum.post(form.action, data={**again.data(), "again": "leave"}).status_code == 302
    assert "Two" not in callum.get(address).text
    assert callum.post(form.action, data={**again.data(), "again": "both"}).status_code == 302
    page = callum.get(address).text
    assert "One" in page and "Two" in page
    stranger = world.client("morag")
    data = {**form.data(words="Three"), "csrf_token": stranger.token()}
    assert stranger.post(form.action, data=data).status_code == 404


def test_the_sections_are_the_supervisors_until_the_draft_is_shared(world: World) -> None:
    address = planned(world)
    morag, callum = world.client("morag"), world.client("callum")
    assert "Morag writes the record when you meet." in callum.get(address).text
    assert recorded(morag, address).location == f"{address}/record"
    page = callum.get(address).text
    assert "Morag is still writing this. You can read it once the draft is shared." in page
    assert not any(words in page for words in WORDS.values())
    assert callum.get(f"{address}/record").status_code == 403
    assert callum.send(f"{address}/record", wellbeing="Mine").status_code in (403, 404)
    assert all(words in morag.get(address).text for words in WORDS.values())
    shared_now = morag.fill(f"{address}/record", button="Share the draft with Callum")
    assert shared_now.location == address
    assert all(words in callum.get(address).text for words in WORDS.values())
    assert callum.get(f"{address}/record").status_code == 200


def test_who_can_read_stands_there_by_name(world: World) -> None:
    address = shared(world)
    said = "Eilidh sees its date and whether it was signed, not the words."
    page = world.client("callum").get(address).text
    assert f"Only you and Morag can read this record. {said}" in page
    assert (
        f"Only you and Callum can read this record. {said}"
        in world.client("morag").get(address).text
    )


def test_whatever_is_typed_in_the_record_is_saved_by_any_button(world: World) -> None:
    address, morag = planned(world), world.client("morag")
    sent = morag.fill(
        f"{address}/record",
        button="Add the action",
        **WORDS,
        item="Leave in January",
        agreed="Back Callum in writing",
        owner=str(world.ids["morag"]),
        due__day="30",
        due__month="11",
        due__year="2026",
    )
    assert sent.location == f"{address}/record#actions"
    page = morag.get(address).text
    for words in (*WORDS.values(), "Leave in January", "Back Callum in writing", "30 November"):
        assert words in page
    again = morag.get(f"{address}/record").text
    assert "Saved at 14:00" in again


def test_errors_in_the_record_give_everything_back(world: World) -> None:
    address, morag = planned(world), world.client("morag")
    response = morag.fill(
        f"{address}/record", button="Add the action", **WORDS, due__day="30", item="Leave"
    )
    assert response.status_code == 422
    for said in (
        "Write what will be done",
        "Give the day, the month and the year",
        'value="Leave"',
        *WORDS.values(),
    ):
        assert said in response.text, said
    empty = morag.fill(f"{address}/record", button="Add it to the agenda", **WORDS)
    assert "Write what you would like to talk about" in empty.text
    nobody = morag.fill(f"{address}/record", button="Add the action", agreed="Ask", owner="x")
    assert "Say who will do it" in nobody.text
    assert "Nothing is written yet." in morag.get(address).text


def test_a_sign_in_that_runs_out_loses_no_word_of_the_record(world: World) -> None:
    address, morag = planned(world), world.client("morag")
    form = morag.form(f"{address}/record")
    world.clock.advance(hours=13)
    away = morag.post(form.action, data={**form.data(**WORDS, agreed="Ask"), "do": "save"})
    assert away.status_code == 401
    (again,) = [f for f in read_forms(away, "") if f.fields and "password" in dict(f.fields)]
    data = again.data(email="morag@lochside.example", password="demonstration")
    back = morag.post(again.action, data=data)
    assert back.status_code in (302, 303)
    page = morag.get(back.location).text
    for words in (*WORDS.values(), 'value="Ask"'):
        assert words in page
    kept = morag.form(back.location, f"{address}/record")
    assert morag.post(kept.action, data={**kept.data(), "do": "save"}).status_code == 302
    assert WORDS["wellbeing"] in morag.get(address).text


def test_a_clash_in_one_section_loses_nothing_of_the_others(world: World) -> None:
    address = shared(world)
    morag, callum = world.client("morag"), world.client("callum")
    mine = callum.form(f"{address}/record")
    assert (
        recorded(morag, address, "Save the draft", wellbeing="As Morag has it.").status_code == 302
    )
    typed = mine.data(wellbeing="As Callum has it.", outcomes="Mine too.", item="Leave")
    clash = callum.post(mine.action, data={**typed, "do": "save"})
    assert clash.status_code == 409
    for words in ("Two versions of “How you are”", "As Morag has it.", "As Callum has it."):
        assert words in clash.text
    keep, _, together = [f for f in read_forms(clash, "") if f.action == mine.action]
    assert callum.post(keep.action, data={**keep.data(), "keep": "theirs"}).status_code == 302
    page = callum.get(address).text
    assert "As Morag has it." in page and "As Callum has it." not in page
    assert "Mine too." in page and "Leave" in page
    put = together.data(wellbeing="As both have it.")
    assert callum.post(together.action, data={**put, "keep": "together"}).status_code == 302
    assert "As both have it." in morag.get(address).text


def test_what_came_since_they_last_met_can_be_ticked_and_unticked(world: World) -> None:
    address, callum, morag = planned(world), world.client("callum"), world.client("morag")
    reflection = callum.fill(
        "/reflections/new", button="Share with Morag", happened="Waiting at the door", ask="backing"
    ).location
    key = reflection.rsplit("/", 1)[1]
    page = morag.get(f"{address}/record").text
    assert reflection in page and "Callum would like backing." in page
    morag.fill(f"{address}/record", button="Save the record", reflections=[key])
    assert "To talk about" in callum.get(address).text
    assert "You asked for backing." in callum.get(address).text
    recorded(morag, address)
    assert "Talked about" in callum.get(address).text
    form = morag.form(f"{address}/record")
    data = {k: v for k, v in form.data().items() if k != "reflections"}
    assert morag.post(form.action, data={**data, "do": "save"}).status_code == 302
    assert "Talked about" not in callum.get(address).text
    assert (
        morag.fill(
            f"{address}/record", button="Save the record", reflections=[key, str(uuid.uuid4()), "x"]
        ).status_code
        == 302
    )
    callum.fill(reflection, f"{reflection}/taking-back")
    page = morag.get(address).text
    assert "Waiting at the door" not in page
    assert "Something that is not open to you" in page


def test_last_times_actions_are_looked_at_again(world: World) -> None:
    first = planned(world, date__month="10")
    morag, callum = world.client("morag"), world.client("callum")
    morag.fill(f"{first}/record", button="Add the action", agreed="Ask who saves a seat")
    second = planned(world)
    assert "Ask who saves a seat" in callum.get(second).text
    form = morag.form(f"{second}/record")
    (look,) = [
        line.split('"')[0]
        for line in morag.get(f"{second}/record").text.split('name="')
        if line.startswith("look_")
    ][:1]
    sent = morag.post(form.action, data={**form.data(), look: "done", "do": "save"})
    assert sent.status_code == 302
    assert "Done" in callum.get(second).text
    assert "Ask who saves a seat" not in callum.get(planned(world, date__month="12")).text


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


def test_nobody_else_finds_it(world: World) -> None:
    address = shared(world)
    for name in ("jean", "priya", "tomasz", "eilidh", "iain", "grace", "rhona", "oona", "agnes"):
        client = world.client(name)
        for path in (address, f"{address}/record", f"{address}/agenda-items"):
            assert client.get(path).status_code == 404, (name, path)
        assert client.send(f"{address}/signatures", shown="00").status_code == 404
        assert client.send(f"{address}/agenda-items", words="Mine").status_code == 404


def test_the_manager_above_sees_dates_and_signatures_and_no_words(world: World) -> None:
    address = shared(world)
    for name in ("morag", "callum"):
        sign(world.client(name), address)
    page = world.client("eilidh").get("/supervision").text
    assert "Held by the people you supervise" in page
    assert "Callum and Morag" in page and "One‑to‑one, 23 November" in page
    assert "Signed" in page
    assert address not in page
    assert "small room" not in page
    assert "Held by the people you supervise" not in world.client("iain").get("/supervision").text


def test_a_page_asks_as_much_of_the_database_however_long_it_is(world: World) -> None:
    address, morag, callum = planned(world), world.client("morag"), world.client("callum")

    def add() -> None:
        callum.fill(address, f"{address}/agenda-items", words="Something")
        morag.fill(f"{address}/record", button="Add the action", agreed="Something")
        callum.fill("/reflections/new", button="Share with Morag", happened="Something")
        planned(world, date__month="10")

    def statements() -> list[int]:
        found = []
        for path in (address, f"{address}/record", "/supervision"):
            morag.get(path)  # the reads are logged once a day
            with counted(world) as sent:
                morag.get(path)
            found.append(len(sent))
        return found

    add()
    before = statements()
    for _ in range(3):
        add()
    assert statements() == before


def test_a_record_that_both_signed_is_when_they_last_met(world: World) -> None:
    address = shared(world)
    for name in ("callum", "morag"):
        sign(world.client(name), address)
    world.clock.now = world.clock.now.replace(hour=8)  # before the time it was planned for
    assert "Last met 23 November" in world.client("morag").get("/supervision").text


def test_what_was_not_written_up_comes_back_to_its_supervisor(world: World) -> None:
    planned(world)
    world.clock.advance(days=3)
    page = world.client("morag").get("/").text
    assert "To write up" in page and "No record yet." in page
    assert "To write up" not in world.client("callum").get("/").text
