"""Sessions of a group. Fergus convenes; callum, rhona and iain take part, and rhona does not come.

Read: whoever takes part, the record once its draft is shared; what someone puts on the agenda is
theirs and the convener's. Nobody else: not a team mate (tomasz, kirsty), not a member's supervisor
(morag of callum), not the convener's own (hamish), not a former one (jean).
"""

from __future__ import annotations

from typing import Any

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.sessions import AgendaItem, SupervisionSession
from supervision.queries import groups, sessions
from tests.access import making_groups
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import About, Begin, Can, See

TABLE = """
planned          | plan                       | @practice odile oona     | agnes noor sandy
                 | read, list, Home           | fergus callum rhona iain |
                 | agenda                     | fergus callum            |
                 | sections                   | fergus                   | callum rhona iain
                 | add                        | fergus callum rhona iain |
                 | take off                   | callum                   | fergus rhona iain
                 | move, write, share         | fergus                   | callum rhona iain
                 | who came                   | fergus                   | callum rhona iain
                 | sign, add later            |                          | fergus callum rhona iain
planned by equals| plan                       | @practice odile oona     | agnes noor sandy
                 | read, list, Home           | fergus callum rhona iain |
                 | agenda                     | fergus callum            |
                 | sections                   | fergus                   | callum rhona iain
                 | add                        | fergus callum rhona iain |
                 | take off                   | callum                   | fergus rhona iain
                 | move, write, share         | fergus                   | callum rhona iain
                 | who came                   | fergus                   | callum rhona iain
                 | sign, add later            |                          | fergus callum rhona iain
moved            | plan                       | @practice odile oona     | agnes noor sandy
                 | read, list, Home, why      | fergus callum rhona iain |
                 | agenda                     | fergus callum            |
                 | sections                   | fergus                   | callum rhona iain
                 | add                        | fergus callum rhona iain |
                 | take off                   | callum                   | fergus rhona iain
                 | move, write, share         | fergus                   | callum rhona iain
                 | who came                   | fergus                   | callum rhona iain
                 | sign, add later            |                          | fergus callum rhona iain
cancelled        | plan                       | @practice odile oona     | agnes noor sandy
                 | read, list, why, reason    | fergus callum rhona iain |
                 | Home                       | callum rhona iain        |
                 | agenda                     | fergus callum            |
                 | sections                   | fergus                   | callum rhona iain
                 | add, move, write, share    |                          | fergus callum rhona iain
                 | take off, who came         |                          | fergus callum rhona iain
                 | sign, add later            |                          | fergus callum rhona iain
being written    | plan                       | @practice odile oona     | agnes noor sandy
                 | read, list                 | fergus callum rhona iain |
                 | Home                       | fergus                   |
                 | agenda                     | fergus callum            |
                 | sections, words on a page  | fergus                   | callum rhona iain
                 | add                        | fergus callum rhona iain |
                 | take off                   | callum                   | fergus rhona iain
                 | write, share, who came     | fergus                   | callum rhona iain
                 | move, sign, add later      |                          | fergus callum rhona iain
shared           | plan                       | @practice odile oona     | agnes noor sandy
                 | read, list                 | fergus callum rhona iain |
                 | Home                       | fergus callum iain       |
                 | agenda                     | fergus callum            |
                 | sections, words on a page  | fergus callum rhona iain |
                 | add, write                 | fergus callum rhona iain |
                 | take off                   | callum                   | fergus rhona iain
                 | who came                   | fergus                   | callum rhona iain
                 | move, share                |                          | fergus callum rhona iain
                 | sign                       | fergus callum iain       | rhona
                 | add later                  |                          | fergus callum rhona iain
signed by callum | plan                       | @practice odile oona     | agnes noor sandy
                 | read, list                 | fergus callum rhona iain |
                 | Home                       | fergus iain              |
                 | agenda                     | fergus callum            |
                 | sections, words on a page  | fergus callum rhona iain |
                 | add, write                 | fergus callum rhona iain |
                 | take off                   | callum                   | fergus rhona iain
                 | who came                   | fergus                   | callum rhona iain
                 | move, share                |                          | fergus callum rhona iain
                 | sign                       | fergus callum iain       | rhona
                 | add later                  |                          | fergus callum rhona iain
signed, added to | plan                       | @practice odile oona     | agnes noor sandy
                 | read, list, addition       | fergus callum rhona iain |
                 | agenda                     | fergus callum            |
                 | sections, words on a page  | fergus callum rhona iain |
                 | add, write, share, sign    |                          | fergus callum rhona iain
                 | move, take off, who came   |                          | fergus callum rhona iain
                 | add later                  | fergus callum rhona iain |
"""


def _lists(actor: Actor, thing: Thing) -> bool:
    rows = (*sessions.upcoming(actor), *sessions.past(actor).rows)
    return thing.keys["session_id"] in {row.id for row in rows}


def _hidden(actor: Actor, thing: Thing) -> bool:
    return SEE.answer(actor, thing) == "hidden"


def _agenda(actor: Actor, thing: Thing) -> bool:
    """What a page shows of the agenda, to whoever can open the session."""
    if _hidden(actor, thing):
        return False
    rows = sessions.agenda(actor, making_groups.session(actor, thing))
    return thing.words["agenda"] in {row.words for row in rows}


def _sections(actor: Actor, thing: Thing) -> bool:
    if _hidden(actor, thing):
        return False
    found = groups.parts(actor, making_groups.session(actor, thing)).sections
    return bool(found) and thing.words.get("section", "") in {s.words or "" for s in found}


