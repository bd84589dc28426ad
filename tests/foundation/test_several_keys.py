"""An organisation with several keys: the newest seals, each opens what it sealed, and the hashes
under the chain of changes and under signatures stay what they were."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from supervision import sealing
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.people import Organisation, OrganisationKey
from supervision.models.reflections import Reflection
from supervision.models.sessions import SupervisionSession
from supervision.queries import sessions as session_queries
from supervision.sealing import CannotOpen, Keyring, keyring
from supervision.services import keys, sessions
from tests.foundation.steps import chain_broken_at, write
from tests.worlds import NOW, World


@pytest.fixture(autouse=True)
def _own(own_keyring: None) -> Iterator[None]:
    """The keys that a test adds end with it, in the process as in the database."""
    yield


def _add_key(world: World, organisation: str = "lochside") -> uuid.UUID:
    with world.acting("callum" if organisation == "lochside" else "oona") as actor:
        found = db.session.get_one(Organisation, world.ids[organisation])
        key = keys.add_key(found, actor.now).id
    return key


def _minute_later(monkeypatch: pytest.MonkeyPatch) -> None:
    before = sealing.monotonic()
    monkeypatch.setattr(sealing, "monotonic", lambda: before + sealing.FRESH_SECONDS)


def _stored(world: World, key: uuid.UUID) -> bytes:
    with world.app.app_context():
        value = db.session.get_one(Reflection, key).happened_sealed
        assert value is not None
        return bytes(value)


def _sealed_by(value: bytes) -> uuid.UUID:
    return uuid.UUID(bytes=value[1:17])


def _keys(world: World, organisation: str = "lochside") -> list[uuid.UUID]:
    with world.app.app_context():
        return list(
            db.session.scalars(
                select(OrganisationKey.id)
                .where(OrganisationKey.organisation_id == world.ids[organisation])
                .order_by(OrganisationKey.made_at)
            )
        )


def _another_process() -> Keyring:
    ring = Keyring()
    ring.configure(b"m" * 32, keyring._find)
    return ring


def _open(ring: Keyring, world: World, key: uuid.UUID) -> str:
    label = Reflection.happened.label
    return ring.open(world.ids["lochside"], key, label, _stored(world, key))


def test_the_newest_key_seals_and_the_earlier_one_still_opens(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    callum = world.client("callum")
    old = write(callum, happened="Written under the first key")
    (first,) = _keys(world)
    second = _add_key(world)
    assert _keys(world) == [first, second]
    _minute_later(monkeypatch)
    new = write(callum, happened="Written under the second key")
    assert (_sealed_by(_stored(world, old)), _sealed_by(_stored(world, new))) == (first, second)
    for key, words in ((old, "Written under the first key"), (new, "under the second key")):
        assert words in callum.get(f"/reflections/{key}").text
        assert words in _open(_another_process(), world, key)
    edited = callum.fill(f"/reflections/{old}/edit", happened="Written anew")
    assert edited.status_code == 302
    assert _sealed_by(_stored(world, old)) == second


def test_a_process_with_earlier_keys_finds_the_new_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At once when it meets a value sealed by it, and for sealing within a minute."""
    lochside, row = world.ids["lochside"], uuid.uuid4()
    running, label = _another_process(), "reflection.happened"
    (first,) = _keys(world)
    assert _sealed_by(running.seal(lochside, row, label, "x")) == first
    second = _add_key(world)
    assert _sealed_by(running.seal(lochside, row, label, "x")) == first
    value = _another_process().seal(lochside, row, label, "by another process")
    assert _sealed_by(value) == second
    assert running.open(lochside, row, label, value) == "by another process"
    assert _sealed_by(running.seal(lochside, row, label, "x")) == second

    third, idle = _add_key(world), _another_process()
    idle.seal(lochside, row, label, "x")
    fourth = _add_key(world)
    assert _sealed_by(idle.seal(lochside, row, label, "x")) == third
    _minute_later(monkeypatch)
    assert _sealed_by(idle.seal(lochside, row, label, "x")) == fourth


def test_a_key_whose_transaction_was_undone_seals_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = _keys(world)
    with world.reading("callum") as actor:
        keys.add_key(db.session.get_one(Organisation, world.ids["lochside"]), actor.now)
        db.session.rollback()
    _minute_later(monkeypatch)
    key = write(world.client("callum"), happened="x")
    assert _keys(world) == [first] and _sealed_by(_stored(world, key)) == first


