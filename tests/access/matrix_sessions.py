"""Supervision sessions: planned, moved, cancelled, being written, shared, signed by one, signed,
and added to since; of the relation of today, of a second supervisor, of one that has ended, of one
who has left, and of a manager.

Read: "supervisee, and the supervisor of that session's relation while the relation lasts. Manager
above (the supervisor's own line supervisor, one step): dates, kind, held or not and why, signed or
not; never content.
Session of an earlier supervisor: the supervisee; the new supervisor only what was handed over" -
and handing over does not exist yet.
"""

from __future__ import annotations

from typing import Any

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.sessions import AgendaItem, SupervisionSession
from supervision.queries import sessions
from tests.access import making, making_sessions
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
planned                        | read, list, agenda                | callum morag |
                               | Home                              | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | morag        | callum
                               | add, move                         | callum morag |
                               | take off                          | callum       | morag
                               | write, share                      | morag        | callum
                               | sign, add later                   |              | callum morag
moved                          | read, list, agenda, why           | callum morag |
                               | Home                              | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | morag        | callum
                               | add, move                         | callum morag |
                               | take off                          | callum       | morag
                               | write, share                      | morag        | callum
                               | sign, add later                   |              | callum morag
cancelled                      | read, list, agenda, why           | callum morag |
                               | Home                              | callum       |
                               | reason                            | callum morag eilidh |
                               | outline                           | eilidh       |
                               | sections                          | morag        | callum
                               | add, move, take off, write, share |              | callum morag
                               | sign, add later                   |              | callum morag
cancelled by jean, now ended   | read, list, agenda, why, reason   | callum       |
                               | sections, add, move, take off     |              | callum
                               | write, share, sign, add later     |              | callum
being written                  | read, list, agenda                | callum morag |
                               | Home                              | morag        |
                               | words on the page                 | morag        |
                               | outline                           | eilidh       |
                               | sections                          | morag        | callum
                               | add                               | callum morag |
                               | write, share                      | morag        | callum
                               | sign                              |              | callum morag
                               | take off                          | callum       | morag
                               | move, add later                   |              | callum morag
shared                         | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | Home                              | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, sign                  | callum morag |
                               | share                             |              | callum morag
                               | take off                          | callum       | morag
                               | move, add later                   |              | callum morag
signed by callum               | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | Home                              | morag        |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, sign                  | callum morag |
                               | share                             |              | callum morag
                               | take off                          | callum       | morag
                               | move, add later                   |              | callum morag
signed                         | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, share, sign           |              | callum morag
                               | move, take off                    |              | callum morag
                               | add later                         | callum morag |
signed, hamish is professional | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, share, sign           |              | callum morag
                               | move, take off                    |              | callum morag
                               | add later                         | callum morag |
signed, eilidh until yesterday | read, list, agenda                | callum morag |
                               | words on the page                 | callum morag |
                               | outline                           |              |
                               | sections                          | callum morag |
                               | add, write, share, sign           |              | callum morag
                               | move, take off                    |              | callum morag
                               | add later                         | callum morag |
signed, and added to           | read, list, agenda, addition      | callum morag |
                               | words on the page                 | callum morag |
                               | outline                           | eilidh       |
                               | sections                          | callum morag |
                               | add, write, share, sign           |              | callum morag
                               | move, take off                    |              | callum morag
                               | add later                         | callum morag |
shared, with priya             | read, list, agenda                | callum priya |
                               | words on the page                 | callum priya |
                               | Home                              | callum priya |
                               | sections                          | callum priya |
                               | add, write, sign                  | callum priya |
                               | share                             |              | callum priya
                               | take off                          | callum       | priya
                               | move, add later                   |              | callum priya
planned with jean, now ended   | read, list, agenda                | callum       |
                               | sections, add, write, share, sign |              | callum
                               | move, take off, add later         |              | callum
written by jean, now ended     | read, list, agenda                | callum       |
                               | sections, add, write, share, sign |              | callum
                               | move, take off, add later         |              | callum
shared by jean, now ended      | read, list, agenda                | callum       |
                               | words on the page                 | callum       |
                               | sections                          | callum       |
                               | add, write, share, sign           |              | callum
                               | move, take off, add later         |              | callum
signed with jean, now ended    | read, list, agenda                | callum       |
                               | words on the page                 | callum       |
                               | sections                          | callum       |
                               | add, write, share, sign           |              | callum
                               | move, take off, add later         |              | callum
signed with bram, who left     | read, list, agenda                | morag        |
                               | words on the page                 | morag        |
                               | outline                           | eilidh       |
                               | sections                          | morag        |
                               | add, write, share, sign           |              | morag
                               | move, take off                    |              | morag
                               | add later                         | morag        |
