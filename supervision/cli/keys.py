"""Changing the keys while the service runs."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from supervision import config, unit_of_work
from supervision.config import BadSetting, Settings
from supervision.services import keys, resealing

# A process that runs takes a new key up within a minute (sealing.FRESH_SECONDS).
TAKEN_UP = timedelta(seconds=70)
A_DAY = timedelta(days=1)
BREATH = 0.005  # between transactions, so that people who write get their turn
pause = time.sleep
group = AppGroup("keys", help="Change the keys while the service runs.")


@group.command("rotate")
@click.option("--now", "at_once", is_flag=True, help="Though the newest key is of today.")
@click.option("--master", is_flag=True, help="Change the master key, which wraps the others.")
def rotate(at_once: bool, master: bool) -> None:
    """Make new keys and seal everything anew under them.

    People go on reading and writing meanwhile. It can be stopped at any moment; run again, it goes
    on, and once it is done a further run on the same day changes nothing.
    """
    if master:
        _rotate_master(at_once)
        return
    ids = [organisation.id for organisation in resealing.organisations()]
    unit_of_work.undo()
    added = sum(_add_key(number, at_once) for number in range(len(ids)))
    click.echo(f"New keys: {added}.")
    done = _seal_all()
    _wait_until_taken_up()
    while True:
        more = _seal_all()
        done += more
        if not more:
            break
    click.echo(f"Sealed anew: {done} rows.")
    click.echo(f"Keys let go: {_retire()}.")


def _add_key(number: int, at_once: bool) -> int:
    """Give an organisation a new key, unless it has one of today or is not done with the last."""
    now = _now()
    unit_of_work.writing()
    organisation = resealing.organisations()[number]
    newest = resealing.newest_key(organisation).made_at
    add = at_once or (newest <= now - A_DAY and not resealing.left(organisation))
    if add:
        keys.add_key(organisation, now)
    unit_of_work.keep()
    return int(add)


def _seal_all() -> int:
    done = 0
    ids = [organisation.id for organisation in resealing.organisations()]
    unit_of_work.undo()
    for organisation_id in ids:
        for table in resealing.tables():
            while True:
                unit_of_work.writing()
                some = resealing.some(organisation_id, table)
                unit_of_work.keep()
                if not some:
                    break
                done += some
                pause(BREATH)
    return done


def _wait_until_taken_up() -> None:
    """Until every process seals under the newest key, something may still come under another."""
    made = [resealing.newest_key(each).made_at for each in resealing.organisations()]
    unit_of_work.undo()
    left = (max(made, default=_now() - A_DAY) + TAKEN_UP - _now()).total_seconds()
    if left > 0:
        click.echo("Waiting a minute, until every process has taken the new keys up.")
        pause(left)


def _retire() -> int:
    now = _now()
    unit_of_work.writing()
    gone = sum(resealing.retire(organisation, now) for organisation in resealing.organisations())
    unit_of_work.keep()
    return gone


def _rotate_master(at_once: bool) -> None:
    settings: Settings = current_app.extensions["settings"]
    folder = settings.key_folder
    if folder is None:
        raise BadSetting(
            "SUPERVISION_MASTER_KEY: a master key that is given in the environment cannot be "
            "changed while the service runs. Put it into the file master-key, without the variable."
        )
    current, coming = folder / config.MASTER_KEY, folder / config.NEXT_MASTER_KEY
    if not coming.exists() and _of_today(folder) and not at_once:
        click.echo(f"The master key is of today. Keys wrapped anew: {_wrap_all(current)}.")
        return
    config.make_secret(coming)
    wrapped = _wrap_all(coming)
    kept = folder / f"{config.MASTER_KEY}.{config.BEFORE}-{_now():%Y%m%d-%H%M%S}"
    with suppress(FileExistsError):  # cut in the very same second
        os.link(current, kept)
    coming.replace(current)
    wrapped += _wrap_all(current)  # one that was made by a process in that very moment
    click.echo(
        f"Keys wrapped anew: {wrapped}. Keep a copy of {current} apart, as before.\n"
        f"The earlier master key is {kept}: it opens the backups made until now. Move it to where "
        "you keep such copies, tomorrow, when every process has been started anew."
    )


def _of_today(folder: Path) -> bool:
    today = _now() - A_DAY
    return any(
        name.rpartition(f"{config.BEFORE}-")[2] >= f"{today:%Y%m%d-%H%M%S}"
        for name in (file.name for file in folder.glob(f"{config.MASTER_KEY}.{config.BEFORE}-*"))
    )


def _wrap_all(file: Path) -> int:
    unit_of_work.writing()
    wrapped = 0
    for key_id, anew in resealing.wrapped_otherwise(config.make_secret(file)):
        resealing.wrap(key_id, anew)
        wrapped += 1
    unit_of_work.keep()
    return wrapped


def _now() -> datetime:
    now: datetime = current_app.config["CLOCK"]()
    return now
