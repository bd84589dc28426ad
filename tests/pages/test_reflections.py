"""Reflections as people meet them: writing, sharing, taking back, asking and answering."""

from __future__ import annotations

from werkzeug.test import TestResponse

from tests.client import Client, PageForm, read_forms
from tests.worlds import World

LINES = {"happened": "I filled in the form first.", "mattered": "Being listened to.", "next": ""}


def written(client: Client, button: str = "Keep it to myself", **more: str) -> str:
    """Write a reflection through its page; returns its address."""
    response = client.fill("/reflections/new", button=button, **{**LINES, **more})
    assert response.status_code == 302, response.get_data(as_text=True)
    return response.location


def test_a_reflection_is_its_authors_alone_until_it_is_shared(world: World) -> None:
    callum, morag = world.client("callum"), world.client("morag")
    address = written(callum)
    assert "Only you can read this." in callum.get(address).text
    assert morag.get(address).status_code == 404
    assert "I filled in the form" not in morag.get("/reflections").text


def test_sharing_and_taking_back_work_at_once(world: World) -> None:
    callum, morag = world.client("callum"), world.client("morag")
    address = written(callum, "Share with Morag")
    assert "Only you and Morag can read this." in callum.get(address).text
    assert "I filled in the form first." in morag.get(address).text
    assert callum.fill(address, f"{address}/taking-back").status_code == 302
    assert morag.get(address).status_code == 404
    assert "Only you can read this." in callum.get(address).text


def test_an_ask_is_put_answered_and_seen(world: World) -> None:
    callum, morag = world.client("callum"), world.client("morag")
    address = written(
        callum, "Share with Morag", ask="backing", ask_words="I would like not to be alone in it."
    )
    page = morag.get(address).text
    assert "Callum would like backing" in page
    assert "I would like not to be alone in it." in page
    assert morag.fill(address, f"{address}/answers", "Read, thank you").status_code == 302
    assert "Morag read this, with thanks" in callum.get(address).text
    sent = morag.fill(address, f"{address}/answers", "Send to Callum", words="I will say it too.")
    assert sent.status_code == 302
    assert "I will say it too." in callum.get(address).text


def test_an_empty_reply_says_what_to_do_and_keeps_the_page(world: World) -> None:
    callum, morag = world.client("callum"), world.client("morag")
    address = written(callum, "Share with Morag", ask="advice")
    response = morag.fill(address, f"{address}/answers", "Send to Callum", words="  ")
    assert response.status_code == 422
    assert "Write a few words first" in response.text


def test_a_reflection_needs_one_line_and_says_so(world: World) -> None:
    callum = world.client("callum")
    response = callum.fill("/reflections/new", button="Keep it to myself", title="Only a title")
    assert response.status_code == 422
    assert "Write something in at least one of the three lines" in response.text
    assert 'value="Only a title"' in response.text


def test_words_of_an_ask_without_its_kind_are_not_dropped(world: World) -> None:
    callum = world.client("callum")
    response = callum.fill(
        "/reflections/new", button="Keep it to myself", **LINES, ask_words="Would you come along?"
    )
    assert response.status_code == 422
    assert "Choose what you would like back" in response.text
    assert "Would you come along?" in response.text


def test_a_text_that_is_too_long_stays_in_its_field(world: World) -> None:
    callum = world.client("callum")
    long = "a sentence " * 2_000
    response = callum.fill("/reflections/new", button="Keep it to myself", happened=long)
    assert response.status_code == 422
    assert "Make this shorter" in response.text
    assert long.strip() in response.text


def test_the_same_form_sent_twice_is_one_reflection(world: World) -> None:
    callum = world.client("callum")
    form = callum.form("/reflections/new")
    data = form.data(**LINES, do="keep")
    first, second = callum.post(form.action, data=data), callum.post(form.action, data=data)
    assert first.location == second.location
    assert callum.get("/reflections").text.count("I filled in the form first.") == 1


def test_the_same_form_with_other_words_is_a_clash_that_loses_nothing(world: World) -> None:
    callum = world.client("callum")
    form = callum.form("/reflections/new")
    first = callum.post(form.action, data=form.data(**LINES, do="keep"))
    response = callum.post(form.action, data=form.data(happened="Something else.", do="keep"))
    assert response.status_code == 409
    assert "Something else." in response.text
    assert "I filled in the form first." in response.text
    assert "I filled in the form first." in callum.get(first.location).text


def test_another_persons_form_does_not_exist(world: World) -> None:
    callum, tomasz = world.client("callum"), world.client("tomasz")
    data = callum.form("/reflections/new").data(**LINES)
    own = tomasz.form("/reflections/new").data(**LINES)
    own["key"] = data["key"]
    assert tomasz.post("/reflections/new", data=own).status_code == 404


def test_two_windows_on_one_reflection_clash_and_either_can_be_kept(world: World) -> None:
    callum = world.client("callum")
    address = written(callum)
    one, two = callum.form(f"{address}/edit"), callum.form(f"{address}/edit")
    saved = callum.post(one.action, data=one.data(happened="First window", do="keep"))
    assert saved.status_code == 302
    clash = callum.post(two.action, data=two.data(happened="Second window", do="keep"))
    assert clash.status_code == 409
    assert "First window" in clash.text and "Second window" in clash.text
    form = next(f for f in _forms(clash) if ("happened", "Second window") in f.fields)
    kept = callum.post(form.action, data=form.data())
    assert kept.status_code == 302
    assert "Second window" in callum.get(address).text


def test_sharing_needs_a_living_relation(world: World) -> None:
    callum = world.client("callum")
    address = written(callum)
    former = world.relations["jean", "callum"]
    response = callum.send(f"{address}/shares", relation=str(former))
    assert response.status_code == 404
    assert world.client("jean").get(address).status_code == 404


def test_markup_in_words_is_shown_as_words(world: World) -> None:
    callum = world.client("callum")
    address = written(callum, happened="<script>alert(1)</script> & “quoted”")
    assert "&lt;script&gt;" in callum.get(address).text


def test_lists_come_in_pages_of_twenty_five(world: World) -> None:
    callum = world.client("callum")
    for number in range(27):
        written(callum, title=f"Number {number:02}")
        world.clock.advance(minutes=1)
    first = callum.get("/reflections").text
    assert "Number 26" in first and "Number 02" in first and "Number 01" not in first
    assert "Earlier ones" in first
    earlier = first.split('href="/reflections?before=')[1].split('"')[0]
    second = callum.get(f"/reflections?before={earlier}").text
    assert "Number 01" in second and "Number 00" in second and "Number 02" not in second


def test_rows_of_one_moment_are_all_found_page_by_page(world: World) -> None:
    callum = world.client("callum")
    for number in range(30):
        written(callum, title=f"Number {number:02}")
    first = callum.get("/reflections").text
    earlier = first.split('href="/reflections?before=')[1].split('"')[0]
    second = callum.get(f"/reflections?before={earlier}").text
    assert sum(f"Number {n:02}" in first for n in range(30)) == 25
    assert all((f"Number {n:02}" in first) != (f"Number {n:02}" in second) for n in range(30))


def test_the_first_visit_says_whose_place_this_is(world: World) -> None:
    page = world.client("callum").get("/reflections").text
    assert "Yours start here" in page


def _forms(response: TestResponse) -> list[PageForm]:

    return read_forms(response, "/")
