"""Sessions of a group as its people meet them."""

from __future__ import annotations

from typing import Any

from tests.client import Client
from tests.worlds import World

NEW = "/supervision/groups/new"
NAMED = {"kind": "group", "name": "Peers in the Braes", "time": "4 pm", "place": "The barn"}
DAY = {"date__day": "24", "date__month": "11", "date__year": "2026"}


def planned(world: World, by: str = "morag", others: tuple[str, ...] = ("callum", "tomasz")) -> str:
    """Plan a session of a group through its page; returns the address of the session."""
    response = plan(world, world.client(by), others)
    assert response.status_code == 302, response.text
    return str(response.location)


def plan(world: World, client: Client, others: tuple[str, ...], **more: Any) -> Any:
    members = [str(world.ids[name]) for name in others]
    fields = {**NAMED, **DAY, "members": members, **more}
    return client.fill(NEW, NEW, button="Plan this session", **fields)


def inside(address: str) -> str:
    return address.replace("/supervision/", "/supervision/groups/")


def record(world: World, client: Client, address: str, button: str, **words: Any) -> Any:
    page = f"{inside(address)}/record"
    return client.fill(page, page, button=button, **words)


def shared(world: World, came: tuple[str, ...] = ("callum",)) -> str:
    address = planned(world)
    response = record(
        world,
        world.client("morag"),
        address,
        "Share the draft with everyone",
        came=[str(world.ids[name]) for name in came],
        reflection="We saw the form first.",
    )
    assert response.status_code == 302, response.text
    return address


def test_a_group_is_planned_and_stands_on_everyones_pages(world: World) -> None:
    address = planned(world)
    for name in ("morag", "callum", "tomasz"):
        page = world.client(name).get(address).text
        assert "Peers in the Braes, 24 November" in page
        assert "Tomorrow at 4 pm for one hour. The barn. Group supervision." in page
        assert "Leads it" in page
        overview = world.client(name).get("/supervision").text
        assert "Peers in the Braes, tomorrow at 4 pm" in overview
        assert address in overview
        home = world.client(name).get("/").text
        assert "Peers in the Braes" in home and address in home
    callum, morag = (world.client(name).get(address).text for name in ("callum", "morag"))
    assert "You and the two other people of this group can read the record." in callum
    assert "What you put on the agenda or take on is for you and Morag." in callum
    assert "Write the record" not in callum and "Write the record" in morag


def test_a_plan_says_what_to_put_right_and_keeps_what_was_typed(world: World) -> None:
    response = plan(world, world.client("morag"), ("callum",), name="Peers <b>", time="soon")
    assert response.status_code == 422
    assert "Peers &lt;b&gt;" in response.text and "soon" in response.text
    response = plan(world, world.client("morag"), ("callum",), kind="")
    assert response.status_code == 422
    assert "Choose two others at least" in response.text
    assert "Say whether someone leads it" in response.text


def test_a_colleague_is_found_by_part_of_a_name_and_nothing_is_lost(world: World) -> None:
    morag = world.client("morag")
    members = [str(world.ids["callum"])]
    response = morag.fill(
        NEW, NEW, button="Find a colleague", **{**NAMED, **DAY, "members": members, "find": "rho"}
    )
    assert response.status_code == 200
    assert "Rhona" in response.text and "Peers in the Braes" in response.text
    assert f'value="{members[0]}" checked' in response.text
    response = morag.fill(NEW, NEW, button="Find a colleague", find="Oona")
    assert "Nobody who works here today is called that." in response.text
    assert plan(world, morag, ("callum", "rhona")).status_code == 302
    assert plan(world, morag, ("callum", "oona")).status_code == 422
    assert world.client("sandy").get(NEW).status_code == 403


def test_a_plan_sent_twice_is_one_session(world: World) -> None:
    morag = world.client("morag")
    form = morag.form(NEW, NEW, button="Plan this session").data()
    members = [str(world.ids[name]) for name in ("callum", "tomasz")]
    data = {**form, **NAMED, "members": members}
    data |= {"date-day": "24", "date-month": "11", "date-year": "2026"}
    first, second = (morag.post(NEW, data=data) for _ in range(2))
    assert first.location == second.location
    other = morag.post(NEW, data={**data, "name": "Another name"})
    assert other.status_code == 409
    assert "Another name" in other.text and "Peers in the Braes" in other.text


def test_an_item_is_seen_by_its_owner_and_the_convener(world: World) -> None:
    address = planned(world)
    callum = world.client("callum")
    action = f"{inside(address)}/agenda-items"
    assert callum.fill(address, action, words="The rota, quietly").status_code == 302
    assert callum.fill(address, action, words=" ").status_code == 422
    assert callum.get(action).status_code == 200
    for name, seen in (("callum", True), ("morag", True), ("tomasz", False)):
        assert ("The rota, quietly" in world.client(name).get(address).text) is seen, name
    assert "Take it off" in callum.get(address).text
    assert "Take it off" not in world.client("morag").get(address).text


def test_a_record_is_written_shared_signed_and_added_to(world: World) -> None:
    address = planned(world)
    morag = world.client("morag")
    refused = record(
        world, morag, address, "Share the draft with everyone", reflection="Kept words", came=[]
    )
    assert refused.status_code == 422
    assert "Say who came" in refused.text and "Kept words" in refused.text
    assert "Kept words" not in world.client("callum").get(address).text
    ids = [str(world.ids["callum"])]
    assert record(world, morag, address, "Save the record", came=ids).status_code == 302
    done = record(
        world, morag, address, "Share the draft with everyone", came=ids, reflection="Kept words"
    )
    assert done.location == address
    for name in ("callum", "tomasz"):
        page = world.client(name).get(address).text
        assert "Kept words" in page
        assert ("Sign this record" in page) is (name == "callum")
    assert "You did not come, so your signature is not needed." in page
    sign = f"{inside(address)}/signatures"
    for name in ("callum", "morag"):
        assert world.client(name).fill(address, sign).status_code == 302
    page = world.client("tomasz").get(address).text
    assert "Signed by Morag and Callum." in page
    assert "Nothing in this record changes any more." in page
    later = f"{inside(address)}/additions"
    assert world.client("tomasz").fill(address, later, words="And the bus").status_code == 302
    assert "And the bus" in morag.get(address).text
    paper = world.client("tomasz").get(f"{inside(address)}/print").text
    assert "Kept words" in paper and "And the bus" in paper and "Who came" in paper


def test_two_texts_for_a_section_are_both_kept(world: World) -> None:
    address = shared(world)
    page = f"{inside(address)}/record"
    callum = world.client("callum")
    old = callum.form(page, page).data()
    record(world, world.client("morag"), address, "Save the draft", reflection="Morag’s words")
    clash = callum.post(page, data={**old, "reflection": "Callum’s words"})
    assert clash.status_code == 409
    assert "Morag’s words" in clash.text and "Callum’s words" in clash.text


def test_the_pages_of_two_do_not_open_a_group(world: World) -> None:
    address = planned(world)
    morag = world.client("morag")
    for end in ("record", "date", "cancellation", "signatures", "print"):
        assert morag.get(f"{address}/{end}").status_code == 404, end
    for name in ("rhona", "eilidh", "oona"):
        assert world.client(name).get(address).status_code == 404
