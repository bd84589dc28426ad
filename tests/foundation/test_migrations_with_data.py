"""Down and up again with rows in every table: what the older shape can hold is kept."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.exc import SQLAlchemyError

from supervision import audit
from supervision.extensions import Base, db
from supervision.models.asks import AskAnswer
from supervision.models.library import PracticeExample, PracticeProposal
from supervision.models.reflections import Reflection
from supervision.models.sessions import AgendaItem, SupervisionSession
from tests.foundation.full import PUBLISHED, WORDS, add, fill, rows
from tests.worlds import World

TABLES = Base.metadata.tables


def _only(held: Any, like: Any) -> Any:
    """Rows of tables and columns that another set of rows knows."""
    return {
        name: {
            tuple(p for p in line if p[0] in {c for each in like[name] for c, _ in each}): count
            for line, count in lines.items()
        }
        for name, lines in held.items()
        if like.get(name)
    }


def _go(revision: str, *, down: bool) -> None:
    db.session.remove()
    (downgrade if down else upgrade)(revision=revision)


def _triggers() -> set[str]:
    with db.engine.connect() as connection:
        names = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT trigger_name FROM information_schema.triggers",
        }[connection.dialect.name]
        return set(connection.execute(text(names)).scalars())


def _found(word: str) -> int:
    """How many published examples the full-text index finds by a word."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            asked = (
                "SELECT count(*) FROM practice_examples_fts WHERE practice_examples_fts MATCH :w"
            )
            return connection.execute(text(asked), {"w": word}).scalar_one()
        index = "SELECT count(*) FROM pg_indexes WHERE indexname = 'practice_examples_fts'"
        assert connection.execute(text(index)).scalar_one() == 1
        asked = (
            "SELECT count(*) FROM practice_examples "
            "WHERE to_tsvector('english', search_text) @@ plainto_tsquery('english', :w)"
        )
        return connection.execute(text(asked), {"w": word}).scalar_one()


def _guarded(revision: str) -> None:
    """The triggers and the index do their work at this revision."""
    if revision == "0001":
        assert not _triggers()
        return
    assert len(_triggers()) == (7 if db.engine.dialect.name == "sqlite" else 2)
    with db.engine.connect() as connection:
        for log in ("audit_entries", "read_entries"):
            for act in (f"UPDATE {log} SET kind = 'x'", f"DELETE FROM {log}"):
                with pytest.raises(SQLAlchemyError, match="never changed"):
                    connection.execute(text(act))
                connection.rollback()
    assert _found("pockets") == 1
    for word, other in (("heron", "pockets"), ("pockets", "heron")):
        with db.engine.begin() as connection:
            changed = "UPDATE practice_examples SET search_text = :w WHERE search_text LIKE :o"
            whole = PUBLISHED.lower() if word == "pockets" else word
            connection.execute(text(changed), {"w": whole, "o": f"%{other}%"})
        assert (_found(word), _found(other)) == (1, 0)


def test_every_row_goes_down_and_up_again(world: World) -> None:
    with world.app.app_context():
        fill(world)
        at: dict[str, Any] = {"0006": rows()}
        assert not [name for name in TABLES if not at["0006"][name]], "every table holds something"
        key = db.session.scalars(db.select(Reflection.id)).first()
        for revision in ("0005", "0004", "0003", "0002", "0001"):
            _go(revision, down=True)
            at[revision] = rows()
            assert _only(at["0006"], at[revision]) == at[revision]
            _guarded(revision)
        assert set(at["0005"]) - set(at["0004"]) == NEW_IN_0005
        assert set(at["0004"]) - set(at["0003"]) == {"one_time_links", "outgoing_mails", "tries"}
        assert set(at["0003"]) - set(at["0002"]) == NEW_IN_0003
        for revision in ("0002", "0003", "0004", "0005", "0006"):
            _go(revision, down=False)
            _guarded(revision)
            assert _only(rows(), at["0001"]) == at["0001"]
        assert db.session.get_one(Reflection, key).happened == WORDS
        for organisation in ("lochside", "harbour"):
            assert audit.broken_at(world.ids[organisation]) is None
        _go("base", down=True)
        with db.engine.connect() as connection:
            assert set(inspect(connection).get_table_names()) <= {"alembic_version"}
        _go("head", down=False)
        assert not any(rows().values())


