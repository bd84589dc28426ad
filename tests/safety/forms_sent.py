"""Forms that would change something: who may send what, of which thing, as the matrices have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tests.access.doors import Door, signed_in
from tests.access.matrix import Thing
from tests.safety.furnished import Furnished
from tests.safety.tokens import Sender
from tests.worlds import World


@dataclass(frozen=True)
class Case:
    """A form that somebody may send, of a thing that is there."""

    endpoint: str
    person: str
    thing: Thing
    door: Door


# What some forms need besides what the matrices send, so that they do change something.
MORE: dict[str, Callable[[World], dict[str, Any]]] = {
    "sessions.plan_group": lambda world: {
        "do": "plan",
        "kind": "peer",
        "name": "Lapwings",
        "members": [str(world.ids[name]) for name in ("tomasz", "morag")],
        "date-day": "30",
        "date-month": "11",
        "date-year": "2026",
        "time": "2 pm",
        "minutes": "60",
    },
}
PEOPLE = ("callum", "morag", "grace", "cora", "eilidh", "fergus", "noor", "sandy")


def candidates(house: Furnished) -> dict[str, list[Case]]:
    """For each address that takes a POST, whom the matrices let send it, and of what thing."""
    found: dict[str, list[Case]] = {}
    for made in house.made:
        for action, asked in made.matrix.actions.items():
            for door in asked.http:
                if getattr(door, "method", "GET") != "POST" or made.state in door.again:
                    continue  # where it is done already, it changes nothing
                more = MORE.get(door.endpoint, lambda world: {})(house.world)
                door = replace(door, data=_with(door.data, more))
                for name in PEOPLE:
                    if made.matrix.expected(made.state, action, name) == "may":
                        case = Case(door.endpoint, name, made.thing, door)
                        found.setdefault(door.endpoint, []).append(case)
                        break
    return found


def _with(data: Any, more: dict[str, Any]) -> Any:
    return lambda thing: {**data(thing), **more}


def cases(house: Furnished) -> dict[str, Case]:
    """One for each address."""
    return {endpoint: found[0] for endpoint, found in candidates(house).items()}


def senders(world: World, names: set[str]) -> dict[str, Sender]:
    """A browser for each, which knows the tokens of other sessions."""
    made = {}
    for name in sorted(names):
        old = world.client(name)
        of_old = old.token()
        old.fill("/who-can-read-what", "/sign-out")
        other = "tomasz" if name != "tomasz" else "rhona"
        browser = signed_in(world, [name])[name]
        sender = Sender(world.app, name, None)
        cookie = browser.get_cookie("supervision")
        assert cookie is not None
        sender.set_cookie("supervision", cookie.value)
        sender.form_token = browser.form_token
        sender.others = {
            "of nobody's session": world.client().form("/sign-in").data()["csrf_token"][0],
            "of another person's session": world.client(other).token(),
            "of an old session of theirs": of_old,
        }
        made[name] = sender
    return made
