"""The invented organisations beside a real one: added on purpose, and taken away whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Table, func, select, text
from sqlalchemy.exc import DBAPIError

from supervision import audit, content, demonstration, doctor, mailing, unit_of_work
from supervision.content import common_passwords
from supervision.domain import passwords as password_rules
from supervision.domain.mails import Kind
from supervision.extensions import db
from supervision.mail_settings import MailServer, MailSettings
from supervision.models.audit import AuditEntry, ReadEntry
from supervision.models.people import Organisation, Person
from supervision.outbox import about_sign_in
from tests.demonstration.test_loading import NOW, _prepared
from tests.foundation.mailbox import mailbox
from tests.foundation.test_organisation_command import NOOR, SANDY, browser, emptied, run
from tests.house.test_import_law import ROOT

# Tables that belong to no organisation; whoever adds one says so here.
OF_NOBODY = {"alembic_version", "framework_outcomes", "frameworks", "organisations", "tries"}
PASSWORD = "three herons at dawn"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    yield from _prepared(request.param, tmp_path_factory.mktemp("once"))


@pytest.fixture
def real(once: Flask) -> Iterator[Flask]:
    """An application over a database that holds one organisation of real people."""
    before = once.extensions["settings"]
    done = run(once, SANDY, NOOR)
    assert done.exit_code == 0, done.output
    yield once
    once.extensions["settings"] = before
    emptied()


@pytest.fixture(autouse=True)
def short(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """One small organisation is enough, but where all of them are looked at."""
    if request.node.originalname != test_it_comes_beside_real_people_and_goes_whole.__name__:
        small = content.demonstration()[-1:]
        monkeypatch.setattr(content, "demonstration", lambda: small)


def command(app: Flask, *args: str, typed: str = "") -> Any:
    db.session.remove()
    done = app.test_cli_runner().invoke(args=["demonstration", *args], input=typed)
    db.session.remove()
    return done


def everything(app: Flask) -> dict[str, dict[Any, int]]:
    """How many rows each table holds of each organisation, and all rows of each organisation that
    is real."""
    found: dict[str, dict[Any, int]] = {}
    for table in db.metadata.sorted_tables:
        column = _organisation(table)
        if column is None:
            number = db.session.scalar(select(func.count()).select_from(table))
            found[table.name] = {None: number or 0}
            continue
        rows = db.session.execute(select(column, func.count()).group_by(column))
        found[table.name] = dict(tuple(row) for row in rows)
    db.session.remove()
    return found


def _organisation(table: Table) -> Any:
    return table.c.id if table.name == "organisations" else table.c.get("organisation_id")


def signs_in(app: Flask, email: str, password: str) -> bool:
    answer = browser(app).fill("/sign-in", email=email, password=password)
    return bool(answer.status_code == 302)


def test_every_table_is_of_an_organisation_or_says_that_it_is_not() -> None:
    without = {t.name for t in db.metadata.sorted_tables if t.c.get("organisation_id") is None}
    assert without <= OF_NOBODY


def test_it_comes_beside_real_people_and_goes_whole(real: Flask) -> None:
    before = everything(real)
    real_one = db.session.scalars(select(Organisation.id)).one()
    added = command(real, "add", "--yes")
    assert added.exit_code == 0, added.output
    assert "They stand beside Lochside Partnership" in added.output
    full = everything(real)
    assert {name: rows.get(real_one) for name, rows in full.items()} == {
        name: rows.get(real_one) for name, rows in before.items()
    }, "nothing of the real one is touched by adding"
    filled = [name for name, rows in full.items() if len(rows) > 1]
    assert len(filled) >= 20 and {"audit_entries", "read_entries", "reflections"} <= set(filled)
    removed = command(real, "remove", "--yes")
    assert removed.exit_code == 0, removed.output
    assert everything(real) == before
    assert audit.broken_at(real_one) is None
    assert command(real, "remove", "--yes").output.startswith("There is no demonstration here")


def test_the_logs_still_refuse_every_change(real: Flask) -> None:
    for way in (("add", "--yes"), ("remove", "--yes")):
        command(real, *way)
        for log in (AuditEntry, ReadEntry):
            for act in (
                f"DELETE FROM {log.__tablename__}",
                f"UPDATE {log.__tablename__} SET kind = 'x'",
            ):
                if not db.session.scalar(select(func.count()).select_from(log)):
                    continue
                with pytest.raises(DBAPIError, match="never changed"):
                    db.session.execute(text(act))
                db.session.rollback()


def test_a_cut_leaves_both_whole(real: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    command(real, "add", "--yes")
    before = everything(real)

    def cut() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(unit_of_work, "keep", cut)
        assert command(real, "remove", "--yes").exit_code != 0
    db.session.rollback()
    assert everything(real) == before
    with pytest.raises(DBAPIError, match="never changed"):
        db.session.execute(text("DELETE FROM audit_entries"))
    db.session.rollback()


class TestPassword:
    def test_one_is_made_and_printed_once(self, real: Flask) -> None:
        done = command(real, "add", "--yes")
        found = re.search(r"printed this once: (\S+)", done.output)
        assert found is not None
        assert password_rules.problem(found[1], (), common_passwords()) is None
        assert signs_in(real, "practitioner@other.example", found[1])
        assert not signs_in(real, "practitioner@other.example", demonstration.PASSWORD)

    def test_one_can_be_given(self, real: Flask) -> None:
        done = command(real, "add", "--yes", "--password", PASSWORD)
        assert PASSWORD not in done.output
        assert signs_in(real, "practitioner@other.example", PASSWORD)

    @pytest.mark.parametrize("word", ["demonstration", "Demonstration2026", "short"])
    def test_never_the_one_that_everybody_knows(self, real: Flask, word: str) -> None:
        before = everything(real)
        assert command(real, "add", "--yes", "--password", word).exit_code == 1
        assert everything(real) == before

    def test_the_doctor_agrees(self, real: Flask) -> None:
        settings = replace(
            real.extensions["settings"], trusted_hosts=("x.example",), plain_http=False
        )

        def told() -> list[doctor.Finding]:
            migrations = real.extensions["migrate"].directory
            found = doctor.examine(settings, migrations, NOW, debug=False, testing=False)
            lines = [one for one in found if "nvented" in one.what or "everyone knows" in one.what]
            db.session.remove()
            return lines

        (one,) = told()
        assert not one.mend and "Nobody can sign in with a password" in one.what
        command(real, "add", "--yes")
        (one,) = told()
        assert not one.mend and "a password of their own" in one.what
        known = real.extensions["passwords"].hash(demonstration.PASSWORD)
        invented = select(Organisation.id).where(Organisation.demonstration)
        db.session.execute(
            Person.__table__.update()
            .where(Person.organisation_id.in_(invented))
            .values(password_hash=known)
        )
        db.session.commit()
        (one,) = told()
        assert one.stops and "everyone knows" in one.what


class TestOnPurpose:
    @pytest.mark.parametrize("what", ["add", "remove"])
    def test_it_asks_first(self, real: Flask, what: str) -> None:
        if what == "remove":
            command(real, "add", "--yes")
        before = everything(real)
        done = command(real, what, typed="n\n")
        assert done.exit_code == 1 and "Nothing was changed" in done.output
        assert everything(real) == before

    def test_a_second_time_it_is_refused(self, real: Flask) -> None:
        command(real, "add", "--yes")
        before = everything(real)
        done = command(real, "add", "--yes")
        assert done.exit_code == 1 and "here already" in done.output
        assert everything(real) == before

    def test_an_address_that_is_taken(self, real: Flask) -> None:
        person = db.session.scalars(select(Person)).first()
        assert person is not None
        person.email_folded = "practitioner@other.example"
        db.session.commit()
        before = everything(real)
        done = command(real, "add", "--yes")
        assert done.exit_code == 1 and "Nothing was added" in done.output
        assert everything(real) == before

    def test_starting_as_a_demonstration_over_real_people_is_still_refused(
        self, real: Flask
    ) -> None:
        command(real, "add", "--yes")
        unit_of_work.writing()
        with pytest.raises(demonstration.RealPeople):
            demonstration.load_once(real.extensions["passwords"], NOW)
        db.session.rollback()


def test_their_mail_never_leaves_the_machine(real: Flask, tmp_path: Path) -> None:
    command(real, "add", "--yes")
    with mailbox() as kept:
        mail = MailSettings(
            "https://x.example", MailServer("127.0.0.1", kept.port, "none"), "a@x.example"
        )
        before = real.extensions["settings"]
        real.extensions["settings"] = replace(before, instance=tmp_path, mail=mail)
        unit_of_work.writing()
        for email in ("practitioner@other.example", SANDY[2]):
            person = db.session.scalars(select(Person).where(Person.email == email)).one()
            about_sign_in(person.organisation_id, person.id, Kind.PASSWORD_CHANGED, NOW)
        unit_of_work.keep()
        mailing.send_due(real)
        assert {mail["To"] for mail in kept.mails} == {SANDY[2]}
        assert any("practitioner@other" in f.read_text() for f in (tmp_path / "mail").glob("*.eml"))


def test_mail_that_waits_for_them_is_nothing_to_mend(real: Flask) -> None:
    command(real, "add", "--yes")
    invented = select(Organisation.id).where(Organisation.demonstration)
    person = db.session.scalars(select(Person).where(Person.organisation_id.in_(invented))).first()
    assert person is not None
    whose = (person.organisation_id, person.id)
    db.session.remove()
    unit_of_work.writing()
    about_sign_in(*whose, Kind.PASSWORD_CHANGED, NOW - timedelta(days=1))
    unit_of_work.keep()
    settings, folder = real.extensions["settings"], real.extensions["migrate"].directory
    found = list(doctor.examine(settings, folder, NOW, debug=False, testing=False))
    assert [one.mend for one in found if "mails wait" in one.what] == [""]


def test_docs_name_the_commands() -> None:
    told = (ROOT / "docs" / "running.md").read_text()
    for words in ("demonstration add", "demonstration remove", "organisation create"):
        assert words in told
