"""Signing a record: the same text for both, and what unsettles a signature."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from supervision.access.actor import Actor
from supervision.domain.refusals import Conflict, Forbidden, NotFound
from supervision.extensions import db
from supervision.models.sessions import (
    SupervisionSession,
)
from supervision.queries import asks as ask_queries
from supervision.queries import sessions as queries
from supervision.services import asks, reflections
from supervision.services import sessions as services
from tests.services.sessions_of_two import (
    KEY,
    hashed,
    planned,
    relation_of,
    shared,
    sign,
    standing,
    versions,
    write,
)
from tests.worlds import NOW, World


def test_both_sign_the_same_text_and_it_is_locked(world: World) -> None:
    key = shared(world)
    sign(world, "callum", key)
    assert standing(world, key) == ("shared", {"callum"})
    sign(world, "callum", key)  # twice is once
    assert standing(world, key) == ("shared", {"callum"})
    sign(world, "morag", key)
    assert standing(world, key) == ("signed", {"callum", "morag"})
    sign(world, "morag", key)
    with world.reading("morag") as actor:
        found = queries.get(actor, key)
        assert "Tired, but steadier." in (found.snapshot or "")
        assert bytes(found.content_hash or b"") == hashed(actor, key)
        assert found.signed_at == NOW
        for change in (
            lambda: services.add_to_agenda(actor, found, KEY, "Late"),
            lambda: services.agree_action(
                actor, found, KEY, words="Late", owner_id=actor.person_id
            ),
            lambda: services.save_sections(actor, found, {"wellbeing": "Late"}, {"wellbeing": 2}),
            lambda: services.share(actor, found),
        ):
            with pytest.raises(Forbidden):
                change()


def test_nobody_signs_what_is_not_shared_or_not_theirs(world: World) -> None:
    key = planned(world)
    for name in ("morag", "callum"):
        with pytest.raises(Forbidden):
            sign(world, name, key)
    with pytest.raises(NotFound):
        sign(world, "eilidh", key)


def test_what_was_not_shown_cannot_be_signed(world: World) -> None:
    key = shared(world)
    with world.reading("callum") as actor:
        shown = hashed(actor, key)
    write(world, "morag", key, reflection="One more thing.")
    for other in (shown, b"", b"x" * 32):
        with pytest.raises(Conflict):
            sign(world, "callum", key, other)
    assert standing(world, key) == ("shared", set())


def test_a_signature_and_a_change_in_the_same_moment_collide(world: World) -> None:
    key = shared(world)
    with world.reading("callum") as actor:
        found = queries.get(actor, key)
        parts = queries.parts(actor, found)
        shown = services.content_hash(found, parts)
        write(world, "morag", key, reflection="One more thing.")
        with pytest.raises((StaleDataError, OperationalError)):
            services.sign(actor, found, parts, shown)
    assert standing(world, key) == ("shared", set())


def changes(world: World, key: uuid.UUID) -> dict[str, Any]:
    """Each way of changing a shared draft."""
    earlier = planned(world, days=-28)
    action_key, reflection_key = uuid.uuid4(), uuid.uuid4()
    with world.acting("morag") as actor:
        services.agree_action(
            actor,
            queries.get(actor, earlier),
            action_key,
            words="Ask who saves a seat",
            owner_id=world.ids["callum"],
        )
    with world.acting("callum") as actor:
        reflections.write(actor, reflection_key, words={"happened": "They waited"})

    def look(actor: Actor, found: SupervisionSession) -> None:
        action = queries.earlier_action(actor, found, action_key)
        services.look(actor, found, action, "done")

    def link(actor: Actor, found: SupervisionSession) -> None:
        row = type("Row", (), {"id": reflection_key})()
        services.link_reflection(actor, found, row)

    return {
        "section": lambda a, f: services.save_sections(a, f, {"outcomes": "More"}, versions(a, f)),
        "agenda": lambda a, f: services.add_to_agenda(a, f, uuid.uuid4(), "More"),
        "action": lambda a, f: services.agree_action(
            a, f, uuid.uuid4(), words="More", owner_id=a.person_id, due_on=date(2026, 12, 1)
        ),
        "look": look,
        "link": link,
    }


@pytest.mark.parametrize("what", ["section", "agenda", "action", "look", "link"])
def test_every_change_clears_the_first_signature(world: World, what: str) -> None:
    key = shared(world)
    change = changes(world, key)[what]
    sign(world, "morag", key)
    with world.acting("callum") as actor:
        found = queries.get(actor, key)
        before, version = hashed(actor, key), found.version
        change(actor, found)
        assert hashed(actor, key) != before
        assert found.version > version
        assert (found.snapshot, found.content_hash) == (None, None)
    assert standing(world, key) == ("shared", set())


def test_saving_the_same_words_changes_nothing(world: World) -> None:
    key = shared(world)
    sign(world, "morag", key)
    assert write(world, "callum", key, wellbeing=" Tired, but steadier. ", outcomes="") == ()
    assert standing(world, key) == ("shared", {"morag"})


def test_an_ask_that_is_brought_after_a_signature_unsettles_it(world: World) -> None:
    key = shared(world)
    reflection_key = uuid.uuid4()
    with world.acting("callum") as actor:
        reflection = reflections.write(
            actor, reflection_key, words={"happened": "They waited"}, ask=("backing", "Back me")
        )
        reflections.share(actor, reflection, relation_of(world, actor))
    sign(world, "callum", key)
    with world.acting("morag") as actor:
        ask_id = ask_queries.waiting(actor)[0].id
        ask = ask_queries.get(actor, ask_id)
        services.bring_ask(actor, queries.get(actor, key), ask)
        asks.bring(actor, ask)
    assert standing(world, key) == ("shared", set())
    sign(world, "morag", key)
    assert standing(world, key) == ("shared", {"morag"})
    with world.reading("morag") as actor:
        (item,) = queries.agenda(actor, queries.get(actor, key))
        assert (item.words, item.by, item.mine) == ("Back me", "Callum", False)
        assert item.reflection_id == reflection_key
    with world.acting("callum") as actor:
        reflections.take_back(actor, db.session.get_one(type(reflection), reflection_key))
    with world.reading("morag") as actor:
        (item,) = queries.agenda(actor, queries.get(actor, key))
        assert (item.words, item.reflection_id) == ("An ask that was taken back", None)
