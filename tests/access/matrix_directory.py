"""The people of an organisation, for those who look after them: an administrator changes them, and
whoever looks after information reads the same pages. For everybody else there is nothing here, not
even for the person whom a page is about: their own is under /account.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervision.access import administration
from supervision.extensions import db
from supervision.models.people import Person
from supervision.queries import directory as queries
from supervision.queries.directory import Narrowed
from supervision.services import directory as services
from tests.access.doors import Door
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
callum, who is away | look at the list, find somebody, open the page | sandy noor |
                    | add somebody, correct, change the team         | sandy      | noor
                    | note a leave, end a leave                      | sandy      | noor
                    | give a last day, take it back, shut out        | sandy      | noor
                    | have back, invite                              | sandy      | noor
bram, who left      | look at the list, find somebody, open the page | sandy noor |
                    | add somebody, correct, have back               | sandy      | noor
                    | change the team, note a leave, end a leave     |            | sandy noor
                    | give a last day, take it back, shut out        |            | sandy noor
                    | invite                                         |            | sandy noor
"""
SEES = See(administration.people_visible_to, Person, "person_id")


def away(world: World) -> Thing:
    with world.acting("sandy") as actor:
        row = db.session.get_one(Person, world.ids["callum"])
        services.be_away(actor, row, actor.today, actor.today + timedelta(days=9))
    return _of(world, "callum")


def _of(world: World, name: str) -> Thing:
    team = str(world.teams["Birchwood"])
    return Thing({"person_id": world.ids[name]}, words={"team": team})


def left(world: World) -> Thing:
    return _of(world, "bram")


def _listed(actor: Any, thing: Thing) -> bool:
    for show in ("here", "left"):
        if thing.keys["person_id"] in {
            row.id for row in queries.people(actor, Narrowed(show=show)).rows
        }:
            return True
    return False


def _name(thing: Thing) -> dict[str, Any]:
    return {"full_name": "Isla Brown", "email": "isla.b", "known_as": "Isla"}


def _put_right(thing: Thing) -> dict[str, Any]:
    return {
        "full_name": "Isla Brown",
        "email": "isla.b",
    }  # how they are called, they say themselves


def _new(thing: Thing) -> dict[str, Any]:
    return {**_name(thing), **_day("joined_on")}


def _team(thing: Thing) -> dict[str, Any]:
    return {**_day("first_day"), "team": thing.words.get("team", "")}


def _day(name: str) -> dict[str, str]:
    return {f"{name}-day": "30", f"{name}-month": "11", f"{name}-year": "2026"}


def _sent(endpoint: str, data: dict[str, Any]) -> tuple[Door, ...]:
    return Door(endpoint), Door(endpoint, "POST", lambda thing: data)


MATRIX = Matrix(
    noun="directory",
    key="",
    tables=frozenset({"absences"}),
    states={"callum, who is away": away, "bram, who left": left},
    actions={
        "look at the list": Action(http=(Door("people.index"),)),
        "find somebody": Action(
            http=(
                Door("people.found"),
                Door("people.found", "POST", lambda thing: {"name_of": "callum"}),
            )
        ),
        "open the page": Action(policy=SEES, listed=(_listed,), http=(Door("people.read"),)),
        "add somebody": Action(
            http=(Door("people.add"), Door("people.add", "POST", _new, form="people.add"))
        ),
        "correct": Action(
            policy=Can(administration.can_change, SEES),
            http=(Door("people.details"), Door("people.details", "POST", _put_right)),
        ),
        "change the team": Action(http=(Door("people.team"), Door("people.team", "POST", _team))),
        "note a leave": Action(http=_sent("people.away", _day("from_date"))),
        "end a leave": Action(http=(Door("people.back_from_leave", "POST"),)),
        "give a last day": Action(http=_sent("people.leaving", _day("last_day"))),
        "take it back": Action(
            http=(Door("people.leaving", "POST", lambda thing: {"do": "stay"}),)
        ),
        "shut out": Action(http=_sent("people.ending", {"sure": "y"})),
        "have back": Action(http=_sent("people.back", _day("first_day"))),
        "invite": Action(http=_sent("people.invite", {"how": "ask", "why": "Lost"})),
    },
    table=TABLE,
)
