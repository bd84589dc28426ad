"""Whether the tables are what the models describe."""

from __future__ import annotations

import click
from flask_migrate import upgrade

from supervision import database


@click.command("db-matches")
def db_matches() -> None:
    """Say whether the migrations make the tables that the models describe."""
    upgrade()
    differences = database.differences()
    for difference in differences:
        click.echo(difference)
    raise SystemExit(1 if differences else 0)
