"""All checks, in the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from supervision import backups
from supervision.config import Settings
from supervision.doctor import data, files, settings
from supervision.doctor.findings import Finding
from supervision.release import RELEASE

WEEK = timedelta(days=8)  # a weekly timer, and a day


def examine(
    made: Settings, migrations: str, now: datetime, *, debug: bool, testing: bool
) -> Iterator[Finding]:
    """Look at everything, in an application context.

    Args:
        made: the settings.
        migrations: the folder of the migrations that this release brings.
        now: the moment.
        debug: whether Flask's debugger is on.
        testing: whether Flask was told that it is being tested.
    """
    yield Finding(f"Supervision {RELEASE}")
    yield from before_data(made, debug=debug, testing=testing)
    yield from data.checks(made, migrations, now)
    yield _backup(made, now)


def before_data(made: Settings, *, debug: bool, testing: bool) -> Iterator[Finding]:
    """What can be looked at before the database is opened."""
    yield from settings.checks(made, debug=debug, testing=testing)
    yield from files.checks(made)


def _backup(made: Settings, now: datetime) -> Finding:
    last = backups.record.read(made.instance).get("verified")
    if made.demonstration:
        return Finding("The demonstration needs no backups")
    if last is None:
        return Finding(
            "No backup was ever tried on this machine", "Run: flask backup drill, daily or weekly."
        )
    days = (now - last).days
    if now - last > WEEK:
        return Finding(
            f"The last good backup is {days} days old", "Run: flask backup drill, by a timer."
        )
    return Finding(f"The last good backup was made and tried on {last:%Y-%m-%d %H:%M} UTC")
