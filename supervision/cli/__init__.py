"""Commands of `flask --app wsgi`: shallow, each asks a query or tells a service.

A module for each group of commands, registered here.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from supervision.cli import (
    backups,
    demonstrations,
    doctor,
    imports,
    keys,
    mail,
    organisations,
    people,
    schema,
    starting,
    tidying,
)


def init_app(app: Flask, make_app: Callable[..., Flask]) -> None:
    """Add the commands.

    Args:
        make_app: makes another application, for commands that look at another database.
    """
    app.extensions["make_app"] = make_app
    app.cli.add_command(backups.group)
    app.cli.add_command(demonstrations.group)
    app.cli.add_command(doctor.doctor)
    app.cli.add_command(keys.group)
    app.cli.add_command(mail.mail)
    app.cli.add_command(organisations.group)
    people.people.add_command(imports.import_file)
    people.people.add_command(imports.go_on)
    app.cli.add_command(people.people)
    app.cli.add_command(starting.start)
    app.cli.add_command(tidying.tidy)
    app.cli.add_command(schema.db_matches)
