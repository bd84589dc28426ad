"""What is erased by a timer."""

from __future__ import annotations

from datetime import datetime

import click
from flask import current_app

from supervision import backups, unit_of_work
from supervision.services import tidying


def erase(now: datetime) -> int:
    """Erase what is due, and write down its keys in the instance folder, for a restore."""
    instance = current_app.extensions["settings"].instance
    return tidying.tidy(now, lambda table, keys: backups.ledger.note(instance, now, table, keys))


@click.command("tidy")
def tidy() -> None:
    """Erase for good what was deleted more than 30 days ago, and forms kept over a day."""
    unit_of_work.writing()
    erased = erase(current_app.config["CLOCK"]())
    unit_of_work.keep()
    click.echo(f"Erased for good: {erased}.")
