"""What somebody may see and why, their roles and their supervision.

Administrators see and change it; whoever looks after information sees it; to everyone else the
pages about others do not exist. Everyone has their own page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.people import Person, RoleGrant
from supervision.queries import standing as queries
from supervision.queries import supervision_lines
from tests.access.doors import Door
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
callum's standing | find, open it            | sandy noor                    |
                  | change, give, end it     | sandy                         | noor
                  | open one's own           | @practice @elsewhere @offices |
                  | open the whole           | sandy noor                    |
                  | read it in one's own way | callum sandy noor             |
"""


def standing(world: World) -> Thing:
    """Callum, with a role and supervision of his."""
    thing = Thing(
        {
            "person_id": world.ids["callum"],
            "relation_id": world.relations["morag", "callum"],
        }
    )
    with world.app.app_context():
        grant = db.session.query(RoleGrant).filter_by(person_id=world.ids["callum"]).one()
        thing.keys["grant_id"] = grant.id
        db.session.rollback()
    return thing


def _reads(actor: Actor, thing: Thing) -> bool:
    try:
        return bool(queries.rights(actor, db.session.get_one(Person, thing.keys["person_id"])))
    except NotFound:
        return False


def _whole(actor: Actor, thing: Thing) -> bool:
    try:
        return supervision_lines.whole(actor) is not None
    except NotFound:
        return False


def _date(name: str, day: str = "30") -> dict[str, str]:
    return {f"{name}-day": day, f"{name}-month": "11", f"{name}-year": "2026"}


def _supervisor(thing: Thing) -> dict[str, Any]:
    facts = {"who": "Grace of Lochside", "function": "clinical", "why": "They share a corridor"}
    return {**facts, **_date("first"), "step": "do"}


def _cover(thing: Thing) -> dict[str, Any]:
    return {**_supervisor(thing), **_date("last")}


def _role(thing: Thing) -> dict[str, Any]:
    return {"role": "curator", "why": "Somebody has to", **_date("first")}


def _end(thing: Thing) -> dict[str, Any]:
    return {"why": "A new post", **_date("last")}


def _pages(*endpoints: str) -> tuple[Door, ...]:
    return tuple(Door(f"standing.{name}") for name in endpoints)


def _new(name: str, data: Callable[[Thing], dict[str, Any]]) -> Door:
    endpoint = f"standing.{name}"
    return Door(endpoint, "POST", data, form=endpoint)


MATRIX = Matrix(
    noun="standing",
    key="",
    tables=frozenset({"covers"}),
    states={"callum's standing": standing},
    actions={
        "find": Action(See(access.people_visible_to, Person, "person_id")),
        "open it": Action(http=_pages("supervision", "roles", "sees")),
        "change": Action(
            Can(access.can_change, See(access.people_visible_to, Person, "person_id")),
            http=_pages(
                "add_supervision",
                "change_supervisor",
                "cover",
                "end_supervision",
                "give_role",
                "end_role",
            ),
        ),
        "give": Action(
            http=(
                _new("add_supervision", _supervisor),
                _new("change_supervisor", _supervisor),
                _new("cover", _cover),
                _new("give_role", _role),
            )
        ),
        "end it": Action(
            http=(
                Door("standing.end_supervision", "POST", _end),
                Door("standing.end_role", "POST", _end),
            )
        ),
        "open one's own": Action(http=(Door("standing.what_i_see"),)),
        "read it in one's own way": Action(listed=(_reads,)),
        "open the whole": Action(
            listed=(_whole,), http=(Door("standing.lines"), Door("standing.second_looks"))
        ),
    },
    table=TABLE,
)
