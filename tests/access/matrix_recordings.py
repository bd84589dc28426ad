"""Outcome recordings: drafts, recorded, with others who hold the person reference, deleted.

Read: "the current holders of the person reference, each author of their own, the author's
supervisor. Begins as a draft of its author." The author writes in it and records it; whoever
reads it as author or holder reviews it. A draft is its author’s to delete, and for 30 days to
bring back.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.extensions import db
from supervision.models.recordings import OutcomeRecording
from supervision.queries import recordings
from supervision.services import recordings as services
from tests.access import making
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import Can, See
from tests.worlds import World

TABLE = """
draft                  | read, list, choose | callum                    |
                       | edit, record       | callum                    |
                       | review             |                           | callum
                       | delete             | callum                    |
draft, kirsty holds    | read, list, choose | callum                    |
                       | edit, record       | callum                    |
                       | review             |                           | callum
                       | delete             | callum                    |
recorded               | read, list, choose | callum morag priya        |
                       | in supervision     | morag priya               |
                       | Home               | morag priya               |
                       | edit               | callum                    | morag priya
                       | record             |                           | callum morag priya
                       | review             | callum                    | morag priya
                       | delete             |                           | callum morag priya
kirsty holds too       | read, list, choose | callum morag priya kirsty |
                       | in supervision     | morag priya               |
                       | Home               | morag priya               |
                       | edit               | callum                    | morag priya kirsty
                       | record             |                           | callum morag priya kirsty
                       | review             | callum kirsty             | morag priya
                       | delete             |                           | callum morag priya kirsty
kirsty until yesterday | read, list, choose | callum morag priya        |
                       | in supervision     | morag priya               |
                       | Home               | morag priya               |
                       | edit               | callum                    | morag priya
                       | record             |                           | callum morag priya
                       | review             | callum                    | morag priya
                       | delete             |                           | callum morag priya
kirsty until today     | read, list, choose | callum morag priya kirsty |
                       | in supervision     | morag priya               |
                       | Home               | morag priya               |
                       | edit               | callum                    | morag priya kirsty
                       | record             |                           | callum morag priya kirsty
                       | review             | callum kirsty             | morag priya
                       | delete             |                           | callum morag priya kirsty
kirsty from tomorrow   | read, list, choose | callum morag priya        |
                       | in supervision     | morag priya               |
                       | Home               | morag priya               |
                       | edit               | callum                    | morag priya
                       | record             |                           | callum morag priya
                       | review             | callum                    | morag priya
                       | delete             |                           | callum morag priya
handed on to kirsty    | read, list, choose | callum morag priya kirsty |
                       | in supervision     | morag priya               |
                       | Home               | morag priya               |
                       | edit               | callum                    | morag priya kirsty
                       | record             |                           | callum morag priya kirsty
                       | review             | callum kirsty             | morag priya
                       | delete             |                           | callum morag priya kirsty
draft deleted          | find deleted       | callum                    |
                       | restore            | callum                    |
deleted                | find deleted       | callum                    |
                       | restore            | callum                    |
