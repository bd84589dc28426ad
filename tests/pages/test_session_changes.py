"""A session as it is moved, cancelled, added to and printed, as the two meet it on its pages."""

from __future__ import annotations

from typing import Any

from tests.client import Client, read_forms
from tests.pages.sessions_of_two import WORDS, end_relation, planned, recorded, shared, sign
from tests.worlds import World

DAY = {"date__day": "30", "date__month": "11", "date__year": "2026", "time": "10.15 am"}


def signed(world: World) -> str:
    address = shared(world)
    for name in ("callum", "morag"):
        sign(world.client(name), address)
    return address


def moved(client: Client, address: str, **more: Any) -> Any:
    return client.fill(f"{address}/date", **{**DAY, "reason": "leave", **more})


def cancelled(client: Client, address: str, **more: Any) -> Any:
    return client.fill(f"{address}/cancellation", **{"reason": "sickness", **more})


def test_the_kind_is_chosen_with_the_date_and_named_where_the_session_is(world: World) -> None:
    page = world.client("morag").get("/supervision/new").text
    assert "You talked without planning to" in page
    address = planned(world, kind="debrief")
    for name in ("morag", "callum"):
        assert "After something hard." in world.client(name).get(address).text
        assert "After something hard." in world.client(name).get("/supervision").text
    above = world.client("eilidh").get("/supervision").text
    assert "23 November" in above and "After something hard" not in above
    refused = world.client("callum").fill(
        f"/supervision/new?relation={world.relations['morag', 'callum']}",
        **{**DAY, "kind": "group"},
    )
    assert refused.status_code == 422
    assert "Say what kind of session it is" in refused.text


def test_a_conversation_that_nobody_planned_opens_for_writing(world: World) -> None:
    assert planned(world, kind="ad_hoc", time="9 am").endswith("/record")
    assert not planned(world, "callum", "morag", kind="ad_hoc", time="9 am").endswith("/record")
    assert not planned(world, kind="ad_hoc", time="5 pm").endswith("/record")


def test_both_see_kindly_that_it_was_moved_and_why(world: World) -> None:
    address, callum = planned(world), world.client("callum")
    assert moved(callum, address, words="Back on Monday").location == address
    page = callum.get(address).text
    assert "Moved. You meet on Monday 30 November at 10.15 am now." in page
    assert "Moved from today at 4 pm by you, because of leave." in page
    page = world.client("morag").get(address).text
    assert "Moved from today at 4 pm by Callum, because of leave." in page
    assert "Back on Monday" in page
    assert "Monday 30 November at 10.15 am for one hour." in page
    above = world.client("eilidh").get("/supervision").text
    assert "30 November" in above and "Back on Monday" not in above and "leave" not in above


def test_a_move_that_cannot_be_meant_gives_everything_back(world: World) -> None:
    address, callum = planned(world), world.client("callum")
    for more, said in (
        ({"date__day": "1"}, "Choose a time that is still to come"),
        ({"reason": ""}, "Say why, as far as you like"),
        ({"time": "half two"}, "Write the time like 2 pm, 10.15 am or 14:00"),
        ({"date__day": "31"}, "November 2026 has 30 days"),
    ):
        refused = moved(callum, address, words="Back on Monday", **more)
        assert refused.status_code == 422
        assert said in refused.text and "Back on Monday" in refused.text


def test_what_changed_meanwhile_is_said_and_the_words_are_kept(world: World) -> None:
    address = planned(world)
    callum, morag = world.client("callum"), world.client("morag")
    form = callum.form(f"{address}/date")
    data = form.data(**DAY, reason="leave", words="Back on Monday")
    moved(morag, address, date__day="29")
    again = callum.post(form.action, data=data)
    assert again.status_code == 409
    assert "Something in this session was changed while you wrote." in again.text
    assert "Back on Monday" in again.text
    (second,) = [f for f in read_forms(again, "") if f.action == form.action]
    recorded(morag, address)
    late = callum.post(second.action, data=second.data())
    assert late.status_code == 409
    assert "This session has changed" in late.text and "Back on Monday" in late.text
    assert "30 November" not in callum.get(address).text


def test_a_cancelled_session_is_not_held_and_a_new_date_is_one_step_away(world: World) -> None:
    address, callum = planned(world), world.client("callum")
    callum.fill(address, f"{address}/agenda-items", words="Leave in January")
    page = callum.get(f"{address}/cancellation").text
    assert "waits, and goes along to the next session that you plan." in page
    assert cancelled(callum, address, words="All of us").location == address
    for name, by in (("callum", "you"), ("morag", "Callum")):
        client = world.client(name)
        page = client.get(address).text
        assert f"Cancelled by {by}, because of sickness." in page
        assert "All of us" in page and "Not held" in page and "Leave in January" in page
        assert "Agree and sign" not in page and "Take it off" not in page
        assert "Not held, because of sickness." in client.get("/supervision").text
        assert client.get(f"{address}/record").status_code == 403
        assert client.get(f"{address}/date").status_code == 403
    above = world.client("eilidh").get("/supervision").text
    assert "Not held, because of sickness." in above and "All of us" not in above
    relation = world.relations["morag", "callum"]
    assert f"/supervision/new?relation={relation}" in callum.get(address).text
    later = planned(world, "callum", "morag", date__day="30")
    assert "Leave in January" in callum.get(later).text
    page = callum.get(address).text
    assert "Leave in January" not in page
    assert "Whatever was brought to this session goes along to the next one." in page


