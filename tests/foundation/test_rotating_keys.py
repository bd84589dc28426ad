"""Keys are changed while people write: nothing they wrote is lost, hindered or left behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import LargeBinary, select

from supervision.cli import keys as command
from supervision.extensions import Base, db
from supervision.models.base import Key, sealed_fields
from supervision.sealing import keyring
from supervision.services import resealing
from tests.foundation import full
from tests.foundation.rotating import keys, left, rotate, run, the_rest, words
from tests.foundation.steps import chain_broken_at, tables, write
from tests.worlds import World

# Bytes that are no words: keyed hashes, hashes of tokens, and keys that are wrapped themselves.
NOT_WORDS = {
    "audit_entries.hash",
    "audit_entries.previous_hash",
    "audit_heads.hash",
    "one_time_links.token_hash",
    "organisation_keys.wrapped",
    "session_signatures.content_hash",
    "sign_ins.token_hash",
    "supervision_sessions.content_hash",
    "tries.digest",
}


@pytest.fixture(autouse=True)
def _own(own_keyring: None) -> Iterator[None]:
    yield


@pytest.fixture(autouse=True)
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long the command would have waited; it does not."""
    pauses: list[float] = []
    monkeypatch.setattr(command, "pause", pauses.append)
    return pauses


def test_no_column_of_words_is_left_out() -> None:
    """Whatever holds bytes is a sealed field, a key of a row, or named above."""
    known = {f"{model.__tablename__}.{field.column}" for model, _, field in sealed_fields()}
    held = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and not isinstance(column.type, Key)
    }
    assert held == known | NOT_WORDS
    assert {
        f"{t.model.__tablename__}.{f.column}" for t in resealing.tables() for f in t.fields
    } == (known)


def test_everything_is_sealed_anew_and_says_the_same(world: World, waited: list[float]) -> None:
    with world.app.app_context():
        full.fill(world)
    key = write(world.client("callum"), happened="Before the keys were changed")
    (first,) = keys(world)
    told, rest = words(world), the_rest(world)
    assert {table.model.__tablename__ for table in resealing.tables()} == {t for t, _, _ in told}
    world.clock.advance(days=2)
    rotate(world)
    assert len(keys(world)) == 2 and left(world) == 0
    assert max(waited) > 60, "it waited until every process had taken the new key up"
    assert words(world) == told
    assert the_rest(world) == rest
    for organisation in ("lochside", "harbour"):
        assert chain_broken_at(world, organisation) is None
    with world.app.app_context():
        for model, _, field in sealed_fields():
            values = db.session.scalars(select(getattr(model, field.column))).all()
            assert first not in {keyring.sealed_by(value) for value in values if value}
    page = world.client("callum").get(f"/reflections/{key}").text
    assert "Before the keys were changed" in page


def test_a_second_run_changes_nothing(world: World) -> None:
    write(world.client("callum"), happened="x")
    world.clock.advance(days=2)
    rotate(world)
    before = tables(world)
    world.clock.advance(minutes=10)
    assert "Sealed anew: 0 rows" in rotate(world)
    assert tables(world) == before


def test_a_key_of_today_is_changed_only_when_told(world: World) -> None:
    assert "New keys: 0" in rotate(world)
    assert "New keys: 2" in rotate(world, "--now")


@pytest.mark.parametrize("after", [0, 1, 3, 6])
def test_stopped_at_any_moment_it_goes_on(
    world: World, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr(resealing, "SOME", 2)
    callum = world.client("callum")
    for number in range(5):
        write(callum, happened=f"Number {number}", title=f"Title {number}")
    with world.app.app_context():
        full.fill(world)
    told = words(world)
    world.clock.advance(days=2)
    pauses: list[float] = []

    def stop(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) > after:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "pause", stop)
        assert run(world).exit_code != 0
    assert left(world) > 0, "stopped in the middle"
    assert words(world) == told
    world.clock.advance(days=3)
    rotate(world)
    assert left(world) == 0 and words(world) == told
    assert len(keys(world)) == 2, "it goes on with the key that it had made"


def test_people_write_meanwhile(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resealing, "SOME", 3)
    names = ["callum", "tomasz", "rhona"]
    written = {name: write(world.client(name), happened=f"{name} 0") for name in names}
    wrong: list[Any] = []
    over = threading.Event()

    def live(name: str) -> None:
        client = world.client(name)
        number = 0
        try:
            while not over.is_set():
                number += 1
                address = f"/reflections/{written[name]}"
                answer = client.fill(f"{address}/edit", happened=f"{name} {number}")
                page = client.get(address)
                if answer.status_code != 302 or f"{name} {number}" not in page.text:
                    wrong.append((name, number, answer.status_code, page.status_code))
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=live, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    try:
        for _ in range(2):
            assert "New keys: 2" in rotate(world, "--now")
    finally:
        over.set()
        for thread in threads:
            thread.join(30)
    assert wrong == []
    rotate(world)
    assert left(world) == 0 and chain_broken_at(world) is None
    assert words(world)


def test_keys_that_nothing_is_sealed_by_go_but_not_the_first(world: World) -> None:
    write(world.client("callum"), happened="x")
    rotate(world, "--now")
    rotate(world, "--now")
    first, second, third = keys(world)
    assert "Keys let go: 0" in rotate(world), "a page may still be open that the second one sealed"
    world.clock.advance(days=3)
    rotate(world)
    left = keys(world)
    assert second not in left and left[:2] == [first, third]
    assert chain_broken_at(world) is None


def test_a_key_in_use_does_not_go(world: World) -> None:
    rotate(world, "--now")
    write(world.client("callum"), happened="Sealed by the second key")
    second = keys(world)[-1]
    with world.acting("callum") as actor:
        for _ in range(2):
            command.keys.add_key(resealing.organisations()[0], actor.now)
            command.keys.add_key(resealing.organisations()[1], actor.now)
    world.clock.advance(days=3)
    with world.app.app_context():
        for organisation in resealing.organisations():
            resealing.retire(organisation, world.clock.now)
        db.session.commit()
    assert second in keys(world)
