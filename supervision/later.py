"""Modules that are read when something of them is first asked for, and not when the service starts.

A worker that serves pages keeps what it has read for as long as it lives. What only commands need,
or one page in a thousand, is named here: `later("alembic.script")` at the head of a file stands
where an import would stand, and is held to the same law (`tests/house/test_import_law.py`).
Argued in `docs/decisions/2026-11-23-read-when-needed.md`.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Later:
    """A module that is not read yet."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, what: str) -> Any:
        return getattr(import_module(self._name), what)


def later(name: str) -> Any:
    """Name a module, to be read when something of it is first asked for.

    Args:
        name: its whole address.
    """
    return Later(name)
