"""Published examples: read, found in the list, found by search, and not told of by a number.

"Published: everyone in the organisation. An administration-only account reads no library either."
"""

from __future__ import annotations

from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.models.library import PracticeExample
from supervision.queries import library
from tests.access import making
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.matrix_proposals import published
from tests.access.rules import See
from tests.worlds import World

TABLE = """
published | read, list, search | @practice agnes noor |
"""
# Deleted ones have no row: the full-text index does not find them for anyone.


def deleted(world: World) -> Thing:
    thing = published(world)
    making.delete(world, PracticeExample, thing.keys["example_id"])
    return thing


def _newest(actor: Actor, thing: Thing) -> bool:
    return thing.keys["example_id"] in {row.id for row in library.newest(actor).rows}


def _newest_one(actor: Actor, thing: Thing) -> bool:
    row = library.newest_one(actor)
    return row is not None and row.id == thing.keys["example_id"]


def _searched(actor: Actor, thing: Thing) -> bool:
    """By a whole word, and by the beginning of one."""
    whole = library.search(actor, "meadowsweet")
    part = library.search(actor, "meadowsw")
    assert bool(whole) == bool(part)
    return thing.keys["example_id"] in {row.id for row in whole.rows}


SEARCH = {"q": "meadowsweet"}

MATRIX = Matrix(
    noun="examples",
    key="example_id",
    tables=frozenset({"practice_examples", "example_outcomes"}),
    states={"published": published, "deleted": deleted},
    actions={
        "read": Action(
            See(access.visible_to, PracticeExample, "example_id"),
            http=(Door("library.read"), Shown("library.read", "title")),
        ),
        "list": Action(
            listed=(_newest, _newest_one), http=(Shown("library.overview", "example_id"),)
        ),
        "search": Action(
            listed=(_searched,),
            http=(Shown("library.overview", "example_id", query=lambda thing: SEARCH),),
        ),
    },
    table=TABLE,
)
