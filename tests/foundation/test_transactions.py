"""One transaction per request: all of it is kept, or nothing."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import abort
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from supervision import audit
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.services import reflections
from tests.foundation.steps import (
    chain_broken_at,
    changed,
    head,
    listening,
    tables,
    write,
    write_quickly,
)
from tests.worlds import World

WORDS = {"happened": "We looked at the photographs together"}


def test_unsafe_methods_take_the_lock_before_they_read(world: World) -> None:
    callum = world.client("callum")
    found = callum.form("/reflections/new")
    with listening(world) as heard:
        assert callum.post(found.action, data=found.data(**WORDS)).status_code == 302
    first = heard.lines[0]
    if db_name(world) == "sqlite":
        assert first == "BEGIN IMMEDIATE"
        assert heard.count("BEGIN") == 1
    assert heard.count("COMMIT") == 1
    assert heard.index("INSERT INTO reflections") < heard.index("INSERT INTO audit_entries")
    assert heard.index("INSERT INTO audit_entries") < heard.index("COMMIT")


def db_name(world: World) -> str:
    with world.app.app_context():
        return str(db.engine.dialect.name)


def test_safe_methods_never_take_the_lock(world: World) -> None:
    callum = world.client("callum")
    with listening(world) as heard:
        callum.get("/reflections")
        callum.head("/")
    assert heard.lines and not heard.count("BEGIN IMMEDIATE") and not heard.count("COMMIT")


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 500, 503])
def test_an_answer_from_400_on_keeps_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    callum = world.client("callum")
    found = callum.form("/reflections/new")
    before, chain = tables(world), head(world)
    write_really = reflections.write

    def write_and_refuse(*args: Any, **more: Any) -> Any:
        write_really(*args, **more)
        db.session.flush()
        abort(status)

    monkeypatch.setattr(reflections, "write", write_and_refuse)
    answer = callum.post(found.action, data=found.data(**WORDS))
    assert answer.status_code == status
    assert changed(before, tables(world)) == set()
    assert head(world) == chain


@pytest.mark.parametrize(
    ("failure", "status"),
    [
        (RuntimeError("We looked at the photographs"), 500),
        (OperationalError("SELECT", {}, Exception("database is locked")), 503),
        (IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed")), 409),
        (StaleDataError("another version"), 409),
    ],
    ids=["a fault", "no database", "a key that is taken", "another version"],
)
def test_without_its_entry_a_change_is_not_kept(
    world: World, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int
) -> None:
    callum = world.client("callum")
    found = callum.form("/reflections/new")
    before = tables(world)

    def fail(*_: Any, **__: Any) -> None:
        raise failure

    monkeypatch.setattr(audit, "append", fail)
    answer = callum.post(
        found.action, data=found.data(**WORDS), headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert answer.status_code == status
    assert WORDS["happened"] in answer.get_data(as_text=True), "what was typed comes back"
    assert changed(before, tables(world)) == set()
    monkeypatch.undo()
    assert callum.post(found.action, data=found.data(**WORDS)).status_code == 302


def test_a_commit_that_fails_is_not_told_as_saved(world: World) -> None:
    callum = world.client("callum")
    found = callum.form("/reflections/new")
    before = tables(world)

    def fail(_session: Any) -> None:
        raise OperationalError("COMMIT", {}, Exception("the disk is full"))

    with world.app.app_context():
        session = db.session
        event.listen(session, "before_commit", fail)
    try:
        answer = callum.post(
            found.action, data=found.data(**WORDS), headers={"Sec-Fetch-Site": "same-origin"}
        )
    finally:
        event.remove(session, "before_commit", fail)
    assert answer.status_code == 503
    assert WORDS["happened"] in answer.get_data(as_text=True)
    assert changed(before, tables(world)) == set()


def test_a_refusal_that_must_leave_a_trace_outlives_the_undo(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    callum = world.client("callum")
    found = callum.form("/reflections/new")
    before, (sequence, _) = tables(world), head(world)
    write_really, thing = reflections.write, uuid.uuid4()

    def write_and_refuse(actor: Any, *args: Any, **more: Any) -> Any:
        write_really(actor, *args, **more)
        audit.refused(actor, "stopped", "example_proposals", thing)
        abort(422)

    monkeypatch.setattr(reflections, "write", write_and_refuse)
    assert callum.post(found.action, data=found.data(**WORDS)).status_code == 422
    assert changed(before, tables(world)) == {"audit_entries", "audit_heads"}
    assert head(world)[0] == sequence + 1
    with world.app.app_context():
        entry = db.session.get(AuditEntry, (world.ids["lochside"], sequence + 1))
        assert entry is not None
        assert (entry.verb, entry.thing_id) == ("stopped", thing)
    assert chain_broken_at(world) is None


def test_a_change_and_its_entry_name_the_same_request(world: World) -> None:
    callum = world.client("callum")
    key = write(callum, **WORDS)
    with world.app.app_context():
        entry = db.session.get(AuditEntry, (world.ids["lochside"], head(world)[0]))
        assert entry is not None
        assert (entry.verb, entry.kind, entry.thing_id) == ("wrote", "reflections", key)
        assert entry.actor_id == world.ids["callum"] and entry.request_id


def test_the_same_form_sent_again_makes_nothing_new(world: World) -> None:
    callum = world.client("callum")
    found = callum.form("/reflections/new")
    first = callum.post(found.action, data=found.data(**WORDS))
    before = tables(world)
    again = callum.post(found.action, data=found.data(**WORDS))
    assert (again.status_code, again.location) == (first.status_code, first.location)
    assert changed(before, tables(world)) == set()
    write_quickly(world, "callum", "Another")
    assert changed(before, tables(world)) != set()
