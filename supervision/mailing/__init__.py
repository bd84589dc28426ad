"""Sending what the outbox holds, as often as a command asks for it.

Each mail is claimed in a transaction, handed over outside of any, and marked in another. Two
senders at once send it once. One case may send it twice: when the sender dies after the mail server
took the mail and before the row says so. Its Message-ID is that of the row, the same both times,
and most mail programs show such a pair once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Any

import structlog
from flask import Flask

from supervision import unit_of_work
from supervision.config import Settings
from supervision.domain.links import Purpose
from supervision.domain.mails import Kind
from supervision.mailing.composing import compose
from supervision.mailing.delivering import CannotDeliver, deliverer
from supervision.queries.mails import Recipient, Verdict, verdict
from supervision.services import invitations, links, mails

Clock = Callable[[], datetime]
log = structlog.get_logger()


@dataclass
class Round:
    """What one round came to."""

    sent: int = 0
    dropped: int = 0
    failed: int = 0


def send_due(app: Flask, going_on: Callable[[], bool] = lambda: True) -> Round:
    """Send every mail that is due, until none is or `going_on` says no.

    A failure ends the round for that mail alone; it is tried again later.
    """
    settings: Settings = app.extensions["settings"]
    clock: Clock = app.config["CLOCK"]
    done = Round()
    folder = _folder(settings)
    with (
        deliverer(settings.mail, None if _by_server(settings) else folder) as deliver,
        deliverer(settings.mail, folder) as keep,
    ):
        while going_on():
            found = _next(clock)
            if found is None:
                return done
            mail, recipient, message = found
            if message is None or recipient is None:
                done.dropped += 1
                continue
            try:
                (keep if recipient.invented else deliver)(message, str(mail.id))
            except CannotDeliver as error:
                log.warning("mail_not_sent", kind=mail.kind.value, error=error.kind)
                _after(mails.later, mail, clock)
                done.failed += 1
            else:
                _after(mails.sent, mail, clock)
                done.sent += 1
    return done


def _by_server(settings: Settings) -> bool:
    """The invented people of a demonstration have no mail: theirs is never handed to a server, nor
    is that of those who stand beside real people."""
    return settings.mail.server is not None and not settings.demonstration


def _folder(settings: Settings) -> Any:
    return settings.instance / "mail"


def _next(clock: Clock) -> tuple[mails.Claimed, Recipient | None, EmailMessage | None] | None:
    """Claim the next mail and compose it, in one transaction; no message where it is not to go."""
    unit_of_work.writing()
    mail = mails.claim(clock())
    if mail is None:
        unit_of_work.undo()
        return None
    what, recipient = verdict(mail, mail.claimed_at)
    message = None
    if what is Verdict.DROP:
        mails.drop(mail, mail.claimed_at)
    elif what is Verdict.LATER:
        mails.later(mail, mail.claimed_at)
    elif recipient is not None:
        message = compose(mail, recipient, _token(mail))
    unit_of_work.keep()
    return mail, recipient, message


def _token(mail: mails.Claimed) -> str | None:
    """A link is made when its mail goes, so that no row ever holds a token to be read."""
    if mail.kind is Kind.INVITATION:
        return invitations.for_mail(
            mail.organisation_id, mail.person_id, mail.about_id, mail.claimed_at
        )
    if mail.kind is not Kind.RESET:
        return None
    return links.make(mail.organisation_id, mail.person_id, Purpose.RESET_PASSWORD, mail.claimed_at)


def _after(
    settle: Callable[[mails.Claimed, datetime], None], mail: mails.Claimed, clock: Clock
) -> None:
    unit_of_work.writing()
    settle(mail, clock())
    unit_of_work.keep()


__all__ = ["Recipient", "Round", "send_due"]
