"""What was deleted can be brought back for 30 days, and is then gone from every table."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import inspect, select, text

from supervision import unit_of_work
from supervision.domain.deletion import RESTORABLE
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.audit import AuditEntry
from supervision.models.people import Person
from supervision.models.recordings import (
    OutcomeRecording,
)
from supervision.models.reflections import (
    Reflection,
)
from supervision.models.sign_ins import KeptForm
from supervision.queries import records
from supervision.queries import sessions as session_queries
from supervision.services import sessions, tidying
from tests.access import making_sessions
from tests.foundation.steps import chain_broken_at, changed, tables
from tests.services.deletable import WORDS, Written, a_proposal, a_recording, a_reflection
from tests.worlds import World

NOUNS = {"reflection": a_reflection, "recording": a_recording, "proposal": a_proposal}


def delete(world: World, made: Written) -> None:
    with world.acting("callum") as actor:
        db.session.get_one(made.model, made.id).deleted_at = actor.now


def tidy(world: World) -> int:
    with world.app.app_context():
        unit_of_work.writing()
        erased = tidying.tidy(world.clock.now)
        db.session.commit()
    return erased


def left(world: World, made: Written) -> list[str]:
    """Which rows of it are still there."""
    with world.app.app_context():
        every = [(made.model, made.id), *made.parts]
        return [model.__name__ for model, key in every if db.session.get(model, key) is not None]


@pytest.mark.parametrize("noun", NOUNS)
def test_day_29_keeps_all_of_it_and_day_31_nothing(world: World, noun: str) -> None:
    session_id = making_sessions.planned(world).keys["session_id"]
    made, kept = NOUNS[noun](world, session_id), NOUNS[noun](world, session_id)
    whole = left(world, made)
    delete(world, made)
    world.clock.advance(days=29)
    assert tidy(world) == 0 and left(world, made) == whole
    page = world.client("callum").get("/account/deleted").text
    assert WORDS in page and "Bring it back" in page and str(made.id) in page
    assert str(kept.id) not in page
    world.clock.advance(days=2)
    assert WORDS not in world.client("callum").get("/account/deleted").text
    assert tidy(world) == 1
    assert left(world, made) == [] and left(world, kept) == whole
    assert tidy(world) == 0
    assert chain_broken_at(world) is None


@pytest.mark.parametrize("noun", NOUNS)
def test_it_is_brought_back_with_the_button(world: World, noun: str) -> None:
    made = NOUNS[noun](world)
    delete(world, made)
    world.clock.advance(days=29)
    client = world.client("callum")
    answer = client.fill("/account/deleted", button=f"Bring it back: {WORDS}", action=_way(client))
    assert answer.status_code == 302
    world.clock.advance(days=10)
    assert tidy(world) == 0 and made.model.__name__ in left(world, made)
    assert client.get("/account/deleted").status_code in {200, 302}


def _way(client: Any) -> str:
    return next(
        form.action
        for form in client.forms("/account/deleted")
        if any(text.startswith("Bring it back") for text, _, _ in form.buttons)
    )


def test_the_last_moment_can_still_be_brought_back(world: World) -> None:
    made = a_reflection(world)
    delete(world, made)
    world.clock.now += RESTORABLE
    assert tidy(world) == 0
    world.clock.now += timedelta(microseconds=1)
    assert tidy(world) == 1


def test_what_both_signed_still_stands_without_a_word_of_what_was_erased(world: World) -> None:
    thing = making_sessions.written(world, share=True)
    session_id = thing.keys["session_id"]
    reflection, recording = a_reflection(world, session_id), a_recording(world, session_id)
    for name in making_sessions.PAIR:
        making_sessions.sign(world, thing, name, 0)
    delete(world, reflection)
    delete(world, recording)
    world.clock.advance(days=31)
    assert tidy(world) == 2
    assert left(world, reflection) == ["Reflection", "Ask", "SessionReflection", "AgendaItem"]
    assert left(world, recording) == ["OutcomeRecording", "SessionRecording"]
    with world.app.app_context():
        row = db.session.get_one(Reflection, reflection.id)
        assert row.happened is None
        assert db.session.scalars(select(Ask.words_sealed)).all() == [None]
        assert db.session.get_one(OutcomeRecording, recording.id).what_matters is None
    assert tidy(world) == 0, "once is enough"
    with world.reading("callum") as actor:
        row = session_queries.get(actor, session_id)
        parts = records.parts(actor, row)
        assert row.content_hash is not None
        assert sessions.content_hash(row, parts) == bytes(row.content_hash)


def test_kept_forms_go_after_a_day(world: World) -> None:
    with world.acting("callum") as actor:
        house = {"organisation_id": actor.organisation_id, "person_id": actor.person_id}
        old = KeptForm(**house, kept_at=actor.now - timedelta(hours=25), fields="{}")
        new = KeptForm(**house, kept_at=actor.now - timedelta(hours=23), fields="{}")
        db.session.add_all([old, new])
        stays = new.id
    tidy(world)
    with world.app.app_context():
        assert db.session.scalars(select(KeptForm.id)).all() == [stays]


def test_what_was_kept_while_writing_goes_after_30_days(world: World) -> None:
    with world.acting("callum") as actor:
        house = {"organisation_id": actor.organisation_id, "person_id": actor.person_id}
        house |= {"page": "/reflections/new", "number": 3, "fields": "{}"}
        old = KeptForm(**house, kept_at=actor.now - timedelta(days=30, minutes=1))
        new = KeptForm(**house, kept_at=actor.now - timedelta(days=30) + timedelta(minutes=1))
        db.session.add_all([old, new])
        stays = new.id
    tidy(world)
    with world.app.app_context():
        assert db.session.scalars(select(KeptForm.id)).all() == [stays]


def test_it_is_told_of_by_kind_and_key_and_holds_together(world: World) -> None:
    made = a_reflection(world)
    delete(world, made)
    world.clock.advance(days=31)
    tidy(world)
    with world.app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "erased")).one()
        assert (entry.kind, entry.thing_id, entry.actor_id) == ("reflections", made.id, None)
        if db.engine.dialect.name == "sqlite":
            assert db.session.execute(text("PRAGMA foreign_key_check")).all() == []
        names = inspect(db.engine).get_table_names()
    assert "reflections" in names


def test_more_than_one_sitting_of_it(world: World) -> None:
    with world.acting("callum") as actor:
        db.session.add_all(
            Reflection(
                organisation_id=actor.organisation_id,
                author_id=actor.person_id,
                written_at=actor.now,
                saved_at=actor.now,
                deleted_at=actor.now,
            )
            for _ in range(tidying.CHUNK + 1)
        )
    world.clock.advance(days=31)
    assert tidy(world) == tidying.CHUNK + 1
    with world.app.app_context():
        assert db.session.scalars(select(Reflection.id)).all() == []


def test_other_houses_and_nothing_else_are_touched(world: World) -> None:
    before = tables(world)
    assert tidy(world) == 0
    assert changed(before, tables(world)) == set()


def test_the_command_does_it(world: World) -> None:
    made = a_reflection(world)
    delete(world, made)
    world.clock.advance(days=31)
    with world.app.app_context():
        answer = world.app.test_cli_runner().invoke(args=["tidy"])
    assert answer.exit_code == 0 and answer.output == "Erased for good: 1.\n"
    assert left(world, made) == []
    with world.app.app_context():
        assert db.session.get(Person, world.ids["callum"]) is not None
