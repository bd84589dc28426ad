"""Backups: make one, try one, put one back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import click
from flask import current_app
from flask.cli import AppGroup

from supervision import backups
from supervision.config import Settings

FILE = click.argument("file", type=click.Path(path_type=Path))
FOLDER = click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    help="The folder of the backups; left out, the folder backups in the instance folder.",
)
group = AppGroup("backup", help="Make backups, try them, and put one back.")


@group.command("create")
@FOLDER
def create(folder: Path | None) -> None:
    """Make one encrypted file of everything that was written, while the service runs."""
    with _plainly():
        file = _create(folder)
    click.echo(f"{file} is whole and on the disk. Try it with: flask backup verify {file}")


@group.command("verify")
@FILE
def verify(file: Path) -> None:
    """Restore a backup to a scratch place, look into it, read pages, and throw it away."""
    with _plainly():
        for line in _verify(file):
            click.echo(f"ok  {line}")
    click.echo("This backup can be restored.")


@group.command("restore")
@FILE
@click.option("--replace", is_flag=True, help="Let it take the place of data that is there.")
def restore(file: Path, replace: bool) -> None:
    """Put a backup in the place of the database. The service must be stopped."""
    with _plainly():
        found = backups.restore(
            _settings(), file, _make_app(), current_app.config["CLOCK"](), replace=replace
        )
    for line in found.lines:
        click.echo(f"ok  {line}")
    click.echo("The backup is in place. Everyone signs in anew.")


@group.command("drill")
@FOLDER
def drill(folder: Path | None) -> None:
    """Make a backup, try it, and say how long each took. For a weekly timer."""
    begun = monotonic()
    with _plainly():
        file = _create(folder)
        made = monotonic()
        lines = _verify(file)
    for line in lines:
        click.echo(f"ok  {line}")
    size = file.stat().st_size / 1_000_000
    click.echo(
        f"{file}: {size:.1f} MB, made in {made - begun:.1f} s, restored to a scratch place and "
        f"read in {monotonic() - made:.1f} s."
    )


def _create(folder: Path | None) -> Path:
    settings, now = _settings(), current_app.config["CLOCK"]()
    file, _ = backups.create(settings, now, folder or settings.instance / "backups")
    backups.record.note(settings.instance, created=now)
    return file


def _verify(file: Path) -> list[str]:
    settings = _settings()
    lines = backups.verify(settings, file, _make_app()).lines
    backups.record.note(settings.instance, verified=current_app.config["CLOCK"]())
    return lines


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


def _make_app() -> backups.MakeApp:
    make_app: backups.MakeApp = current_app.extensions["make_app"]
    return make_app


@contextmanager
def _plainly() -> Iterator[None]:
    """Tell what is wrong with a backup as one plain line."""
    try:
        yield
    except backups.BadBackup as error:
        raise click.ClickException(f"{error} Nothing was changed.") from error
