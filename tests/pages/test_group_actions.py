"""What people of a group will do, as each of them meets it on its pages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.client import Client
from tests.pages.test_groups import inside, planned, shared
from tests.worlds import World


def agreed(client: Client, address: str, words: str, **more: Any) -> Any:
    return client.fill(address, f"{inside(address)}/actions", agreed=words, **more)


def test_the_convener_says_who_will_do_what_and_that_person_reads_it(world: World) -> None:
    address, morag = shared(world), world.client("morag")
    refused = agreed(morag, address, "Ring the school", date__day="1")
    assert refused.status_code == 422
    assert "Ring the school" in refused.text and "Say who will do it" in refused.text
    owner = str(world.ids["callum"])
    assert agreed(morag, address, "Ring the school", owner=owner).status_code == 302
    for name, seen in (("callum", True), ("morag", True), ("tomasz", False)):
        client = world.client(name)
        assert ("Ring the school" in client.get(address).text) is seen, name
        assert ("Ring the school" in client.get(f"{inside(address)}/print").text) is seen, name
        assert ("Ring the school" in client.get("/").text) is (name == "callum"), name
        own = client.get("/account/actions").text
        assert ("Ring the school" in own) is (name == "callum"), name


def test_a_member_takes_something_on_and_nobody_else_can_be_named(world: World) -> None:
    address, callum = shared(world), world.client("callum")
    form = callum.form(address, f"{inside(address)}/actions")
    data = {**form.data(), "agreed": "Read about the rota", "owner": str(world.ids["tomasz"])}
    assert callum.post(form.action, data=data).status_code == 302
    assert callum.post(form.action, data=data).status_code == 302
    page = callum.get(address).text
    assert page.count('dir="auto">Read about the rota</span>') == 1
    assert "What you take on is for you and Morag." in page
    assert "Read about the rota" not in world.client("tomasz").get(address).text
    again = callum.post(form.action, data={**data, "agreed": "Something else"})
    assert again.status_code == 409
    assert "Something else" in again.text and "Read about the rota" in again.text
    assert callum.post(form.action, data={**data, "agreed": " "}).status_code == 422
    assert callum.get(form.action).status_code == 200


def test_an_action_unsettles_no_signature_and_outlives_the_signing(world: World) -> None:
    address, callum, morag = shared(world), world.client("callum"), world.client("morag")
    callum.fill(address, f"{inside(address)}/signatures")
    agreed(morag, address, "Ring the school", owner=str(world.ids["callum"]))
    assert "Signed by you." in callum.get(address).text
    morag.fill(address, f"{inside(address)}/signatures")
    page = callum.get(address).text
    assert "Nothing in this record changes any more." in page and "Add the action" not in page
    assert "Mark it as done" in page
    action = next(
        part.split('"')[0]
        for part in page.split('action="')
        if part.split('"')[0].endswith("/look")
    )
    token = callum.form(address, action).data()["csrf_token"]
    assert callum.post(action, data={"csrf_token": token, "result": "mended"}).status_code == 403
    done = callum.post(action, data={"csrf_token": token, "result": "done"})
    assert done.location.endswith("#actions")
    page = morag.get(address).text
    assert "Done" in page and "Open it again" in page
    assert "Ring the school" not in callum.get("/").text
    assert "Ring the school" not in callum.get("/account/actions").text
    callum.post(action, data={"csrf_token": token, "result": "carry_on"})
    assert "Ring the school" in callum.get("/").text
    for name in ("tomasz", "rhona"):
        client = world.client(name)
        other = client.form("/supervision/groups/new", button="Plan this session").data()
        sent = {"csrf_token": other["csrf_token"], "result": "done"}
        assert client.post(action, data=sent).status_code == 404, name


def test_before_the_meeting_nothing_is_agreed_on_its_page(world: World) -> None:
    address, morag = planned(world), world.client("morag")
    assert "Add the action" not in morag.get(address).text
    world.clock.now += timedelta(days=2)
    for name in ("morag", "callum"):
        assert "Add the action" in world.client(name).get(address).text