shared by eilidh with morag    | read, list, agenda                | morag eilidh |
                               | words on the page                 | morag eilidh |
                               | Home                              | morag eilidh |
                               | outline                           | iain         |
                               | sections                          | morag eilidh |
                               | add, write, sign                  | morag eilidh |
                               | share                             |              | morag eilidh
                               | take off                          | morag        | eilidh
                               | move, add later                   |              | morag eilidh
"""


def planned_ahead(world: World) -> Thing:
    thing = making_sessions.planned(world, starts_in=2)
    thing.words["outline"] = "Callum and Morag"
    return thing


def professional_above(world: World) -> Thing:
    """The line alone makes a manager above."""
    making.relate(world, "hamish", "morag", "professional")
    return _outlined(making_sessions.signed(world))


def nobody_above(world: World) -> Thing:
    making.end_relation(world, "eilidh", "morag", 1)
    return _outlined(making_sessions.signed(world))


def _outlined(made: Thing, names: str = "Callum and Morag") -> Thing:
    made.words["outline"] = names
    return made


def _lists(actor: Actor, thing: Thing) -> bool:
    rows = (*sessions.upcoming(actor), *sessions.past(actor).rows)
    return thing.keys["session_id"] in {row.id for row in rows}


def _by_key(actor: Actor, thing: Thing) -> bool:
    return sessions.by_key(actor, thing.keys["session_id"]) is not None


def _agenda(actor: Actor, thing: Thing) -> bool:
    """What a page shows of the agenda, to whoever can open the session."""
    if SEE.answer(actor, thing) == "hidden":
        return False
    rows = sessions.agenda(actor, making_sessions.session(actor, thing))
    return thing.words["agenda"] in {row.words for row in rows}


def _why(actor: Actor, thing: Thing) -> bool:
    if SEE.answer(actor, thing) == "hidden":
        return False
    rows = sessions.changes(actor, making_sessions.session(actor, thing))
    return thing.words.get("why") in {row.words for row in rows}


def _additions(actor: Actor, thing: Thing) -> bool:
    if SEE.answer(actor, thing) == "hidden":
        return False
    rows = sessions.additions(actor, making_sessions.session(actor, thing))
    return thing.words.get("addition") in {row.words for row in rows}


def _outlines(actor: Actor, thing: Thing) -> bool:
    return thing.keys["session_id"] in {row.id for row in sessions.outlines(actor).rows}


def _sections(actor: Actor, thing: Thing) -> bool:
    """Whether the sections leave the query; of a session without words, whether the rows do."""
    if SEE.answer(actor, thing) == "hidden":
        return False
    found = sessions.parts(actor, making_sessions.session(actor, thing)).sections
    return bool(found) and thing.words.get("section", "") in {s.words or "" for s in found}


def _typed(thing: Thing) -> dict[str, Any]:
    return {"words": "Something more for the agenda"}


def _more(thing: Thing) -> dict[str, Any]:
    return {"wellbeing": "Well, and a little tired", "do": "save"}


def _another_day(thing: Thing) -> dict[str, Any]:
    day = {"date-day": "30", "date-month": "11", "date-year": "2026", "time": "2 pm"}
    return {**day, **_because(thing)}


def _because(thing: Thing) -> dict[str, Any]:
    return {"reason": "leave", "words": "A week in the hills"}


def _item(actor: Actor, thing: Thing) -> dict[str, Any]:
    return {"item": db.session.get_one(AgendaItem, thing.keys["item_id"])}


SEE = See(access.visible_to, SupervisionSession, "session_id")
JEAN = ("jean", "callum")

MATRIX = Matrix(
    noun="sessions",
    key="session_id",
    tables=frozenset(
        {
            "supervision_sessions",
            "session_participants",
            "session_sections",
            "section_versions",
            "session_signatures",
            "agenda_items",
            "session_changes",
            "session_additions",
        }
    ),
    states={
        "planned": planned_ahead,
        "moved": lambda world: _outlined(making_sessions.moved(world)),
        "cancelled": lambda world: _outlined(making_sessions.cancelled(world)),
        "cancelled by jean, now ended": lambda world: making_sessions.cancelled(
            world, JEAN, days=making.LONG_AGO, starts_in=3
        ),
        "being written": lambda world: _outlined(making_sessions.written(world)),
        "shared": lambda world: _outlined(making_sessions.written(world, share=True)),
        "signed by callum": lambda world: _outlined(making_sessions.signed(world, by=("callum",))),
        "signed": lambda world: _outlined(making_sessions.signed(world)),
        "signed, and added to": lambda world: _outlined(
            making_sessions.added_to(world, making_sessions.signed(world))
        ),
        "signed, hamish is professional": professional_above,
        "signed, eilidh until yesterday": nobody_above,
        "shared, with priya": lambda world: _outlined(
            making_sessions.written(world, ("priya", "callum"), share=True), "Callum and Priya"
        ),
        "planned with jean, now ended": lambda world: making_sessions.planned(
            world, JEAN, days=making.LONG_AGO, starts_in=-35
        ),
        "written by jean, now ended": lambda world: making_sessions.written(
            world, JEAN, days=making.LONG_AGO
        ),
        "shared by jean, now ended": lambda world: making_sessions.written(
            world, JEAN, days=making.LONG_AGO, share=True
        ),
        "signed with jean, now ended": lambda world: making_sessions.signed(
            world, JEAN, days=making.LONG_AGO, by=JEAN
        ),
        "signed with bram, who left": lambda world: _outlined(
            making_sessions.signed(
                world, ("morag", "bram"), days=making.LONG_AGO, by=("morag", "bram")
            ),
            "Bram and Morag",
        ),
        "shared by eilidh with morag": lambda world: _outlined(
            making_sessions.written(world, ("eilidh", "morag"), share=True), "Morag and Eilidh"
        ),
    },
    actions={
        "read": Action(
            SEE,
            http=(
                Door("sessions.read"),
                Door("sessions.add_agenda_item"),
                Door("sessions.sign"),
                Door("sessions.add_later"),
                Door("sessions.keep_copy"),
            ),
        ),
        "list": Action(listed=(_lists, _by_key), http=(Shown("sessions.overview", "session_id"),)),
        "agenda": Action(listed=(_agenda,), http=(Shown("sessions.read", "agenda"),)),
        "Home": Action(http=(Shown("home.home", "session_id"),)),
        "outline": Action(
            See(access.outlines_visible_to, SupervisionSession, "session_id"),
            listed=(_outlines,),
            http=(Shown("sessions.overview", "outline"),),
        ),
        "sections": Action(Can(access.can_read_sections, SEE, alone=False), listed=(_sections,)),
        "words on the page": Action(
            http=(Shown("sessions.read", "section"), Shown("sessions.keep_copy", "section"))
        ),
        "why": Action(
            listed=(_why,),
            http=(Shown("sessions.read", "why"), Shown("sessions.keep_copy", "why")),
        ),
        "reason": Action(http=(Shown("sessions.overview", "reason"),)),
        "addition": Action(
            listed=(_additions,),
            http=(Shown("sessions.read", "addition"), Shown("sessions.keep_copy", "addition")),
        ),
        "move": Action(
            Can(access.can_move, SEE),
            http=(
                Door("sessions.move"),
                Door("sessions.move", "POST", _another_day, form="sessions.move"),
                Door("sessions.cancel"),
                Door("sessions.cancel", "POST", _because, form="sessions.cancel"),
            ),
        ),
        "take off": Action(
            Can(access.can_take_off, SEE, more=_item),
            http=(Door("sessions.take_off", "POST"),),
        ),
        "add later": Action(
            Can(access.can_add_after_signing, SEE),
            http=(Door("sessions.add_later", "POST", _typed, form="sessions.read"),),
        ),
        "add": Action(
            Can(access.can_add, SEE),
            http=(Door("sessions.add_agenda_item", "POST", _typed, form="sessions.read"),),
        ),
        "write": Action(
            Can(access.can_write, SEE),
            http=(
                Door("sessions.record"),
                Door("sessions.record", "POST", _more, form="sessions.record"),
            ),
        ),
        "share": Action(
            Can(access.can_share, SEE),
            http=(
                Door(
                    "sessions.record",
                    "POST",
                    lambda thing: {"do": "share"},
                    form="sessions.record",
                    again=frozenset(
                        {
                            "shared",
                            "signed by callum",
                            "shared, with priya",
                            "shared by eilidh with morag",
                        }
                    ),
                ),
            ),
        ),
        "sign": Action(
            Can(access.can_sign, SEE),
            http=(
                Door(
                    "sessions.sign",
                    "POST",
                    lambda thing: thing.versions,
                    form="sessions.read",
                    again=frozenset(
                        {
                            "signed",
                            "signed, and added to",
                            "signed, hamish is professional",
                            "signed, eilidh until yesterday",
                            "signed with jean, now ended",
                            "signed with bram, who left",
                        }
                    ),
                ),
            ),
        ),
    },
    table=TABLE,
)
