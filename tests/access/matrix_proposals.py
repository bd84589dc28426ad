"""Proposals for the library: drafts, proposed, published and emptied, taken back, deleted.

"Proposed: author and curators. The curator who publishes is not its author."
"""

from __future__ import annotations

from typing import Any

from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.library import PracticeProposal
from supervision.queries import proposals
from supervision.services import library as services
from tests.access import making
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
draft by callum              | read            | callum            |
                             | list            | callum            |
                             | edit, propose   | callum            |
                             | take back       | callum            |
                             | publish         |                   | callum
proposed by callum           | read            | callum grace cora |
                             | list            | callum            |
                             | check, Home     | grace cora        |
                             | edit, take back | callum            | grace cora
                             | propose         |                   | callum grace cora
                             | publish         | grace cora        | callum
draft by grace, a curator    | read            | grace             |
                             | list            | grace             |
                             | edit, propose   | grace             |
                             | take back       | grace             |
                             | publish         |                   | grace
proposed by grace, a curator | read            | grace cora        |
                             | list            | grace             |
                             | check, Home     | cora              |
                             | edit, take back | grace             | cora
                             | propose         |                   | grace cora
                             | publish         | cora              | grace
taken back by callum         | read            | callum            |
                             | list            | callum            |
                             | edit, propose   | callum            |
                             | take back       | callum            |
                             | publish         |                   | callum
published, and emptied       | read            | callum            |
                             | list            | callum            |
                             | edit, propose   |                   | callum
                             | take back       |                   | callum
                             | publish         |                   | callum
"""
# Deleted ones have no row, proposed ones included.

WORDS = {
    "title": "Meadowsweet on Mondays",
    "summary": "Someone found their way back among people.",
    "stood": "They stayed in most days.",
}


def draft(world: World, name: str = "callum") -> Thing:
    thing = Thing(words={"title": WORDS["title"]})
    with making.then(world, name, 3) as actor:
        row = services.begin(actor, new_key(), words=WORDS)
        db.session.flush()
        thing.keys["proposal_id"] = row.id
        thing.versions["version"] = str(row.version)
    return thing


def proposed(world: World, name: str = "callum") -> Thing:
    thing = draft(world, name)
    with making.then(world, name, 2) as actor:
        row = db.session.get_one(PracticeProposal, thing.keys["proposal_id"])
        services.propose(actor, row, kept_words="")
        db.session.flush()
        thing.versions["version"] = str(row.version)
    return thing


def taken_back(world: World) -> Thing:
    thing = proposed(world)
    with making.then(world, "callum", 1) as actor:
        row = db.session.get_one(PracticeProposal, thing.keys["proposal_id"])
        services.take_back(actor, row)
        db.session.flush()
        thing.versions["version"] = str(row.version)
    return thing


def published(world: World) -> Thing:
    thing = proposed(world)
    with making.then(world, "grace", 1) as actor:
        row = db.session.get_one(PracticeProposal, thing.keys["proposal_id"])
        example = services.publish(actor, row)
        thing.keys["example_id"] = example.id
    return thing


def deleted(world: World) -> Thing:
    thing = proposed(world)
    making.delete(world, PracticeProposal, thing.keys["proposal_id"])
    return thing


def _mine(actor: Actor, thing: Thing) -> bool:
    return thing.keys["proposal_id"] in {row.id for row in proposals.mine(actor).rows}


def _own(actor: Actor, thing: Thing) -> bool:
    return proposals.own_by_key(actor, thing.keys["proposal_id"]) is not None


def _to_check(actor: Actor, thing: Thing) -> bool:
    return thing.keys["proposal_id"] in {row.id for row in proposals.to_check(actor)}


def _words(thing: Thing) -> dict[str, Any]:
    return {**WORDS, "learnt": "To ask twice.", **thing.versions}


def _proposing(thing: Thing) -> dict[str, Any]:
    return {**WORDS, **thing.versions, "do": "propose"}


def _neighbour(thing: Thing) -> dict[str, Any]:
    return {"neighbour": "y", **thing.versions}


SEE = See(access.proposals_visible_to, PracticeProposal, "proposal_id")
PROPOSED = frozenset({"proposed by callum", "proposed by grace, a curator"})

MATRIX = Matrix(
    noun="proposals",
    key="proposal_id",
    tables=frozenset({"practice_proposals", "proposal_versions", "proposal_outcomes"}),
    states={
        "draft by callum": draft,
        "proposed by callum": proposed,
        "draft by grace, a curator": lambda world: draft(world, "grace"),
        "proposed by grace, a curator": lambda world: proposed(world, "grace"),
        "taken back by callum": taken_back,
        "published, and emptied": published,
        "deleted": deleted,
    },
    actions={
        "read": Action(SEE, http=(Door("library.proposal"), Shown("library.proposal", "title"))),
        "list": Action(listed=(_mine, _own)),
        "check": Action(listed=(_to_check,)),
        "Home": Action(http=(Shown("home.home", "proposal_id"),)),
        "edit": Action(
            Can(access.can_edit, SEE),
            http=(Door("library.edit"), Door("library.edit", "POST", _words)),
        ),
        # Proposing goes through the form; once it is proposed, the same form saves its words.
        "propose": Action(
            Can(access.can_propose, SEE),
            http=(Door("library.edit", "POST", _proposing, again=PROPOSED),),
        ),
        "take back": Action(Can(access.can_edit, SEE), http=(Door("library.take_back", "POST"),)),
        "publish": Action(
            Can(access.can_publish, SEE),
            http=(Door("library.publish"), Door("library.publish", "POST", _neighbour)),
        ),
    },
    table=TABLE,
)
