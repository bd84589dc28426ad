"""The first two channels: what the rules say of a thing, and what the lists give."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.queries import people as people_queries
from tests.access.matrix import Answer, Matrix, Thing
from tests.access.viewpoints import ANONYMOUS, VIEWPOINTS
from tests.worlds import World

# What was answered already to one person, of one thing, in one transaction: many actions of a
# matrix lean on the same rule of who sees it, and would ask the database the same question anew.
ANSWERED: dict[tuple[Any, ...], Any] = {}


def _once(asked: Any, actor: Actor | None, thing: Thing, answer: Callable[[], Any]) -> Any:
    known = (asked, id(actor), id(thing))
    if known not in ANSWERED:
        ANSWERED[known] = answer()
    return ANSWERED[known]


@dataclass(frozen=True)
class See:
    """A rule that says which rows an actor sees."""

    rule: Callable[[Actor], Any]
    model: Any
    key: str = "id"

    def answer(self, actor: Actor, thing: Thing) -> Answer:
        found: Answer = _once(self, actor, thing, lambda: self._asked(actor, thing))
        return found

    def _asked(self, actor: Actor, thing: Thing) -> Answer:
        found = select(self.model.id).where(self.model.id == thing.keys[self.key], self.rule(actor))
        return "may" if db.session.scalar(found) is not None else "hidden"

    def row(self, thing: Thing) -> Any:
        """The row itself, whoever sees it."""
        asked = self.model, self.key
        return _once(asked, None, thing, lambda: db.session.get(self.model, thing.keys[self.key]))

    def wrongs(self, actor: Actor, thing: Thing) -> list[str]:
        """The same person, were they of another organisation, sees nothing."""
        if self.answer(actor, thing) == "hidden":
            return []
        return ["seen from another organisation"]


@dataclass(frozen=True)
class Can:
    """A rule that says whether an actor may do something to a row that they see.

    Args:
        more: what else the rule is asked with.
        alone: whether the rule holds by itself; one that is only asked of what an actor has
            opened already may say yes to anyone.
    """

    rule: Callable[..., bool]
    see: See
    more: Callable[[Actor, Thing], dict[str, Any]] = lambda actor, thing: {}
    alone: bool = True

    def answer(self, actor: Actor, thing: Thing) -> Any:
        row = self.see.row(thing)
        can = self.rule(actor, row, **self.more(actor, thing))
        if self.see.answer(actor, thing) == "hidden":
            return "done to what is hidden" if can and self.alone else "hidden"
        return "may" if can else "sees"

    def wrongs(self, actor: Actor, thing: Thing) -> list[str]:
        """The same person, were they of another organisation, may not do it either."""
        row = self.see.row(thing)
        if self.alone and self.rule(actor, row, **self.more(actor, thing)):
            return ["done from another organisation"]
        return self.see.wrongs(actor, thing)


@dataclass(frozen=True)
class About:
    """A rule about something that is no row of its own, asked in the matrix's own way."""

    rule: Callable[..., bool]
    asked: Callable[[Actor, Thing], bool]

    def answer(self, actor: Actor, thing: Thing) -> Answer:
        return "may" if self.asked(actor, thing) else "hidden"

    def wrongs(self, actor: Actor, thing: Thing) -> list[str]:
        return []


@dataclass(frozen=True)
class Begin:
    """A rule about the actor alone: whether they may begin something, or open a page at all."""

    rule: Callable[[Actor], bool]

    def answer(self, actor: Actor, thing: Thing) -> Answer:
        return "may" if self.rule(actor) else "sees"

    def wrongs(self, actor: Actor, thing: Thing) -> list[str]:
        return []


def differences(matrix: Matrix, state: str, world: World, thing: Thing) -> list[str]:
    """Where rules and lists differ from the matrix, in a state of the world; none when all fits."""
    found = []
    for name in VIEWPOINTS:
        if name == ANONYMOUS:
            continue
        with world.app.app_context():
            ANSWERED.clear()
            actor = people_queries.actor(world.ids[name], world.clock.now)
            for action in matrix.actions:
                said = _asked(matrix, state, action, name, actor, thing)
                found += [f"{state}: {action}: {name}: {one}" for one in said]
            if actor is not None and actor.organisation_id == world.ids["lochside"]:
                stranger = replace(actor, organisation_id=world.ids["harbour"])
                for action, asked in matrix.actions.items():
                    said = asked.policy.wrongs(stranger, thing) if asked.policy else []
                    found += [f"{state}: {action}: {name}: {one}" for one in said]
            db.session.rollback()
    ANSWERED.clear()
    return found


def _asked(
    matrix: Matrix, state: str, action: str, name: str, actor: Actor | None, thing: Thing
) -> list[str]:
    asked = matrix.actions[action]
    should = matrix.expected(state, action, name)
    found = []
    if asked.policy is not None:
        said = asked.policy.answer(actor, thing) if actor else "hidden"
        if said != should:
            found.append(f"should be {should}, and the rule says {said}")
    for one in asked.listed:
        listed = actor is not None and one(actor, thing)
        if listed != (should == "may"):
            found.append(f"should be {should}, and the list {'has' if listed else 'lacks'} it")
    return found
