"""Sending mail: what fails is tried again, and several send each once; without a server, files."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from supervision import mailing, unit_of_work
from supervision.extensions import db
from supervision.mail_settings import MailServer
from supervision.services import mails
from tests.foundation.mailbox import Mailbox
from tests.foundation.mails import SENT_BY, SUBJECT, ask, changed, rows, send
from tests.foundation.mails import box as box
from tests.worlds import World


class TestFailing:
    def test_it_is_tried_again_and_again_later(self, world: World, box: Mailbox) -> None:
        changed(world, "morag", "callum")
        box.before = lambda mail: "451 busy" if "morag" in mail["To"] else None
        assert send(world) == mailing.Round(sent=1, failed=1)
        assert send(world) == mailing.Round(), "not at once"
        for minutes in (1, 2, 4, 8, 16, 32, 64, 128, 240, 240):
            world.clock.advance(minutes=minutes - 0.1)
            assert send(world) == mailing.Round()
            world.clock.advance(minutes=0.1)
            assert send(world) == mailing.Round(failed=1)
        box.before = lambda mail: None
        world.clock.advance(hours=4)
        assert send(world) == mailing.Round(sent=1)
        assert len(box.mails) == 2

    def test_no_server_at_all_keeps_everything(self, world: World, box: Mailbox) -> None:
        changed(world, "morag")
        settings = world.app.extensions["settings"]
        away = MailServer("127.0.0.1", 1, "none")
        world.app.extensions["settings"] = replace(
            settings, mail=replace(settings.mail, server=away)
        )
        assert send(world) == mailing.Round(failed=1)
        world.app.extensions["settings"] = settings
        world.clock.advance(minutes=1)
        assert send(world) == mailing.Round(sent=1)

    def test_a_link_is_not_sent_once_it_is_too_late(self, world: World, box: Mailbox) -> None:
        world.client().fill("/forgotten-password", email="callum@lochside.example")
        world.clock.advance(hours=1)
        assert send(world) == mailing.Round(dropped=1)

    def test_without_encryption_nothing_leaves_this_machine(
        self, world: World, box: Mailbox
    ) -> None:
        """A server elsewhere that offers no STARTTLS is given nothing."""
        changed(world, "morag")
        settings = world.app.extensions["settings"]
        plain = replace(settings.mail.server, tls="upgrade")
        world.app.extensions["settings"] = replace(
            settings, mail=replace(settings.mail, server=plain)
        )
        assert send(world) == mailing.Round(failed=1)
        assert box.mails == []


SENDER = """
import sys
from datetime import datetime
from pathlib import Path
from supervision import create_app, mailing
from supervision.mail_settings import MailServer, MailSettings
from dataclasses import replace
from tests.worlds import settings
url, port, now = sys.argv[1], int(sys.argv[2]), datetime.fromisoformat(sys.argv[3])
made = settings(Path("."), url)
server = MailServer("127.0.0.1", port, "none")
made = replace(made, mail=MailSettings("http://x", server, sys.argv[4]))
app = create_app(made, CLOCK=lambda: now)
with app.app_context():
    print(mailing.send_due(app).sent)
"""


def _sender(world: World, box: Mailbox, now: datetime) -> subprocess.Popen[str]:
    with world.app.app_context():
        url = db.engine.url.render_as_string(hide_password=False)
    return subprocess.Popen(
        [sys.executable, "-c", SENDER, url, str(box.port), now.isoformat(), SENT_BY],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


EVERYONE = ("callum", "morag", "tomasz", "rhona", "kirsty", "priya", "jean", "fergus", "eilidh")


def test_two_processes_send_each_once(world: World, box: Mailbox) -> None:
    """[R21] Of what waits, one for each person, though each has several."""
    changed(world, *EVERYONE * 3)
    for _ in range(4):
        ask(world)
    senders = [_sender(world, box, world.clock.now) for _ in range(2)]
    done = [one.communicate(timeout=50) for one in senders]
    assert [one.returncode for one in senders] == [0, 0], done
    ids = Counter(mail["Message-ID"] for mail in box.mails)
    assert set(ids.values()) == {1}
    kinds = Counter(mail["Subject"] for mail in box.mails)
    assert kinds[SUBJECT] == 1 and sum(kinds.values()) == 28
    assert sum(int(out) for out, _ in done) == 28


def test_killed_in_the_middle_each_goes_on(world: World, box: Mailbox) -> None:
    """[R21] Killed between the server's taking a mail and the mark, that one may come twice, under
    the same Message-ID; no other does, and none is lost."""
    changed(world, *EVERYONE)
    sender = _sender(world, box, world.clock.now)
    box.wait_for(3)
    sender.kill()
    sender.communicate()
    world.clock.advance(minutes=10)
    send(world)
    ids = Counter(mail["Message-ID"] for mail in box.mails)
    assert len(ids) == len(EVERYONE)
    assert sum(number - 1 for number in ids.values()) <= 1, ids
    assert all(row.sent_at is not None for row in rows(world))


def test_a_claim_that_lapsed_is_not_marked_by_who_held_it(world: World, box: Mailbox) -> None:
    changed(world, "morag")
    with world.app.app_context():
        unit_of_work.writing()
        slow = mails.claim(world.clock.now)
        unit_of_work.keep()
    assert slow is not None
    assert send(world) == mailing.Round(), "it is another sender's for ten minutes"
    world.clock.advance(minutes=10)
    assert send(world) == mailing.Round(sent=1)
    with world.app.app_context():
        unit_of_work.writing()
        mails.later(slow, world.clock.now)
        unit_of_work.keep()
    assert send(world) == mailing.Round()


class TestFolder:
    @pytest.mark.parametrize("demonstration", [True, False])
    def test_without_a_server_or_in_the_demonstration_they_are_files(
        self, world: World, box: Mailbox, demonstration: bool, tmp_path: Path
    ) -> None:
        settings = world.app.extensions["settings"]
        mail = settings.mail if demonstration else replace(settings.mail, server=None)
        world.app.extensions["settings"] = replace(settings, demonstration=demonstration, mail=mail)
        changed(world, "morag")
        assert send(world) == mailing.Round(sent=1)
        assert box.mails == []
        folder = tmp_path / "mail"
        (file,) = folder.iterdir()
        assert file.suffix == ".eml" and stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert "To: morag@lochside.example" in file.read_text()

    def test_the_command_says_what_it_did(self, world: World, box: Mailbox) -> None:
        changed(world, "morag", "bram")
        done = world.app.test_cli_runner().invoke(args=["mail", "send"])
        assert done.exit_code == 0, done.output
        assert done.output == "Sent: 1. Not sent any more: 1. Later: 0.\n"