def test_a_process_that_knows_nothing_yet_may_add_a_key(world: World) -> None:
    """As a command would: the chain goes on under the first key."""
    keyring.configure(b"m" * 32, keyring._find)
    _add_key(world)
    assert chain_broken_at(world) is None


def test_a_clock_that_lags_does_not_change_which_key_is_which(world: World) -> None:
    (first,) = _keys(world)
    world.clock.now = NOW - timedelta(days=3)
    second = _add_key(world)
    third = _add_key(world)
    assert _keys(world) == [first, second, third]
    value = _another_process().seal(world.ids["lochside"], uuid.uuid4(), "x", "x")
    assert _sealed_by(value) == third
    assert chain_broken_at(world) is None


def test_keyed_hashes_stay_what_they_were(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    write(world.client("callum"), happened="What happened")
    key = _signed_session(world)
    _add_key(world)
    _minute_later(monkeypatch)
    write(world.client("callum"), happened="And then")
    assert chain_broken_at(world) is None
    with world.app.app_context():
        verbs = db.session.execute(
            select(AuditEntry.verb, AuditEntry.kind).where(AuditEntry.kind == "organisation_keys")
        ).all()
        assert [tuple(row) for row in verbs] == [("added", "organisation_keys")]
        signed = db.session.get_one(SupervisionSession, key)
        assert signed.state == "signed" and signed.snapshot and signed.content_hash
        for ring in (keyring, _another_process()):
            made = ring.mac(world.ids["lochside"], "signature", signed.snapshot.encode())
            assert made == bytes(signed.content_hash)
    with world.reading("callum") as actor:
        signed = session_queries.get(actor, key)
        parts = session_queries.parts(actor, signed)
        assert sessions.content_hash(signed, parts) == bytes(signed.content_hash)


def _signed_session(world: World) -> uuid.UUID:
    key = uuid.uuid4()
    with world.acting("morag") as actor:
        relation = actor.supervision_of(world.relations["morag", "callum"])
        assert relation is not None
        sessions.plan(actor, relation, key, starts_at=NOW)
    with world.acting("morag") as actor:
        sessions.share(actor, session_queries.get(actor, key))
    for name in ("morag", "callum"):
        with world.acting(name) as actor:
            found = session_queries.get(actor, key)
            parts = session_queries.parts(actor, found)
            sessions.sign(actor, found, parts, sessions.content_hash(found, parts))
    return key


def test_a_key_is_for_one_organisation(world: World) -> None:
    before = _keys(world)
    theirs = _add_key(world, "harbour")
    assert _keys(world) == before
    assert _keys(world, "harbour")[-1] == theirs
    value = _another_process().seal(world.ids["harbour"], uuid.uuid4(), "x", "x")
    assert _sealed_by(value) == theirs


def test_two_who_seal_while_a_key_is_added(world: World) -> None:
    """Whatever either process used, the other opens it."""
    lochside, rings = world.ids["lochside"], (_another_process(), _another_process())
    made: list[tuple[uuid.UUID, bytes]] = []

    def seal(ring: Keyring) -> None:
        for _ in range(20):
            row = uuid.uuid4()
            made.append((row, ring.seal(lochside, row, "x", str(row))))

    threads = [threading.Thread(target=seal, args=(ring,)) for ring in rings]
    for thread in threads:
        thread.start()
    _add_key(world)
    for thread in threads:
        thread.join(30)
    assert len(made) == 40
    for row, value in made:
        for ring in rings:
            assert ring.open(lochside, row, "x", value) == str(row)


def test_a_value_whose_key_is_gone_is_the_calm_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = _add_key(world)
    _minute_later(monkeypatch)
    callum = world.client("callum")
    key = write(callum, happened="Under a key that will be gone")
    other = _add_key(world)
    with world.app.app_context(), db.engine.begin() as connection:
        connection.execute(delete(OrganisationKey).where(OrganisationKey.id == second))
    keyring.configure(b"m" * 32, keyring._find)
    with pytest.raises(CannotOpen):
        _open(keyring, world, key)
    answer = callum.get(f"/reflections/{key}")
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text and "Under a key" not in answer.text
    assert _sealed_by(_stored(world, write(callum, happened="Still writing"))) == other
