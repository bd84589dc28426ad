"""From a date to a record that both have signed: what changes what, and what no longer can."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from supervision.access.actor import Actor
from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.models.people import SupervisionRelation
from supervision.models.sessions import (
    AgendaItem,
    AgreedAction,
    SectionVersion,
    SessionSection,
    SessionSignature,
    SupervisionSession,
)
from supervision.queries import asks as ask_queries
from supervision.queries import sessions as queries
from supervision.services import asks, reflections
from supervision.services import sessions as services
from tests.worlds import NOW, World

KEY = uuid.UUID(int=7)


def relation_of(world: World, actor: Actor) -> Any:
    key = world.relations["morag", "callum"]
    return actor.supervision_of(key) or actor.supervision_by(key)


def planned(world: World, days: int = 0, by: str = "morag") -> uuid.UUID:
    key = uuid.uuid4()
    with world.acting(by) as actor:
        services.plan(
            actor,
            relation_of(world, actor),
            key,
            starts_at=NOW + timedelta(days=days),
            minutes=60,
            place="The small room",
        )
    return key


def shared(world: World) -> uuid.UUID:
    key = planned(world)
    write(world, "morag", key, wellbeing="Tired, but steadier.")
    with world.acting("morag") as actor:
        services.share(actor, queries.get(actor, key))
    return key


def versions(actor: Actor, supervision_session: SupervisionSession) -> dict[str, int]:
    rows = db.session.scalars(
        select(SessionSection).where(SessionSection.session_id == supervision_session.id)
    )
    return {row.name: row.version for row in rows}


def write(world: World, name: str, key: uuid.UUID, **words: str) -> tuple[str, ...]:
    with world.acting(name) as actor:
        supervision_session = queries.get(actor, key)
        read = versions(actor, supervision_session)
        return services.save_sections(actor, supervision_session, words, read)


def hashed(actor: Actor, key: uuid.UUID) -> bytes:
    supervision_session = queries.get(actor, key)
    return services.content_hash(supervision_session, queries.parts(actor, supervision_session))


def sign(world: World, name: str, key: uuid.UUID, shown: bytes | None = None) -> None:
    with world.acting(name) as actor:
        supervision_session = queries.get(actor, key)
        parts = queries.parts(actor, supervision_session)
        present = services.content_hash(supervision_session, parts)
        services.sign(actor, supervision_session, parts, present if shown is None else shown)


def standing(world: World, key: uuid.UUID) -> tuple[str, set[str]]:
    """The state of a session, and who has signed it."""
    with world.reading("callum"):
        supervision_session = db.session.get_one(SupervisionSession, key)
        signed = db.session.scalars(
            select(SessionSignature.person_id).where(SessionSignature.session_id == key)
        )
        names = {v: k for k, v in world.ids.items()}
        return supervision_session.state, {names[person] for person in signed}


def end_relation(world: World) -> None:
    with world.acting("eilidh") as actor:
        row = db.session.get_one(SupervisionRelation, world.relations["morag", "callum"])
        row.to_date = actor.today - timedelta(days=1)


def test_either_plans_and_both_take_part(world: World) -> None:
    for by in ("morag", "callum"):
        key = planned(world, by=by)
        with world.reading("callum") as actor:
            found = queries.get(actor, key)
            parts = queries.parts(actor, found)
            assert (found.state, found.minutes, found.place) == ("planned", 60, "The small room")
            assert (parts.supervisor.name, parts.supervisee.name) == ("Morag", "Callum")


def test_nobody_plans_in_a_relation_that_is_not_theirs_or_has_ended(world: World) -> None:
    with world.reading("morag") as actor:
        relation = relation_of(world, actor)
    for name in ("tomasz", "eilidh", "jean", "priya", "oona"):
        with world.reading(name) as actor, pytest.raises(Forbidden):
            services.plan(actor, relation, uuid.uuid4(), starts_at=NOW)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"minutes": 4}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"starts_at": NOW + timedelta(days=800)}, "date"),
        ({"starts_at": NOW - timedelta(days=800)}, "date"),
    ],
)
def test_a_plan_that_cannot_be_meant_is_refused(
    world: World, facts: dict[str, Any], field: str
) -> None:
    with world.reading("morag") as actor, pytest.raises(Refused) as refused:
        services.plan(actor, relation_of(world, actor), KEY, **{"starts_at": NOW, **facts})
    assert set(refused.value.problems) == {field}


def test_the_supervisor_alone_writes_until_the_draft_is_shared(world: World) -> None:
    key = planned(world)
    with pytest.raises(Forbidden):
        write(world, "callum", key, wellbeing="Mine")
    assert write(world, "morag", key, wellbeing="Tired.") == ("wellbeing",)
    assert standing(world, key)[0] == "writing"
    with world.reading("callum") as actor:
        assert queries.parts(actor, queries.get(actor, key)).sections == ()
        with pytest.raises(Forbidden):
            services.share(actor, queries.get(actor, key))
    with world.acting("morag") as actor:
        services.share(actor, queries.get(actor, key))
        services.share(actor, queries.get(actor, key))  # twice is once
    assert standing(world, key)[0] == "shared"
    assert write(world, "callum", key, wellbeing="Tired, I would say.") == ("wellbeing",)


def test_a_planned_session_may_be_shared_without_a_word(world: World) -> None:
    key = planned(world)
    with world.acting("morag") as actor:
        services.share(actor, queries.get(actor, key))
    assert standing(world, key)[0] == "shared"


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


def test_two_who_change_one_section_both_keep_their_words(world: World) -> None:
    key = shared(world)
    with world.reading("callum") as actor:
        read = versions(actor, queries.get(actor, key))
    write(world, "morag", key, wellbeing="Morag’s words")
    with world.acting("callum") as actor, pytest.raises(Conflict) as clash:
        services.save_sections(
            actor, queries.get(actor, key), {"wellbeing": "Callum’s", "outcomes": "Mine"}, read
        )
    assert clash.value.theirs == {"wellbeing": "Morag’s words"}
    assert clash.value.by == "Morag"
    assert clash.value.version == read["wellbeing"] + 1


def test_different_sections_do_not_clash_even_when_all_are_sent(world: World) -> None:
    key = shared(world)
    with world.reading("callum") as actor:
        read = versions(actor, queries.get(actor, key))
    write(world, "morag", key, wellbeing="Morag’s words")
    with world.acting("callum") as actor:
        written = services.save_sections(
            actor,
            queries.get(actor, key),
            {"wellbeing": "Tired, but steadier.", "outcomes": "Mine", "reflection": ""},
            read,
        )
    assert written == ("outcomes",)
    with world.reading("morag") as actor:
        parts = queries.parts(actor, queries.get(actor, key))
        assert {s.name: s.words for s in parts.sections} == {
            "wellbeing": "Morag’s words",
            "outcomes": "Mine",
            "reflection": None,
        }
        earlier = db.session.scalars(select(SectionVersion)).all()
        assert [e.saved_by_id for e in earlier] == [world.ids["morag"]]


def test_a_form_sent_twice_adds_once(world: World) -> None:
    key = planned(world)
    for _ in range(2):
        with world.acting("callum") as actor:
            found = queries.get(actor, key)
            services.add_to_agenda(actor, found, KEY, "Leave in January")
            services.agree_action(
                actor, found, KEY, words="Book leave", owner_id=world.ids["callum"]
            )
    with world.acting("callum") as actor:
        found = queries.get(actor, key)
        assert db.session.scalar(select(func.count()).select_from(AgendaItem)) == 1
        assert db.session.scalar(select(func.count()).select_from(AgreedAction)) == 1
        with pytest.raises(Conflict):
            services.add_to_agenda(actor, found, KEY, "Something else")
        with pytest.raises(Conflict):
            services.agree_action(
                actor, found, KEY, words="Book leave", owner_id=world.ids["morag"]
            )
    assert standing(world, key)[0] == "planned"  # the supervisee's additions do not begin it


def test_words_and_an_owner_are_needed(world: World) -> None:
    key = planned(world)
    with world.reading("callum") as actor:
        found = queries.get(actor, key)
        with pytest.raises(Refused):
            services.add_to_agenda(actor, found, KEY, " ")
        with pytest.raises(Refused) as refused:
            services.agree_action(actor, found, KEY, words="", owner_id=world.ids["priya"])
        assert set(refused.value.problems) == {"words", "owner"}


def test_actions_come_back_until_they_are_settled(world: World) -> None:
    first, second = planned(world, days=-28), planned(world)
    with world.acting("morag") as actor:
        services.agree_action(
            actor,
            queries.get(actor, first),
            KEY,
            words="Ask who saves a seat",
            owner_id=world.ids["callum"],
        )
    with world.reading("callum") as actor:
        assert [a.words for a in queries.my_actions(actor)] == ["Ask who saves a seat"]
        assert queries.my_actions(actor)[0].other == "Morag"
        assert queries.promised_to(actor) == ()
    for result, state in (("done", "done"), ("carry_on", "open"), ("let_go", "let_go")):
        with world.acting("morag") as actor:
            found = queries.get(actor, second)
            action = queries.earlier_action(actor, found, KEY)
            services.look(actor, found, action, result)
            assert action.state == state
    with world.reading("morag") as actor:
        found = queries.get(actor, second)
        assert [a.id for a in queries.earlier_actions(actor, found, [KEY])] == [KEY]
        assert queries.earlier_actions(actor, found, []) == ()
        own = queries.get(actor, first)
        action = db.session.get_one(AgreedAction, KEY)
        with pytest.raises(Forbidden):
            services.look(actor, own, action, "done")  # of its own session
        with pytest.raises(NotFound):
            queries.earlier_action(actor, own, KEY)


def test_an_unsigned_record_closes_as_it_stands_when_the_relation_ends(world: World) -> None:
    key = shared(world)
    sign(world, "morag", key)
    end_relation(world)
    with pytest.raises(NotFound):
        write(world, "morag", key, wellbeing="Late")
    with pytest.raises(Forbidden):
        sign(world, "callum", key)
    with pytest.raises(Forbidden):
        write(world, "callum", key, wellbeing="Late")
    with world.reading("callum") as actor:
        assert queries.get(actor, key).state == "shared"
        assert queries.to_sign(actor) == ()
        assert [row.id for row in queries.past(actor).rows] == [key]


def test_the_lists_of_both_and_of_the_manager_above(world: World) -> None:
    met, today, later = planned(world, days=-28), planned(world), planned(world, days=28)
    write(world, "morag", met, wellbeing="Well.")
    with world.acting("morag") as actor:
        services.share(actor, queries.get(actor, met))
    sign(world, "callum", met)
    for name, other in (("morag", "Callum"), ("callum", "Morag")):
        with world.reading(name) as actor:
            relation = world.relations["morag", "callum"]
            assert [row.id for row in queries.upcoming(actor)] == [today, later]
            assert [row.other for row in queries.upcoming(actor)] == [other, other]
            assert queries.next_dates(actor)[relation].id == today
            assert queries.last_met(actor) == {relation: date(2026, 10, 26)}
            assert [row.id for row in queries.past(actor).rows] == [met]
            assert queries.next_of(actor, relation).id == today
    with world.reading("morag") as actor:
        (row,) = queries.to_sign(actor)
        assert (row.id, row.signed_by, row.signed_by_other) == (met, ("Callum",), True)
    with world.reading("callum") as actor:
        assert queries.to_sign(actor) == ()
    with world.reading("eilidh") as actor:
        assert queries.past(actor).rows == queries.upcoming(actor) == ()
        rows = queries.outlines(actor).rows
        assert [(r.id, r.state) for r in rows] == [
            (later, "planned"),
            (today, "planned"),
            (met, "held"),
        ]
    for name in ("iain", "jean", "priya", "tomasz", "oona", "grace"):
        with world.reading(name) as actor:
            assert queries.outlines(actor).rows == ()
            with pytest.raises(NotFound):
                queries.get(actor, today)
            assert queries.next_of(actor, world.relations["morag", "callum"]) is None


def test_lists_continue_where_the_page_ended(world: World) -> None:
    keys = [planned(world, days=-day) for day in range(1, 28)]
    with world.reading("morag") as actor:
        first = queries.past(actor)
        second = queries.past(actor, first.earlier)
        assert [row.id for row in (*first.rows, *second.rows)] == keys
        assert second.earlier is None
    with world.reading("eilidh") as actor:
        outlines = queries.outlines(actor)
        more = queries.outlines(actor, outlines.earlier)
        assert [row.id for row in (*outlines.rows, *more.rows)] == keys
