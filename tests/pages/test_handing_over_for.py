"""The pages by which a line supervisor hands over what somebody who left still holds."""

from __future__ import annotations

from datetime import timedelta

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import Person
from supervision.models.recordings import PersonReferenceHolder
from supervision.services import leaving, recordings
from tests.access import making
from tests.client import Client
from tests.pages.recorded import text
from tests.pages.test_home import statements
from tests.worlds import World


def left(world: World, days: int = -1, name: str = "callum") -> str:
    """Somebody leaves, so many days from now; the address of the page about it."""
    with world.acting("sandy") as actor:
        person = db.session.get_one(Person, world.ids[name])
        leaving.leave(actor, person, actor.today + timedelta(days=days))
    return f"/outcomes/leavers/{world.ids[name]}"


def more(world: World, count: int, name: str = "callum") -> None:
    with world.acting(name) as actor:
        for _ in range(count):
            recordings.write(actor, new_key(), words={"what_matters": "To be asked."})


def test_from_home_to_a_colleague(world: World) -> None:
    thing = making.recording(world)
    code = thing.keys["code"]
    page = left(world)
    morag = world.client("morag")
    home = morag.get("/")
    assert "Callum’s last day was 22 November." in text(home)
    assert "Hand over the people Callum worked with" in text(home) and f'href="{page}"' in home.text
    listed = morag.get(page)
    assert f"Person {code}" in text(listed) and "Since 20 November" in text(listed)
    assert "until 20 February 2027" in text(listed)
    assert thing.words["words"] not in listed.text
    asked = morag.get(f"{page}/{code}?q=kir")
    assert "Kirsty, Birchwood" in text(asked) and thing.words["words"] not in asked.text
    assert "I go on working with this person" not in text(asked)
    missing = morag.fill(f"{page}/{code}?q=kir")
    assert missing.status_code == 422 and "Kirsty, Birchwood" in text(missing)
    done = morag.fill(f"{page}/{code}?q=kir", colleague=str(world.ids["kirsty"]))
    assert done.location == page
    after = text(morag.get(page))
    assert f"Person {code} is handed over to Kirsty." in after
    assert "Nothing is left to hand over" in after
    assert "Callum" not in text(morag.get("/"))
    recorded = f"/outcomes/{thing.keys['recording_id']}"
    assert morag.get(recorded).status_code == 404, "it opened nothing"
    assert thing.words["words"] in world.client("kirsty").get(recorded).text
    assert "Callum worked with this person before you." in text(
        world.client("kirsty").get("/outcomes")
    )


def test_while_the_last_day_lies_ahead(world: World) -> None:
    code = making.recording(world).keys["code"]
    page = left(world, 7)
    morag = world.client("morag")
    home = text(morag.get("/"))
    assert "Callum’s last day is 30 November." in home
    assert "Hand over the people Callum works with" in home
    asked = morag.get(f"{page}/{code}?q=callum")
    assert "Nobody here is called that." in text(asked), "whoever leaves is no colleague who stays"
    asked = text(morag.get(f"{page}/{code}"))
    assert "until then Callum works with this person too" in asked
    sent = morag.send(f"{page}/{code}", colleague=str(world.ids["callum"]))
    assert sent.status_code == 422 and "Choose a colleague who stays" in text(sent)
    sent = morag.send(f"{page}/{code}", colleague=str(world.ids["oona"]))
    assert sent.status_code == 404


def test_who_works_with_the_person_too_is_not_told(world: World) -> None:
    thing = making.recording(world)
    making.hold(world, thing, "kirsty", 1)
    page = left(world)
    asked = text(world.client("morag").get(f"{page}/{thing.keys['code']}?q=kirsty"))
    assert "Kirsty, Birchwood" in asked and "already" not in asked
    assert "Who works with them too" not in asked


def test_nobody_else_finds_it(world: World) -> None:
    code = making.recording(world).keys["code"]
    page = left(world)
    for name in ("priya", "eilidh", "jean", "fergus", "tomasz", "kirsty", "sandy", "noor", "oona"):
        client = world.client(name)
        assert client.get(page).status_code == 404, name
        assert client.get(f"{page}/{code}").status_code == 404, name
        assert "Callum" not in text(client.get("/")), name
    assert world.client("morag").get(f"{page}/nonsense").status_code == 404


def test_the_administrators_page_says_so_and_names_no_reference(world: World) -> None:
    code = str(making.recording(world).keys["code"])
    sandy = world.client("sandy")
    pages = [f"/people/{world.ids['callum']}/{which}" for which in ("leaving", "ending")]
    before, at_once = (text(sandy.get(path)) for path in pages)
    assert (
        "Whoever holds person references hands them over before that day; afterwards their line "
        "supervisor can, for 90 days." in before
    )
    assert "Their line supervisor of today can hand over the person references" in at_once
    assert code not in before + at_once
    left(world, 7)
    with_many = text(sandy.get(pages[0]))
    more(world, 3)
    assert text(sandy.get(pages[0])) == with_many, "it is the same however many there are"


def test_twenty_five_at_a_time(world: World) -> None:
    more(world, 30)
    page = left(world)
    morag = world.client("morag")
    first = morag.get(page)
    assert first.text.count("/outcomes/leavers/") == 26  # and the way to more of them
    [onward] = [link for link in links(first.text) if "after=" in link]
    second = morag.get(onward)
    assert second.text.count("/outcomes/leavers/") == 5
    codes = {link for link in links(first.text) + links(second.text) if "after=" not in link}
    assert len(codes) == 30


def links(page: str) -> list[str]:
    parts = page.split('href="')[1:]
    found = [part.split('"')[0].replace("&amp;", "&") for part in parts]
    return [link for link in found if link.startswith("/outcomes/leavers/")]


def test_home_asks_the_same_of_the_database_however_many_leave(world: World) -> None:
    morag = world.client("morag")
    making.recording(world)
    morag.get("/")
    before = statements(world, lambda: morag.get("/"))
    more(world, 20)
    more(world, 20, "tomasz")
    left(world, 7)
    left(world, 8, "tomasz")
    pages = text(morag.get("/"))
    assert pages.index("Callum’s last day is") < pages.index("Tomasz’s last day is")
    assert statements(world, lambda: morag.get("/")) <= before
    page = f"/outcomes/leavers/{world.ids['callum']}"
    few = statements(world, lambda: morag.get(page))
    with world.acting("callum") as actor:
        for _ in range(100):
            reference = recordings.new_reference(actor)
            assert reference.code
    assert statements(world, lambda: morag.get(page)) == few


def held(world: World) -> int:
    with world.reading("sandy"):
        return db.session.query(PersonReferenceHolder).count()


def test_opening_changes_nothing(world: World) -> None:
    code = making.recording(world).keys["code"]
    page, before = left(world), held(world)
    client: Client = world.client("morag")
    for path in (page, f"{page}/{code}", f"{page}/{code}?q=kir"):
        assert client.get(path).status_code == 200
    assert held(world) == before
