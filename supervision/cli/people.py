"""`flask people reset-link`: for somebody who has no mail, or lost their invitation."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from supervision import unit_of_work
from supervision.cli import imports
from supervision.domain.links import Purpose
from supervision.mailing.composing import link
from supervision.queries import people as queries
from supervision.services import invitations, links

people = AppGroup("people", help="Look after accounts.")
people.add_command(imports.import_file)
people.add_command(imports.go_on)


@people.command("reset-link")
@click.argument("email")
def reset_link(email: str) -> None:
    """Print a link with which one person sets a password.

    It works once: within an hour for a new password, within seven days for a first one.
    """
    now = current_app.config["CLOCK"]()
    unit_of_work.writing()
    account = queries.account(email)
    if account is None or queries.actor(account.person_id, now) is None:
        unit_of_work.undo()
        raise click.ClickException("Nobody who works here has that address.")
    who = (account.organisation_id, account.person_id)
    if account.password_hash is None:
        address = link("auth.open_invitation", token=invitations.for_mail(*who, None, now))
        holds = "seven days"
    else:
        token = links.make(*who, Purpose.RESET_PASSWORD, now)
        address, holds = link("auth.open_link", token=token), "an hour"
    unit_of_work.keep()
    click.echo(address)
    click.echo(
        f"It works once, within {holds}, for whoever has it: give it to that person alone.",
        err=True,
    )
