"""The record of a session as its supervisor and the supervised meet it while it is written."""

from __future__ import annotations

import uuid

from tests.client import read_forms
from tests.pages.sessions_of_two import WORDS, planned, recorded, shared
from tests.worlds import World


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
    for reader in (morag, callum):  # on paper everyone has a name, whoever prints it
        paper = reader.get(f"{second}/print").text
        assert "Done" in paper and ">You<" not in paper
    assert "Ask who saves a seat" not in callum.get(planned(world, date__month="12")).text
