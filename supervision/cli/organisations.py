"""`flask organisation`: the first start without a demonstration."""

from __future__ import annotations

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import AppGroup

from supervision import unit_of_work
from supervision.access.actor import SYSTEM, Actor
from supervision.domain import organisations as rules
from supervision.domain.naming import tidy
from supervision.domain.nations import CODES, nation
from supervision.domain.organisations import Named
from supervision.domain.people import can_get_mail
from supervision.domain.text import fold_email
from supervision.mailing.composing import link
from supervision.queries import organisations as queries
from supervision.services import invitations
from supervision.services import people as services

REASON = "Named when the organisation was set up"
ONCE = "Each link works once, within seven days, for whoever has it: give it to that person alone."
group = AppGroup("organisation", help="Set up an organisation, or see which there are.")


@group.command("create")
@click.option("--name", help="The organisation's name, as pages say it.")
@click.option("--nation", "code", type=click.Choice(CODES), help="Where it works.")
@click.option("--time-zone", help="Left out, that of the nation. Such as Europe/London.")
@click.option(
    "--administrator",
    "named",
    nargs=3,
    multiple=True,
    metavar="FULL_NAME KNOWN_AS ADDRESS",
    help="Somebody who looks after people and settings. Give it twice.",
)
@click.option("--print-links", is_flag=True, help="Print the invitations and send no mail.")
def create(
    name: str | None,
    code: str | None,
    time_zone: str | None,
    named: tuple[tuple[str, str, str], ...],
    print_links: bool,
) -> None:
    """Make an organisation, and invite its first two administrators.

    What is left out is asked for. All of it is done, or nothing.
    """
    name = tidy(click.prompt("Name of the organisation") if name is None else name)
    code = code or click.prompt("Where it works", type=click.Choice(CODES), default=CODES[0])
    zone = time_zone or nation(code).time_zone
    named = named or tuple(_asked_for(which) for which in ("first", "second"))
    administrators = [Named.typed(*one) for one in named]
    problems = rules.problems(name, code, zone, administrators)
    unit_of_work.writing()
    problems += _taken(name, administrators)
    if problems:
        unit_of_work.undo()
        raise click.ClickException("\n".join((*problems, "Nothing was set up.")))
    told = _set_up(name, code, zone, administrators, print_links or not _mails())
    unit_of_work.keep()
    click.echo(f"{name} is set up, with a key of its own for what people write.")
    for line in told:
        click.echo(line)


@group.command("list")
def list_them() -> None:
    """Say which organisations there are."""
    rows = queries.all_of_them()
    for row in rows:
        click.echo(f"{row.name} (invented)" if row.invented else row.name)
    if not rows:
        click.echo("There is none yet. Make one with: flask organisation create")


def _asked_for(which: str) -> tuple[str, str, str]:
    click.echo(f"The {which} of two administrators, who look after people and settings:")
    full_name = click.prompt("  Full name")
    known_as = click.prompt("  How people call them", default=full_name.split(" ")[0])
    return full_name, known_as, click.prompt("  Work email address, or a name to sign in with")


def _taken(name: str, administrators: list[Named]) -> tuple[str, ...]:
    """What is here already: it stands as it was."""
    found = []
    if queries.is_called(name):
        found.append(f"There is an organisation called {name} already.")
    folded = tuple(fold_email(one.address) for one in administrators)
    found += [f"{address} belongs to somebody here already." for address in queries.taken(folded)]
    return tuple(found)


def _set_up(
    name: str, code: str, zone: str, administrators: list[Named], print_links: bool
) -> list[str]:
    """Make all of it in the current transaction; returns what to tell."""
    now: datetime = current_app.config["CLOCK"]()
    organisation = services.set_up_organisation(name, code, zone, now)
    actor = system(organisation.id, name, now, zone)
    told, printed = [], False
    for one in administrators:
        person = services.add_person(
            actor, one.full_name, one.known_as, one.address, None, actor.today
        )
        services.grant_role(actor, person, "administrator", actor.today, reason=REASON)
        if print_links or not can_get_mail(one.address):
            token = invitations.printed(actor, person)
            told.append(f"{one.full_name}: {link('auth.open_invitation', token=token)}")
            printed = True
        else:
            invitations.invite_by_mail(actor, person)
            told.append(f"{one.full_name}: a mail to {one.address} goes with flask mail send.")
    return [*told, ONCE] if printed else told


def system(organisation_id: uuid.UUID, name: str, now: datetime, zone: str) -> Actor:
    """The system itself, as it sets an organisation up."""
    there = ZoneInfo(zone)
    return Actor(
        person_id=SYSTEM,
        organisation_id=organisation_id,
        known_as="",
        organisation=name,
        now=now,
        today=now.astimezone(there).date(),
        zone=there,
        roles=frozenset({"administrator"}),
    )


def _mails() -> bool:
    """Whether mail reaches anybody."""
    return current_app.extensions["settings"].mail.server is not None
