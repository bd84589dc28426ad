"""Services and teams: administrators and whoever looks after information read the tree and who is
in it; administrators change it. For everyone else it is not there.

A team that is closed is read as before. Whoever would change it is sent to its page; nothing
happens, and it is offered nowhere.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.access.administration import sees_people
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import CareService, Team, TeamMembership
from supervision.queries import tree as queries
from supervision.services import tree as services
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Answer, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
an open team  | see the tree, see another day          | noor sandy |
              | read the team, read the service        | noor sandy |
              | know who is in it                      | noor sandy |
              | be offered the team                    | noor sandy |
              | add a service, add a team              | sandy      | noor
              | change the team, change the service    | sandy      | noor
              | rename the team, rename the service    | sandy      | noor
              | move the team                          | sandy      | noor
              | merge the team, merge the service      | sandy      | noor
              | close the team, close the service      | sandy      | noor
a closed team | see the tree, see another day          | noor sandy |
              | read the team, read the service        | noor sandy |
              | know who is in it                      | noor sandy |
              | add a service, add a team              | sandy      | noor
              | change the team, change the service    | sandy      | noor
              | rename the team, rename the service    | sandy      | noor
              | move the team                          | sandy      | noor
              | merge the team, merge the service      | sandy      | noor
              | close the team, close the service      | sandy      | noor
"""


@dataclass(frozen=True)
class Adds:
    """The rule about adding: whoever sees the tree and may not add to it sees that."""

    rule: Callable[[Actor], bool]

    def answer(self, actor: Actor, thing: Thing) -> Answer:
        return "may" if self.rule(actor) else "sees" if sees_people(actor) else "hidden"

    def wrongs(self, actor: Actor, thing: Thing) -> list[str]:
        return []


def an_open_team(world: World) -> Thing:
    """A team of its own, in which nobody is, so that nobody's standing changes with it; and a
    service beside it that is empty."""
    ending = new_key().hex[-6:]
    with world.acting("sandy") as actor:
        other = db.session.get_one(Team, world.teams["Lochside"])
        long_ago = actor.today - timedelta(days=600)
        empty = services.add_service(actor, new_key(), f"Day centres {ending}", long_ago)
        service = services.add_service(actor, new_key(), f"Night care {ending}", long_ago)
        assert empty is not None and service is not None
        why = f"Asked for by families {ending}"
        team = services.add_team(actor, new_key(), service, f"Night team {ending}", long_ago, why)
        membership = db.session.scalar(
            select(TeamMembership.id).where(TeamMembership.team_id == other.id)
        )
        assert team is not None and membership is not None
        return Thing(
            {
                "team_id": team.id,
                "service_id": empty.id,
                "membership_id": membership,
                "into_team": other.id,
                "into_service": other.care_service_id,
            },
            words={"name": team.name, "service": empty.name, "why": why},
        )


def a_closed_team(world: World) -> Thing:
    thing = an_open_team(world)
    with world.acting("sandy") as actor:
        team = db.session.get_one(Team, thing.keys["team_id"])
        services.close(actor, team, actor.today, "It was quiet")
    return thing


def _read(of: Callable[[Actor, uuid.UUID], Any], key: str) -> Callable[[Actor, Thing], bool]:
    def asked(actor: Actor, thing: Thing) -> bool:
        try:
            return of(actor, thing.keys[key]).id == thing.keys[key]
        except NotFound:
            return False

    return asked


def _in_tree(actor: Actor, thing: Thing) -> bool:
    found = queries.now(actor)
    shown = {one.id for one in found.services} | {one.id for one in found.closed}
    return thing.keys["service_id"] in shown


def _was(actor: Actor, thing: Thing) -> bool:
    before = queries.then(actor, actor.today - timedelta(days=30))
    return thing.keys["team_id"] in {team.id for one in before for team in one.teams}


def _offered(actor: Actor, thing: Thing) -> bool:
    return thing.keys["team_id"] in {one[0] for one in queries.open_teams(actor)}


def _known(actor: Actor, thing: Thing) -> bool:
    team = db.session.get_one(Team, thing.keys["team_id"])
    return bool(queries.history(actor, team))


def _sure(**more: Any) -> Callable[[Thing], dict[str, Any]]:
    return lambda thing: {"sure": "yes", **more}


def _into(key: str) -> Callable[[Thing], dict[str, Any]]:
    return lambda thing: {"sure": "yes", "into": str(thing.keys[key])}


def _day(thing: Thing) -> dict[str, Any]:
    return {"day-day": "1", "day-month": "3", "day-year": "2026"}


def _change(endpoint: str, sent: Callable[[Thing], dict[str, Any]], policy: Any = None) -> Action:
    return Action(policy, http=(Door(endpoint), Door(endpoint, "POST", sent)))


SERVICE = See(access.services_visible_to, CareService, "service_id")
TEAM = See(access.teams_visible_to, Team, "team_id")

MATRIX = Matrix(
    noun="teams",
    key="team_id",
    tables=frozenset(
        {"care_services", "teams", "team_memberships", "care_service_spells", "team_spells"}
    ),
    states={"an open team": an_open_team, "a closed team": a_closed_team},
    actions={
        "see the tree": Action(
            listed=(_in_tree,), http=(Door("teams.overview"), Shown("teams.overview", "service"))
        ),
        "see another day": Action(listed=(_was,), http=(Door("teams.then", query=_day),)),
        "read the team": Action(
            TEAM,
            listed=(_read(queries.team, "team_id"), _known),
            http=(Door("teams.read"), Shown("teams.read", "name"), Shown("teams.read", "why")),
        ),
        "read the service": Action(
            SERVICE, listed=(_read(queries.service, "service_id"),), http=(Door("teams.service"),)
        ),
        "know who is in it": Action(
            See(access.memberships_visible_to, TeamMembership, "membership_id")
        ),
        "be offered the team": Action(listed=(_offered,)),
        "add a service": Action(
            Adds(access.can_add),
            http=(
                Door("teams.add_service"),
                Door(
                    "teams.add_service", "POST", _sure(name="Somewhere"), form="teams.add_service"
                ),
            ),
        ),
        "add a team": Action(
            http=(
                Door("teams.add_team"),
                Door("teams.add_team", "POST", _sure(name="Somewhere"), form="teams.add_team"),
            ),
        ),
        "change the team": Action(Can(access.can_change, TEAM)),
        "change the service": Action(Can(access.can_change, SERVICE)),
        "rename the team": _change("teams.rename", _sure(name="Rowan")),
        "rename the service": _change("teams.rename_service", _sure(name="Rowan")),
        "move the team": _change("teams.move", _into("into_service")),
        "merge the team": _change("teams.merge", _into("into_team")),
        "merge the service": _change("teams.merge_service", _into("into_service")),
        "close the team": _change("teams.close", _sure()),
        "close the service": _change("teams.close_service", _sure()),
    },
    table=TABLE,
)
