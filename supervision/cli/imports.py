"""`flask people import` and `flask people import-go-on`: many people at once, from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext

from supervision import importing, unit_of_work
from supervision.access.actor import Actor
from supervision.access.imports import can_import
from supervision.domain.people_files.columns import LABELS
from supervision.domain.people_files.limits import MOST_BYTES, Unreadable
from supervision.domain.people_files.plans import KINDS
from supervision.importing.outcomes import Outcome
from supervision.queries import imports as import_queries
from supervision.queries import people as queries
from supervision.services import imports

WOULD = {
    "problem": "to put right",
    "new": "new",
    "change": "changes",
    "proposed": "proposed",
    "same": "stays",
}


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as", "address", required=True, help="The address of the administrator who does it."
)
@click.option("--dry-run", is_flag=True, help="Say what each row would do, and do nothing.")
@click.option("--make-teams", is_flag=True, help="Make teams and services that are not there.")
@click.option("--leave-out", is_flag=True, help="Leave out rows with something to put right.")
@click.option("--invite", is_flag=True, help="Invite those who are added, by mail.")
@with_appcontext
def import_file(
    file: Path, address: str, dry_run: bool, make_teams: bool, leave_out: bool, invite: bool
) -> None:
    """Bring people from a CSV or XLSX file, as the page People, Add many from a file does."""
    actor = _administrator(address)
    if file.stat().st_size > MOST_BYTES:
        raise click.ClickException("This file is larger than 5 MB. Bring it in two parts.")
    try:
        looked = importing.look(actor, file.name, file.read_bytes(), make_teams=make_teams)
    except Unreadable as unreadable:
        raise click.ClickException(f"{unreadable.sentence}.") from unreadable
    rows = looked.to_json()
    unit_of_work.undo()
    _tell(looked)
    problems = looked.count("problem")
    if dry_run:
        return
    if problems and not leave_out:
        raise click.ClickException("Nothing was done. Put these rows right, or add --leave-out.")
    unit_of_work.writing()
    kept = imports.keep(actor, rows, len(looked.plans), Outcome().to_json())
    imports.begin(actor, kept, Outcome(invite=invite).to_json())
    claimed = imports.claim(kept.id, actor.now)
    unit_of_work.keep()
    _work_off(claimed)


@click.command("import-go-on")
@with_appcontext
def go_on() -> None:
    """Go on with files that stopped half-way."""
    now = current_app.config["CLOCK"]()
    found = import_queries.unfinished(now, imports.CLAIMED_FOR)
    unit_of_work.undo()
    if not found:
        click.echo("No file has stopped half-way.")
    for key in found:
        unit_of_work.writing()
        claimed = imports.claim(key, now)
        unit_of_work.keep()
        _work_off(claimed)


def _administrator(address: str) -> Actor:
    """Who acts. Raises for anyone who does not administer today."""
    account = queries.account(address)
    actor = account and queries.actor(account.person_id, current_app.config["CLOCK"]())
    if not actor or not can_import(actor):
        raise click.ClickException("No administrator has that address.")
    return actor


def _work_off(claimed: imports.Claimed | None) -> None:
    # The application itself; the types know `current_app` as an application, not as its stand-in.
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    if claimed is None or not importing.work_off(app, claimed):
        raise click.ClickException(
            "It stopped before the end. What was done is kept: flask people import-go-on goes on."
        )
    outcome = Outcome.read(claimed.outcome)
    click.echo(
        "Done. Added: {new}. Changed: {change}. Proposed: {rest}. As before: {same}. "
        "Left out: {problem}.".format(
            **{kind: outcome.counts.get(kind, 0) for kind in KINDS}, rest=len(outcome.remains)
        )
    )
    for number, name, _field, sentence in outcome.left:
        click.echo(f"Row {number}, {name}: {_ended(sentence)}")
    for number, name, _key, kind, detail in outcome.proposed():
        click.echo(f"Row {number}, {name}: {_proposed(kind, detail)}")


def _tell(looked: importing.Looked) -> None:
    """What each row would do, those to put right first; rows that stay as they are by number."""
    for warning in looked.warnings:
        click.echo(f"{warning}.")
    if looked.ignored:
        click.echo(f"Not used: {', '.join(looked.ignored)}.")
    for kind in WOULD:
        if kind == "same":
            continue
        for one in looked.plans:
            if one.kind == kind:
                click.echo(
                    f"Row {one.line.number}, {one.line.name or one.line.email}: {_said(one)}"
                )
    found = {kind: looked.count(kind) for kind in WOULD}
    found["proposed"] = sum(bool(one.proposed) for one in looked.plans)  # whatever else differs
    counts = [f"{word}: {found[kind]}" for kind, word in WOULD.items()]
    click.echo(f"In all, {', '.join(counts)}.")


def _ended(sentence: str) -> str:
    """With the full stop that it lacks; what asks has its own sign."""
    return sentence if sentence.endswith("?") else f"{sentence}."


def _said(one: Any) -> str:
    if one.problems:
        told = [
            f"{LABELS.get(each.field, 'Row')}: {_ended(each.sentence)}" for each in one.problems
        ]
        return " ".join([*told, *(_proposed(each.kind, each.detail) for each in one.proposed)])
    told = [f"{LABELS[each.what]}: {each.after or 'none any more'}." for each in one.changes]
    told += [_proposed(each.kind, each.detail) for each in one.proposed]
    return " ".join([f"{WOULD[one.kind]}.", *told])


def _proposed(kind: str, detail: str) -> str:
    if kind == "leaver":
        return f"Leaves on {detail}, proposed: nothing happens until an administrator confirms it."
    return f"Proposed, for a second administrator: {kind} {detail}."
