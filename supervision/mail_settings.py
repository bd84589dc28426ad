"""Settings of mail: where it is handed over, whom it comes from, what its links begin with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, unquote, urlsplit

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ADDRESS = re.compile(r"[^\s@<>,;:\\\"()\[\]]+@[A-Za-z0-9.-]+")


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over. `tls` is "from_start", "upgrade" (STARTTLS, or no mail goes), or
    "none", for this machine only."""

    host: str
    port: int
    tls: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class MailSettings:
    """`url` is what links in mails begin with. It is a setting and never taken from a request,
    whose Host header anybody can write. Without a `server` mails are written into a folder."""

    url: str = "http://localhost"
    server: MailServer | None = None
    sender: str = "supervision@localhost"


NO_SERVER = MailSettings()


def read(environ: Mapping[str, str], plain_http: bool, hosts: tuple[str, ...]) -> MailSettings:
    """Read the settings of mail.

    Raises:
        ValueError: naming the setting and the way to mend it, and never repeating its value, since
            that may hold a password.
    """
    server = _server(environ)
    needed = server is not None
    return MailSettings(
        _url(environ, plain_http, hosts, needed=needed), server, _sender(environ, needed=needed)
    )


def _url(
    environ: Mapping[str, str], plain_http: bool, hosts: tuple[str, ...], *, needed: bool
) -> str:
    given = environ.get("SUPERVISION_URL", "").strip().rstrip("/")
    if not given:
        if needed:
            raise ValueError(
                "SUPERVISION_URL: give the address at which people open Supervision, such as "
                "https://supervision.example.org. Links in mails begin with it."
            )
        port = environ.get("PORT", "8000")
        return f"http://127.0.0.1:{port}" if plain_http else f"https://{(*hosts, 'localhost')[0]}"
    parts = _parts("SUPERVISION_URL", given)
    if parts.scheme not in ({"http", "https"} if plain_http else {"https"}):
        raise ValueError("SUPERVISION_URL: give an address that begins with https://.")
    if not parts.hostname or parts.username or parts.path or parts.query or parts.fragment:
        raise ValueError("SUPERVISION_URL: give no more than https:// and the host.")
    return given


def _server(environ: Mapping[str, str]) -> MailServer | None:
    given = environ.get("SUPERVISION_SMTP_URL", "").strip()
    if not given:
        return None
    parts = _parts("SUPERVISION_SMTP_URL", given)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError("SUPERVISION_SMTP_URL: give smtps://user:password@host:465.")
    tls, port = ("from_start", 465) if parts.scheme == "smtps" else ("upgrade", 587)
    if parts.scheme == "smtp" and parts.hostname in LOOPBACK:
        tls, port = "none", 25
    user = unquote(parts.username) if parts.username else None
    password = unquote(parts.password) if parts.password else None
    if (user is None) != (password is None):
        raise ValueError("SUPERVISION_SMTP_URL: give a user and a password, or neither.")
    return MailServer(parts.hostname, parts.port or port, tls, user, password)


def _sender(environ: Mapping[str, str], *, needed: bool) -> str:
    given = environ.get("SUPERVISION_MAIL_FROM", "").strip()
    if not given and not needed:
        return MailSettings.sender
    if not ADDRESS.fullmatch(given):
        raise ValueError("SUPERVISION_MAIL_FROM: give one email address, and no name with it.")
    return given


def _parts(name: str, given: str) -> SplitResult:
    if any(character.isspace() or ord(character) < 32 for character in given):
        raise ValueError(f"{name}: this is not an address.")
    try:
        parts = urlsplit(given)
        _ = parts.port
    except ValueError:
        raise ValueError(f"{name}: this is not an address.") from None
    return parts
