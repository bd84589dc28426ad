"""The pages of the library: finding and reading."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import event

from supervision.extensions import db
from supervision.keys import new_key
from supervision.queries import proposals
from supervision.services import library as services
from tests.pages.library_pages import HOME, NEW, at, text
from tests.services.proposed import (
    WORDS,
    add_outcomes,
    begun,
    proposed,
    published,
)
from tests.worlds import World


def test_the_library_with_nothing_in_it(world: World) -> None:
    said = text(world.client("callum").get(HOME))
    assert "The first one could be yours" in said
    assert "Share something you tried" in said
    assert "Your proposals" not in said and "To check" not in said


def test_the_newest_with_what_they_help_with(world: World) -> None:
    with world.acting("callum") as actor:
        seen = add_outcomes("Seeing people")
        key = services.begin(actor, new_key(), words=WORDS, outcomes=seen).id
        services.propose(actor, proposals.get(actor, key), kept_words="")
    with world.acting("grace") as actor:
        services.publish(actor, proposals.get(actor, key))
    said = text(world.client("tomasz").get(HOME))
    assert WORDS["title"] in said and WORDS["summary"] in said
    assert "Seeing people. November 2026" in said
    assert "Published" in text(world.client("callum").get(HOME))


def test_who_only_administers_has_no_library(world: World) -> None:
    example_id = published(world)
    sandy = world.client("sandy")
    assert sandy.get(HOME).status_code == 403
    assert sandy.get(NEW).status_code == 403
    assert sandy.get(f"{HOME}/{example_id}").status_code == 404


def test_who_audits_reads_and_does_not_share(world: World) -> None:
    published(world)
    agnes = world.client("agnes")
    assert "Share something you tried" not in text(agnes.get(HOME))
    assert agnes.get(NEW).status_code == 403


def test_search_keeps_the_words(world: World) -> None:
    published(world)
    client = world.client("tomasz")
    found = client.get(f"{HOME}?q=lunch+%22club")
    assert WORDS["title"] in text(found)
    assert 'value="lunch &#34;club"' in found.get_data(as_text=True)
    assert "Nothing mentions “zebra <b>”" in text(client.get(f"{HOME}?q=zebra+<b>"))
    assert "Nothing mentions “***”" in text(client.get(f"{HOME}?q=***"))
    assert "Newest" in text(client.get(f"{HOME}?q=++"))
    for hostile in ("%00%22", "%ED%A0%80", "'%3B--", "x" * 3000, "%E2%80%AE", "a%0Ab"):
        assert client.get(f"{HOME}?q={hostile}&before=nonsense").status_code == 200


def test_an_example_is_read_whole(world: World) -> None:
    example_id = published(world)
    said = text(world.client("tomasz").get(f"{HOME}/{example_id}"))
    for words in WORDS.values():
        assert words in said
    assert "Everyone in Lochside Partnership can read this." in said
    assert "Checked by a curator in November 2026" in said
    assert "to be looked at again by November 2028" in said
    for name in ("Callum", "Grace"):
        assert name not in said


def test_what_is_elsewhere_is_not_there(world: World) -> None:
    example_id, waiting, draft = published(world), proposed(world), begun(world)
    client = world.client("odile")
    for path in (
        f"{HOME}/{example_id}",
        f"{HOME}/{uuid.uuid4()}",
        at(waiting),
        at(draft),
        at(waiting, "/edit"),
        at(waiting, "/publication"),
        f"{HOME}/nonsense",
    ):
        assert client.get(path).status_code == 404, path
    for path in (at(waiting, "/edit"), at(waiting, "/publication"), at(waiting, "/taking-back")):
        assert client.send(path, **WORDS).status_code == 404, path
    assert world.client("grace").get(at(draft)).status_code == 404
    assert world.client("tomasz").get(at(waiting)).status_code == 404


def test_lists_take_the_same_few_statements_however_long(world: World) -> None:
    client = world.client("grace")

    def statements(path: str) -> int:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.lstrip("( ").startswith(("SELECT", "WITH")):
                seen.append(statement)

        with world.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            assert client.get(path).status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    published(world)
    proposed(world)
    proposed(world, "grace")
    client.get(HOME)  # what was read is noted once a day
    few = statements(HOME), statements(f"{HOME}?q=lunch")
    for _ in range(3):
        published(world)
        proposed(world, "tomasz")
        proposed(world, "grace")
    client.get(HOME)
    assert (statements(HOME), statements(f"{HOME}?q=lunch")) == few
    assert few[0] <= 4 + 2 + 1, "the sign-in and the Actor take two, the log of reads one"


def test_words_are_words_and_never_markup(world: World) -> None:
    example_id = published(
        world,
        {name: f"<b>{name}</b> & “{{{{ 1 }}}}” word" for name in WORDS},
    )
    page = world.client("tomasz").get(f"{HOME}/{example_id}").get_data(as_text=True)
    assert "<b>" not in page and "&lt;b&gt;stood&lt;/b&gt;" in page
