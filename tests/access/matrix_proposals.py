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
draft by callum              | read                       | callum            |
                             | list                       | callum            |
                             | edit, propose, delete      | callum            |
                             | take back, publish, ask    |                   | callum
proposed by callum           | read                       | callum grace cora |
                             | list                       | callum            |
                             | check, Home                | grace cora        |
                             | edit, take back            | callum            | grace cora
                             | propose, delete            |                   | callum grace cora
                             | publish, ask               | grace cora        | callum
draft by grace, a curator    | read                       | grace             |
                             | list                       | grace             |
                             | edit, propose, delete      | grace             |
                             | take back, publish, ask    |                   | grace
proposed by grace, a curator | read                       | grace cora        |
                             | list                       | grace             |
                             | check, Home                | cora              |
                             | edit, take back            | grace             | cora
                             | propose, delete            |                   | grace cora
                             | publish, ask               | cora              | grace
changes asked of callum      | read                       | callum            |
                             | list, sent back, Home      | callum            |
                             | edit, propose, delete      | callum            |
                             | take back, publish         |                   | callum
                             | ask                        |                   | callum
changes asked of grace       | read                       | grace             |
                             | list, sent back, Home      | grace             |
                             | edit, propose, delete      | grace             |
                             | take back, publish         |                   | grace
                             | ask                        |                   | grace
taken back by callum         | read                       | callum            |
                             | list                       | callum            |
                             | edit, propose, delete      | callum            |
                             | take back, publish, ask    |                   | callum
published, and emptied       | read                       | callum            |
                             | list                       | callum            |
                             | edit, propose, delete      |                   | callum
                             | take back, publish, ask    |                   | callum
deleted by callum            | restore, list of deleted   | callum            |
"""
# Deleted more than 30 days ago, and deleted while proposed: no row, nobody finds it.

THEME = "small-things"
WORDS = {
    "title": "Meadowsweet on Mondays",
    "summary": "Someone found their way back among people.",
    "stood": "They stayed in most days.",
}


def draft(world: World, name: str = "callum") -> Thing:
    thing = Thing(words={"title": WORDS["title"]})
    with making.then(world, name, 3) as actor:
        row = services.begin(actor, new_key(), words=WORDS, themes=[THEME])
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


def published(world: World, name: str = "callum") -> Thing:
    thing = proposed(world, name)
    with making.then(world, "cora", 1) as actor:
        row = db.session.get_one(PracticeProposal, thing.keys["proposal_id"])
        example = services.publish(actor, row)
        thing.keys["example_id"] = example.id
    return thing


def asked(world: World, name: str = "callum", curator: str = "cora") -> Thing:
    """Back with its author, since a curator asked for changes."""
    thing = proposed(world, name)
    with making.then(world, curator, 1) as actor:
        row = db.session.get_one(PracticeProposal, thing.keys["proposal_id"])
        services.ask_for_changes(actor, row, "Could it be shorter?")
        db.session.flush()
        thing.versions["version"] = str(row.version)
    return thing


def deleted(world: World, days: float = 1) -> Thing:
    thing = draft(world)
    with making.then(world, "callum", days) as actor:
        row = db.session.get_one(PracticeProposal, thing.keys["proposal_id"])
        services.delete(actor, row)
    return thing


def deleted_while_proposed(world: World) -> Thing:
    """As no page allows it; a curator finds nothing all the same."""
    thing = proposed(world)
    with making.then(world, "callum", 40) as actor:
        row = db.session.get_one(PracticeProposal, thing.keys["proposal_id"])
        row.deleted_at = actor.now
    return thing


def _mine(actor: Actor, thing: Thing) -> bool:
    return thing.keys["proposal_id"] in {row.id for row in proposals.mine(actor).rows}


def _own(actor: Actor, thing: Thing) -> bool:
    return proposals.own_by_key(actor, thing.keys["proposal_id"]) is not None


def _to_check(actor: Actor, thing: Thing) -> bool:
    return thing.keys["proposal_id"] in {row.id for row in proposals.to_check(actor)}


def _sent_back(actor: Actor, thing: Thing) -> bool:
    return thing.keys["proposal_id"] in {row.id for row in proposals.sent_back(actor)}


def _deleted(actor: Actor, thing: Thing) -> bool:
    return thing.keys["proposal_id"] in {row.id for row in proposals.deleted(actor)}


def _asking(thing: Thing) -> dict[str, Any]:
    return {"words": "Could it be longer?", **thing.versions}


def _words(thing: Thing) -> dict[str, Any]:
    return {**WORDS, "learnt": "To ask twice.", **thing.versions}


def _proposing(thing: Thing) -> dict[str, Any]:
    return {**WORDS, **thing.versions, "do": "propose"}


def _neighbour(thing: Thing) -> dict[str, Any]:
    return {"neighbour": "y", **thing.versions}


SEE = See(access.proposals_visible_to, PracticeProposal, "proposal_id")
DELETED = See(access.deleted_visible_to, PracticeProposal, "proposal_id")
# With its author already: asked for once more, taking it back changes nothing.
WITH_AUTHOR = frozenset(
    {
        "draft by callum",
        "draft by grace, a curator",
        "taken back by callum",
        "changes asked of callum",
        "changes asked of grace",
    }
)
PROPOSED = frozenset({"proposed by callum", "proposed by grace, a curator"})

MATRIX = Matrix(
    noun="proposals",
    key="proposal_id",
    tables=frozenset(
        {
            "practice_proposals",
            "proposal_versions",
            "proposal_outcomes",
            "proposal_remarks",
            "proposal_themes",
        }
    ),
    states={
        "draft by callum": draft,
        "proposed by callum": proposed,
        "draft by grace, a curator": lambda world: draft(world, "grace"),
        "proposed by grace, a curator": lambda world: proposed(world, "grace"),
        "taken back by callum": taken_back,
        "published, and emptied": published,
        "changes asked of callum": asked,
        "changes asked of grace": lambda world: asked(world, "grace"),
        "deleted by callum": deleted,
        "deleted 31 days ago": lambda world: deleted(world, 31),
        "deleted while proposed": deleted_while_proposed,
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
        "sent back": Action(listed=(_sent_back,)),
        "delete": Action(Can(access.can_delete, SEE), http=(Door("library.delete", "POST"),)),
        "restore": Action(
            Can(access.can_restore, DELETED), http=(Door("library.restore", "POST"),)
        ),
        "list of deleted": Action(DELETED, listed=(_deleted,)),
        "ask": Action(
            Can(access.can_ask_for_changes, SEE),
            http=(
                Door("library.ask_for_changes"),
                Door("library.ask_for_changes", "POST", _asking),
            ),
        ),
        "publish": Action(
            Can(access.can_publish, SEE),
            http=(Door("library.publish"), Door("library.publish", "POST", _neighbour)),
        ),
        # Last, since what it says stands on the next page that its author opens.
        "take back": Action(
            Can(access.can_take_back, SEE),
            http=(Door("library.take_back", "POST", again=WITH_AUTHOR),),
        ),
    },
    table=TABLE,
)
