"""A real mail server that keeps what it is given."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Mailbox:
    """What came, in order. `before` may look at each mail first, and answer for it."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    before: Callable[[EmailMessage], str | None] = lambda _mail: None

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        answer = self.before(mail)
        if answer is None or answer.startswith("250"):
            self.mails.append(mail)
        return answer or "250 taken"

    def texts(self) -> list[str]:
        return [mail.get_content() for mail in self.mails]

    def wait_for(self, number: int, seconds: float = 45) -> None:
        ends = time.monotonic() + seconds
        while len(self.mails) < number:
            assert time.monotonic() < ends, f"{len(self.mails)} of {number} mails"
            time.sleep(0.02)


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Run the server on a port of its own for as long as the block lasts."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        kept = Mailbox(free.getsockname()[1])
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop()
