"""What must be mended is told in plain lines, and what is unsafe is not served."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from supervision import backups, doctor
from supervision.config import BadSetting, Settings
from supervision.doctor import Finding, data, files
from supervision.extensions import db
from supervision.mail_settings import MailServer, MailSettings
from supervision.models.people import Organisation
from tests.foundation.steps import write
from tests.started import run
from tests.worlds import World

ROOT = Path(__file__).resolve().parents[2]
ENVIRON = {k: v for k, v in os.environ.items() if not k.startswith(("SUPERVISION_", "FLASK_"))}


@pytest.fixture
def made(world: World, tmp_path: Path, own_keyring: None) -> Iterator[Settings]:
    """Settings that are well: an installation behind one proxy, with a key for backups."""
    before: Settings = world.app.extensions["settings"]
    server = MailServer("mail.example", 587, "upgrade", "user", "secret-word")
    tmp_path.chmod(0o700)
    settings = replace(
        before,
        instance=tmp_path,
        plain_http=False,
        trusted_hosts=("supervision.example",),
        proxies=1,
        backup_key=b"b" * 32,
        mail=MailSettings("https://supervision.example", server, "a@supervision.example"),
    )
    if settings.sqlite_file is not None:
        for one in settings.sqlite_file.parent.glob(f"{settings.sqlite_file.name}*"):
            one.chmod(0o600)
    backups.record.note(tmp_path, verified=world.clock.now)
    yield settings


def _found(world: World, settings: Settings, **more: Any) -> list[Finding]:
    flags = {"debug": False, "testing": False, **more}
    migrations = world.app.extensions["migrate"].directory
    with world.app.app_context():
        found = list(doctor.examine(settings, migrations, world.clock.now, **flags))
        db.session.remove()
    # The server of the tests is set to be quick and not to be safe.
    ours = "could lose what was saved"
    return [one for one in found if settings.sqlite_file is not None or ours not in one.what]


def _wrong(world: World, settings: Settings, **more: Any) -> list[Finding]:
    return [one for one in _found(world, settings, **more) if one.mend]


def test_what_is_well_has_nothing_to_mend(world: World, made: Settings) -> None:
    write(world.client("callum"), happened="x")
    assert _wrong(world, made) == []
    told = "\n".join(one.line for one in _found(world, made))
    assert "mail.example:587" in told and "secret-word" not in told and "user" not in told
    assert ("synchronous is 2" if made.sqlite_file else "PostgreSQL is") in told


ONE_FAULT: dict[str, tuple[dict[str, Any], dict[str, bool], str, bool]] = {
    "debugging": ({}, {"debug": True}, "Debugging is on", True),
    "testing": ({}, {"testing": True}, "Debugging is on", True),
    "plain http": ({"plain_http": True}, {}, "travel unsealed", True),
    "a pattern of hosts": ({"trusted_hosts": (".example",)}, {}, "holds a pattern", True),
    "no hosts": ({"trusted_hosts": ()}, {}, "localhost only", False),
    "no proxy": ({"proxies": 0}, {}, "No proxy", False),
    "no mail": ({"mail": MailSettings()}, {}, "reaches nobody", False),
    "no key for backups": ({"backup_key": None}, {}, "no key for backups", False),
    "sample sign-ins": ({"demonstration": True}, {}, "everyone knows", True),
}


@pytest.mark.parametrize("fault", ONE_FAULT)
def test_a_setting_that_must_be_mended_is_told(world: World, made: Settings, fault: str) -> None:
    change, flags, said, stops = ONE_FAULT[fault]
    wrong = [one for one in _wrong(world, replace(made, **change), **flags) if said in one.what]
    assert [one.stops for one in wrong] == [stops]
    if stops:
        with pytest.raises(BadSetting, match=said):
            doctor.refuse_unsafe(wrong)


def test_invented_people_in_the_database_are_told(world: World, made: Settings) -> None:
    with world.app.app_context():
        db.session.execute(update(Organisation).values(demonstration=True))
        db.session.commit()
    (one,) = _wrong(world, made)
    assert "everyone knows" in one.what and one.stops
    at_home = replace(made, trusted_hosts=(), plain_http=True)
    assert _wrong(world, at_home) == [], "on this machine alone they may"


@pytest.mark.parametrize("name", ["master-key", "backup-key", "secret-key", "database"])
def test_a_file_that_others_can_read_is_told(world: World, made: Settings, name: str) -> None:
    if name == "database" and made.sqlite_file is None:
        return
    file = made.sqlite_file if name == "database" else made.instance / name
    assert file is not None
    file.touch()
    file.chmod(0o644)
    wrong = _wrong(world, made)
    assert wrong and all("mode 644" in one.what and one.stops for one in wrong)
    for one in file.parent.glob(f"{file.name}*"):
        one.chmod(0o600)
    assert _wrong(world, made) == []


def test_a_folder_that_others_can_enter_is_told(world: World, made: Settings) -> None:
    made.instance.chmod(0o755)
    assert ["chmod 700" in one.mend for one in _wrong(world, made)] == [True]


@pytest.mark.parametrize(("days", "well"), [(0, True), (8, True), (9, False)])
def test_an_old_backup_is_told(world: World, made: Settings, days: int, well: bool) -> None:
    backups.record.note(made.instance, verified=world.clock.now - timedelta(days=days))
    wrong = _wrong(world, made)
    assert (not wrong) if well else "9 days old" in wrong[0].what


def test_tables_of_another_release_are_told(world: World, made: Settings) -> None:
    with world.app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0003'")
    assert ["flask start" in one.mend for one in _wrong(world, made)] == [True]


def test_another_master_key_is_told(world: World, made: Settings) -> None:
    from supervision.sealing import keyring

    keyring.configure(b"x" * 32, keyring._find)
    (one,) = _wrong(world, made)
    assert "does not open" in one.what and one.stops


def test_a_server_that_could_lose_what_was_saved_is_told(world: World, made: Settings) -> None:
    if made.sqlite_file is not None:
        return
    with world.app.app_context(), db.engine.connect() as connection:
        wrong = [one for one in data._set(connection, made) if one.mend]
        assert {one.what.split(" ")[0] for one in wrong} == {
            "fsync",
            "synchronous_commit",
            "full_page_writes",
        }
        assert all(one.stops for one in wrong)
        assert not any(o.stops for o in data._set(connection, replace(made, demonstration=True)))


@pytest.mark.parametrize(("kind", "well"), [("ext4", True), ("nfs4", False), ("cifs", False)])
def test_a_network_disk_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, well: bool
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"x / ext4 rw 0 0\nserver:/x {tmp_path}/far\\040away {kind} rw 0 0\n")
    monkeypatch.setattr(files, "MOUNTS", mounts)
    (tmp_path / "far away").mkdir()
    assert files.disk_of(tmp_path / "far away", mounts) == kind
    assert files.disk_of(tmp_path, mounts) == "ext4"
    one = files._disk(tmp_path / "far away")
    assert (not one.mend) if well else one.stops


def _command(folder: Path, *command: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return run(*command, environ={**ENVIRON, "SUPERVISION_INSTANCE": str(folder), **environ})


def test_what_is_unsafe_is_not_started_nor_served(tmp_path: Path) -> None:
    """One plain line each, before a table is made; the doctor itself still answers."""
    folder = tmp_path / "instance"
    open_to_all = {"SUPERVISION_PLAIN_HTTP": "1", "SUPERVISION_HOSTS": "supervision.example"}
    started = _command(folder, "flask", "--app", "wsgi", "start", FLASK_DEBUG="1", **open_to_all)
    assert started.returncode == 1
    lines = started.stderr.strip().splitlines()
    assert len(lines) == 2 and "Debugging" in lines[0] and "unsealed" in lines[1]
    assert not (folder / "supervision.sqlite3").exists()
    served = _command(folder, "gunicorn", "wsgi:app", "--bind=127.0.0.1:0", **open_to_all)
    assert served.returncode == 3
    assert "unsealed" in served.stderr and "Traceback" not in served.stderr
    looked = _command(folder, "flask", "--app", "wsgi", "doctor", **open_to_all)
    assert looked.returncode == 1 and "mend this" in looked.stdout


def test_the_demonstration_on_this_machine_is_well(world: World, made: Settings) -> None:
    there = replace(
        made, plain_http=True, trusted_hosts=(), proxies=0, demonstration=True, mail=MailSettings()
    )
    assert _wrong(world, there) == []
