"""Settings, from the environment and the secrets in `instance/`. A bad one stops the start.

Everything that may differ from one place to another is read here and nowhere else.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import click

from supervision import mail_settings
from supervision.mail_settings import NO_SERVER, MailSettings

SECRET_BYTES = 32
DATABASE_FILE = "supervision.sqlite3"
MADE = "database-made"  # a file of the instance folder: there has been a database
SQLITE = "sqlite:///"
MASTER_KEY = "master-key"
BACKUP_KEY = "backup-key"
NEXT_MASTER_KEY = "master-key.next"
BEFORE = "before"


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
    secret_key: bytes = field(repr=False)
    master_key: bytes = field(repr=False)
    demonstration: bool = False
    plain_http: bool = False
    log: str = "info"
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    idle_seconds: int = 30 * 60
    absolute_seconds: int = 12 * 60 * 60
    argon2_memory_kib: int = 19_456  # OWASP Password Storage Cheat Sheet: 19 MiB, t=2, p=1
    argon2_time: int = 2
    mail: MailSettings = NO_SERVER
    key_folder: Path | None = None  # where the master key lies; None: it was given otherwise
    backup_key: bytes | None = field(default=None, repr=False)  # serving does without it
    postgres_programs: Path | None = None  # the folder of pg_dump; None: the PATH

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
    may_create = _first_start(url, instance) or _yes(environ, "SUPERVISION_CREATE_SECRETS")
    plain_http = _yes(environ, "SUPERVISION_PLAIN_HTTP")
    hosts = tuple(environ.get("SUPERVISION_HOSTS", "").replace(",", " ").split())
    return Settings(
        instance=instance,
        database_url=url,
        secret_key=_secret(environ, "SUPERVISION_SECRET_KEY", instance / "secret-key", may_create),
        master_key=_secret(environ, "SUPERVISION_MASTER_KEY", instance / MASTER_KEY, may_create),
        demonstration=_yes(environ, "SUPERVISION_DEMO"),
        plain_http=plain_http,
        log=_log(environ),
        trusted_hosts=hosts,
        mail=_mail(environ, plain_http, hosts),
        proxies=_number(environ, "SUPERVISION_PROXIES", 0),
        idle_seconds=60 * _number(environ, "SUPERVISION_IDLE_MINUTES", 30, least=1),
        absolute_seconds=3600 * _number(environ, "SUPERVISION_ABSOLUTE_HOURS", 12, least=1),
        key_folder=None if "SUPERVISION_MASTER_KEY" in environ else instance,
        backup_key=_if_there(environ, "SUPERVISION_BACKUP_KEY", instance / BACKUP_KEY, may_create),
        postgres_programs=_folder(environ, "SUPERVISION_PG_BIN"),
    )


def _mail(environ: Mapping[str, str], plain_http: bool, hosts: tuple[str, ...]) -> MailSettings:
    try:
        return mail_settings.read(environ, plain_http, hosts)
    except ValueError as error:
        raise BadSetting(str(error)) from None


def _first_start(url: str, instance: Path) -> bool:
    """Whether there is no data yet that an older key might have sealed. A server cannot tell."""
    if not url.startswith(SQLITE):
        return False
    file = Path(url.removeprefix(SQLITE))
    if not file.is_absolute() or "?" in url:
        raise BadSetting("SUPERVISION_DATABASE_URL: give the whole path of the SQLite file.")
    return not file.exists() and not (instance / MADE).exists()


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
        return _read_secret(file)
    return _from_hex(text, where)


def _read_secret(file: Path) -> bytes:
    if file.stat().st_mode & 0o077:
        raise BadSetting(f"{file.name}: others can read this file. Run: chmod 600 {file}")
    return _from_hex(file.read_text("ascii"), file.name)


def _from_hex(text: str, where: str) -> bytes:
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError as error:
        raise BadSetting(f"{where}: this is not hexadecimal.") from error
    if len(secret) != SECRET_BYTES:
        raise BadSetting(f"{where}: give {SECRET_BYTES} bytes as {SECRET_BYTES * 2} hex digits.")
    return secret


def _folder(environ: Mapping[str, str], name: str) -> Path | None:
    value = environ.get(name, "").strip()
    if value and not Path(value).is_dir():
        raise BadSetting(f"{name}: there is no such folder.")
    return Path(value) if value else None


def _if_there(environ: Mapping[str, str], name: str, file: Path, may_create: bool) -> bytes | None:
    """A secret that serving can do without: None where there is none."""
    if name in environ or file.exists() or may_create:
        return _secret(environ, name, file, may_create)
    return None


def master_keys_now(folder: Path | None) -> list[bytes]:
    """The master keys that lie in the folder at this moment, the newest first: while they are being
    changed the next one too, and earlier ones until they are moved away."""
    if folder is None:
        return []
    files = [folder / NEXT_MASTER_KEY, folder / MASTER_KEY]
    files += sorted(folder.glob(f"{MASTER_KEY}.{BEFORE}-*"), reverse=True)
    found = []
    for file in files:
        with suppress(FileNotFoundError):  # it may be renamed at this moment
            found.append(_read_secret(file))
    return found


def make_secret(file: Path) -> bytes:
    """The secret in this file, made now if there is none."""
    return _secret({}, file.name, file, True)


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
