"""`flask mail send`: what waits in the outbox goes out."""

from __future__ import annotations

import signal
from threading import Event
from typing import Any

import click
import structlog
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.exc import SQLAlchemyError

from supervision import mailing, unit_of_work

mail = AppGroup("mail", help="Send what waits to be sent.")
log = structlog.get_logger()


@mail.command("send")
@click.option("--keep-running", is_flag=True, help="Go on, until it is stopped.")
@click.option("--every", default=10, show_default=True, help="Seconds between two rounds.")
def send(keep_running: bool, every: int) -> None:
    """Send every mail that is due. It may be run by a timer, twice at once, or left running."""
    # The application itself; the types know `current_app` as an application, not as its stand-in.
    app: Any = current_app._get_current_object()  # type: ignore[attr-defined]
    if not keep_running:
        done = mailing.send_due(app)
        click.echo(f"Sent: {done.sent}. Not sent any more: {done.dropped}. Later: {done.failed}.")
        return
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        try:
            mailing.send_due(app, lambda: not stop.is_set())
        except SQLAlchemyError as error:
            log.error("mail_round_failed", error=type(error).__name__)
            unit_of_work.undo()
        stop.wait(max(1, every))
