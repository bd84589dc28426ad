"""A setting that is missing or wrong says so, by its name, before anything is served."""

from __future__ import annotations

import os
import stat
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pysqlite3
import pytest
from flask import Flask
from sqlalchemy import text

from supervision import database
from supervision.config import BadSetting, Settings, load
from supervision.extensions import SQLITE_SETTINGS, db
from tests.started import run
from tests.worlds import World, settings

ROOT = Path(__file__).resolve().parents[2]


def _load(folder: Path, **environ: str) -> object:
    return load({"SUPERVISION_INSTANCE": str(folder / "instance"), **environ}, folder)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SUPERVISION_DATABASE_URL", "mysql://x/y"),
        ("SUPERVISION_DATABASE_URL", "nonsense"),
        ("SUPERVISION_DATABASE_URL", "sqlite:///:memory:"),
        ("SUPERVISION_DEMO", "maybe"),
        ("SUPERVISION_LOG", "everything"),
        ("SUPERVISION_PLAIN_HTTP", "on please"),
        ("SUPERVISION_PROXIES", "two"),
        ("SUPERVISION_PROXIES", "-1"),
        ("SUPERVISION_PROXIES", "٣"),
        ("SUPERVISION_IDLE_MINUTES", "1.5"),
        ("SUPERVISION_IDLE_MINUTES", "0"),
        ("SUPERVISION_ABSOLUTE_HOURS", "99999999"),
        ("SUPERVISION_ABSOLUTE_HOURS", "0"),
        ("SUPERVISION_MASTER_KEY", ""),
        ("SUPERVISION_MASTER_KEY", "abcd"),
        ("SUPERVISION_MASTER_KEY", "z" * 64),
        ("SUPERVISION_SECRET_KEY", "ab" * 33),
        ("SUPERVISION_URL", "supervision.example"),
        ("SUPERVISION_URL", "http://supervision.example"),
        ("SUPERVISION_URL", "https://supervision.example/path"),
        ("SUPERVISION_URL", "https://someone:secret@supervision.example"),
        ("SUPERVISION_URL", "https://"),
        ("SUPERVISION_SMTP_URL", "https://mail.example"),
        ("SUPERVISION_SMTP_URL", "smtps://user:a-long-and-secret-password@mail.example:x"),
        ("SUPERVISION_SMTP_URL", "smtps://only-a-user-and-nothing-else@mail.example"),
        ("SUPERVISION_SMTP_URL", "smtps://mail.example/folder"),
        ("SUPERVISION_SMTP_URL", "smtps://mail.example\r\nRCPT TO:<x@evil.example>"),
    ],
)
def test_a_bad_setting_names_itself(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        _load(tmp_path, **{name: value})
    assert name in str(refused.value)
    if len(value) > 30:
        assert value not in str(refused.value), "a secret is not repeated"


def test_the_first_start_makes_secrets_that_only_this_account_reads(tmp_path: Path) -> None:
    first = _load(tmp_path)
    instance = tmp_path / "instance"
    assert stat.S_IMODE(instance.stat().st_mode) == 0o700
    for name in ("secret-key", "master-key", "backup-key"):
        assert stat.S_IMODE((instance / name).stat().st_mode) == 0o600
        assert len(bytes.fromhex((instance / name).read_text())) == 32
    assert {file.name for file in instance.iterdir()} == {
        "secret-key",
        "master-key",
        "backup-key",
    }
    assert _load(tmp_path) == first, "and the next start reads the same"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644, 0o610])
def test_a_secret_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    _load(tmp_path)
    (tmp_path / "instance" / "master-key").chmod(mode)
    with pytest.raises(BadSetting, match=r"master-key.*chmod 600"):
        _load(tmp_path)


@pytest.mark.parametrize("where", ["instance/supervision.sqlite3", "elsewhere/words.sqlite3"])
@pytest.mark.parametrize("missing", ["master-key", "secret-key"])
def test_data_without_its_key_makes_no_new_key(tmp_path: Path, where: str, missing: str) -> None:
    address = {"SUPERVISION_DATABASE_URL": f"sqlite:///{tmp_path / where}"}
    _load(tmp_path, **address)
    (tmp_path / where).parent.mkdir(exist_ok=True)
    (tmp_path / where).write_bytes(b"data")
    key = tmp_path / "instance" / missing
    key.unlink()
    with pytest.raises(BadSetting, match=missing):
        _load(tmp_path, **address)
    assert not key.exists()


def test_a_server_needs_its_keys_or_a_word_that_they_may_be_made(tmp_path: Path) -> None:
    address = {"SUPERVISION_DATABASE_URL": "postgresql://localhost/words"}
    with pytest.raises(BadSetting, match="secret-key"):
        _load(tmp_path, **address)
    _load(tmp_path, **address, SUPERVISION_CREATE_SECRETS="1")


