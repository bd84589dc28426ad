"""Supervision that ended, was followed and was covered, with the actions that were agreed in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from supervision.domain.actions import Look
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.administration import Cover
from supervision.models.people import SupervisionRelation
from tests.access import making, making_sessions
from tests.access.matrix import Thing
from tests.worlds import World

NEW = ("grace", "callum")


def ended(world: World, pair: tuple[str, str], days: int) -> None:
    """The last day of a relation was some days ago."""
    with world.acting("sandy") as actor:
        row = db.session.get_one(SupervisionRelation, world.relations[pair])
        row.to_date = actor.today - timedelta(days=days)


def supervises(
    world: World,
    since: int,
    until: int | None = None,
    *,
    covers: tuple[str, str] | None = None,
    function: str = "line",
) -> World:
    """The world in which grace supervises callum as well, from and to some days ago.

    Args:
        covers: the relation that hers stands in for.
    """
    with world.acting("sandy") as actor:
        row = SupervisionRelation(
            id=new_key(),
            organisation_id=actor.organisation_id,
            supervisor_id=world.ids["grace"],
            supervisee_id=world.ids["callum"],
            function=function,
            from_date=actor.today - timedelta(days=since),
            to_date=None if until is None else actor.today - timedelta(days=until),
        )
        db.session.add(row)
        db.session.flush()
        if covers is not None:
            db.session.add(
                Cover(
                    organisation_id=actor.organisation_id,
                    relation_id=row.id,
                    covered_id=world.relations[covers],
                )
            )
        key = row.id
    return replace(world, relations={**world.relations, NEW: key})


def agreed(
    world: World,
    pair: tuple[str, str],
    owner: str,
    *,
    days: float = 10,
    share: bool = True,
    sign: bool = False,
) -> Thing:
    """An action of a session of these two, which is the thing's `first_id`."""
    thing = making_sessions.written(world, pair, days=days, share=share)
    making_sessions.agree(world, thing, pair[0], owner, days)
    for name in pair if sign else ():
        making_sessions.sign(world, thing, name, days)
    thing.keys["first_id"] = thing.keys["session_id"]
    return thing


def next_with(world: World, thing: Thing, pair: tuple[str, str], *, days: float = 1) -> Thing:
    """The next session, of these two: the thing's `session_id`. Others who meet callum, and whom
    the same supervisor meets, have one too, in which the action must not come up."""
    thing.keys["session_id"] = making_sessions.planned(world, pair, days=days, starts_in=2).keys[
        "session_id"
    ]
    for other in (("priya", "callum"), ("morag", "tomasz")):
        if other != pair:
            making_sessions.planned(world, other, starts_in=3)
    return thing


def of_jean(world: World, owner: str, *, sign: bool = False, share: bool = True) -> Thing:
    """Agreed with jean, whose supervision has ended; morag goes on."""
    days = making.LONG_AGO
    thing = agreed(world, ("jean", "callum"), owner, days=days, share=share, sign=sign)
    return next_with(world, thing, making_sessions.PAIR)


def settled_with_jean(world: World) -> Thing:
    """Looked at again while jean still supervised."""
    days = making.LONG_AGO
    thing = agreed(world, ("jean", "callum"), "callum", days=days)
    later = making_sessions.planned(world, ("jean", "callum"), days=40, starts_in=0.5)
    making_sessions.look(world, thing, "jean", Look.DONE, later.keys["session_id"], 40)
    return next_with(world, thing, making_sessions.PAIR)


def looked_at(world: World, said: Look) -> Thing:
    """Agreed with jean, and looked at again in the next session, with morag."""
    thing = of_jean(world, "callum")
    making_sessions.look(world, thing, "morag", said, thing.keys["session_id"])
    return thing


def looked_at_and_followed(world: World) -> Thing:
    """Agreed with jean, carried on with morag, whom grace has followed since."""
    thing = of_jean(world, "callum")
    making_sessions.look(world, thing, "callum", Look.CARRY_ON, thing.keys["session_id"])
    ended(world, making_sessions.PAIR, 1)
    return next_with(supervises(world, 0), thing, NEW, days=0)


def followed(world: World, owner: str) -> Thing:
    """Agreed with morag, whom grace followed: the day before yesterday was morag's last day."""
    thing = agreed(world, making_sessions.PAIR, owner)
    ended(world, making_sessions.PAIR, 2)
    return next_with(supervises(world, 1), thing, NEW)


def covered(world: World, owner: str, *, share: bool = True) -> Thing:
    """Agreed with morag, who is away while grace covers."""
    thing = agreed(world, making_sessions.PAIR, owner, share=share)
    here = supervises(world, 3, -10, covers=making_sessions.PAIR)
    return next_with(here, thing, NEW)


def cover_over(world: World) -> Thing:
    """Agreed with morag, who is back: yesterday was the last day on which grace covered."""
    thing = agreed(world, making_sessions.PAIR, "callum")
    here = supervises(world, 5, 1, covers=making_sessions.PAIR)
    return next_with(here, thing, NEW, days=2)


def of_the_cover(world: World) -> Thing:
    """Agreed with grace while she covered; morag is back."""
    here = supervises(world, 20, 1, covers=making_sessions.PAIR)
    return next_with(world, agreed(here, NEW, "callum"), making_sessions.PAIR)


def side_by_side(world: World) -> Thing:
    """Agreed with morag, while grace supervises in the same function, and covers for nobody."""
    thing = agreed(world, making_sessions.PAIR, "callum")
    return next_with(supervises(world, 3), thing, NEW)


def of_another_function(world: World) -> Thing:
    """Agreed with priya, whose professional supervision has ended; morag's line goes on."""
    thing = agreed(world, ("priya", "callum"), "callum")
    ended(world, ("priya", "callum"), 1)
    thing.keys["session_id"] = making_sessions.planned(world, starts_in=2).keys["session_id"]
    return thing
