"""Open actions that pass over when supervision ends, is followed or is covered: these and no more.

`first_id` is the session in which the action was agreed, `session_id` one of the supervision that
goes on. Grace is the new supervisor and the cover; jean and, where she was followed, morag are
former ones; priya supervises in another function. What comes up elsewhere does so for callum alone,
who keeps the records of then in which it was looked at.
"""

from __future__ import annotations

from sqlalchemy import select

from supervision.access import actions as passing
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain.actions import Look
from supervision.domain.refusals import Forbidden
from supervision.extensions import db
from supervision.models.sessions import AgreedAction, SupervisionSession
from supervision.queries import sessions
from supervision.services import sessions as services
from tests.access import making_changes, matrix_actions
from tests.access.doors import Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import About, Can, See

TABLE = """
callum's, with jean                 | has passed over, come back, shown there, look | callum morag |
                                    | where it was agreed, mine, Home               | callum       |
                                    | take part                                     | callum morag |
jean's, with jean                   | has passed over, come back, shown there, look | callum morag |
                                    | where it was agreed                           | callum       |
                                    | take part                                     | callum morag |
callum's, signed with jean          | has passed over, come back, shown there, look | callum morag |
                                    | where it was agreed, mine, Home               | callum       |
                                    | take part                                     | callum morag |
callum's, in a draft of jean's      | where it was agreed, mine, Home               | callum       |
                                    | take part                                     | callum morag |
callum's, settled with jean         | where it was agreed, come up elsewhere        | callum       |
                                    | take part                                     | callum morag |
callum's, done since                | come back, shown there, look                  | callum morag |
                                    | looked at there                               | callum morag |
                                    | where it was agreed                           | callum       |
                                    | take part                                     | callum morag |
callum's, carried on since          | has passed over, come back, shown there, look | callum morag |
                                    | looked at there                               | callum morag |
                                    | where it was agreed, mine, Home               | callum       |
                                    | take part                                     | callum morag |
callum's, carried on and followed   | has passed over, come back, shown there, look | callum grace |
                                    | where it was agreed, mine, Home               | callum       |
                                    | come up elsewhere                             | callum       |
                                    | take part                                     | callum grace |
callum's, and morag was followed    | has passed over, come back, shown there, look | callum grace |
                                    | where it was agreed, mine, Home               | callum       |
                                    | take part                                     | callum grace |
morag's, and morag was followed     | has passed over, come back, shown there, look | callum grace |
                                    | where it was agreed                           | callum       |
                                    | take part                                     | callum grace |
callum's, while grace covers        | has passed over, come back, shown there, look | callum grace |
                                    | where it was agreed                           | callum morag |
                                    | mine, Home                                    | callum       |
                                    | take part                                     | callum grace |
morag's, while grace covers         | has passed over, come back, shown there, look | callum grace |
                                    | where it was agreed                           | callum morag |
                                    | mine                                          | morag        |
                                    | promised                                      | callum       |
                                    | Home                                          | callum morag |
                                    | take part                                     | callum grace |
callum's, in a draft, grace covers  | where it was agreed                           | callum morag |
                                    | mine, Home                                    | callum       |
                                    | take part                                     | callum grace |
callum's, after grace covered       | where it was agreed                           | callum morag |
                                    | mine, Home                                    | callum       |
                                    | take part                                     |       | callum
callum's, with the cover of then    | has passed over, come back, shown there, look | callum morag |
                                    | where it was agreed, mine, Home               | callum       |
                                    | take part                                     | callum morag |
callum's, grace line side by side   | where it was agreed                           | callum morag |
                                    | mine, Home                                    | callum       |
                                    | take part                                     | callum grace |
callum's, of what priya held        | where it was agreed, mine, Home               | callum       |
                                    | take part                                     | callum morag |
"""


def _looked_at(actor: Actor, thing: Thing) -> bool:
    rule = passing.looked_at_in(actor, thing.keys["session_id"])
    found = select(AgreedAction.id).where(AgreedAction.id == thing.keys["action_id"], rule)
    return db.session.scalar(found) is not None


def _look(actor: Actor, thing: Thing) -> bool:
    """Whether somebody who has opened the later session can look at it again, by the service that
    does it; whatever it does is undone."""
    row = sessions.by_key(actor, thing.keys["session_id"])
    if row is None:
        return False
    tried = db.session.begin_nested()
    try:
        services.look(
            actor, row, db.session.get_one(AgreedAction, thing.keys["action_id"]), Look.LET_GO
        )
    except Forbidden:
        return False
    finally:
        tried.rollback()
    return True


LATER = See(access.visible_to, SupervisionSession, "session_id")

MATRIX = Matrix(
    noun="passed actions",
    key="action_id",
    tables=frozenset({"agreed_actions", "action_looks"}),
    states={
        "callum's, with jean": lambda world: making_changes.of_jean(world, "callum"),
        "jean's, with jean": lambda world: making_changes.of_jean(world, "jean"),
        "callum's, signed with jean": lambda world: making_changes.of_jean(
            world, "callum", sign=True
        ),
        "callum's, in a draft of jean's": lambda world: making_changes.of_jean(
            world, "callum", share=False
        ),
        "callum's, settled with jean": making_changes.settled_with_jean,
        "callum's, done since": lambda world: making_changes.looked_at(world, Look.DONE),
        "callum's, carried on since": lambda world: making_changes.looked_at(world, Look.CARRY_ON),
        "callum's, carried on and followed": making_changes.looked_at_and_followed,
        "callum's, and morag was followed": lambda world: making_changes.followed(world, "callum"),
        "morag's, and morag was followed": lambda world: making_changes.followed(world, "morag"),
        "callum's, while grace covers": lambda world: making_changes.covered(world, "callum"),
        "morag's, while grace covers": lambda world: making_changes.covered(world, "morag"),
        "callum's, in a draft, grace covers": lambda world: making_changes.covered(
            world, "callum", share=False
        ),
        "callum's, after grace covered": making_changes.cover_over,
        "callum's, with the cover of then": making_changes.of_the_cover,
        "callum's, grace line side by side": making_changes.side_by_side,
        "callum's, of what priya held": making_changes.of_another_function,
    },
    actions={
        "has passed over": Action(See(passing.passed_over, AgreedAction, "action_id")),
        "come back": Action(listed=(matrix_actions.back, matrix_actions.back_by_key)),
        "shown there": Action(http=(Shown("sessions.read", "action"),)),
        "looked at there": Action(About(passing.looked_at_in, _looked_at), listed=(_looked_at,)),
        "come up elsewhere": Action(listed=(matrix_actions.in_any,)),
        "where it was agreed": Action(listed=(matrix_actions.part_of_it,)),
        "mine": Action(listed=(matrix_actions.mine,)),
        "promised": Action(listed=(matrix_actions.promised,)),
        "Home": Action(http=(Shown("home.home", "action"),)),
        "take part": Action(Can(access.can_add, LATER)),
        "look": Action(listed=(_look,)),
    },
    table=TABLE,
)