"""
# Deleted ones have no other row: nobody reads them, holders and supervisors included. What jean
# read while supervising is closed since. A manager above reads none of it.


def draft(world: World) -> Thing:
    return making.recording(world, state="draft")


def kirsty_holds(world: World, since: int = 90, until: int | None = None) -> Thing:
    thing = making.recording(world)
    making.hold(world, thing, "kirsty", since, until)
    return thing


def draft_held(world: World) -> Thing:
    thing = draft(world)
    making.hold(world, thing, "kirsty", 20)
    return thing


def handed_on(world: World) -> Thing:
    thing = kirsty_holds(world)
    making.end_holding(world, thing, "callum", 1)
    return thing


def deleted(world: World) -> Thing:
    thing = kirsty_holds(world)
    making.delete(world, OutcomeRecording, thing.keys["recording_id"])
    return thing


def draft_deleted(world: World) -> Thing:
    thing = draft(world)
    with making.then(world, "callum") as actor:
        services.delete(actor, recordings.get(actor, thing.keys["recording_id"]))
    return thing


def long_deleted(world: World) -> Thing:
    thing = draft_deleted(world)
    with making.then(world, "callum") as actor:
        row = db.session.get_one(OutcomeRecording, thing.keys["recording_id"])
        row.deleted_at = actor.now - timedelta(days=31)
    return thing


def _deleted(actor: Actor, thing: Thing) -> bool:
    """Whether it is among what the actor can bring back."""
    found = {row.id for row in recordings.deleted(actor)}
    return thing.keys["recording_id"] in found


def _rows(actor: Actor, thing: Thing) -> bool:
    rows = (*recordings.mine(actor).rows, *recordings.readable(actor).rows)
    return thing.keys["recording_id"] in {row.id for row in rows}


def _chosen(actor: Actor, thing: Thing) -> bool:
    return thing.keys["recording_id"] in {key for key, _ in recordings.choices(actor)}


def _labelled(actor: Actor, thing: Thing) -> bool:
    return bool(recordings.labels(actor, [thing.keys["recording_id"]]))


def _in_supervision(actor: Actor, thing: Thing) -> bool:
    """What supervisors see of those they supervise before a session."""
    rows = [
        row
        for r in actor.supervises
        for row in recordings.by_author_since(actor, r.supervisee_id, None)
    ]
    return thing.keys["recording_id"] in {row.id for row in rows}


def _holds(actor: Actor, thing: Thing) -> dict[str, Any]:
    row = db.session.get_one(OutcomeRecording, thing.keys["recording_id"])
    return {"holds": recordings.holds(actor, row)}


def _words(thing: Thing) -> dict[str, Any]:
    return {"what_matters": "Other words", **thing.versions}


def _review(thing: Thing) -> dict[str, Any]:
    return {"direction": "closer", "said": "Nearly there"}


SEE = See(access.visible_to, OutcomeRecording, "recording_id")
SEE_DELETED = See(access.deleted_visible_to, OutcomeRecording, "recording_id")

MATRIX = Matrix(
    noun="recordings",
    key="recording_id",
    tables=frozenset({"outcome_recordings", "recording_versions", "recording_outcomes"}),
    states={
        "draft": draft,
        "draft, kirsty holds": draft_held,
        "recorded": making.recording,
        "kirsty holds too": kirsty_holds,
        "kirsty until yesterday": lambda world: kirsty_holds(world, until=1),
        "kirsty until today": lambda world: kirsty_holds(world, until=0),
        "kirsty from tomorrow": lambda world: kirsty_holds(world, since=-1),
        "handed on to kirsty": handed_on,
        "draft deleted": draft_deleted,
        "draft deleted 31 days ago": long_deleted,
        "deleted": deleted,
    },
    actions={
        "read": Action(
            SEE,
            http=(
                Door("recordings.read"),
                Shown("recordings.read", "words"),
                Shown("recordings.read", "label"),
            ),
        ),
        "list": Action(
            listed=(_rows, _labelled),
            http=(
                Shown("recordings.overview", "words"),
                Shown("recordings.overview", "label"),
                Shown("recordings.overview", "recording_id"),
            ),
        ),
        "choose": Action(
            listed=(_chosen,),
            http=(
                Shown("reflections.write", "label"),
                Shown("reflections.write", "recording_id"),
            ),
        ),
        "in supervision": Action(listed=(_in_supervision,)),
        "Home": Action(http=(Shown("home.home", "recording_id"),)),
        "edit": Action(
            Can(access.can_edit, SEE),
            http=(Door("recordings.edit"), Door("recordings.edit", "POST", _words)),
        ),
        "record": Action(
            Can(access.can_record, SEE),
            http=(
                Door(
                    "recordings.record",
                    "POST",
                    again=frozenset(
                        {
                            "recorded",
                            "kirsty holds too",
                            "kirsty until yesterday",
                            "kirsty until today",
                            "kirsty from tomorrow",
                            "handed on to kirsty",
                        }
                    ),
                ),
            ),
        ),
        "delete": Action(
            Can(access.can_delete, SEE),
            http=(Door("recordings.delete"), Door("recordings.delete", "POST")),
        ),
        "find deleted": Action(SEE_DELETED, listed=(_deleted,)),
        "restore": Action(
            Can(access.can_restore, SEE_DELETED),
            http=(Door("recordings.restore", "POST"),),
        ),
        "review": Action(
            Can(access.can_review, SEE, _holds),
            http=(
                Door("recordings.review"),
                Door("recordings.review", "POST", _review, form="recordings.review"),
            ),
        ),
    },
    table=TABLE,
)
