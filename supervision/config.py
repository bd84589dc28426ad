"""Settings, from the environment and the secrets in `instance/`. A bad one stops the start.

Everything that may differ from one place to another is read here and nowhere else.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

SECRET_BYTES = 32
DATABASE_FILE = "supervision.sqlite3"
SQLITE = "sqlite:///"


class BadSetting(click.ClickException):
    """A setting that is missing or cannot be right; the message says which and what to do. From a
    command it is told as one plain line."""


@dataclass(frozen=True)
class Settings:
    """What this installation runs with.

    `database_url` is an SQLAlchemy address; `master_key` is 32 bytes that wrap one key per
    organisation; `proxies` is how many proxies in front may be believed; idle and absolute
    limits of a sign-in are in seconds.
    """

    instance: Path
    database_url: str
    secret_key: bytes
    master_key: bytes
    demonstration: bool = False
    plain_http: bool = False
    log: str = "info"
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    idle_seconds: int = 30 * 60
    absolute_seconds: int = 12 * 60 * 60
    argon2_memory_kib: int = 19_456  # OWASP Password Storage Cheat Sheet: 19 MiB, t=2, p=1
    argon2_time: int = 2

    @property
    def sqlite_file(self) -> Path | None:
        """The database file, or None where the database is a server."""
        if self.database_url.startswith(SQLITE):
            return Path(self.database_url.removeprefix(SQLITE))
        return None


def load(environ: Mapping[str, str], root: Path) -> Settings:
    """Read the settings.

    Args:
        environ: the environment, names beginning with SUPERVISION_.
        root: the folder that holds `instance/`, unless SUPERVISION_INSTANCE names another.

    Raises:
        BadSetting: naming the setting and the way to mend it.
    """
    instance = Path(environ.get("SUPERVISION_INSTANCE") or root / "instance").resolve()
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    url = environ.get("SUPERVISION_DATABASE_URL") or f"{SQLITE}{instance / DATABASE_FILE}"
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    if not url.startswith((SQLITE, "postgresql+psycopg://")):
        raise BadSetting("SUPERVISION_DATABASE_URL: give a sqlite:/// or postgresql:// address.")
    may_create = _first_start(url) or _yes(environ, "SUPERVISION_CREATE_SECRETS")
    return Settings(
        instance=instance,
        database_url=url,
        secret_key=_secret(environ, "SUPERVISION_SECRET_KEY", instance / "secret-key", may_create),
        master_key=_secret(environ, "SUPERVISION_MASTER_KEY", instance / "master-key", may_create),
        demonstration=_yes(environ, "SUPERVISION_DEMO"),
        plain_http=_yes(environ, "SUPERVISION_PLAIN_HTTP"),
        log=_log(environ),
        trusted_hosts=tuple(environ.get("SUPERVISION_HOSTS", "").replace(",", " ").split()),
        proxies=_number(environ, "SUPERVISION_PROXIES", 0),
        idle_seconds=60 * _number(environ, "SUPERVISION_IDLE_MINUTES", 30, least=1),
        absolute_seconds=3600 * _number(environ, "SUPERVISION_ABSOLUTE_HOURS", 12, least=1),
    )


def _first_start(url: str) -> bool:
    """Whether there is no data yet that an older key might have sealed. A server cannot tell."""
    if not url.startswith(SQLITE):
        return False
    file = Path(url.removeprefix(SQLITE))
    if not file.is_absolute() or "?" in url:
        raise BadSetting("SUPERVISION_DATABASE_URL: give the whole path of the SQLite file.")
    return not file.exists()


def _log(environ: Mapping[str, str]) -> str:
    value = environ.get("SUPERVISION_LOG", "").strip().lower() or "info"
    if value not in {"info", "warning"}:
        raise BadSetting("SUPERVISION_LOG: give info or warning.")
    return value


def _yes(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "").strip().lower()
    if value in {"1", "yes", "true"}:
        return True
    if value in {"", "0", "no", "false"}:
        return False
    raise BadSetting(f"{name}: give 1 or 0.")


def _number(environ: Mapping[str, str], name: str, default: int, least: int = 0) -> int:
    value = environ.get(name, "").strip()
    if not value:
        return default
    if not value.isascii() or not value.isdigit() or len(value) > 6:
        raise BadSetting(f"{name}: give a whole number.")
    if int(value) < least:
        raise BadSetting(f"{name}: give {least} or more.")
    return int(value)


def _secret(environ: Mapping[str, str], name: str, file: Path, may_create: bool) -> bytes:
    """A 32-byte secret: from the environment as hexadecimal, or from a file of mode 0600."""
    if name in environ:
        text, where = environ[name], name
    else:
        if not file.exists():
            if not may_create:
                raise BadSetting(
                    f"{file.name}: the file is missing from the instance folder, though this is "
                    f"not a first start. Put the copy that you keep apart back, or set {name}. "
                    "Without the master key nobody can read what was written. If this is the first "
                    "start on an empty database, set SUPERVISION_CREATE_SECRETS=1."
                )
            _write_secret(file)
        if file.stat().st_mode & 0o077:
            raise BadSetting(f"{file.name}: others can read this file. Run: chmod 600 {file}")
        text, where = file.read_text("ascii"), file.name
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError as error:
        raise BadSetting(f"{where}: this is not hexadecimal.") from error
    if len(secret) != SECRET_BYTES:
        raise BadSetting(f"{where}: give {SECRET_BYTES} bytes as {SECRET_BYTES * 2} hex digits.")
    return secret


def _write_secret(file: Path) -> None:
    """Make a secret that only this account can read; of two starts at once one wins."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as out:
        out.write(secrets.token_hex(SECRET_BYTES) + "\n")
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
