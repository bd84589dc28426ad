"""Another sign-in address: whoever reads the mail of the one before is told, and nothing more."""

from __future__ import annotations

import pytest

from supervision.domain.mails import Kind
from supervision.domain.refusals import Forbidden
from supervision.extensions import db
from supervision.models.mails import OutgoingMail
from supervision.services import directory, second_looks
from tests.foundation.mailbox import Mailbox
from tests.foundation.mails import box as box
from tests.foundation.mails import rows as all_rows
from tests.foundation.mails import send
from tests.services.several_administrators import administrators, person
from tests.worlds import World

BEFORE, AFTER = "tomasz@lochside.example", "someone.else@elsewhere.example"


def rows(world: World) -> list[OutgoingMail]:
    """Of the outbox what is of an address; that something waits is told to others."""
    return [row for row in all_rows(world) if row.kind == Kind.ADDRESS_CHANGED]


def agreed(world: World, address: str = AFTER) -> None:
    """Sandy asks for another address for Tomasz, and Agnes agrees on the page."""
    administrators(world)
    with world.acting("sandy") as actor:
        what = {"address": address}
        look = second_looks.ask(actor, "address", what, "Married", person(world, "tomasz")).id
    answer = world.client("agnes").send(f"/second-looks/{look}", look="agree", words="")
    assert answer.status_code == 302


def test_the_address_before_is_told_and_the_new_one_is_not_named(
    world: World, box: Mailbox
) -> None:
    agreed(world)
    world.clock.advance(minutes=1)
    send(world)
    (mail,) = (one for one in box.mails if one["To"] == BEFORE)
    assert "something else" in mail["Subject"]
    assert "was changed" in mail.get_content() and "administers" in mail.get_content()
    whole = mail.as_string()
    for word in (AFTER, "elsewhere", "Married", "Sandy", "Agnes", "Tomasz of", "http"):
        assert word not in whole


def test_the_outbox_forgets_the_address_with_the_mail(world: World, box: Mailbox) -> None:
    agreed(world)
    assert [row.address for row in rows(world)] == [BEFORE]
    send(world)
    (row,) = rows(world)
    assert row.sent_at is not None and row.address is None


def test_it_is_forgotten_too_where_the_mail_is_dropped(world: World, box: Mailbox) -> None:
    agreed(world)
    world.clock.advance(days=4)
    send(world)
    (row,) = rows(world)
    assert row.dropped_at and row.address is None and box.mails == []


def test_a_name_that_is_no_address_gets_none(world: World, box: Mailbox) -> None:
    with world.acting("sandy"):
        row = person(world, "tomasz")
        row.email = row.email_folded = "tomasz"
    agreed(world)
    assert rows(world) == []


def test_what_needed_no_second_one_and_what_was_refused_tell_nobody(world: World) -> None:
    with world.acting("sandy"):
        person(world, "tomasz").password_hash = None
    with world.acting("sandy") as actor:
        directory.change_address(actor, person(world, "tomasz"), "first@elsewhere.example")
    with pytest.raises(Forbidden), world.acting("sandy") as actor:
        directory.change_address(actor, person(world, "callum"), AFTER)
    with world.app.app_context():
        assert db.session.query(OutgoingMail).count() == 0