def _why(actor: Actor, thing: Thing) -> bool:
    if _hidden(actor, thing):
        return False
    rows = sessions.changes(actor, making_groups.session(actor, thing))
    return thing.words.get("why") in {row.words for row in rows}


def _part(actor: Actor, thing: Thing) -> dict[str, Any]:
    """What a door asks the rules with: the part that the query gives."""
    row = db.session.get_one(SupervisionSession, thing.keys["session_id"])
    return {"part": groups.my_part(actor, row)}


def _item(actor: Actor, thing: Thing) -> dict[str, Any]:
    item = db.session.get_one(AgendaItem, thing.keys["item_id"])
    return {"item": item, **_part(actor, thing)}


def _came(actor: Actor, session: SupervisionSession, part: str | None) -> bool:
    """The rule of signing, and what the service asks beside it."""
    came = {p.person_id for p in groups.participants(session) if p.came}
    counts = session.state != "shared" or actor.person_id in came
    return access.can_sign(actor, session, part) and counts


def _typed(thing: Thing) -> dict[str, Any]:
    return {"words": "Something more for the agenda"}


def _more(thing: Thing) -> dict[str, Any]:
    return {"wellbeing": "Well, and a little tired", "do": "save"}


def _new(thing: Thing) -> dict[str, Any]:
    return {"do": "find", "find": "Cora"}


def _another_day(thing: Thing) -> dict[str, Any]:
    day = {"date-day": "30", "date-month": "11", "date-year": "2026", "time": "2 pm"}
    return {**day, **_because(thing)}


def _because(thing: Thing) -> dict[str, Any]:
    return {"reason": "leave", "words": "A week in the hills"}


SEE = See(access.visible_to, SupervisionSession, "session_id")

MATRIX = Matrix(
    noun="groups",
    key="session_id",
    tables=frozenset(
        {"supervision_sessions", "session_participants", "agenda_items", "session_changes"}
    ),
    states={
        "planned": making_groups.planned,
        "planned by equals": lambda world: making_groups.planned(world, kind="peer"),
        "moved": making_groups.moved,
        "cancelled": making_groups.cancelled,
        "being written": making_groups.written,
        "shared": lambda world: making_groups.written(world, share=True),
        "signed by callum": lambda world: making_groups.signed(world, by=("callum",)),
        "signed, added to": making_groups.added_to,
    },
    actions={
        "plan": Action(
            Begin(access.can_convene),
            http=(
                Door("sessions.plan_group"),
                Door("sessions.plan_group", "POST", _new, form="sessions.plan_group"),
            ),
        ),
        "read": Action(
            SEE,
            http=(
                Door("sessions.read"),
                Door("sessions.add_group_item"),
                Door("sessions.agree_in_group"),
                Door("sessions.sign_group"),
                Door("sessions.add_to_group_later"),
                Door("sessions.print_group"),
            ),
        ),
        "list": Action(listed=(_lists,), http=(Shown("sessions.overview", "session_id"),)),
        "Home": Action(http=(Shown("home.home", "session_id"),)),
        "agenda": Action(
            About(access.agenda_visible_to, _agenda),
            listed=(_agenda,),
            http=(Shown("sessions.read", "agenda"), Shown("sessions.print_group", "agenda")),
        ),
        "sections": Action(Can(access.can_read_sections, SEE, alone=False), listed=(_sections,)),
        "words on a page": Action(
            http=(Shown("sessions.read", "section"), Shown("sessions.print_group", "section"))
        ),
        "addition": Action(
            http=(Shown("sessions.read", "addition"), Shown("sessions.print_group", "addition"))
        ),
        "why": Action(
            listed=(_why,),
            http=(Shown("sessions.read", "why"),),
        ),
        "reason": Action(http=(Shown("sessions.overview", "reason"),)),
        "move": Action(
            Can(access.can_move, SEE),
            http=(
                Door("sessions.move_group"),
                Door("sessions.move_group", "POST", _another_day, form="sessions.move_group"),
                Door("sessions.cancel_group"),
                Door("sessions.cancel_group", "POST", _because, form="sessions.cancel_group"),
            ),
        ),
        "add": Action(
            Can(access.can_add, SEE, more=_part),
            http=(Door("sessions.add_group_item", "POST", _typed, form="sessions.read"),),
        ),
        "take off": Action(
            Can(access.can_take_off, SEE, more=_item),
            http=(Door("sessions.take_off_group", "POST", refused=frozenset({403, 404})),),
        ),
        "write": Action(
            Can(access.can_write, SEE, more=_part),
            http=(
                Door("sessions.record_group"),
                Door("sessions.record_group", "POST", _more, form="sessions.record_group"),
            ),
        ),
        "who came": Action(Can(access.can_say_who_came, SEE)),
        "share": Action(Can(access.can_share, SEE)),
        "sign": Action(
            Can(_came, SEE, more=_part),
            http=(
                Door(
                    "sessions.sign_group",
                    "POST",
                    lambda thing: thing.versions,
                    form="sessions.read",
                    again=frozenset({"signed, added to"}),
                ),
            ),
        ),
        "add later": Action(
            Can(access.can_add_after_signing, SEE, more=_part),
            http=(Door("sessions.add_to_group_later", "POST", _typed, form="sessions.read"),),
        ),
    },
    table=TABLE,
)