def _start(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SUPERVISION_")}
    environ = {**kept, "SUPERVISION_INSTANCE": str(folder), **environ}
    return run("flask", "--app", "wsgi", "start", environ=environ)


def test_data_without_its_key_does_not_start(tmp_path: Path) -> None:
    folder = tmp_path / "instance"
    first = _start(folder, SUPERVISION_DEMO="1")
    assert first.returncode == 0, first.stderr
    for file in folder.glob("supervision.sqlite3*"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    (folder / "master-key").rename(tmp_path / "kept-apart")
    missing = _start(folder)
    assert missing.returncode != 0
    assert "master-key" in missing.stderr and "kept apart" not in missing.stdout
    wrong = _start(folder, SUPERVISION_MASTER_KEY="ab" * 32)
    assert wrong.returncode != 0 and "master-key" in wrong.stderr.lower()
    for refused in (missing, wrong):
        assert "Traceback" not in refused.stderr, "a plain message"
    (tmp_path / "kept-apart").rename(folder / "master-key")
    assert _start(folder).returncode == 0


def test_an_application_does_not_stand_with_another_key(
    world: World, another_app: Callable[..., Flask]
) -> None:
    made: Settings = world.app.extensions["settings"]
    with pytest.raises(BadSetting, match="master-key"):
        another_app(replace(made, master_key=b"w" * 32))
    assert another_app(made).test_client().get("/readyz").status_code == 200


def test_a_database_that_is_away_is_told_and_keeps_the_process_alive(
    another_app: Callable[..., Flask], tmp_path: Path
) -> None:
    app = another_app(settings(tmp_path, "postgresql+psycopg://127.0.0.1:1/none"))
    client = app.test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ("3.51.3", True),
        ("3.52.0", True),
        ("3.44.6", True),
        ("3.50.7", True),
        ("3.51.2", False),
        ("3.50.6", False),
        ("3.44.7", False),
        ("3.40.1", False),
    ],
)
def test_a_sqlite_that_can_corrupt_a_shared_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, version: str, good: bool
) -> None:
    monkeypatch.setattr(pysqlite3, "sqlite_version", version)
    if good:
        database.refuse_old_sqlite()
        return
    with pytest.raises(BadSetting, match=version):
        database.refuse_old_sqlite()


def test_the_sqlite_at_hand_is_a_good_one() -> None:
    database.refuse_old_sqlite()


def test_every_connection_has_its_settings(world: World) -> None:
    with world.app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return
        as_told = {
            name: str(connection.execute(text(f"PRAGMA {name}")).scalar()).upper()
            for name in (setting.partition("=")[0] for setting in SQLITE_SETTINGS)
        }
    assert as_told == {
        "journal_mode": "WAL",
        "synchronous": "2",
        "foreign_keys": "1",
        "secure_delete": "1",
        "busy_timeout": "5000",
        "trusted_schema": "0",
        "cell_size_check": "1",
        "mmap_size": "0",
    }


MAIL = {
    "SUPERVISION_SMTP_URL": "smtps://user%40x:p%2Fw@mail.example",
    "SUPERVISION_MAIL_FROM": "supervision@lochside.example",
    "SUPERVISION_URL": "https://supervision.lochside.example/",
}


def test_mail_settings_are_read_and_hide_their_password(tmp_path: Path) -> None:
    made = load({"SUPERVISION_INSTANCE": str(tmp_path), **MAIL}, tmp_path)
    server = made.mail.server
    assert server is not None
    assert (server.host, server.port, server.tls) == ("mail.example", 465, "from_start")
    assert (server.user, server.password) == ("user@x", "p/w")
    assert made.mail.url == "https://supervision.lochside.example"
    assert "p/w" not in repr(made)


@pytest.mark.parametrize(
    ("url", "port", "tls"),
    [
        ("smtp://mail.example", 587, "upgrade"),
        ("smtp://mail.example:25", 25, "upgrade"),
        ("smtp://localhost", 25, "none"),
        ("smtp://127.0.0.1:2525", 2525, "none"),
        ("smtps://localhost:4650", 4650, "from_start"),
    ],
)
def test_mail_to_another_machine_is_encrypted(
    tmp_path: Path, url: str, port: int, tls: str
) -> None:
    given = {**MAIL, "SUPERVISION_SMTP_URL": url}
    server = load({"SUPERVISION_INSTANCE": str(tmp_path), **given}, tmp_path).mail.server
    assert server is not None
    assert (server.port, server.tls) == (port, tls)


@pytest.mark.parametrize("missing", ["SUPERVISION_URL", "SUPERVISION_MAIL_FROM"])
def test_a_mail_server_needs_an_address_for_links_and_one_to_write_from(
    tmp_path: Path, missing: str
) -> None:
    given = {name: value for name, value in MAIL.items() if name != missing}
    with pytest.raises(BadSetting, match=missing):
        _load(tmp_path, **given)
    for wrong in ("Supervision <x@y.example>", "x@y.example, z@y.example", "x", "x@y\r\nTo: z"):
        with pytest.raises(BadSetting, match="SUPERVISION_MAIL_FROM"):
            _load(tmp_path, **{**MAIL, "SUPERVISION_MAIL_FROM": wrong})
