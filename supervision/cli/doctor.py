"""Looking at every setting that what people write depends on."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask import Flask, current_app

from supervision import doctor as looking
from supervision.config import BadSetting
from supervision.doctor import Finding

BOOT_FAILED = 3  # gunicorn stops for good at this code, and would begin anew at any other


@click.command("doctor")
def doctor() -> None:
    """Look at every setting, and say what is well and what must be mended."""
    found = list(examine(current_app))
    for one in found:
        click.echo(one.line)
    wrong = sum(bool(one.mend) for one in found)
    click.echo(f"\n{wrong} to mend." if wrong else "\nAll is well.")
    raise SystemExit(1 if wrong else 0)


def examine(app: Flask) -> Iterator[Finding]:
    """Every finding of this application, in its context."""
    return looking.examine(
        app.extensions["settings"],
        app.extensions["migrate"].directory,
        app.config["CLOCK"](),
        debug=app.debug,
        testing=app.testing,
    )


def refuse_unsafe(app: Flask) -> None:
    """Stop a server before it serves, with one plain line for each thing that must be mended."""
    try:
        with app.app_context():
            looking.refuse_unsafe(examine(app))
            looking.let_go()  # a connection must not go through the fork that makes a worker
    except BadSetting as error:
        click.echo(error.message, err=True)
        raise SystemExit(BOOT_FAILED) from error
