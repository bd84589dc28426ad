"""The chain of changes: no gaps under load, and no entry that can be changed unseen."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.reflections import Reflection
from tests.foundation.steps import chain_broken_at, head, write, write_quickly
from tests.worlds import World

WRITERS = ["callum", "tomasz", "rhona", "kirsty", "morag", "priya", "jean", "fergus"]


def _together(*jobs: Any) -> list[BaseException]:
    """Run these at the same moment; returns what went wrong."""
    wrong: list[BaseException] = []
    ready = threading.Barrier(len(jobs))

    def run(job: Any) -> None:
        try:
            ready.wait(10)
            job()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return wrong


def test_eight_people_write_at_once(world: World) -> None:
    clients = [world.client(name) for name in WRITERS]
    sequence, _ = head(world)

    def job(client: Any) -> Any:
        def three() -> None:
            for number in range(3):
                write(client, happened=f"What happened, part {number}")

        return three

    assert _together(*[job(client) for client in clients]) == []
    with world.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Reflection)) == 24
    assert head(world)[0] == sequence + 24
    assert chain_broken_at(world) is None


def test_one_form_sent_twice_at_once_makes_one_thing(world: World) -> None:
    callum = world.client("callum")
    for number in range(4):
        found = callum.form("/reflections/new")
        data = found.data(happened=f"What happened, part {number}")
        answers: list[Any] = []
        browsers = [callum, *(world.client() for _ in range(2))]
        cookie = callum.get_cookie("supervision")
        for browser in browsers[1:]:
            browser.set_cookie("supervision", cookie.value)

        def send(
            browser: Any, path: str = found.action, sent: Any = data, into: Any = answers
        ) -> None:
            into.append(browser.post(path, data=sent))

        assert _together(*[lambda b=browser: send(b) for browser in browsers]) == []
        assert {(a.status_code, a.location) for a in answers} == {(302, answers[0].location)}
    with world.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Reflection)) == 4


def _forget_the_triggers(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
        for (name,) in names.all():
            if "_no_" in name:
                connection.execute(text(f"DROP TRIGGER {name}"))
        return
    for log in ("audit_entries", "read_entries"):
        connection.execute(text(f"DROP TRIGGER {log}_never_changed ON {log}"))


HARBOUR = "(SELECT id FROM organisations WHERE name LIKE 'Harbour%')"
CHANGES = {
    "at": "at = (SELECT at FROM audit_entries WHERE sequence = 1 AND {org})",
    "actor_id": "actor_id = NULL",
    "verb": "verb = 'read'",
    "kind": "kind = 'asks'",
    "thing_id": "thing_id = organisation_id",
    "version": "version = 9",
    "request_id": "request_id = 'another'",
    "previous_hash": "previous_hash = hash",
    "hash": "hash = previous_hash",
    "sequence": "sequence = 900",
    "organisation_id": "sequence = 900, organisation_id = " + HARBOUR,
}


def test_every_column_of_an_entry_is_covered() -> None:
    assert set(CHANGES) == {column.name for column in AuditEntry.__table__.columns}


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_entry_is_found(world: World, column: str) -> None:
    world.clock.advance(minutes=1)
    write(world.client("callum"), happened="What happened")
    sequence, _ = head(world)
    write_quickly(world, "callum", "And then")
    assert chain_broken_at(world) is None
    org = "organisation_id = (SELECT id FROM organisations WHERE name LIKE 'Lochside%')"
    with world.app.app_context(), db.engine.begin() as connection:
        _forget_the_triggers(connection)
        done = connection.execute(
            text(
                f"UPDATE audit_entries SET {CHANGES[column].format(org=org)} "
                f"WHERE sequence = {sequence} AND {org}"
            )
        )
        assert done.rowcount == 1
    assert chain_broken_at(world) == sequence


@pytest.mark.parametrize("which", ["first", "middle", "last"])
def test_a_missing_entry_is_found(world: World, which: str) -> None:
    write_quickly(world, "callum", "What happened")
    last, _ = head(world)
    sequence = {"first": 1, "middle": last // 2, "last": last}[which]
    org = "organisation_id = (SELECT id FROM organisations WHERE name LIKE 'Lochside%')"
    with world.app.app_context(), db.engine.begin() as connection:
        _forget_the_triggers(connection)
        connection.execute(text(f"DELETE FROM audit_entries WHERE sequence = {sequence} AND {org}"))
    assert chain_broken_at(world) == sequence


@pytest.mark.parametrize("log", ["audit_entries", "read_entries"])
@pytest.mark.parametrize("act", ["UPDATE {} SET kind = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_logs_cannot_be_changed(world: World, log: str, act: str) -> None:
    key = write_quickly(world, "callum", "What happened", shared_with="morag")
    assert world.client("morag").get(f"/reflections/{key}").status_code == 200
    with world.app.app_context(), db.engine.connect() as connection:
        before = connection.execute(text(f"SELECT count(*) FROM {log}")).scalar()
        assert before
        with pytest.raises(SQLAlchemyError) as refused:
            connection.execute(text(act.format(log)))
        assert "never changed" in str(refused.value) or act.startswith("TRUNCATE")
        connection.rollback()
        assert connection.execute(text(f"SELECT count(*) FROM {log}")).scalar() == before
