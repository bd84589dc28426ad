"""Commands of `flask --app wsgi`: shallow, each asks a query or tells a service."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import click
from flask import Flask, current_app
from flask_migrate import upgrade

from supervision import content, database, demonstration, unit_of_work
from supervision.services import recordings, tidying


def init_app(app: Flask) -> None:
    app.cli.add_command(start)
    app.cli.add_command(tidy)
    app.cli.add_command(db_matches)


@click.command("start")
def start() -> None:
    """Make ready to serve: tables, frameworks and, where asked for, the demonstration."""
    settings = current_app.extensions["settings"]
    if settings.sqlite_file is not None:
        database.refuse_old_sqlite()
    upgrade()
    database.close_file(settings.sqlite_file)
    unit_of_work.writing()
    for framework in content.frameworks():
        recordings.import_framework(framework)
    tidying.tidy(current_app.config["CLOCK"]())
    unit_of_work.keep()
    if settings.demonstration:
        click.echo(_demonstrate())
    click.echo(_greeting(settings.instance / "master-key", settings.demonstration), nl=False)


@click.command("tidy")
def tidy() -> None:
    """Erase for good what was deleted more than 30 days ago, and forms kept over a day."""
    unit_of_work.writing()
    erased = tidying.tidy(current_app.config["CLOCK"]())
    unit_of_work.keep()
    click.echo(f"Erased for good: {erased}.")


def _demonstrate() -> str:
    unit_of_work.writing()
    try:
        new = demonstration.load_once(current_app.extensions["passwords"], datetime.now(UTC))
    except demonstration.RealPeople:
        unit_of_work.undo()
        raise click.ClickException(
            "This database holds an organisation of real people, and nothing was changed. "
            "Start without SUPERVISION_DEMO, or name another folder in SUPERVISION_INSTANCE."
        ) from None
    return (
        "The demonstration organisation is loaded."
        if new
        else "The demonstration organisation is here already; its data is kept."
    )


def _greeting(key_file: os.PathLike[str], demonstrates: bool) -> str:
    port = os.environ.get("PORT", "8000")
    lines = [f"\n  Open http://127.0.0.1:{port} in a browser.\n"]
    if demonstrates:
        lines += [
            "  Sign in as practitioner@demo.example, supervisor@demo.example or\n",
            "  curator@demo.example; the password is: demonstration (more sign-ins: README.md)\n",
        ]
    lines += [
        f"\n  What people write is sealed by the key in {key_file}\n",
        "  Keep a copy of that file apart from the database: without it nobody can read them.\n",
        "  Ctrl-C stops the service.\n\n",
    ]
    return "".join(lines)


@click.command("db-matches")
def db_matches() -> None:
    """Say whether the migrations make the tables that the models describe."""
    upgrade()
    differences = database.differences()
    for difference in differences:
        click.echo(difference)
    raise SystemExit(1 if differences else 0)
