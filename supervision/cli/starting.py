"""Making ready to serve."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import click
from flask import current_app
from flask_migrate import upgrade

from supervision import config, content, database, demonstration, unit_of_work
from supervision import doctor as looking
from supervision.cli import doctor, tidying
from supervision.queries import organisations
from supervision.services import recordings


@click.command("start")
def start() -> None:
    """Make ready to serve: tables, frameworks and, where asked for, the demonstration."""
    settings = current_app.extensions["settings"]
    if settings.sqlite_file is not None:
        database.refuse_old_sqlite()
    if settings.backup_key is None:
        config.make_secret(settings.instance / config.BACKUP_KEY)
    app = current_app
    looking.refuse_unsafe(looking.before_data(settings, debug=app.debug, testing=app.testing))
    upgrade()
    database.close_file(settings.sqlite_file)
    unit_of_work.writing()
    for framework in content.frameworks():
        recordings.import_framework(framework)
    tidying.erase(current_app.config["CLOCK"]())
    unit_of_work.keep()
    looking.refuse_unsafe(doctor.examine(current_app))
    if settings.demonstration:
        click.echo(_demonstrate())
    nobody = not organisations.all_of_them()
    unit_of_work.undo()
    port = os.environ.get("PORT", "8000")
    where = f"http://127.0.0.1:{port}" if settings.plain_http else settings.mail.url
    click.echo(_greeting(where, settings.instance / "master-key", settings.demonstration), nl=False)
    if nobody:
        click.echo("  Nobody can sign in yet. Set an organisation up: flask organisation create\n")


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


def _greeting(where: str, key_file: Path, demonstrates: bool) -> str:
    lines = [f"\n  Open {where} in a browser.\n"]
    if demonstrates:
        lines += [
            "  Sign in as practitioner@demo.example, supervisor@demo.example or\n",
            "  curator@demo.example; the password is: demonstration (more sign-ins: README.md)\n",
        ]
    lines += [
        f"\n  What people write is sealed by the key in {key_file}\n",
        "  Keep a copy of that file apart from the database: without it nobody can read them.\n",
        f"  Backups (flask backup create) are sealed by {key_file.with_name(config.BACKUP_KEY)}:\n",
        "  keep a copy of that one apart from the backups too.\n",
        "  Ctrl-C stops the service.\n\n",
    ]
    return "".join(lines)
