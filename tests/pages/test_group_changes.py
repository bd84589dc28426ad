"""A session of a group as it is moved and cancelled, as its people meet that on their pages."""

from __future__ import annotations

from typing import Any

from tests.client import Client
from tests.pages.test_groups import inside, planned, record
from tests.worlds import World

DAY = {"date__day": "30", "date__month": "11", "date__year": "2026", "time": "10.15 am"}


def moved(client: Client, address: str, **more: Any) -> Any:
    return client.fill(f"{inside(address)}/date", **{**DAY, "reason": "leave", **more})


def cancelled(client: Client, address: str, **more: Any) -> Any:
    return client.fill(f"{inside(address)}/cancellation", **{"reason": "sickness", **more})


def test_its_convener_moves_it_and_everyone_reads_why(world: World) -> None:
    address, morag = planned(world), world.client("morag")
    page = morag.get(address).text
    assert f"{inside(address)}/date" in page and f"{inside(address)}/cancellation" in page
    form = morag.get(f"{inside(address)}/date").text
    assert "Move the session of Peers in the Braes" in form
    assert "You and the two other people of this group can read why." in form
    assert moved(morag, address, words="Back on Monday").location == address
    page = morag.get(address).text
    assert "Moved. You meet on Monday 30 November at 10.15 am now." in page
    assert "Moved from tomorrow at 4 pm by you, because of leave." in page
    for name in ("callum", "tomasz"):
        page = world.client(name).get(address).text
        assert "Moved from tomorrow at 4 pm by Morag, because of leave." in page
        assert "Back on Monday" in page
        assert "Monday 30 November at 10.15 am for one hour." in page
    for name in ("eilidh", "rhona"):
        assert "Back on Monday" not in world.client(name).get("/supervision").text


def test_a_member_is_offered_neither_and_can_do_neither(world: World) -> None:
    address, callum = planned(world), world.client("callum")
    page = callum.get(address).text
    assert "Move it to another time" not in page and "Cancel it" not in page
    token = callum.form(address, f"{inside(address)}/agenda-items").data()["csrf_token"]
    for end in ("date", "cancellation"):
        assert callum.get(f"{inside(address)}/{end}").status_code == 403
        for version in ("", "1", "99"):
            sent = {"csrf_token": token, "version": version, "reason": "leave"}
            assert callum.post(f"{inside(address)}/{end}", data=sent).status_code == 403, version
    assert "Not held" not in world.client("morag").get(address).text


def test_a_move_that_cannot_be_meant_gives_everything_back(world: World) -> None:
    address, morag = planned(world), world.client("morag")
    for more, said in (
        ({"date__day": "1"}, "Choose a time that is still to come"),
        ({"reason": ""}, "Say why, as far as you like"),
        ({"time": "half two"}, "Write the time like 2 pm, 10.15 am or 14:00"),
    ):
        refused = moved(morag, address, words="Back on Monday", **more)
        assert refused.status_code == 422
        assert said in refused.text and "Back on Monday" in refused.text
        assert f'action="{inside(address)}/date"' in refused.text


def test_what_changed_meanwhile_is_said_and_the_words_are_kept(world: World) -> None:
    address, morag = planned(world), world.client("morag")
    form = morag.form(f"{inside(address)}/date")
    data = form.data(**DAY, reason="leave", words="Back on Monday")
    moved(morag, address, date__day="29")
    again = morag.post(form.action, data=data)
    assert again.status_code == 409
    assert "Something in this session was changed while you wrote." in again.text
    assert "Back on Monday" in again.text
    record(world, morag, address, "Save the record", reflection="It has begun.")
    late = morag.post(form.action, data=data)
    assert late.status_code == 409
    assert "This session has changed" in late.text and "Back on Monday" in late.text


def test_a_cancelled_one_is_not_held_and_the_group_can_be_planned_again(world: World) -> None:
    address, morag, callum = planned(world), world.client("morag"), world.client("callum")
    callum.fill(address, f"{inside(address)}/agenda-items", words="Leave in January")
    other = planned(world, others=("callum", "rhona"))
    form = morag.get(f"{inside(address)}/cancellation").text
    assert "What is on its agenda stays with it, for whoever put it there and you." in form
    assert f'href="{inside(address)}/date"' in form
    assert cancelled(morag, address, words="All of us").location == address
    page = morag.get(address).text
    assert "Cancelled. Everyone who takes part can read that here." in page
    for name, by in (("morag", "you"), ("callum", "Morag"), ("tomasz", "Morag")):
        client = world.client(name)
        page = client.get(address).text
        assert f"Cancelled by {by}, because of sickness." in page
        assert "All of us" in page and "Not held" in page
        assert ("Leave in January" in page) is (name != "tomasz")
        for gone in ("Agree and sign", "The record", "Take it off", "Cancel it"):
            assert gone not in page, gone
        assert ("Choose a new date" in page) is (name == "morag")
        overview = client.get("/supervision").text
        assert "Not held, because of sickness." in overview and "All of us" not in overview
    for end in ("date", "cancellation", "record"):
        assert morag.get(f"{inside(address)}/{end}").status_code == 403, end
    assert "Leave in January" not in callum.get(other).text


def test_planning_again_fills_in_the_group_for_its_convener(world: World) -> None:
    address, morag = planned(world), world.client("morag")
    cancelled(morag, address)
    page = f"/supervision/groups/new?again={address.rsplit('/', 1)[1]}"
    assert page.replace("&", "&amp;") in morag.get(address).text
    data = morag.form(page, "/supervision/groups/new", button="Plan this session").data()
    assert data["name"] == ["Peers in the Braes"] and data["place"] == ["The barn"]
    assert data["kind"] == ["group"]
    ticked = morag.get(page).text
    for name in ("callum", "tomasz"):
        assert f'value="{world.ids[name]}" checked' in ticked
    assert world.client("callum").get(page).status_code == 403
    assert world.client("rhona").get(page).status_code == 404


def test_a_copy_names_everyone_and_says_that_it_was_moved(world: World) -> None:
    address, morag, callum = planned(world), world.client("morag"), world.client("callum")
    callum.fill(address, f"{inside(address)}/agenda-items", words="The rota, quietly")
    moved(morag, address, date__day="23", time="5 pm", words="Back on Monday")
    record(
        world,
        morag,
        address,
        "Share the draft with everyone",
        came=[str(world.ids["callum"])],
        reflection="We saw the form first.",
    )
    for name in ("callum", "morag"):
        client = world.client(name)
        client.fill(address, f"{inside(address)}/signatures")
    callum.fill(address, f"{inside(address)}/additions", words="And the bus")
    paper = callum.get(f"{inside(address)}/print").text
    assert "by Morag, because of leave." in paper and "Back on Monday" in paper
    assert "Added by Callum on" in paper and "Added by you" not in paper
    assert "The rota, quietly" in paper and ">You<" not in paper
