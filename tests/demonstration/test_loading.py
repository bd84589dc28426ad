"""Loading the invented organisations: once, whole, apart, and never beside real people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import ColumnElement, func, select

from supervision import audit, content, create_app, demonstration, unit_of_work
from supervision.extensions import db
from supervision.models.asks import Ask, AskAnswer
from supervision.models.audit import ReadEntry
from supervision.models.library import PracticeExample, PracticeProposal, ProposalRemark
from supervision.models.people import CareService, Organisation, Person, SupervisionRelation, Team
from supervision.models.recordings import (
    OutcomeRecording,
    OutcomeReview,
    PersonReference,
    PersonReferenceHolder,
)
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.models.sessions import (
    ActionLook,
    AgreedAction,
    SessionAddition,
    SessionChange,
    SessionSignature,
    SupervisionSession,
)
from supervision.queries import people
from supervision.services import recordings
from supervision.services.people import set_up_organisation
from tests import postgres, worlds
from tests.client import Client

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)  # a Wednesday


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application over a database that holds tables and frameworks, and nobody."""
    yield from _prepared(request.param, tmp_path)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def full_once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    for app in _prepared(request.param, tmp_path_factory.mktemp("full")):
        assert load(app) is True
        yield app


@pytest.fixture
def full(full_once: Flask) -> Iterator[Flask]:
    """The same with the demonstration, loaded once for all the tests that change nothing in it."""
    with full_once.app_context():
        yield full_once
    demonstrating(full_once, False)


def _prepared(database: str, folder: Path) -> Iterator[Flask]:
    if database == "sqlite":
        yield from _app(folder, f"sqlite:///{folder / 'empty.sqlite3'}")
        return
    with postgres.postgres_url() as server:
        url = server.create_database("empty").replace("postgresql://", "postgresql+psycopg://")
        yield from _app(folder, url)


def _app(folder: Path, url: str) -> Iterator[Flask]:
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


def count(table: type, *narrow: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count()).select_from(table).where(*narrow)) or 0


def test_it_is_loaded_once_and_kept_afterwards(full: Flask) -> None:
    before = count(Reflection)
    assert load(full) is False
    assert count(Reflection) == before


def test_it_holds_a_year_and_its_log_is_whole(full: Flask) -> None:
    rowan = db.session.scalars(select(Organisation).where(Organisation.name.like("Rowan%"))).one()
    for table, least in (
        (CareService, 3), (Team, 4), (Person, 25), (Reflection, 40), (OutcomeRecording, 19),
        (OutcomeReview, 45), (SupervisionSession, 120), (PracticeExample, 7), (Ask, 25),
    ):  # fmt: skip
        assert count(table, table.organisation_id == rowan.id) >= least, table.__tablename__
    for organisation in db.session.scalars(select(Organisation)):
        assert audit.broken_at(organisation.id) is None
    states = set(db.session.scalars(select(SupervisionSession.state)))
    assert states == {"planned", "writing", "shared", "signed", "cancelled"}


def test_everything_in_the_files_is_in_the_database(full: Flask) -> None:
    wholes = content.demonstration()

    def told(kind: str) -> list[dict[str, Any]]:
        return [row for whole in wholes for row in whole.get(kind, [])]

    reviews = [v for r in told("recordings") for v in r.get("reviews", [])]
    answers = [a for r in told("reflections") for a in r.get("answers", [])]
    meetings = [*told("sessions"), *told("groups")]
    shares = ("shared_with", "shared_team", "shared_person")
    states = [e["state"] for e in told("examples")]
    for table, expected in (
        (Person, len(told("people"))),
        (SupervisionRelation, len(told("relations"))),
        (OutcomeRecording, len(told("recordings"))),
        (OutcomeReview, len(reviews)),
        (Reflection, len(told("reflections"))),
        (ReflectionShare, sum(name in r for r in told("reflections") for name in shares)),
        (AskAnswer, len(answers)),
        (SupervisionSession, len(meetings)),
        (SessionSignature, sum(len(s.get("signatures", [])) for s in meetings)),
        (SessionAddition, sum(len(s.get("additions", [])) for s in meetings)),
        (SessionChange, sum(w in s for s in meetings for w in ("moved", "cancelled"))),
        (AgreedAction, sum(len(s.get("actions", [])) for s in meetings)),
        (ActionLook, sum(len(s.get("looks", [])) for s in meetings)),
        (PracticeProposal, len(states)),
        (PracticeExample, states.count("published") + states.count("withdrawn")),
        (ProposalRemark, states.count("changes_asked")),
    ):
        assert count(table) == expected, table.__tablename__
    helped = [a["helped"]["how"] for a in answers if "helped" in a]
    assert count(AskAnswer, AskAnswer.helped.is_not(None)) == len(helped)
    thanked = sum("thanks" in r for r in told("reflections"))
    assert count(ReflectionShare, ReflectionShare.thanked_at.is_not(None)) == thanked
    withdrawn = states.count("withdrawn")
    assert count(PracticeExample, PracticeExample.withdrawn_on.is_not(None)) == withdrawn


