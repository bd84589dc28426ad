"""Support on pages: offered from the reflection, asked about on Home, told to whoever offered."""

from __future__ import annotations

import re

from tests.client import Client
from tests.worlds import World

OFFER = "I will come along to the visit"


def shared(world: World) -> str:
    """A reflection of Callum's that asks Morag for backing; its address."""
    sent = world.client("callum").fill(
        "/reflections/new",
        button="Share with Morag",
        happened="It rained.",
        ask="backing",
        ask_words="On Thursday",
    )
    assert sent.status_code == 302, sent.text
    address: str = sent.location
    return address


def offer(world: World, address: str, day: str = "23", words: str = OFFER) -> Client:
    morag = world.client("morag")
    sent = morag.fill(
        address,
        f"{address}/offers",
        "Offer it to Callum",
        offered=words,
        by_on__day=day,
        by_on__month="11",
        by_on__year="2026",
    )
    assert sent.status_code == 302, sent.text
    return morag


def test_the_way_from_an_offer_to_what_came_of_it(world: World) -> None:
    address = shared(world)
    morag = offer(world, address)
    assert "Offered. Callum can read your words now." in morag.get(address).text
    callum = world.client("callum")
    home = callum.get("/").text
    assert "Morag offered support by today. Did it help?" in home and OFFER in home
    action = re.search(rf'action="({address}/answers/[0-9a-f-]+)"', home)
    assert action is not None
    sent = callum.fill("/", action[1], "Tell Morag", helped="not_yet", helped_words="Next week")
    assert sent.location == address
    page = callum.get(address).text
    assert "Morag can read it now." in page and "You said that it has not helped yet" in page
    assert "Did it help?" not in callum.get("/").text
    told = morag.get("/").text
    assert "What came of your support" in told
    assert "Callum says that it has not helped yet" in told and "Next week" in told
    assert "Offer something else" in told
    assert "Callum says that it has not helped yet" in morag.get(address).text


def test_it_may_be_said_anew(world: World) -> None:
    address = shared(world)
    offer(world, address)
    callum = world.client("callum")
    found = re.search(rf'href="({address}/answers/[0-9a-f-]+)#helped"', callum.get(address).text)
    assert found is not None
    callum.fill(found[1], found[1], "Tell Morag", helped="partly", helped_words="A start")
    again = callum.form(found[1], found[1], "Tell Morag")
    assert dict(again.fields)["helped"] == "partly"
    assert dict(again.fields)["helped_words"] == "A start"
    callum.fill(found[1], found[1], "Tell Morag", helped="helped", helped_words="")
    page = world.client("morag").get(address).text
    assert "Callum says that it helped." in page and "A start" not in page


def test_a_wrong_day_is_put_right_and_nothing_typed_is_lost(world: World) -> None:
    address = shared(world)
    sent = world.client("morag").fill(
        address,
        f"{address}/offers",
        "Offer it to Callum",
        offered=OFFER,
        by_on__day="22",
        by_on__month="11",
        by_on__year="2026",
    )
    assert sent.status_code == 422
    assert "Choose today or a day that is still to come" in sent.text
    assert OFFER in sent.text and 'value="22"' in sent.text
    assert '<details class="app-more" open>' in sent.text


def test_a_choice_is_needed_and_the_words_stay(world: World) -> None:
    address = shared(world)
    offer(world, address)
    callum = world.client("callum")
    found = re.search(rf'href="({address}/answers/[0-9a-f-]+)#helped"', callum.get(address).text)
    assert found is not None
    sent = callum.fill(found[1], found[1], "Tell Morag", helped_words="We went together")
    assert sent.status_code == 422
    assert "Choose how it went" in sent.text and "We went together" in sent.text


def test_home_asks_for_one_and_names_the_others(world: World) -> None:
    address = shared(world)
    offer(world, address)
    offer(world, address, words="Time in the diary")
    home = world.client("callum").get("/").text
    assert home.count("Morag offered support by today. Did it help?") == 2
    assert home.count('name="helped_words"') == 1


def test_support_is_between_two_people(world: World) -> None:
    address = shared(world)
    offer(world, address)
    callum = world.client("callum")
    found = re.search(rf'href="({address}/answers/[0-9a-f-]+)#helped"', callum.get(address).text)
    assert found is not None
    callum.fill(address, f"{address}/shares", "Share with Priya")
    priya = world.client("priya")
    assert OFFER not in priya.get(address).text and "Offer support" not in priya.get(address).text
    assert priya.get(found[1]).status_code == 404
    assert world.client("morag").send(found[1], helped="helped").status_code == 403
    for name in ("tomasz", "eilidh", "oona", "agnes", "sandy"):
        assert world.client(name).get(found[1]).status_code == 404
        assert world.client(name).send(f"{address}/offers").status_code == 404
