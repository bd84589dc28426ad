"""Commands of `flask --app wsgi`: shallow, each asks a query or tells a service.

A module for each group of commands, named here and read when its command is asked for: a server
that makes the application runs none of them.
"""

from __future__ import annotations

from collections import UserDict
from collections.abc import Callable
from typing import Any

import click
from flask import Flask

from supervision.later import later

Place = tuple[Any, str]  # a module, and the name of the command in it
COMMANDS: dict[str, Place] = {
    "backup": (later("supervision.cli.backups"), "group"),
    "db": (later("flask_migrate.cli"), "db"),
    "db-matches": (later("supervision.cli.schema"), "db_matches"),
    "demonstration": (later("supervision.cli.demonstrations"), "group"),
    "doctor": (later("supervision.cli.doctor"), "doctor"),
    "keys": (later("supervision.cli.keys"), "group"),
    "mail": (later("supervision.cli.mail"), "mail"),
    "organisation": (later("supervision.cli.organisations"), "group"),
    "people": (later("supervision.cli.people"), "people"),
    "start": (later("supervision.cli.starting"), "start"),
    "tidy": (later("supervision.cli.tidying"), "tidy"),
}


class Commands(UserDict[str, Any]):
    """Commands by name. One of ours is read when it is taken."""

    def __getitem__(self, name: str) -> click.Command:
        found: click.Command | Place = super().__getitem__(name)
        return getattr(*found) if isinstance(found, tuple) else found


def init_app(app: Flask, make_app: Callable[..., Flask]) -> None:
    """Add the commands.

    Args:
        make_app: makes another application, for commands that look at another database.
    """
    app.extensions["make_app"] = make_app
    app.cli.commands = Commands({**app.cli.commands, **COMMANDS})
