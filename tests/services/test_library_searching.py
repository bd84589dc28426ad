"""Finding what was published, in pages, and in its own organisation."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.library import (
    PracticeExample,
)
from supervision.queries import library as queries
from tests.services.proposed import WORDS, published
from tests.worlds import World


@pytest.mark.parametrize(
    "words",
    [
        "lunch club",
        "LUNCH",
        "lunch clu",
        "slainte",
        "slàinte",
        "SLÀINTE",
        "seats",
        "badge",
        "the seat by the door",
        "“seat” (door)",
        "bus/seat",
        "weren't hating",
        "e\u0301tude",
    ],
)
def test_search_finds(world: World, words: str) -> None:
    example_id = published(
        world,
        {
            **WORDS,
            "learnt": "Slàinte mhath. We hate forms; étude/bus.",
            "did_not_work": "Badges. They weren’t loved.",
        },
    )
    with world.reading("tomasz") as actor:
        assert [row.id for row in queries.search(actor, words).rows] == [example_id]


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        '"',
        "'",
        "*",
        "lunch horse",
        "NEAR(lunch zebra)",
        "lunch NOT zebra",
        "-",
        "q:z",
        "search_text:zebra",
        "%",
        "zebra & lunch",
        "(((",
        "the",
        "'; drop table people; --",
        "\\",
        ":*",
        "!lunch!zebra",
        "x" * 500,
        "лодка",
        "水",
        "🙂",
        "zebra | lunch",
        "\u0000",
    ],
)
def test_search_finds_nothing_and_never_fails(world: World, words: str) -> None:
    published(world)
    with world.reading("tomasz") as actor:
        assert queries.search(actor, words).rows == ()


def test_search_reads_signs_as_spaces(world: World) -> None:
    published(world)
    with world.reading("tomasz") as actor:
        for words in ('"lunch" -club', "lunch & club", "lunch:*", "lun*", "(lunch)", "!lunch"):
            assert len(queries.search(actor, words).rows) == 1, words


def test_the_library_stays_in_its_organisation(world: World) -> None:
    example_id = published(world)
    for name in ("oona", "odile", "sandy"):
        with world.reading(name) as actor:
            assert queries.search(actor, "lunch").rows == ()
            assert queries.newest(actor).rows == ()
            assert queries.newest_one(actor) is None
            with pytest.raises(NotFound):
                queries.get(actor, example_id)
    for name in ("callum", "agnes", "noor", "eilidh"):
        with world.reading(name) as actor:
            assert queries.get(actor, example_id).title == WORDS["title"]


def test_lists_go_on_in_pages(world: World) -> None:
    with world.acting("callum") as actor:
        for number in range(27):
            db.session.add(
                PracticeExample(
                    organisation_id=actor.organisation_id,
                    id=uuid.uuid4(),
                    published_on=date(2026, 1 + number % 3, 1),
                    review_by=date(2028, 1, 1),
                    title=f"Number {number}",
                    summary="A lunch.",
                    search_text="lunch",
                    search_number=number + 1,
                )
            )
    with world.reading("callum") as actor:
        for ask in (queries.newest, lambda a, b=None: queries.search(a, "lunch", b)):
            first = ask(actor)
            assert len(first.rows) == 25
            assert first.rows[0].published_on == date(2026, 3, 1)
            rest = ask(actor, first.earlier)
            assert len({row.id for row in (*first.rows, *rest.rows)}) == 27
            assert rest.earlier is None
