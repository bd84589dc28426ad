"""Changing the tree: adding, renaming, moving, merging and closing services and teams, each from a
day on. What they were before stays in spells, and so does what was written under them."""

from supervision.services.tree.changing import add_service, add_team, close, move, rename
from supervision.services.tree.merging import merge

__all__ = ["add_service", "add_team", "close", "merge", "move", "rename"]
