"""`flask demonstration`: the invented organisations beside a real one, for training."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup

from supervision import content, demonstration, unit_of_work
from supervision.domain import passwords
from supervision.queries import organisations as queries

LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without those that are read as others
YES = click.option("--yes", is_flag=True, help="Do not ask whether it is meant.")
group = AppGroup(
    "demonstration", help="Add the invented organisations for training, or remove them."
)


@group.command("add")
@click.option("--password", help="Of all invented people. Left out, one is made and printed once.")
@YES
def add(password: str | None, yes: bool) -> None:
    """Add the invented organisations, beside whoever is here.

    They share nothing with a real organisation, and their mail never leaves this machine.
    """
    new = password or "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    wrong = passwords.problem(new, (demonstration.PASSWORD,), content.common_passwords())
    if wrong:
        raise click.ClickException(f"{wrong}.")
    rows = queries.all_of_them()
    unit_of_work.undo()
    if any(row.invented for row in rows):
        raise click.ClickException("The demonstration is here already, and was left as it is.")
    click.echo(
        "Invented people will be able to sign in here, all with one password. For up to half a "
        "minute nobody else can save anything: their page says so and keeps what they typed."
    )
    for row in rows:
        click.echo(f"They stand beside {row.name}, and neither sees the other.")
    _meant("Add the demonstration?", yes)
    hashed = current_app.extensions["passwords"].hash(new)
    unit_of_work.writing()
    try:
        demonstration.load(hashed, datetime.now(UTC))
    except demonstration.Taken:
        unit_of_work.undo()
        raise click.ClickException(
            "Somebody signs in with an address that ends in demo.example or other.example. "
            "Nothing was added."
        ) from None
    click.echo("The demonstration is here: practitioner@demo.example and the others of README.md.")
    if password is None:
        click.echo(f"The password of all of them, printed this once: {new}")
    click.echo("Take it away again with: flask demonstration remove")


@group.command("remove")
@YES
def remove(yes: bool) -> None:
    """Take the invented organisations away, with everything that anybody wrote in them."""
    rows = [row for row in queries.all_of_them() if row.invented]
    unit_of_work.undo()
    if not rows:
        click.echo("There is no demonstration here, and nothing was changed.")
        return
    for row in rows:
        click.echo(
            f"{row.name} (invented): {row.people} people, and everything that was written there."
        )
    _meant("Take them away for good?", yes)
    unit_of_work.writing()
    gone = demonstration.remove()
    unit_of_work.keep()
    click.echo(
        f"Taken away: {sum(gone.values())} rows of {len(gone)} tables. Backups that were made "
        "meanwhile still hold them."
    )


def _meant(question: str, yes: bool) -> None:
    if not yes and not click.confirm(question):
        raise click.ClickException("Nothing was changed.")
