"""Words added under a signed record, and who has opened a session."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.models.audit import ReadEntry
from supervision.models.sessions import SessionAddition
from supervision.queries import reads
from supervision.queries import reflections as reflection_queries
from supervision.queries import sessions as queries
from supervision.services import sessions as services
from tests.services.sessions_changed import signed, verbs
from tests.services.sessions_of_two import end_relation, hashed, planned, shared
from tests.worlds import NOW, World


def test_both_add_under_a_signed_record_and_what_was_signed_stays(world: World) -> None:
    key = signed(world)
    with world.reading("callum") as actor:
        found = queries.get(actor, key)
        before = (hashed(actor, key), found.version, found.snapshot, bytes(found.content_hash))
    added = uuid.uuid4()
    for _ in range(2):  # twice is once
        with world.acting("callum") as actor:
            found = queries.get(actor, key)
            services.add_after_signing(actor, found, added, "What came of it")
    world.clock.advance(days=1)
    with world.acting("morag") as actor:
        services.add_after_signing(actor, queries.get(actor, key), uuid.uuid4(), "And I agree")
    for name in ("callum", "morag"):
        with world.acting(name) as actor:
            found = queries.get(actor, key)
            rows = queries.additions(actor, found)
            assert [(r.words, r.by) for r in rows] == [
                ("What came of it", "Callum"),
                ("And I agree", "Morag"),
            ]
            assert rows[0].added_at == NOW
            now = (hashed(actor, key), found.version, found.snapshot, bytes(found.content_hash))
            assert now == before
            assert found.state == "signed"
    with world.reading("callum") as actor:
        with pytest.raises(Conflict):
            services.add_after_signing(actor, queries.get(actor, key), added, "Other words")
        with pytest.raises(Refused):
            services.add_after_signing(actor, queries.get(actor, key), uuid.uuid4(), " \n")
        assert db.session.scalar(select(func.count()).select_from(SessionAddition)) == 2
        assert verbs(actor).count("added_later") == 2


def test_nobody_adds_before_both_have_signed_or_after_the_relation(world: World) -> None:
    early, key = shared(world), signed(world)
    for name in ("morag", "callum"):
        with world.reading(name) as actor, pytest.raises(Forbidden):
            services.add_after_signing(actor, queries.get(actor, early), uuid.uuid4(), "Early")
    end_relation(world)
    with world.reading("callum") as actor, pytest.raises(Forbidden):
        services.add_after_signing(actor, queries.get(actor, key), uuid.uuid4(), "Late")
    with world.reading("morag") as actor, pytest.raises(NotFound):
        services.add_after_signing(actor, queries.get(actor, key), uuid.uuid4(), "Late")


def test_reading_what_the_other_added_leaves_a_note(world: World) -> None:
    key = signed(world)
    with world.acting("callum") as actor:
        services.add_after_signing(actor, queries.get(actor, key), uuid.uuid4(), "Later")
    world.client("morag").get(f"/supervision/{key}")
    with world.reading("callum"):
        entry = db.session.scalars(
            select(ReadEntry).where(ReadEntry.kind == "session_additions")
        ).one()
        assert (entry.reader_id, entry.about_id) == (world.ids["morag"], world.ids["callum"])


def test_who_has_opened_it_is_told_to_the_other_with_the_latest_day(world: World) -> None:
    key = planned(world)
    for name in ("morag", "callum", "morag"):
        world.client(name).get(f"/supervision/{key}")
        world.clock.advance(days=1)
    with world.reading("callum") as actor:
        assert reads.who_has(actor, queries.KIND, key) == (("Morag", NOW + timedelta(days=2)),)
        assert reads.who_has(actor, reflection_queries.KIND, key) == ()
    with world.reading("morag") as actor:
        assert reads.who_has(actor, queries.KIND, key) == (("Callum", NOW + timedelta(days=1)),)
    with world.reading("oona") as actor:
        assert reads.who_has(actor, queries.KIND, key) == ()
