"""Loading the invented organisations: once, whole, apart, and never beside real people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select

from supervision import audit, content, create_app, demonstration, unit_of_work
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.library import PracticeExample
from supervision.models.people import Organisation, Person
from supervision.models.recordings import OutcomeRecording
from supervision.models.reflections import Reflection
from supervision.models.sessions import SupervisionSession
from supervision.queries import people
from supervision.services import recordings
from supervision.services.people import set_up_organisation
from tests import postgres, worlds
from tests.client import Client

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)  # a Wednesday


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application over a database that holds tables and frameworks, and nobody."""
    if request.param == "sqlite":
        yield from _prepared(tmp_path, f"sqlite:///{tmp_path / 'empty.sqlite3'}")
        return
    with postgres.postgres_url() as server:
        url = server.create_database("empty").replace("postgresql://", "postgresql+psycopg://")
        yield from _prepared(tmp_path, url)


def _prepared(folder: Path, url: str) -> Iterator[Flask]:
    app = create_app(worlds.settings(folder, url), TESTING=True, CLOCK=lambda: NOW)
    with app.app_context():
        upgrade()
        unit_of_work.writing()
        for framework in content.frameworks():
            recordings.import_framework(framework)
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def load(app: Flask) -> bool:
    unit_of_work.undo()
    unit_of_work.writing()
    return demonstration.load_once(app.extensions["passwords"], NOW)


def test_it_is_loaded_once_and_kept_afterwards(empty: Flask) -> None:
    assert load(empty) is True
    before = db.session.scalar(select(func.count()).select_from(Reflection))
    assert load(empty) is False
    assert db.session.scalar(select(func.count()).select_from(Reflection)) == before


def test_it_holds_a_life_and_its_log_is_whole(empty: Flask) -> None:
    load(empty)
    rowan = db.session.scalars(select(Organisation).where(Organisation.name.like("Rowan%"))).one()
    for table, least in (
        (Reflection, 14), (OutcomeRecording, 9), (SupervisionSession, 12), (PracticeExample, 3),
        (Ask, 6),
    ):  # fmt: skip
        found = db.session.scalar(
            select(func.count()).select_from(table).where(table.organisation_id == rowan.id)
        )
        assert found is not None and found >= least, table.__tablename__
    for organisation in db.session.scalars(select(Organisation)):
        assert audit.broken_at(organisation.id) is None
    states = set(db.session.scalars(select(SupervisionSession.state)))
    assert states == {"planned", "writing", "shared", "signed"}


def test_nobody_is_double_booked_into_the_future_weekend(empty: Flask) -> None:
    load(empty)
    for starts in db.session.scalars(select(SupervisionSession.starts_at)):
        assert starts <= NOW or starts.weekday() < 5


def test_real_people_stop_it(empty: Flask) -> None:
    unit_of_work.writing()
    set_up_organisation("A real one", "scotland", "Europe/London", NOW)
    db.session.commit()
    with pytest.raises(demonstration.RealPeople):
        load(empty)
    assert db.session.scalar(select(func.count()).select_from(Person)) == 0


@pytest.mark.parametrize(
    "address",
    ["practitioner", "supervisor", "curator", "leader", "admin", "auditor", "governance"],
)
def test_everyone_who_is_named_can_sign_in(empty: Flask, address: str) -> None:
    load(empty)
    client = Client(empty)
    response = client.fill("/sign-in", email=f"{address}@demo.example", password="demonstration")
    assert response.status_code == 302
    assert client.get("/").status_code == 200


def test_the_two_organisations_do_not_meet(empty: Flask) -> None:
    load(empty)
    account = people.account("practitioner@other.example")
    assert account is not None
    client = Client(empty)
    client.fill("/sign-in", email="practitioner@other.example", password="demonstration")
    strange = db.session.scalars(
        select(Person.known_as).where(Person.organisation_id != account.organisation_id)
    ).all()
    for path in ("/", "/supervision", "/reflections", "/outcomes", "/good-practice"):
        page = client.get(path)
        assert page.status_code == 200
        for name in strange:
            assert f" {name} " not in page.text


def demonstrating(empty: Flask, on: bool) -> None:
    empty.extensions["settings"] = replace(empty.extensions["settings"], demonstration=on)


def test_the_sign_ins_are_shown_in_demonstration_mode_only(empty: Flask) -> None:
    load(empty)
    for on in (True, False):
        demonstrating(empty, on)
        page = Client(empty).get("/sign-in").text
        assert ("practitioner@demo.example" in page) is on
        assert ("demonstration</strong>" in page) is on


def test_no_sign_ins_are_shown_over_real_people(empty: Flask) -> None:
    demonstrating(empty, True)
    unit_of_work.writing()
    set_up_organisation("A real one", "scotland", "Europe/London", NOW)
    db.session.commit()
    assert "demo.example" not in Client(empty).get("/sign-in").text


def test_the_command_leaves_real_people_alone_and_says_so(empty: Flask) -> None:
    demonstrating(empty, True)
    unit_of_work.writing()
    set_up_organisation("A real one", "scotland", "Europe/London", NOW)
    db.session.commit()
    db.session.remove()
    answer = empty.test_cli_runner().invoke(args=["start"])
    assert answer.exit_code == 1
    assert "holds an organisation of real people, and nothing was changed" in answer.output
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_the_command_says_where_to_go_and_where_the_key_lies(empty: Flask) -> None:
    demonstrating(empty, True)
    db.session.remove()
    first = empty.test_cli_runner().invoke(args=["start"])
    assert first.exit_code == 0, first.output
    for said in ("http://127.0.0.1:8000", "practitioner@demo.example", "master-key", "loaded"):
        assert said in first.output
    again = empty.test_cli_runner().invoke(args=["start"])
    assert "its data is kept" in again.output
