"""Published examples: read, found in the list, found by search, and not told of by a number.

"Published: everyone in the organisation. An administration-only account reads no library either."
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, or_

from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.library import PracticeExample
from supervision.queries import library
from supervision.services import library as services
from tests.access import making
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.matrix_proposals import THEME, published
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
published | read, list, search | @practice agnes noor |
          | look through | @practice agnes noor |
          | withdraw | grace cora | @supervision jean agnes noor
withdrawn | read withdrawn, withdrawn | grace cora |
          | withdraw | | grace cora
withdrawn by its author | read withdrawn, withdrawn | grace cora |
          | withdraw | | grace cora
"""
# Deleted ones have no row: the full-text index does not find them for anyone. Of withdrawn ones it
# has no words at all.


def deleted(world: World) -> Thing:
    thing = published(world)
    making.delete(world, PracticeExample, thing.keys["example_id"])
    return thing


def withdrawn(world: World, curator: str = "cora", author: str = "callum") -> Thing:
    thing = published(world, author)
    with making.then(world, curator, 0.5) as actor:
        row = db.session.get_one(PracticeExample, thing.keys["example_id"])
        services.withdraw(actor, row, "A reader knew the street.")
    return thing


def _withdrawn(actor: Actor, thing: Thing) -> bool:
    return thing.keys["example_id"] in {row.id for row in library.withdrawn(actor).rows}


def _by_theme(actor: Actor, thing: Thing) -> bool:
    rows = library.found(actor, theme=THEME).rows
    assert (THEME in library.shelves(actor).themes) == bool(rows)
    return thing.keys["example_id"] in {row.id for row in rows}


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
LOOK = {"theme": THEME}


def _why(thing: Thing) -> dict[str, Any]:
    return {"words": "A reader knew the street."}


SEE = See(access.visible_to, PracticeExample, "example_id")
WITHDRAWN = frozenset({"withdrawn", "withdrawn by its author"})


def _all(actor: Actor) -> ColumnElement[bool]:
    """What can be read in the library or among what was withdrawn."""
    return or_(access.visible_to(actor), access.withdrawn_visible_to(actor))


SEE_ALL = See(_all, PracticeExample, "example_id")

MATRIX = Matrix(
    noun="examples",
    key="example_id",
    tables=frozenset({"practice_examples", "example_outcomes", "example_themes"}),
    states={
        "published": published,
        "deleted": deleted,
        "withdrawn": withdrawn,
        "withdrawn by its author": lambda world: withdrawn(world, "grace", "grace"),
    },
    actions={
        "withdraw": Action(
            Can(access.can_withdraw, SEE_ALL),
            http=(
                Door("library.withdraw", again=WITHDRAWN),
                Door("library.withdraw", "POST", _why, again=WITHDRAWN),
            ),
        ),
        "read withdrawn": Action(
            See(access.withdrawn_visible_to, PracticeExample, "example_id"),
            http=(Door("library.read_withdrawn"), Shown("library.read_withdrawn", "title")),
        ),
        "withdrawn": Action(listed=(_withdrawn,), http=(Shown("library.withdrawn", "example_id"),)),
        "look through": Action(
            listed=(_by_theme,),
            http=(Shown("library.overview", "example_id", query=lambda thing: LOOK),),
        ),
        "read": Action(
            SEE,
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
