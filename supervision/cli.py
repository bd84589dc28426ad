"""Commands of `flask --app wsgi`: shallow, each asks a query or tells a service."""

from __future__ import annotations

import click
from flask import Flask, current_app
from flask_migrate import upgrade

from supervision import database, demonstration


def init_app(app: Flask) -> None:
    app.cli.add_command(start)
    app.cli.add_command(migrations_match)


@click.command("start")
def start() -> None:
    """Make ready to serve: tables, and on a first start the demonstration organisation."""
    settings = current_app.extensions["settings"]
    if settings.sqlite_file is not None:
        database.refuse_old_sqlite()
    upgrade()
    database.close_file(settings.sqlite_file)
    if settings.demonstration:
        loaded = demonstration.load_once()
        click.echo("The demonstration organisation is new." if loaded else "The data is kept.")


@click.command("migrations-match")
def migrations_match() -> None:
    """Say whether the migrations make the tables that the models describe."""
    upgrade()
    differences = database.differences()
    for difference in differences:
        click.echo(difference)
    raise SystemExit(1 if differences else 0)
