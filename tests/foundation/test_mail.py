"""Mail: queued with its cause, sent once, to whom it still goes, with nothing in it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from supervision import mailing, unit_of_work
from supervision.domain.nations import Nation
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person
from supervision.services import asks, tidying
from tests.access import making, making_sessions
from tests.foundation.mailbox import Mailbox
from tests.foundation.mails import BASE, SENT_BY, SUBJECT, ask, changed, rows, send
from tests.foundation.mails import box as box
from tests.worlds import World


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
