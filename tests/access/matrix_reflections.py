"""Reflections: private, shared in each way, taken back, deleted.

Read: "Private reflection: its author only. Shared with a supervisor: author, the supervisor of the
relation that it was shared with, while that lasts. Named colleague: while in the organisation.
Team: current members of that team." What is done to it, its author does.
"""

from __future__ import annotations

from typing import Any

from supervision.access import reflections as access
from supervision.access.actor import Actor, Relation
from supervision.extensions import db
from supervision.models.people import SupervisionRelation
from supervision.models.reflections import Reflection
from supervision.queries import reflections
from tests.access import making
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
private                            | read, list      | callum              |
                                   | edit, share     | callum              |
                                   | share with jean |                     | callum
                                   | take back       | callum              |
                                   | propose from    | callum              |
shared with morag                  | read, list      | callum morag        |
                                   | Home            | morag               |
                                   | in supervision  | morag               |
                                   | edit, share     | callum              | morag
                                   | share with jean |                     | callum morag
                                   | take back       | callum              | morag
                                   | propose from    | callum              |
shared with morag, until today     | read, list      | callum morag        |
                                   | Home            | morag               |
                                   | in supervision  | morag               |
                                   | edit, share     | callum              | morag
                                   | share with jean |                     | callum morag
                                   | take back       | callum              | morag
                                   | propose from    | callum              |
shared with morag, until yesterday | read, list      | callum              |
                                   | edit, share     | callum              |
                                   | share with jean |                     | callum
                                   | take back       | callum              |
                                   | propose from    | callum              |
shared with morag and priya        | read, list      | callum morag priya  |
                                   | Home            | morag priya         |
                                   | in supervision  | morag priya         |
                                   | edit, share     | callum              | morag priya
                                   | share with jean |                     | callum morag priya
                                   | take back       | callum              | morag priya
                                   | propose from    | callum              |
taken back from morag              | read, list      | callum              |
                                   | edit, share     | callum              |
                                   | share with jean |                     | callum
                                   | take back       | callum              |
                                   | propose from    | callum              |
shared with jean, who supervised   | read, list      | callum              |
                                   | edit, share     | callum              |
                                   | share with jean |                     | callum
                                   | take back       | callum              |
                                   | propose from    | callum              |
shared with the team               | read, list      | callum morag tomasz |
                                   | Home            | morag               |
                                   | edit, share     | callum              | morag tomasz
                                   | share with jean |                     | callum morag tomasz
                                   | take back       | callum              | morag tomasz
                                   | propose from    | callum              |
shared with the team tomasz left   | read, list      | callum morag        |
                                   | Home            | morag               |
                                   | edit, share     | callum              | morag
                                   | share with jean |                     | callum morag
                                   | take back       | callum              | morag
                                   | propose from    | callum              |
shared with rhona, a colleague     | read, list      | callum rhona        |
                                   | edit, share     | callum              | rhona
                                   | share with jean |                     | callum rhona
                                   | take back       | callum              | rhona
                                   | propose from    | callum              |
shared with bram, who left         | read, list      | callum              |
                                   | edit, share     | callum              |
                                   | share with jean |                     | callum
                                   | take back       | callum              |
                                   | propose from    | callum              |
taken back from everyone           | read, list      | callum              |
                                   | edit, share     | callum              |
                                   | share with jean |                     | callum
                                   | take back       | callum              |
                                   | propose from    | callum              |