def test_a_reference_was_handed_over(full: Flask) -> None:
    code = PersonReference.code == "B6TN"
    rows = db.session.execute(
        select(Person.known_as, PersonReferenceHolder.to_date)
        .join(Person, Person.id == PersonReferenceHolder.person_id)
        .join(PersonReference, PersonReference.id == PersonReferenceHolder.person_reference_id)
        .where(code)
    )
    until = {name: last for name, last in rows}
    assert set(until) == {"Wendy", "Aleksandra"}
    assert until["Wendy"] is not None and until["Aleksandra"] is None


def test_whoever_answered_or_signed_has_opened_it(full: Flask) -> None:
    assert count(ReadEntry) >= 200
    assert count(ReadEntry, ReadEntry.reader_id == ReadEntry.about_id) == 0
    opened = select(ReadEntry.reader_id, ReadEntry.thing_id).where(ReadEntry.kind == "reflections")
    answered = select(AskAnswer.person_id, Ask.reflection_id).join(Ask, Ask.id == AskAnswer.ask_id)
    assert set(db.session.execute(answered)) <= set(db.session.execute(opened))
    signed = select(SessionSignature.person_id, SessionSignature.session_id)
    looked = select(ReadEntry.reader_id, ReadEntry.thing_id).where(
        ReadEntry.kind == "supervision_sessions"
    )
    two = SessionSignature.session_id.in_(
        select(SupervisionSession.id).where(SupervisionSession.relation_id.is_not(None))
    )
    assert set(db.session.execute(signed.where(two))) <= set(db.session.execute(looked))


def test_the_first_visit_is_behind_all_but_the_newest(full: Flask) -> None:
    new = db.session.scalars(select(Person.known_as).where(Person.welcomed_at.is_(None)))
    assert list(new) == ["Rhona"]


def test_whoever_left_cannot_come_in(full: Flask) -> None:
    client = Client(full)
    response = client.fill("/sign-in", email="wendy@demo.example", password="demonstration")
    assert response.status_code == 422
    wendy = people.account("wendy@demo.example")
    assert wendy is not None and people.actor(wendy.person_id, NOW) is None


def test_nothing_is_planned_for_a_weekend(full: Flask) -> None:
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
def test_everyone_who_is_named_can_sign_in(full: Flask, address: str) -> None:
    client = Client(full)
    response = client.fill("/sign-in", email=f"{address}@demo.example", password="demonstration")
    assert response.status_code == 302
    assert client.get("/").status_code == 200


def test_the_two_organisations_do_not_meet(full: Flask) -> None:
    account = people.account("practitioner@other.example")
    assert account is not None
    client = Client(full)
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


def test_the_sign_ins_are_shown_in_demonstration_mode_only(full: Flask) -> None:
    for on in (True, False):
        demonstrating(full, on)
        page = Client(full).get("/sign-in").text
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
    empty.testing = False  # which the start refuses
    answer = empty.test_cli_runner().invoke(args=["start"])
    assert answer.exit_code == 1
    assert "holds an organisation of real people, and nothing was changed" in answer.output
    assert db.session.scalar(select(func.count()).select_from(Organisation)) == 1


def test_the_command_says_where_to_go_and_where_the_key_lies(empty: Flask) -> None:
    demonstrating(empty, True)
    db.session.remove()
    empty.testing = False  # which the start refuses
    first = empty.test_cli_runner().invoke(args=["start"])
    assert first.exit_code == 0, first.output
    for said in ("http://127.0.0.1:8000", "practitioner@demo.example", "master-key", "loaded"):
        assert said in first.output
    again = empty.test_cli_runner().invoke(args=["start"])
    assert "its data is kept" in again.output
