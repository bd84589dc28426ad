"""Writing reflections, sharing them, taking them back, deleting them."""

from supervision.services.reflections.deleting import delete, restore
from supervision.services.reflections.sharing import (
    share,
    share_with_colleague,
    share_with_team,
    take_back,
    take_back_one,
    thank,
)
from supervision.services.reflections.standing import spoken, with_ask
from supervision.services.reflections.writing import edit, write

__all__ = [
    "delete",
    "edit",
    "restore",
    "share",
    "share_with_colleague",
    "share_with_team",
    "spoken",
    "take_back",
    "take_back_one",
    "thank",
    "with_ask",
    "write",
]
