"""Mail of the world: what queues it, and a server that it is handed to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from supervision import mailing, outbox, unit_of_work
from supervision.config import Settings
from supervision.domain.mails import Kind
from supervision.extensions import db
from supervision.mail_settings import MailServer, MailSettings
from supervision.models.mails import OutgoingMail
from tests.access import making
from tests.foundation.mailbox import Mailbox, mailbox
from tests.worlds import World

BASE = "https://supervision.lochside.example"
SENT_BY = "supervision@lochside.example"
SUBJECT = "Something is waiting for you in Supervision"


@pytest.fixture
def box(world: World, tmp_path: Path) -> Iterator[Mailbox]:
    """A mail server that the world's application hands its mail to."""
    before: Settings = world.app.extensions["settings"]
    with mailbox() as kept:
        server = MailServer("127.0.0.1", kept.port, "none")
        mail = MailSettings(BASE, server, SENT_BY)
        world.app.extensions["settings"] = replace(before, instance=tmp_path, mail=mail)
        yield kept
    world.app.extensions["settings"] = before


def send(world: World) -> mailing.Round:
    with world.app.app_context():
        return mailing.send_due(world.app)


def ask(world: World, name: str = "callum") -> Any:
    """Callum's ask reaches Morag."""
    return making.reflection(
        world, name, days=0, ask="Heatherbell, for the visit", share_with="morag"
    )


def rows(world: World) -> list[OutgoingMail]:
    with world.app.app_context():
        return list(db.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id)))


def changed(world: World, *names: str) -> None:
    """Mail of another kind, one for each of these people."""
    with world.app.app_context():
        unit_of_work.writing()
        for name in names:
            outbox.about_sign_in(
                world.ids["lochside"], world.ids[name], Kind.PASSWORD_CHANGED, world.clock.now
            )
        unit_of_work.keep()
