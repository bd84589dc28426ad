"""The log of reads: each person sees who opened what is theirs; whoever looks after information
sees the whole log of their organisation, and no word of what was read.

For anyone else there is no page of the log.
"""

from __future__ import annotations

import uuid
from typing import Any

from supervision.access import reads as access
from supervision.access.actor import Actor
from supervision.domain.refusals import NotFound
from supervision.extensions import db
from supervision.models.audit import ReadEntry
from supervision.models.reflections import Reflection
from supervision.queries import log
from tests.access import making
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import See
from tests.worlds import World

TABLE = """
morag read callum's reflection          | find it in one's own notes    | callum |
                                        | find it in the log, open it   | noor   |
fergus read rhona's reflection          | find it in one's own notes    | rhona  |
                                        | find it in the log, open it   | noor   |
jean read callum's, long ago            | find it in one's own notes    | callum |
                                        | find it in the log, open it   | noor   |
morag read callum's, deleted since      | find it in one's own notes    | callum |
                                        | find it in the log, open it   | noor   |
"""


def _read(world: World, reader: str, author: str, days: float = 1) -> Thing:
    thing = making.reflection(world, author, share_with=reader, days=days + 1)
    with making.then(world, reader, days) as actor:
        row = ReadEntry(
            organisation_id=actor.organisation_id,
            reader_id=actor.person_id,
            about_id=world.ids[author],
            kind="reflections",
            thing_id=thing.keys["reflection_id"],
            day=actor.today,
            first_at=actor.now,
        )
        db.session.add(row)
        thing.keys["entry_id"] = row.id
    thing.words["reader"] = f"{reader.capitalize()} of Lochside"
    return thing


def deleted_since(world: World) -> Thing:
    thing = _read(world, "morag", "callum")
    making.take_back(world, thing)
    making.delete(world, Reflection, thing.keys["reflection_id"])
    return thing


def _about(actor: Actor, thing: Thing) -> bool:
    return thing.keys["entry_id"] in {row.id for row in log.about(actor).rows}


def _whole(actor: Actor, thing: Thing) -> bool:
    return _in_log(actor, thing.keys["entry_id"], "")


def _by_name(actor: Actor, thing: Thing) -> bool:
    return _in_log(actor, thing.keys["entry_id"], thing.words["reader"])


def _name(thing: Thing) -> dict[str, Any]:
    return {"name": "Morag"}


def _in_log(actor: Actor, entry_id: uuid.UUID, q: str) -> bool:
    try:
        return entry_id in {row.id for row in log.whole(actor, q).rows}
    except NotFound:
        return False


MATRIX = Matrix(
    noun="reads",
    key="",
    tables=frozenset({"read_entries"}),
    states={
        "morag read callum's reflection": lambda world: _read(world, "morag", "callum"),
        "fergus read rhona's reflection": lambda world: _read(world, "fergus", "rhona"),
        "jean read callum's, long ago": lambda world: _read(
            world, "jean", "callum", making.LONG_AGO
        ),
        "morag read callum's, deleted since": deleted_since,
    },
    actions={
        "find it in one's own notes": Action(See(access.about, ReadEntry, "entry_id"), (_about,)),
        "find it in the log": Action(
            See(access.log_visible_to, ReadEntry, "entry_id"),
            (_whole, _by_name),
            (Shown("account.log", "reader"),),
        ),
        "open it": Action(
            http=(
                Door("account.log"),
                Door("account.log_of"),
                Door("account.log_of", "POST", _name),
            )
        ),
    },
    table=TABLE,
)
