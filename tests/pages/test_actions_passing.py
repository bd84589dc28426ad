"""Actions that have passed over, on the pages of the session that looks at them again."""

from __future__ import annotations

from supervision.keys import new_key
from supervision.queries import sessions as queries
from supervision.services import sessions as services
from tests.access import making, making_changes, making_sessions
from tests.access.matrix import Thing
from tests.pages.test_sessions import counted
from tests.worlds import World


def pages(thing: Thing) -> tuple[str, str]:
    address = f"/supervision/{thing.keys['session_id']}"
    return address, f"{address}/record"


def agree_more(world: World, thing: Thing, owner: str, words: str) -> None:
    """One more, in the session of then."""
    with making.then(world, "jean", making.LONG_AGO) as actor:
        row = queries.get(actor, thing.keys["first_id"])
        services.agree_action(actor, row, new_key(), words=words, owner_id=world.ids[owner])


def test_it_is_said_whose_it_is_and_with_whom_it_was_agreed(world: World) -> None:
    thing = making_changes.of_jean(world, "callum")
    agree_more(world, thing, "jean", "Ask the carers’ service")
    for name, whose in (("morag", "Callum"), ("callum", "You")):
        client = world.client(name)
        page = client.get(pages(thing)[0]).text
        assert thing.words["action"] in page and "Agreed with Jean on 24 September" in page
        assert "Ask the carers’ service" in page
        assert "Promised on 24 September by Jean, who supervised before" in page
        assert thing.words["section"] not in page, "the record of then does not pass over"
        if name == "morag":
            record = client.get(pages(thing)[1]).text
            assert f"{whose}: {thing.words['action']}" in record
            assert "Jean: Ask the carers’ service" in record
            assert "Promised on 24 September by Jean, who supervised before" in record


def test_what_is_covered_says_so(world: World) -> None:
    thing = making_changes.covered(world, "morag")
    page = world.client("grace").get(pages(thing)[0]).text
    assert "Promised on 13 November by Morag, whose supervision this covers" in page


def test_it_is_looked_at_on_the_record_and_printed_with_it(world: World) -> None:
    thing = making_changes.of_jean(world, "callum")
    now = making_sessions.written(world, share=True)
    thing.keys["session_id"] = now.keys["session_id"]
    address, record = pages(thing)
    morag = world.client("morag")
    morag.fill(record, button="Save", **{f"look_{thing.keys['action_id'].hex}": "let_go"})
    assert "Let go" in morag.get(address).text
    assert "Callum. Agreed with Jean on 24 September" in morag.get(f"{address}/print").text
    callum = world.client("callum")
    assert thing.words["action"] not in callum.get("/").text, "it is settled"
    assert "Let go" in callum.get(address).text


def test_pages_ask_as_much_however_many_pass_over(world: World) -> None:
    thing, morag = making_changes.of_jean(world, "callum"), world.client("morag")

    def statements() -> list[int]:
        found = []
        for path in pages(thing):
            morag.get(path)  # the reads are logged once a day
            with counted(world) as sent:
                morag.get(path)
            found.append(len(sent))
        return found

    before = statements()
    for n in range(5):
        agree_more(world, thing, "jean" if n % 2 else "callum", f"And the gate {n}")
    assert statements() == before
