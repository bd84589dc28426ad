"""Reflections: whom they can be shared with, thanking for them, finding them, deleting them.

Share: with a team that the author is in, or with a colleague who works here, by the author alone.
Thank: the supervisor, or the colleague, whom a share is for. Delete: the author, while nobody else
can read it; of a deleted one the author alone is told, and nobody reads it until it is back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from supervision.access import reflections as access
from supervision.access.actor import Actor, Membership
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.queries import reflection_search, reflections, shares
from tests.access import matrix_reflections
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
private                            | read            | callum              |
                                   | find            | callum              |
                                   | share with team | callum              |
                                   | share with rhona| callum              |
                                   | share with bram |                     | callum
                                   | thank           |                     | callum
                                   | delete          | callum              |
shared with morag                  | read            | callum morag        |
                                   | find            | callum              |
                                   | share with team | callum              | morag
                                   | share with rhona| callum              | morag
                                   | share with bram |                     | callum morag
                                   | thank           | morag               | callum
                                   | delete          |                     | callum morag
shared with morag, until today     | read            | callum morag        |
                                   | find            | callum              |
                                   | share with team | callum              | morag
                                   | share with rhona| callum              | morag
                                   | share with bram |                     | callum morag
                                   | thank           | morag               | callum
                                   | delete          |                     | callum morag
shared with morag, until yesterday | read            | callum              |
                                   | find            | callum              |
                                   | share with team | callum              |
                                   | share with rhona| callum              |
                                   | share with bram |                     | callum
                                   | thank           |                     | callum
                                   | delete          | callum              |
shared with morag and priya        | read            | callum morag priya  |
                                   | find            | callum              |
                                   | share with team | callum              | morag priya
                                   | share with rhona| callum              | morag priya
                                   | share with bram |                     | callum morag priya
                                   | thank           | morag priya         | callum
                                   | delete          |                     | callum morag priya
taken back from morag              | read            | callum              |
                                   | find            | callum              |
                                   | share with team | callum              |
                                   | share with rhona| callum              |
                                   | share with bram |                     | callum
                                   | thank           |                     | callum
                                   | delete          | callum              |
shared with jean, who supervised   | read            | callum              |
                                   | find            | callum              |
                                   | share with team | callum              |
                                   | share with rhona| callum              |
                                   | share with bram |                     | callum
                                   | thank           |                     | callum
                                   | delete          | callum              |
shared with the team               | read            | callum morag tomasz |
                                   | find            | callum              |
                                   | share with team | callum              | morag tomasz
                                   | share with rhona| callum              | morag tomasz
                                   | share with bram |                     | callum morag tomasz
                                   | thank           |                     | callum morag tomasz
                                   | delete          |                     | callum morag tomasz
shared with the team tomasz left   | read            | callum morag        |
                                   | find            | callum              |
                                   | share with team | callum              | morag
                                   | share with rhona| callum              | morag
                                   | share with bram |                     | callum morag
                                   | thank           |                     | callum morag
                                   | delete          |                     | callum morag
shared with rhona, a colleague     | read            | callum rhona        |
                                   | find            | callum              |
                                   | share with team | callum              | rhona
                                   | share with rhona| callum              | rhona
                                   | share with bram |                     | callum rhona
                                   | thank           | rhona               | callum
                                   | delete          |                     | callum rhona
shared with bram, who left         | read            | callum              |
                                   | find            | callum              |
                                   | share with team | callum              |
                                   | share with rhona| callum              |
                                   | share with bram |                     | callum
                                   | thank           |                     | callum
                                   | delete          | callum              |
taken back from everyone           | read            | callum              |
                                   | find            | callum              |
                                   | share with team | callum              |
                                   | share with rhona| callum              |
                                   | share with bram |                     | callum
                                   | thank           |                     | callum
                                   | delete          | callum              |
deleted                            | look for deleted| callum              |
                                   | restore         | callum              |
deleted while shared               | look for deleted| callum              |
                                   | restore         | callum              |
"""


