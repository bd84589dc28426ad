"""Mail: queued with its cause, sent once, to whom it still goes, with nothing in it."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, update

from supervision import mailing, outbox, unit_of_work
from supervision.config import Settings
from supervision.domain.mails import Kind
from supervision.domain.nations import Nation
from supervision.extensions import db
from supervision.mail_settings import MailServer, MailSettings
from supervision.models.asks import Ask
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person
from supervision.services import asks, mails, tidying
from tests.access import making, making_sessions
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


def test_it_says_that_something_waits_and_nothing_else(world: World, box: Mailbox) -> None:
    ask(world)
    assert send(world) == mailing.Round(sent=1)
    (mail,) = box.mails
    assert mail["To"] == "morag@lochside.example"
    assert mail["From"] == SENT_BY
    assert mail["Subject"] == SUBJECT
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "en-GB"
    text = mail.get_content()
    assert BASE + "/" in text.splitlines()
    whole = mail.as_string().lower()
    for word in ("heatherbell", "callum", "walked", "lochside partnership", "visit"):
        assert word not in whole


def test_run_twice_it_is_sent_once(world: World, box: Mailbox) -> None:
    ask(world)
    send(world)
    assert send(world) == mailing.Round()
    assert len(box.mails) == 1
    (row,) = rows(world)
    assert row.sent_at == world.clock.now and row.next_try_at is None and row.claimed_at is None


def test_one_mail_until_they_have_been_here(world: World, box: Mailbox) -> None:
    ask(world)
    ask(world)
    send(world)
    world.clock.advance(hours=1)
    ask(world)
    send(world)
    assert len(box.mails) == 1
    world.clock.advance(hours=1)
    world.client("morag").get("/")
    world.clock.advance(hours=1)
    ask(world)
    ask(world)
    send(world)
    assert len(box.mails) == 2


def test_who_has_been_here_since_needs_none(world: World, box: Mailbox) -> None:
    ask(world)
    world.clock.advance(minutes=2)
    world.client("morag").get("/")
    assert send(world) == mailing.Round(dropped=1)
    assert box.mails == []


class TestWhat:
    """What has a mail sent, and to whom."""

    def told(self, world: World) -> list[str]:
        by_id = {key: name for name, key in world.ids.items()}
        return sorted(by_id[row.person_id] for row in rows(world))

    def test_an_ask(self, world: World) -> None:
        ask(world)
        assert self.told(world) == ["morag"]

    def test_an_ask_that_nobody_is_to_read(self, world: World) -> None:
        making.reflection(world, ask="For myself")
        making.reflection(world, share_with="morag")
        assert self.told(world) == []

    def test_a_reply_and_support_and_no_thanks(self, world: World) -> None:
        thing = ask(world)
        client = world.client("morag")
        key = thing.keys["ask_id"]
        client.send(f"/asks/{key}/acknowledge")
        assert self.told(world) == ["morag"]
        _reply(world, key)
        assert self.told(world) == ["callum", "morag"]
        _reply(world, key)
        assert self.told(world) == ["callum", "morag"], "the same words again are one reply"

    def test_a_draft_to_sign(self, world: World) -> None:
        making_sessions.written(world, share=True)
        assert self.told(world) == ["callum"]

    def test_a_session_moved_and_cancelled(self, world: World) -> None:
        making_sessions.moved(world)
        assert self.told(world) == ["morag"]
        making_sessions.cancelled(world)
        assert self.told(world) == ["callum", "morag"]

    def test_a_refusal_queues_nothing(self, world: World) -> None:
        """The row is written with its cause, or not at all."""
        client = world.client("callum")
        client.fill("/reflections/new", button="Share with Morag", happened=" ")
        assert rows(world) == []


class TestWhoStillGetsIt:
    """[Z13]"""

    def test_not_who_has_left(self, world: World, box: Mailbox) -> None:
        ask(world)
        changed(world, "callum")
        with world.app.app_context():
            yesterday = world.clock.now.date() - timedelta(days=1)
            db.session.execute(
                update(Person)
                .where(Person.id.in_([world.ids["morag"], world.ids["callum"]]))
                .values(left_on=yesterday)
            )
            db.session.commit()
        assert send(world) == mailing.Round(dropped=2)
        assert box.mails == []

    def test_not_who_may_not_see_it_any_more(self, world: World, box: Mailbox) -> None:
        ask(world)
        making.end_relation(world, "morag", "callum", 1)
        assert send(world) == mailing.Round(dropped=1)

    def test_not_of_what_was_taken_back(self, world: World, box: Mailbox) -> None:
        thing = ask(world)
        making.take_back(world, thing)
        assert send(world) == mailing.Round(dropped=1)
        ask(world)
        assert send(world) == mailing.Round(sent=1), "what was dropped keeps no later mail back"

    def test_not_who_wants_none(self, world: World, box: Mailbox) -> None:
        client = world.client("morag")
        page = client.get("/account").text
        assert "Have no such mail" in page
        answer = client.fill("/account", "/account/mail", "Have no such mail")
        assert (answer.status_code, answer.location) == (302, "/account")
        world.clock.advance(hours=1)
        ask(world)
        changed(world, "morag")
        assert send(world) == mailing.Round(sent=1, dropped=1)
        assert "changed" in box.mails[0]["Subject"], "of the account itself there always is one"
        client = world.client("morag")
        client.fill("/account", "/account/mail", "Have a mail when something is waiting")
        world.clock.advance(hours=1)
        ask(world)
        assert send(world).sent == 1

    def test_not_after_three_days(self, world: World, box: Mailbox) -> None:
        ask(world)
        world.clock.advance(days=3)
        assert send(world) == mailing.Round(dropped=1)


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


def test_it_is_written_in_the_language_of_its_reader(
    world: World, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    real = mailing.composing.force_locale

    def noted(locale: str) -> Any:
        asked.append(locale)
        return real(locale)

    monkeypatch.setattr(mailing.composing, "force_locale", noted)
    welsh = Nation("wales", "Europe/London", "cy")
    monkeypatch.setattr("supervision.queries.people.nation", lambda _code: welsh)
    changed(world, "morag")
    send(world)
    assert asked == ["cy"] and box.mails[0]["Content-Language"] == "cy"


def test_what_was_sent_is_cleared_away_after_a_month(world: World, box: Mailbox) -> None:
    changed(world, "morag")
    send(world)
    for days, left in ((29, 1), (2, 0)):
        world.clock.advance(days=days)
        with world.app.app_context():
            unit_of_work.writing()
            tidying.tidy(world.clock.now)
            unit_of_work.keep()
            assert db.session.scalar(select(func.count()).select_from(OutgoingMail)) == left


def _reply(world: World, key: Any) -> None:
    with world.acting("morag") as actor:
        asks.reply(actor, db.session.get_one(Ask, key), "Bring it on Thursday")
