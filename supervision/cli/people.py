"""`flask people reset-link`: for somebody who has no mail."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from supervision import unit_of_work
from supervision.domain.links import Purpose
from supervision.mailing.composing import link
from supervision.queries import people as queries
from supervision.services import links

people = AppGroup("people", help="Look after accounts.")


@people.command("reset-link")
@click.argument("email")
def reset_link(email: str) -> None:
    """Print a link with which one person sets a new password: once, within an hour."""
    now = current_app.config["CLOCK"]()
    unit_of_work.writing()
    account = queries.account(email)
    if account is None or queries.actor(account.person_id, now) is None:
        unit_of_work.undo()
        raise click.ClickException("Nobody who works here has that address.")
    token = links.make(account.organisation_id, account.person_id, Purpose.RESET_PASSWORD, now)
    unit_of_work.keep()
    click.echo(link("auth.open_link", token=token))
    click.echo(
        "It works once, within an hour, for whoever has it: give it to that person alone.", err=True
    )
