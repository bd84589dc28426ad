"""The first start without a demonstration: from nothing to two people who can sign in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy import delete, func, select, update

from supervision import audit, demonstration, doctor, unit_of_work
from supervision.extensions import db
from supervision.mail_settings import MailServer, MailSettings
from supervision.models.audit import AuditEntry
from supervision.models.limits import Tries
from supervision.models.links import OneTimeLink
from supervision.models.mails import OutgoingMail
from supervision.models.people import Organisation, OrganisationKey, Person, RoleGrant
from tests.client import Client
from tests.demonstration.test_loading import NOW, _prepared

BASE = "https://supervision.example"
SANDY = ("Sandy Mackay", "Sandy", "sandy@lochside.example")
NOOR = ("Noor Ali", "Noor", "noor@lochside.example")
NEW = "three herons at dawn"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """An application over a database that holds tables and frameworks, and nobody."""
    yield from _prepared(request.param, tmp_path_factory.mktemp("once"))


@pytest.fixture
def empty(once: Flask) -> Iterator[Flask]:
    """The same, and empty again afterwards."""
    before = once.extensions["settings"]
    once.extensions["settings"] = replace(before, mail=MailSettings(url=BASE))
    db.session.remove()
    yield once
    once.extensions["settings"] = before
    once.testing = True
    emptied()


def emptied() -> None:
    """Take every organisation away, as if it were invented."""
    db.session.remove()
    unit_of_work.writing()
    db.session.execute(update(Organisation).values(demonstration=True))
    demonstration.remove()
    db.session.execute(delete(Tries))
    db.session.commit()
    db.session.remove()


def run(app: Flask, *people: tuple[str, str, str], typed: str = "", **more: Any) -> Any:
    """`flask organisation create`."""
    given = {"name": "Lochside Partnership", "nation": "scotland", **more}
    args = ["organisation", "create"]
    for name, value in given.items():
        if value is True:
            args.append("--" + name.replace("_", "-"))
        elif value is not None:
            args += ["--" + name.replace("_", "-"), value]
    for one in people:
        args += ["--administrator", *one]
    db.session.remove()
    done = app.test_cli_runner().invoke(args=args, input=typed)
    db.session.remove()
    return done


def browser(app: Flask) -> Client:
    """A browser of nobody. The tests stand in one context, which remembers who was here."""
    vars(g._get_current_object()).clear()
    return Client(app)


def with_mail(app: Flask) -> None:
    server = MailServer("127.0.0.1", 9, "none")
    mail = MailSettings(BASE, server, "supervision@example.org")
    app.extensions["settings"] = replace(app.extensions["settings"], mail=mail)


def count(table: type) -> int:
    found = db.session.scalar(select(func.count()).select_from(table)) or 0
    db.session.remove()
    return found


def test_two_people_can_begin(empty: Flask) -> None:
    done = run(empty, SANDY, NOOR)
    assert done.exit_code == 0, done.output
    links = re.findall(re.escape(BASE) + r"(/invitation/\S+)", done.output)
    assert len(links) == 2 and "works once" in done.output
    for link, name in zip(links, ("Sandy", "Noor"), strict=True):
        client = browser(empty)
        client.get(link)
        page = client.get("/invitation").text
        assert "Lochside Partnership" in page and f'value="{name}"' in page
        assert "invites you" not in page, "no person made it"
        answer = client.fill("/invitation", new_password=NEW, password_again=NEW)
        assert (answer.status_code, answer.location) == (302, "/")
        assert client.get("/").status_code == 200
        again = browser(empty).fill(
            "/sign-in", email=f"{name.lower()}@lochside.example", password=NEW
        )
        assert again.status_code == 302
    db.session.remove()
    (organisation,) = db.session.scalars(select(Organisation))
    assert (organisation.time_zone, organisation.demonstration) == ("Europe/London", False)
    grants = db.session.scalars(select(RoleGrant)).all()
    assert {(one.role, one.given_by) for one in grants} == {("administrator", None)}
    assert {one.reason for one in grants} == {"Named when the organisation was set up"}
    assert count(OrganisationKey) == 1
    assert audit.broken_at(organisation.id) is None
    system = select(AuditEntry.verb).where(AuditEntry.actor_id.is_(None))
    assert {"set_up", "added", "invited", "made"} <= set(db.session.scalars(system))


def test_with_a_mail_server_both_get_a_mail(empty: Flask) -> None:
    with_mail(empty)
    done = run(empty, SANDY, NOOR)
    assert done.exit_code == 0 and "/invitation/" not in done.output
    assert (count(OutgoingMail), count(OneTimeLink)) == (2, 0)


def test_links_are_printed_when_asked_for(empty: Flask) -> None:
    with_mail(empty)
    done = run(empty, SANDY, NOOR, print_links=True)
    assert done.output.count(f"{BASE}/invitation/") == 2
    assert (count(OutgoingMail), count(OneTimeLink)) == (0, 2)


def test_whoever_has_no_address_gets_a_printed_one_all_the_same(empty: Flask) -> None:
    with_mail(empty)
    done = run(empty, SANDY, ("Noor Ali", "Noor", "noor.nights"))
    assert done.exit_code == 0 and done.output.count(f"{BASE}/invitation/") == 1
    assert (count(OutgoingMail), count(OneTimeLink)) == (1, 1)


def test_what_is_left_out_is_asked_for(empty: Flask) -> None:
    typed = "Harbour Care\nelsewhere\nSandy Mackay\n\nsandy@x.example\nNoor Ali\nNoor A\nnoor.n\n"
    done = run(empty, typed=typed, name=None, nation=None)
    assert done.exit_code == 0, done.output
    people = db.session.execute(select(Person.full_name, Person.known_as, Person.email)).all()
    assert sorted(map(tuple, people)) == [
        ("Noor Ali", "Noor A", "noor.n"),
        ("Sandy Mackay", "Sandy", "sandy@x.example"),
    ]
    assert db.session.scalar(select(Organisation.time_zone)) == "UTC"


REFUSED: dict[str, tuple[tuple[tuple[str, str, str], ...], dict[str, str], str]] = {
    "one": ((SANDY,), {}, "Name two administrators"),
    "one address": ((SANDY, ("Noor Ali", "Noor", "Sandy@Lochside.example ")), {}, "given twice"),
    "one name": ((SANDY, ("Noor Ali", "sandy", NOOR[2])), {}, "called the same"),
    "no address": ((SANDY, ("Noor Ali", "Noor", "noor@")), {}, "Noor Ali: Write the address"),
    "a strange one": ((SANDY, ("Noor Ali", "Noor", "n\u043er@x.example")), {}, "plain letters"),
    "no full name": ((SANDY, (" ", "Noor", NOOR[2])), {}, "Write the full name"),
    "a mixed name": ((SANDY, ("Noor Ali", "N\u043er", NOOR[2])), {}, "one alphabet"),
    "no name": ((SANDY, NOOR), {"name": "  "}, "Give the organisation a name"),
    "a long name": ((SANDY, NOOR), {"name": "x" * 201}, "can hold 200"),
    "a turned name": ((SANDY, NOOR), {"name": "Loch\u202eside"}, "hidden characters"),
    "no zone": ((SANDY, NOOR), {"time_zone": "Lochside"}, "is no time zone"),
    "a path": ((SANDY, NOOR), {"time_zone": "../etc/passwd"}, "is no time zone"),
    "a folder": ((SANDY, NOOR), {"time_zone": "Europe"}, "is no time zone"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_whole_and_in_plain_words(empty: Flask, what: str) -> None:
    people, more, says = REFUSED[what]
    done = run(empty, *people, **more)
    assert done.exit_code == 1, done.output
    assert says in done.output and done.output.rstrip().endswith("Nothing was set up.")
    assert "Traceback" not in done.output
    assert count(Organisation) == count(Person) == count(AuditEntry) == 0


def test_every_fault_is_told_at_once(empty: Flask) -> None:
    done = run(empty, ("", "", ""), name="", time_zone="x")
    for says in ("Give the organisation", "no time zone", "Name two", "full name", "how people"):
        assert says in done.output


def test_a_second_time_it_is_refused_and_nothing_changes(empty: Flask) -> None:
    assert run(empty, SANDY, NOOR).exit_code == 0
    before = count(AuditEntry)
    for name in ("Lochside Partnership", "LOCHSIDE  partnership"):
        again = run(empty, SANDY, NOOR, name=name)
        assert again.exit_code == 1 and "already" in again.output
    other = run(empty, SANDY, ("Noor Ali", "Noor", "NOOR@lochside.example"), name="Harbour Care")
    assert other.exit_code == 1
    assert other.output.count("belongs to somebody here already") == 2
    assert (count(Organisation), count(AuditEntry)) == (1, before)


def test_they_are_listed_by_name(empty: Flask) -> None:
    def listed() -> str:
        return empty.test_cli_runner().invoke(args=["organisation", "list"]).output

    assert "none yet" in listed()
    run(empty, SANDY, NOOR)
    assert listed() == "Lochside Partnership\n"


def test_a_lost_invitation_is_printed_anew_at_the_console(empty: Flask) -> None:
    run(empty, SANDY, NOOR)
    done = empty.test_cli_runner().invoke(args=["people", "reset-link", SANDY[2]])
    found = re.search(re.escape(BASE) + r"(/invitation/\S+)", done.output)
    assert found is not None and "seven days" in done.output
    db.session.remove()
    client = browser(empty)
    client.get(found[1])
    assert client.fill("/invitation", new_password=NEW, password_again=NEW).status_code == 302


def test_the_start_says_that_nobody_can_sign_in_yet(
    empty: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty.testing = False  # which the start refuses, as it does a server that is quick to lose
    monkeypatch.setattr("supervision.cli.doctor.examine", lambda _app: iter(()))
    done = empty.test_cli_runner().invoke(args=["start"])
    assert done.exit_code == 0 and "flask organisation create" in done.output
    db.session.remove()
    run(empty, SANDY, NOOR)
    done = empty.test_cli_runner().invoke(args=["start"])
    assert "organisation create" not in done.output


def test_the_doctor_says_that_there_is_none_yet(empty: Flask) -> None:
    def told() -> list[doctor.Finding]:
        settings, folder = empty.extensions["settings"], empty.extensions["migrate"].directory
        found = doctor.examine(settings, folder, NOW, debug=False, testing=False)
        lines = [one for one in found if "rganisation" in one.what]
        db.session.remove()
        return lines

    (one,) = told()
    assert "nobody can sign in" in one.what and "organisation create" in one.mend and not one.stops
    run(empty, SANDY, NOOR)
    (one,) = told()
    assert one.line == "ok         Organisations here: 1"


def test_now_is_the_clock_of_the_service(empty: Flask) -> None:
    run(empty, SANDY, NOOR)
    assert set(db.session.scalars(select(OneTimeLink.made_at))) == {NOW}