def _named(states: Mapping[str, Any]) -> dict[str, Any]:
    """The states, each with the keys of those whom it could be shared with."""

    def named(make: Any) -> Any:
        def made(world: World) -> Thing:
            thing: Thing = make(world)
            thing.keys["lochside"] = world.teams["Lochside"]
            thing.keys["birchwood"] = world.teams["Birchwood"]
            thing.keys |= {name: world.ids[name] for name in ("rhona", "bram", "oona")}
            thing.words["bring back"] = f"{thing.keys['reflection_id']}/restoring"
            return thing

        return made

    return {state: named(make) for state, make in states.items()}


def _find(actor: Actor, thing: Thing) -> bool:
    found = reflection_search.find(actor, "morning HEATHERBELL").listed.rows
    return thing.keys["reflection_id"] in {row.id for row in found}


def _deleted(actor: Actor, thing: Thing) -> bool:
    return thing.keys["reflection_id"] in {row.id for row in reflections.deleted(actor)}


def _team(actor: Actor, thing: Thing) -> dict[str, Any]:
    """The author's team, as a membership of whoever asks, in it or not."""
    key = thing.keys["lochside"]
    own = (m for m in actor.memberships if m.team_id == key)
    return {"membership": next(own, None) or Membership(key, key, "Lochside")}


def _share(actor: Actor, thing: Thing) -> dict[str, Any]:
    """The share that is for whoever asks; otherwise any of the reflection's, or one of another."""
    row = db.session.get_one(Reflection, thing.keys["reflection_id"])
    any_share = select(ReflectionShare).where(ReflectionShare.reflection_id == row.id).limit(1)
    return {
        "share": shares.with_me(actor, row)
        or db.session.scalar(any_share)
        or ReflectionShare(
            organisation_id=row.organisation_id, reflection_id=new_key(), person_id=actor.person_id
        )
    }


def _shared(actor: Actor, thing: Thing) -> dict[str, Any]:
    row = db.session.get_one(Reflection, thing.keys["reflection_id"])
    return {"shared": bool(shares.of(actor, row))}


def _colleague(name: str, works_here: bool) -> Any:
    return lambda actor, thing: {"colleague_id": thing.keys[name], "works_here": works_here}


def _to(kind: str, name: str) -> Any:
    """The team or the colleague that the address or the form names."""
    return lambda thing: {kind: str(thing.keys[name])}


def _doors(kind: str, name: str, **more: Any) -> tuple[Door, ...]:
    return (
        Door(SHARE_WITH, query=_to(kind, name), **more),
        Door(SHARE_WITH, "POST", _to(kind, name), **more),
    )


SEE = matrix_reflections.SEE
SEE_DELETED = See(access.deleted_visible_to, Reflection, "reflection_id")
SHARE_WITH = "reflections.share_with"
GONE = frozenset({403, 404})

MATRIX = Matrix(
    noun="readers of reflections",
    key="reflection_id",
    tables=frozenset(),
    states=_named(matrix_reflections.MATRIX.states),
    actions={
        "read": Action(SEE),
        "find": Action(
            listed=(_find,),
            http=(Shown("reflections.find", "reflection_id", sent=lambda t: {"q": "heatherbell"}),),
        ),
        "share with team": Action(
            Can(access.can_share_with_team, SEE, _team), http=_doors("team", "lochside")
        ),
        "share with rhona": Action(
            Can(access.can_share_with_colleague, SEE, _colleague("rhona", True)),
            http=(*_doors("colleague", "rhona"), Door("reflections.choose_colleague")),
        ),
        "share with bram": Action(
            Can(access.can_share_with_colleague, SEE, _colleague("bram", False)),
            http=(
                *_doors("colleague", "bram", refused=GONE),
                *_doors("colleague", "oona", refused=GONE),
                *_doors("team", "birchwood", refused=GONE),
            ),
        ),
        "thank": Action(
            Can(access.can_thank, SEE, _share), http=(Door("reflections.thank", "POST"),)
        ),
        "delete": Action(
            Can(access.can_delete, SEE, _shared),
            http=(Door("reflections.delete"), Door("reflections.delete", "POST")),
        ),
        "look for deleted": Action(
            SEE_DELETED,
            listed=(_deleted,),
            http=(
                Shown(
                    "reflections.overview",
                    "bring back",
                    lambda t: {"deleted": str(t.keys["reflection_id"])},
                ),
            ),
        ),
        "restore": Action(
            Can(access.can_restore, SEE_DELETED), http=(Door("reflections.restore", "POST"),)
        ),
    },
    table=TABLE,
)
