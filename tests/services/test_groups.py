"""Sessions of a group: who takes part, what each can read, who came, and who signs."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest

from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.keys import new_key
from supervision.queries import groups as queries
from supervision.queries import sessions
from supervision.services import sessions as services
from tests.worlds import World

OTHERS = ("callum", "tomasz", "rhona")
WORDS = {"wellbeing": "A long week.", "outcomes": "", "reflection": "We saw the form first."}


def planned(world: World, kind: str = "group", by: str = "fergus", **more: Any) -> uuid.UUID:
    members = [world.ids[name] for name in more.pop("members", OTHERS)]
    with world.acting(by) as actor:
        return services.plan_group(
            actor,
            new_key(),
            **{
                "kind": kind,
                "name": "Peers in the Braes",
                "members": members,
                "allowed": [world.ids[name] for name in (*OTHERS, "fergus", "kirsty")],
                "starts_at": actor.now + timedelta(hours=1),
                **more,
            },
        ).id


def written(world: World, key: uuid.UUID, by: str = "fergus", **words: str) -> None:
    with world.acting(by) as actor:
        row = queries.get(actor, key)
        versions = {s.name: s.version for s in queries.parts(actor, row).sections}
        part = queries.my_part(actor, row)
        services.save_sections(actor, row, words or WORDS, versions, part)


def shared(world: World, came: tuple[str, ...] = ("callum", "tomasz")) -> uuid.UUID:
    key = planned(world)
    written(world, key)
    with world.acting("fergus") as actor:
        row = queries.get(actor, key)
        services.came(actor, row, [world.ids[name] for name in came])
        services.share(actor, row)
    return key


def sign(world: World, key: uuid.UUID, name: str) -> str:
    with world.acting(name) as actor:
        row = queries.get(actor, key)
        parts = queries.parts(actor, row)
        shown = services.content_hash(row, parts)
        services.sign(actor, row, parts, shown, parts.part_of(actor.person_id))
        return row.state


@pytest.mark.parametrize(("kind", "part"), [("group", "supervisor"), ("peer", "member")])
def test_whoever_plans_it_convenes_it_and_leads_it_or_is_an_equal(
    world: World, kind: str, part: str
) -> None:
    key = planned(world, kind)
    with world.reading("fergus") as actor:
        row = queries.get(actor, key)
        assert (row.convener_id, row.relation_id, row.state) == (actor.person_id, None, "planned")
        assert queries.my_part(actor, row) == part
        people = [(p.name, p.part) for p in queries.participants(row)]
        members = [("Callum", "member"), ("Rhona", "member"), ("Tomasz", "member")]
        assert people == [("Fergus", part), *members]
        assert len(queries.parts(actor, row).sections) == 3
    with world.reading("kirsty") as actor, pytest.raises(NotFound):
        queries.get(actor, key)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "one_to_one"}, "kind"),
        ({"name": "  "}, "name"),
        ({"name": "a" * 201}, "name"),
        ({"members": ("callum",)}, "members"),
        ({"members": ("callum", "fergus")}, "members"),
        ({"members": ("callum", "oona")}, "members"),
        ({"minutes": 2}, "minutes"),
    ],
)
def test_what_cannot_be_meant_is_refused(world: World, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        planned(world, **more)
    assert set(refused.value.problems) == {field}


def test_an_item_is_for_whoever_put_it_there_and_the_convener(world: World) -> None:
    key = planned(world)
    with world.acting("callum") as actor:
        row = queries.get(actor, key)
        part = queries.my_part(actor, row)
        item = services.add_to_agenda(actor, row, new_key(), "The rota", part).id
        assert sessions.agenda(actor, row)[0].can_take_off
    for name, seen in (("callum", True), ("fergus", True), ("tomasz", False)):
        with world.reading(name) as actor:
            row = queries.get(actor, key)
            assert bool(sessions.agenda(actor, row)) is seen, name
    with world.acting("fergus") as actor:
        row = queries.get(actor, key)
        one = sessions.agenda_item(actor, row, item)
        with pytest.raises(Forbidden):
            services.take_off(actor, row, one, "supervisor")
    with world.acting("callum") as actor:
        row = queries.get(actor, key)
        services.take_off(actor, row, sessions.agenda_item(actor, row, item), "member")
        assert sessions.agenda(actor, row) == ()


def test_the_convener_alone_writes_until_the_draft_is_shared(world: World) -> None:
    key = planned(world)
    with pytest.raises(Forbidden):
        written(world, key, "callum")
    written(world, key)
    with world.acting("fergus") as actor:
        row = queries.get(actor, key)
        assert row.state == "writing"
        with pytest.raises(Refused):
            services.share(actor, row)  # nobody has said who came
        with pytest.raises(Refused):
            services.came(actor, row, [])
        with pytest.raises(Refused):
            services.came(actor, row, [world.ids["kirsty"]])
    with world.reading("callum") as actor:
        row = queries.get(actor, key)
        assert queries.parts(actor, row).sections == ()
        with pytest.raises(Forbidden):
            services.came(actor, row, [world.ids["tomasz"]])
        with pytest.raises(Forbidden):
            services.share(actor, row)


def test_whoever_came_signs_and_the_last_of_them_locks_it(world: World) -> None:
    key = shared(world)
    with pytest.raises(Forbidden):
        sign(world, key, "rhona")
    assert sign(world, key, "callum") == "shared"
    with world.reading("tomasz") as actor:
        assert [(r.other, r.signed_by) for r in sessions.to_sign(actor)] == [
            ("Peers in the Braes", ("Callum",))
        ]
    with world.reading("rhona") as actor:
        assert sessions.to_sign(actor) == ()
        assert len(queries.parts(actor, queries.get(actor, key)).sections) == 3
    assert sign(world, key, "tomasz") == "shared"
    assert sign(world, key, "fergus") == "signed"
    for name in ("callum", "rhona"):
        with world.acting(name) as actor:
            row = queries.get(actor, key)
            services.add_after_signing(actor, row, new_key(), "And the bus.", "member")
    with world.acting("fergus") as actor, pytest.raises(Forbidden):
        services.came(actor, queries.get(actor, key), [world.ids["callum"]])


def test_a_change_clears_the_signatures_and_an_item_of_the_agenda_does_not(world: World) -> None:
    key = shared(world)
    sign(world, key, "callum")
    with world.acting("tomasz") as actor:
        row = queries.get(actor, key)
        services.add_to_agenda(actor, row, new_key(), "Mine alone", "member")
    with world.reading("callum") as actor:
        assert len(queries.parts(actor, queries.get(actor, key)).signatures) == 1
    with world.acting("fergus") as actor:
        services.came(actor, queries.get(actor, key), [world.ids["callum"], world.ids["rhona"]])
    with world.reading("callum") as actor:
        assert queries.parts(actor, queries.get(actor, key)).signatures == ()
    with pytest.raises(Forbidden):
        sign(world, key, "tomasz")
    sign(world, key, "rhona")
    written(world, key, "tomasz", reflection="We saw the person second.")
    with world.reading("callum") as actor:
        assert queries.parts(actor, queries.get(actor, key)).signatures == ()


def test_a_text_that_is_not_what_was_shown_is_not_signed(world: World) -> None:
    key = shared(world)
    with world.acting("callum") as actor:
        row = queries.get(actor, key)
        with pytest.raises(Conflict):
            services.sign(actor, row, queries.parts(actor, row), b"other", "member")


def test_lists_name_the_group(world: World) -> None:
    key = planned(world)
    for name in ("fergus", *OTHERS):
        with world.reading(name) as actor:
            found = [(row.id, row.other, row.relation_id) for row in sessions.upcoming(actor)]
            assert found == [(key, "Peers in the Braes", None)], name
            assert None not in sessions.next_dates(actor)
            assert sessions.past(actor).rows == ()
    world.clock.advance(days=3)
    with world.reading("fergus") as actor:
        assert [row.id for row in sessions.to_write_up(actor)] == [key]
        assert [row.id for row in sessions.past(actor).rows] == [key]
    with world.reading("callum") as actor:
        assert sessions.to_write_up(actor) == ()
    with world.reading("morag") as actor:
        assert sessions.past(actor).rows == ()
