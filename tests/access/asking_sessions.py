"""How each channel is asked about a session of two: the rules, the lists, and the doors."""

from __future__ import annotations

from typing import Any

from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.sessions import AgendaItem, SupervisionSession
from supervision.queries import sessions
from tests.access import making_sessions
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Thing
from tests.access.rules import Can, See


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

ACTIONS = {
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
}
