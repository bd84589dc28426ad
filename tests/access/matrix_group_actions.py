"""What people of a group will do. Fergus convenes; callum, rhona and iain take part.

Read: "a member's own items stay theirs", theirs and the convener's. Nobody else: not the others of
the group, and not a member's own supervisor (morag of callum). Do: the convener gives anyone
something to do, the others take it on themselves; whoever took it on and the convener say how it
went, also once the record is signed.
"""

from __future__ import annotations

from typing import Any

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.sessions import AgreedAction, SupervisionSession
from supervision.queries import groups, own_actions, sessions
from tests.access import making_groups
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import About, Can, See

TABLE = """
callum's, being written | on its page      | fergus callum            |
                        | mine, Home       | callum                   |
                        | take on          | fergus callum rhona iain |
                        | give             | fergus                   | callum rhona iain
                        | look             | fergus callum            | rhona iain
callum's own, shared    | on its page      | fergus callum            |
                        | mine, Home       | callum                   |
                        | take on          | fergus callum rhona iain |
                        | give             | fergus                   | callum rhona iain
                        | look             | fergus callum            | rhona iain
fergus's, shared        | on its page      | fergus                   |
                        | mine, Home       | fergus                   |
                        | take on          | fergus callum rhona iain |
                        | give             | fergus                   | callum rhona iain
                        | look             | fergus                   | callum rhona iain
callum's, signed since  | on its page      | fergus callum            |
                        | mine, Home       | callum                   |
                        | take on, give    |                          | fergus callum rhona iain
                        | look             | fergus callum            | rhona iain
"""

SEE = See(access.visible_to, SupervisionSession, "session_id")


def _promised(actor: Actor, thing: Thing) -> bool:
    if SEE.answer(actor, thing) == "hidden":
        return False
    rows = groups.promises(actor, making_groups.session(actor, thing))
    return thing.keys["action_id"] in {row.id for row in rows}


def _mine(actor: Actor, thing: Thing) -> bool:
    return thing.keys["action_id"] in {row.id for row in sessions.my_actions(actor)}


def _all_of_mine(actor: Actor, thing: Thing) -> bool:
    return thing.keys["action_id"] in {row.id for row in own_actions.mine(actor).rows}


def _part(actor: Actor, thing: Thing) -> dict[str, Any]:
    row = db.session.get_one(SupervisionSession, thing.keys["session_id"])
    return {"part": groups.my_part(actor, row)}


def _own(actor: Actor, thing: Thing) -> dict[str, Any]:
    return {"owner_id": actor.person_id, **_part(actor, thing)}


def _for_someone_else(actor: Actor, thing: Thing) -> dict[str, Any]:
    row = db.session.get_one(SupervisionSession, thing.keys["session_id"])
    others = [p.person_id for p in groups.participants(row) if p.person_id != actor.person_id]
    return {"owner_id": others[0], **_part(actor, thing)}


def _action(actor: Actor, thing: Thing) -> dict[str, Any]:
    return {"action": db.session.get_one(AgreedAction, thing.keys["action_id"])}


def _typed(thing: Thing) -> dict[str, Any]:
    return {"agreed": "Bring the map", "owner": thing.versions["owner"]}


MATRIX = Matrix(
    noun="group actions",
    key="action_id",
    tables=frozenset({"agreed_actions"}),
    states={
        "callum's, being written": making_groups.promised,
        "callum's own, shared": lambda world: making_groups.promised(
            world, by="callum", share=True
        ),
        "fergus's, shared": lambda world: making_groups.promised(world, "fergus", share=True),
        "callum's, signed since": lambda world: making_groups.promised(world, sign=True),
    },
    actions={
        "on its page": Action(
            About(access.actions_visible_to, _promised),
            listed=(_promised,),
            http=(Shown("sessions.read", "promise"), Shown("sessions.print_group", "promise")),
        ),
        "mine": Action(listed=(_mine, _all_of_mine), http=(Shown("account.actions", "promise"),)),
        "Home": Action(http=(Shown("home.home", "promise"),)),
        "take on": Action(
            Can(access.can_promise, SEE, more=_own),
            http=(Door("sessions.agree_in_group", "POST", _typed, form="sessions.read"),),
        ),
        "give": Action(Can(access.can_promise, SEE, more=_for_someone_else)),
        "look": Action(
            Can(access.can_settle, SEE, more=_action),
            http=(
                Door(
                    "sessions.settle_in_group",
                    "POST",
                    lambda thing: {"result": "done"},
                    refused=frozenset({403, 404}),
                ),
            ),
        ),
    },
    table=TABLE,
)