NEW_IN_0005 = {
    "absences",
    "care_service_spells",
    "covers",
    "people_imports",
    "second_looks",
    "setting_changes",
    "team_spells",
}
NEW_IN_0003 = {
    "example_themes",
    "proposal_remarks",
    "proposal_themes",
    "session_additions",
    "session_changes",
}


def test_what_only_the_newer_shape_holds(world: World) -> None:
    """Groups, cancelled sessions and what was taken off an agenda cannot be held before 0003; the
    rest becomes the nearest thing that can, and nothing that was withdrawn is shown again."""
    with world.app.app_context():
        fill(world)
        kept, gone = _newer(world)
        before = {name: lines.total() for name, lines in rows().items()}
        _go("0002", down=True)
        held = rows()
        lost = {name: before[name] - lines.total() for name, lines in held.items()}
        assert {name: count for name, count in lost.items() if count} == {
            "supervision_sessions": len(gone["supervision_sessions"]),
            "agenda_items": 2,
            "session_sections": 1,
            "section_versions": 1,
            "agreed_actions": 1,
            "action_looks": 1,
            "session_participants": 1,
        }
        assert _value("supervision_sessions", "kind", kept["ad_hoc"]) == "one_to_one"
        assert _value("practice_proposals", "state", kept["changes_asked"]) == "draft"
        assert _value("ask_answers", "kind", kept["support"]) == "reply"
        assert _value("practice_examples", "deleted_at", kept["withdrawn"]) is not None
        _go("0003", down=False)
        _guarded_after_loss(kept)


def _newer(world: World) -> tuple[dict[str, uuid.UUID], dict[str, list[uuid.UUID]]]:
    """Rows that 0002 cannot hold as they are: those that change, and those that go."""
    sessions, lochside = TABLES["supervision_sessions"], world.ids["lochside"]
    kept = {
        "ad_hoc": add(world, sessions, kind="ad_hoc"),
        "changes_asked": add(world, TABLES["practice_proposals"], state="changes_asked"),
        "support": add(world, TABLES["ask_answers"], kind="support", helped="partly"),
        "withdrawn": add(
            world,
            TABLES["practice_examples"],
            withdrawn_on=world.clock.now.date(),
            search_number=2,
        ),
        "free": add(world, TABLES["reflections"], model="free"),
    }
    group = add(
        world,
        sessions,
        kind="group",
        relation_id=None,
        convener_id=world.ids["morag"],
    )
    cancelled = add(world, sessions, state="cancelled")
    add(world, TABLES["agenda_items"], taken_off_at=world.clock.now)
    add(world, TABLES["agenda_items"], session_id=group)
    section = add(world, TABLES["session_sections"], session_id=cancelled)
    add(world, TABLES["section_versions"], section_id=section)
    action = add(world, TABLES["agreed_actions"], session_id=group, relation_id=None)
    add(world, TABLES["action_looks"], action_id=action)
    add(world, TABLES["session_participants"], session_id=group, part="member")
    add(world, TABLES["session_changes"], session_id=cancelled, what="cancelled")
    add(world, TABLES["session_additions"], session_id=group, organisation_id=lochside)
    db.session.commit()
    return kept, {"supervision_sessions": [group, cancelled]}


def _value(table: str, column: str, key: uuid.UUID) -> Any:
    """One value, asked for without the models, which describe the newest shape only."""
    with db.engine.connect() as connection:
        held = key.bytes if connection.dialect.name == "sqlite" else key
        asked = text(f"SELECT {column} FROM {table} WHERE id = :key")
        return connection.execute(asked, {"key": held}).scalar_one()


def _guarded_after_loss(kept: dict[str, uuid.UUID]) -> None:
    """At the newest shape again: words open, what was withdrawn stays away."""
    answer = db.session.get_one(AskAnswer, kept["support"])
    assert (answer.kind, answer.helped, answer.words) == ("reply", None, WORDS)
    assert db.session.get_one(Reflection, kept["free"]).happened == WORDS
    assert db.session.get_one(SupervisionSession, kept["ad_hoc"]).place == WORDS
    assert db.session.get_one(PracticeProposal, kept["changes_asked"]).title == WORDS
    assert db.session.get_one(PracticeExample, kept["withdrawn"]).deleted_at is not None
    assert all(item.taken_off_at is None for item in db.session.scalars(db.select(AgendaItem)))
