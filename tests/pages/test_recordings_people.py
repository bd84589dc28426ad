"""The pages about one person: what is recorded, who works with them, handing over; drafts deleted;
outcomes by framework."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from tests.client import Client, read_forms
from tests.pages.recorded import WORDS, held_by_kirsty, review, text, write
from tests.worlds import World


def person_of(client: Client, address: str) -> str:
    """The address of the page of the person whom a recording is about."""
    [found] = set(re.findall(r'href="(/outcomes/people/[A-Z0-9]{4})"', client.get(address).text))
    return str(found)


def hand(world: World, client: Client, person: str, name: str, **fields: str) -> Any:
    return client.fill(f"{person}/handover?q={name}", colleague=str(world.ids[name]), **fields)


def test_the_page_of_a_person(world: World) -> None:
    callum = world.client("callum")
    address = write(callum)
    person = person_of(callum, address)
    page = callum.get(person)
    for words in (WORDS, "You, since 23 November", "How has it gone since?", "Hand over"):
        assert words in text(page)
    assert f"{address}/reviews/new" in page.text
    supervisor = world.client("morag").get(person)
    assert WORDS in text(supervisor) and "Callum, since 23 November" in text(supervisor)
    assert "Hand over" not in text(supervisor) and "reviews/new" not in supervisor.text
    for name in ("kirsty", "tomasz", "eilidh", "oona", "sandy"):
        client = world.client(name)
        for path in (person, f"{person}/handover", "/outcomes/people/nonsense"):
            assert client.get(path).status_code == 404, (name, path)
    assert world.client("morag").get(f"{person}/handover").status_code == 403


def test_a_person_without_anything_to_read_asks_to_begin(world: World) -> None:
    callum, kirsty = world.client("callum"), world.client("kirsty")
    address = write(callum, "Keep as my draft")
    held_by_kirsty(world, address)
    page = kirsty.get(person_of(callum, address))
    assert "Nothing is recorded here yet." in text(page)
    assert WORDS not in text(page)
    [begin] = re.findall(r'href="(/outcomes/new\?about=[^"]+)"', page.text)
    form = kirsty.form(begin)
    assert dict(form.fields)["person"] == begin.partition("about=")[2]


def test_handing_over(world: World) -> None:
    callum = world.client("callum")
    address = write(callum)
    person = person_of(callum, address)
    page = callum.get(f"{person}/handover")
    for words in ("Morag, Lochside", "Tomasz, Lochside", "From today, everything that is recorded"):
        assert words in text(page)
    assert "Kirsty" not in text(page) and "Oona" not in text(page)
    found = callum.get(f"{person}/handover?q=kir")
    assert "Kirsty, Birchwood" in text(found) and "Tomasz" not in text(found)
    nobody = callum.get(f"{person}/handover?q=oona")
    assert "Nobody here is called that." in text(nobody)
    missing = callum.fill(f"{person}/handover?q=kir")
    assert missing.status_code == 422
    assert "Choose who works with this person from today" in text(missing)
    assert "Kirsty, Birchwood" in text(missing)
    response = hand(world, callum, person, "kirsty")
    assert response.location == person
    page = text(callum.get(person))
    assert "is handed over to Kirsty. For you it ends tonight." in page
    assert "You, since 23 November and until the end of today" in page
    kirsty = world.client("kirsty")
    outcomes = text(kirsty.get("/outcomes"))
    assert "Handed to you" in outcomes
    assert "Callum worked with this person before you." in outcomes
    assert WORDS in text(kirsty.get(address))
    assert review(kirsty, address, direction="further").status_code == 302
    world.clock.advance(days=1)
    callum = world.client("callum")
    mine = text(callum.get(address))
    assert WORDS in mine and "Further away" not in mine
    assert callum.get(f"{person}/handover").status_code == 403
    assert callum.send(f"{person}/handover", colleague=world.ids["tomasz"]).status_code == 403
    world.clock.advance(days=13)
    assert "Handed to you" not in text(world.client("kirsty").get("/outcomes"))


def test_keeping_a_person_too(world: World) -> None:
    callum = world.client("callum")
    person = person_of(callum, write(callum))
    assert hand(world, callum, person, "kirsty", keep="y").location == person
    page = text(callum.get(person))
    assert "Kirsty works with person" in page
    assert "You, since 23 November" in page and "until the end" not in page
    again = text(callum.get(f"{person}/handover?q=kirsty"))
    assert "Kirsty, who works with them already" in again


@pytest.mark.parametrize("name", ["oona", "sandy", "bram", "callum"])
def test_to_nobody_who_is_no_colleague(world: World, name: str) -> None:
    callum = world.client("callum")
    person = person_of(callum, write(callum))
    sent = callum.send(f"{person}/handover", colleague=str(world.ids[name]))
    assert sent.status_code == 404
    assert callum.send(f"{person}/handover", colleague=str(uuid.uuid4())).status_code == 404
    assert callum.send(f"{person}/handover", colleague="nonsense").status_code == 422


def test_a_draft_is_deleted_and_brought_back(world: World) -> None:
    callum = world.client("callum")
    address = write(callum, "Keep as my draft")
    page = text(callum.get(f"{address}/deletion"))
    assert "You can bring it back for 30 days." in page and WORDS in page
    for name in ("morag", "tomasz", "oona"):
        assert world.client(name).get(f"{address}/deletion").status_code == 404
        assert world.client(name).send(f"{address}/restoring").status_code == 404
    gone = callum.fill(f"{address}/deletion")
    page = callum.get(gone.location)
    assert "Deleted. It can be brought back for 30 days." in text(page)
    assert WORDS not in text(page)
    [form] = [one for one in read_forms(page, "/outcomes") if one.action.endswith("/restoring")]
    assert callum.get(address).status_code == 404
    back = callum.post(form.action, data=form.data())
    assert back.location == address
    assert WORDS in text(callum.get(address))
    assert callum.send(f"{address}/restoring").status_code == 404  # it is not deleted any more


def test_what_is_recorded_cannot_be_deleted(world: World) -> None:
    callum = world.client("callum")
    address = write(callum)
    assert "Delete it" not in text(callum.get(address))
    assert callum.get(f"{address}/deletion").status_code == 403
    assert world.client("morag").send(f"{address}/deletion").status_code == 403


def test_outcomes_of_three_frameworks(world: World) -> None:
    callum = world.client("callum")
    page = callum.get("/outcomes/new")
    names = re.findall("<summary>([^<]+)</summary>", page.text)
    assert names == [
        "Talking Points: people using services",
        "Talking Points: people living in care homes",
        "Talking Points: unpaid carers",
    ]
    assert '<details class="app-more" open>' not in page.text
    assert "My privacy is respected (wording still to be checked)" in text(page)
    assert text(page).count("nobody has yet held the name against its source") == 1
    keys = dict(re.findall(r'value="([0-9a-f-]{36})"[^>]*> <span dir="auto">([^<]+)<', page.text))
    by_name = {name: key for key, name in keys.items()}
    chosen = [by_name["A life of their own"], by_name["I see people"]]
    chosen.append(by_name["My privacy is respected (wording still to be checked)"])
    address = write(callum, outcomes=chosen)
    read = text(callum.get(address))
    for words in ("A life of their own", "I see people", "respected (wording still to be checked)"):
        assert words in read
    edited = callum.get(f"{address}/edit").text
    assert edited.count('<details class="app-more" open>') == 2
    assert "Talking Points: unpaid carers (one chosen)" in edited
    assert "Talking Points: people living in care homes (two chosen)" in edited


def test_a_review_of_an_earlier_day_stands_where_it_belongs(world: World) -> None:
    callum = world.client("callum")
    address = write(callum)
    world.clock.advance(days=10)
    callum = world.client("callum")
    review(callum, address, direction="closer", said="Thursdays are mine.")
    early = {"reviewed_on__day": "25", "reviewed_on__month": "11", "reviewed_on__year": "2026"}
    assert review(callum, address, direction="further", said="Not yet.", **early).status_code == 302
    page = text(callum.get(address))
    assert page.index("Thursdays are mine.") < page.index("Not yet.") < page.index("Where it began")
    before = review(callum, address, **{**early, "reviewed_on__day": "22"})
    assert before.status_code == 422
    assert "Give a day from 23 November on, when this began" in text(before)


def test_a_long_journey_bends_at_every_step(world: World) -> None:
    callum = world.client("callum")
    address = write(callum)
    for n in range(12):
        world.clock.advance(days=1)
        review(world.client("callum"), address, direction="closer", said=f"Look {n}.")
    page = world.client("callum").get(address)
    places = [float(x) for x in re.findall(r'cx="([0-9.]+)%"', page.text)]
    assert len(places) == 13
    assert places == sorted(set(places), reverse=True)
    assert min(places) >= 8 and max(places) <= 92


def test_who_has_opened_it(world: World) -> None:
    callum = world.client("callum")
    address = write(callum)
    assert "Nobody but you so far." in text(callum.get(address))
    assert "Nobody but you and whoever wrote it so far." in text(world.client("morag").get(address))
    assert "Morag, today at 2 pm" in text(callum.get(address))
    held_by_kirsty(world, address)
    assert review(world.client("kirsty"), address).status_code == 302
    assert "Kirsty’s reviews: you, Kirsty and Fergus can read them." in text(callum.get(address))
    own = text(world.client("kirsty").get(address))
    assert "Your reviews: you, Callum and Fergus can read them." in own
