"""From a date to a record that both have signed: what changes what, and what no longer can."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.models.sessions import (
    SectionVersion,
)
from supervision.queries import sessions as queries
from supervision.services import sessions as services
from tests.services.sessions_of_two import (
    KEY,
    end_relation,
    planned,
    relation_of,
    shared,
    sign,
    standing,
    versions,
    write,
)
from tests.worlds import NOW, World


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