"""
# Deleted ones have no row: nobody reads them, the author included (matrix_reflection_readers).


def shared_with_two(world: World) -> Thing:
    thing = making.reflection(world, share_with="morag")
    making.open_to(world, thing, relation_id=world.relations["priya", "callum"])
    return thing


def taken_back(world: World) -> Thing:
    thing = making.reflection(world, share_with="morag")
    making.take_back(world, thing)
    return thing


def until(world: World, days: int) -> Thing:
    thing = making.reflection(world, share_with="morag")
    making.end_relation(world, "morag", "callum", days)
    return thing


def with_team(world: World) -> Thing:
    thing = making.reflection(world)
    making.open_to(world, thing, team_id=world.teams["Lochside"])
    return thing


def with_team_left(world: World) -> Thing:
    thing = with_team(world)
    making.leave_team(world, "tomasz")
    return thing


def with_colleague(world: World, name: str = "rhona") -> Thing:
    thing = making.reflection(world)
    making.open_to(world, thing, person_id=world.ids[name])
    return thing


def with_everyone(world: World) -> Thing:
    thing = making.reflection(world, share_with="priya")
    making.open_to(world, thing, team_id=world.teams["Lochside"])
    making.open_to(world, thing, person_id=world.ids["rhona"])
    return thing


def back_from_everyone(world: World) -> Thing:
    thing = with_everyone(world)
    making.take_back(world, thing)
    return thing


def deleted(world: World) -> Thing:
    thing = making.reflection(world)
    making.delete(world, Reflection, thing.keys["reflection_id"])
    return thing


def deleted_while_shared(world: World) -> Thing:
    thing = with_everyone(world)
    making.delete(world, Reflection, thing.keys["reflection_id"])
    return thing


def _rows(actor: Actor, thing: Thing) -> bool:
    rows = (*reflections.mine(actor).rows, *reflections.shared_with(actor).rows)
    return thing.keys["reflection_id"] in {row.id for row in rows}


def _titles(actor: Actor, thing: Thing) -> bool:
    key = thing.keys["reflection_id"]
    return key in reflections.titles(actor, [key])


def _own(actor: Actor, thing: Thing) -> bool:
    return reflections.own_by_key(actor, thing.keys["reflection_id"]) is not None


def _through(actor: Actor, thing: Thing) -> bool:
    rows = [row for r in actor.supervises for row in reflections.shared_through(actor, r.id)]
    return thing.keys["reflection_id"] in {row.id for row in rows}


def _with(supervisor: str) -> Any:
    """The relation that `can_share` is asked about, as the author would name it."""

    def relation(actor: Actor, thing: Thing) -> dict[str, Any]:
        row = db.session.get_one(SupervisionRelation, thing.keys[f"relation of {supervisor}"])
        return {
            "relation": actor.supervision_by(row.id)
            or Relation(row.id, row.supervisor_id, row.supervisee_id, row.function, "", "")
        }

    return relation


def _words(thing: Thing) -> dict[str, Any]:
    return {"happened": "Other words", "ask": "none", "about": "none", **thing.versions}


SEE = See(access.visible_to, Reflection, "reflection_id")
SHARE = "reflections.share"

MATRIX = Matrix(
    noun="reflections",
    key="reflection_id",
    tables=frozenset(
        {"reflections", "reflection_shares", "reflection_versions", "reflection_recordings"}
    ),
    states={
        "private": making.reflection,
        "shared with morag": lambda world: making.reflection(world, share_with="morag"),
        "shared with morag, until today": lambda world: until(world, 0),
        "shared with morag, until yesterday": lambda world: until(world, 1),
        "shared with morag and priya": shared_with_two,
        "taken back from morag": taken_back,
        "shared with jean, who supervised": lambda world: making.reflection(
            world, share_with="jean", days=making.LONG_AGO
        ),
        "shared with the team": with_team,
        "shared with the team tomasz left": with_team_left,
        "shared with rhona, a colleague": with_colleague,
        "shared with bram, who left": lambda world: with_colleague(world, "bram"),
        "taken back from everyone": back_from_everyone,
        "deleted": deleted,
        "deleted while shared": deleted_while_shared,
    },
    actions={
        "read": Action(
            SEE,
            http=(
                Door("reflections.read"),
                Door("reflections.answer"),
                Door("reflections.offer"),
                Shown("reflections.read", "title"),
            ),
        ),
        "list": Action(
            listed=(_rows, _titles),
            http=(
                Shown("reflections.overview", "title"),
                Shown("reflections.overview", "reflection_id"),
            ),
        ),
        "in supervision": Action(listed=(_through,)),
        "Home": Action(http=(Shown("home.home", "title"), Shown("home.home", "reflection_id"))),
        "edit": Action(
            Can(access.can_edit, SEE),
            http=(Door("reflections.edit"), Door("reflections.edit", "POST", _words)),
        ),
        "share": Action(
            Can(access.can_share, SEE, _with("priya")),
            http=(Door(SHARE, "POST", lambda t: {"relation": str(t.keys["relation of priya"])}),),
        ),
        "share with jean": Action(
            Can(access.can_share, SEE, _with("jean")),
            http=(
                Door(
                    SHARE,
                    "POST",
                    lambda t: {"relation": str(t.keys["relation of jean"])},
                    refused=frozenset({403, 404}),
                ),
            ),
        ),
        "take back": Action(
            Can(access.can_take_back, SEE), http=(Door("reflections.take_back", "POST"),)
        ),
        "propose from": Action(
            listed=(_own,),
            http=(
                Door(
                    "library.write",
                    query=lambda t: {"from": str(t.keys["reflection_id"])},
                    closed=True,
                ),
            ),
        ),
    },
    table=TABLE,
)
