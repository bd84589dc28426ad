"""Supervision sessions as the two people meet them: a date, an agenda, a record, signatures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from supervision.extensions import db
from tests.client import read_forms
from tests.pages.sessions_of_two import planned, shared, sign
from tests.worlds import World


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
    assert "Sessions led by the people you supervise" in page
    assert "Callum and Morag" in page and "One‑to‑one" not in page
    assert "Signed" in page
    assert address not in page
    assert "small room" not in page
    above_that = world.client("iain").get("/supervision").text
    assert "Sessions led by the people you supervise" not in above_that


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
