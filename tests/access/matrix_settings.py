"""Settings of the organisation: administrators change them, whoever looks after information reads
them, and for everyone else they do not exist. What they settle is read by all who take part."""

from __future__ import annotations

from typing import Any

from tests.access.doors import Door
from tests.access.matrix import Action, Matrix, Thing
from tests.worlds import World

TABLE = """
words of ours | list, open     | sandy noor                                 |
              | change         | sandy                                      | noor
              | read the page  | @practice @elsewhere sandy noor            |
"""


def words(world: World) -> Thing:
    return Thing({"name": "words"})  # type: ignore[dict-item]  # what stands in the address


def _mentor(thing: Thing) -> dict[str, Any]:
    return {"supervisor": "mentor", "version": "0"}


MATRIX = Matrix(
    noun="settings",
    key="",
    tables=frozenset({"setting_changes"}),
    states={"words of ours": words},
    actions={
        "list": Action(http=(Door("settings.overview"),)),
        "open": Action(http=(Door("settings.setting"),)),
        "change": Action(http=(Door("settings.setting", "POST", _mentor),)),
        "read the page": Action(http=(Door("settings.how_we_do"),)),
    },
    table=TABLE,
)