def test_what_was_brought_goes_along_at_once_where_there_is_a_next_session(world: World) -> None:
    address, later = planned(world), planned(world, date__day="30")
    callum = world.client("callum")
    callum.fill(address, f"{address}/agenda-items", words="Leave in January")
    page = callum.get(f"{address}/cancellation").text
    assert "goes along to your session on Monday 30 November at 4 pm." in page
    cancelled(callum, address)
    assert "Leave in January" in callum.get(later).text


def test_an_own_item_is_taken_off_the_agenda(world: World) -> None:
    address, callum, morag = planned(world), world.client("callum"), world.client("morag")
    callum.fill(address, f"{address}/agenda-items", words="Never mind")
    assert "Take it off" not in morag.get(address).text
    form = next(f for f in callum.forms(address) if f.action.endswith("/taking-off"))
    assert morag.send(form.action).status_code == 403
    assert world.client("tomasz").send(form.action).status_code == 404
    assert callum.post(form.action, data=form.data()).location == f"{address}#agenda"
    assert "Never mind" not in morag.get(address).text
    assert callum.send(form.action).status_code == 302  # twice is once


def test_words_are_added_under_a_signed_record(world: World) -> None:
    early = shared(world)
    address = signed(world)
    callum, morag = world.client("callum"), world.client("morag")
    assert "Added later" not in callum.get(early).text
    assert callum.send(f"{early}/additions", words="Early").status_code == 403
    form = callum.form(address, f"{address}/additions")
    data = form.data(words="What came of it")
    assert callum.post(form.action, data=data).location == f"{address}#later"
    assert callum.post(form.action, data=data).location == f"{address}#later"
    other = callum.post(form.action, data={**data, "words": "Something else"})
    assert other.status_code == 409
    assert "Something else" in other.text and "What came of it" in other.text
    page = morag.get(address).text
    assert page.count("What came of it") == 1
    assert "Added by Callum on Monday 23 November 2026 at 2 pm" in page
    assert "Nothing in it changes any more." in page
    empty = morag.fill(address, f"{address}/additions", words=" ")
    assert empty.status_code == 422
    assert "Write what you would like to add" in empty.text
    end_relation(world)
    page = callum.get(address).text
    assert "What came of it" in page and "Add it under the record" not in page


def test_a_sign_in_that_runs_out_loses_no_word_of_an_addition_or_a_reason(world: World) -> None:
    address, plan = signed(world), planned(world, date__day="30")
    callum = world.client("callum")
    for path, typed in (
        (f"{address}/additions", {}),
        (f"{plan}/cancellation", {"reason": "leave"}),
    ):
        page = address if path.endswith("additions") else path
        form = callum.form(page, path)
        world.clock.advance(hours=13)
        away = callum.post(form.action, data={**form.data(words="Not to be lost"), **typed})
        assert away.status_code == 401
        (again,) = [f for f in read_forms(away, "") if "password" in dict(f.fields)]
        data = again.data(email="callum@lochside.example", password="demonstration")
        back = callum.post(again.action, data=data)
        assert "Not to be lost" in callum.get(back.location).text


def test_a_copy_to_print_holds_the_whole_record_and_nothing_around_it(world: World) -> None:
    address, callum = planned(world), world.client("callum")
    written = callum.fill(
        "/reflections/new", button="Share with Morag", happened="Waiting at the door"
    ).location
    key = written.rsplit("/", 1)[1]
    morag = world.client("morag")
    recorded(morag, address, "Add the action", **WORDS, agreed="Ask who saves a seat")
    recorded(morag, address, "Share the draft with Callum", reflections=[key], **WORDS)
    callum.fill(address, f"{address}/agenda-items", words="Leave in January")
    for client in (callum, morag):
        sign(client, address)
    callum.fill(address, f"{address}/additions", words="What came of it")
    page = callum.get(f"{address}/print").text
    for words in (
        *WORDS.values(),
        "Leave in January",
        "Ask who saves a seat",
        "Waiting at the door",
        "What came of it",
        "Callum signed on Monday 23 November 2026 at 2 pm.",
        "Morag signed on Monday 23 November 2026 at 2 pm.",
        "Callum and Morag can read this record here, and nobody else.",
        "Added by Callum on Monday 23 November 2026 at 2 pm",
        "The small room",
        "Monday 23 November 2026 at 4 pm",
    ):
        assert words in page, words
    assert written not in page and ">You<" not in page
    assert "app-nav" not in page and "app-footer" not in page and "<form" not in page


def test_who_has_opened_it_stands_on_the_page(world: World) -> None:
    address = planned(world)
    assert "Who has opened it" not in world.client("morag").get(address).text
    page = world.client("callum").get(address).text
    assert "Who has opened it" in page and "Morag, today at 2 pm" in page
