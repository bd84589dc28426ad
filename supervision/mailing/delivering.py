"""Handing a mail over: to a mail server, or into a folder where there is none."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from pathlib import Path

from supervision.mail_settings import MailServer, MailSettings

Deliver = Callable[[EmailMessage, str], None]
SECONDS = 20


class CannotDeliver(Exception):
    """A mail was not taken. `kind` names the failure; its message may hold an address."""

    def __init__(self, error: Exception) -> None:
        super().__init__(type(error).__name__)
        self.kind = type(error).__name__


@contextmanager
def deliverer(settings: MailSettings, folder: Path | None) -> Iterator[Deliver]:
    """Something to hand mails to, one connection for all of a round.

    Args:
        folder: where mails are written as files, instead of to the server of the settings.
    """
    if folder is not None or settings.server is None:
        where = folder or Path()
        yield lambda message, name: _write(where, message, name)
        return
    line = _Line(settings.server, settings.sender.rpartition("@")[2])
    try:
        yield line.deliver
    finally:
        line.close()


class _Line:
    """A connection to the mail server, opened when first needed and anew after a failure."""

    def __init__(self, server: MailServer, here: str) -> None:
        self._server, self._here = server, here
        self._open: smtplib.SMTP | None = None

    def deliver(self, message: EmailMessage, _name: str) -> None:
        try:
            if self._open is None:
                self._open = _connect(self._server, self._here)
            self._open.send_message(message)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise CannotDeliver(error) from None

    def close(self) -> None:
        if self._open is not None:
            with suppress(OSError, smtplib.SMTPException):
                self._open.quit()
            self._open = None


def _connect(server: MailServer, here: str) -> smtplib.SMTP:
    """Open a connection; a certificate that does not fit the host is refused.

    Args:
        here: what to greet the server as; asking for this machine's own name could take long.
    """
    line: smtplib.SMTP
    if server.tls == "from_start":
        line = smtplib.SMTP_SSL(
            server.host,
            server.port,
            local_hostname=here,
            timeout=SECONDS,
            context=ssl.create_default_context(),
        )
    else:
        line = smtplib.SMTP(server.host, server.port, local_hostname=here, timeout=SECONDS)
    try:
        if server.tls == "upgrade":
            line.starttls(context=ssl.create_default_context())
        if server.user is not None:
            line.login(server.user, server.password or "")
    except (OSError, smtplib.SMTPException):
        line.close()
        raise
    return line


def _write(folder: Path, message: EmailMessage, name: str) -> None:
    """Write a mail as a file that only this account can read: it may hold a link that works."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{name}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(message.as_bytes())
        draft.rename(folder / f"{name}.eml")
    except OSError as error:
        raise CannotDeliver(error) from None
