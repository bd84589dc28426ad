"""Reflections over time: their forms, finding them again, deleting and bringing back."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision.domain.refusals import Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import Person
from supervision.models.reflections import Reflection, ReflectionVersion
from supervision.queries import asks as ask_queries
from supervision.queries import reflection_search, reflections
from supervision.services import reflections as services
from tests.worlds import World


def written(world: World, name: str = "callum", **words: str) -> uuid.UUID:
    with world.acting(name) as actor:
        return services.write(actor, new_key(), words=words or {"happened": "It rained."}).id


def row(key: uuid.UUID) -> Reflection:
    return db.session.get_one(Reflection, key)


def titles(world: World, typed: str, show: str = "all", name: str = "callum") -> list[str]:
    with world.reading(name) as actor:
        found = reflection_search.find(actor, typed, show=show)
        return [one.title for one in found.listed.rows]


def test_another_form_changes_the_questions_and_no_words(world: World) -> None:
    key = written(world, happened="It rained.", mattered="Company.")
    with world.acting("callum") as actor:
        words = services.spoken(row(key))
        services.edit(actor, row(key), row(key).version, words=words, model="free")
        assert row(key).model == "free" and row(key).mattered == "Company."
        versions = db.session.scalars(
            select(ReflectionVersion).where(ReflectionVersion.reflection_id == key)
        )
        assert not versions.all()
        services.edit(actor, row(key), row(key).version, words=words)
        assert row(key).model == "free"
        with pytest.raises(Refused):
            services.edit(actor, row(key), row(key).version, words=words, model="gibbs")


def test_words_are_found_without_case_accents_or_order(world: World) -> None:
    written(world, title="Slàinte", happened="We walked to the gate.")
    written(world, title="Another", mattered="The GATE was shut.")
    written(world, "tomasz", title="Not mine", happened="The gate again.")
    assert titles(world, "gate") == ["Another", "Slàinte"]
    assert titles(world, "gate SLAINTE") == ["Slàinte"]
    assert titles(world, "gate nowhere") == []
    assert titles(world, "   ") == [] and titles(world, "!!") == []


def test_a_search_opens_five_hundred_at_most_and_goes_on_when_asked(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reflection_search, "OPENED", 4)
    monkeypatch.setattr(reflection_search, "AT_ONCE", 2)
    written(world, title="Oldest", happened="The heron.")
    for number in range(6):
        world.clock.advance(minutes=1)
        written(world, title=f"Number {number}", happened="Nothing of the kind.")
    with world.reading("callum") as actor:
        first = reflection_search.find(actor, "heron")
        assert not first.listed.rows and not first.looked_at_all and first.listed.earlier
        second = reflection_search.find(actor, "heron", first.listed.earlier)
        assert [one.title for one in second.listed.rows] == ["Oldest"]
        assert second.looked_at_all and second.listed.earlier is None


def test_hits_come_in_pages_and_none_is_lost_between_them(world: World) -> None:
    for number in range(30):
        world.clock.advance(minutes=1)
        written(world, title=f"Heron {number}", happened="x")
    with world.reading("callum") as actor:
        first = reflection_search.find(actor, "heron")
        assert len(first.listed.rows) == 25 and first.listed.earlier
        second = reflection_search.find(actor, "heron", first.listed.earlier)
        found = [one.title for one in (*first.listed.rows, *second.listed.rows)]
        assert found == [f"Heron {number}" for number in reversed(range(30))]


def test_filters_show_what_they_say(world: World) -> None:
    written(world, title="Mine", happened="x")
    shared = written(world, title="With Morag", happened="x")
    with world.acting("callum") as actor:
        services.share(actor, row(shared), actor.supervised_by[0])
        services.write(
            actor, new_key(), words={"title": "Asking", "happened": "x"}, ask=("advice", "")
        )
        services.write(actor, new_key(), words={"title": "Free", "happened": "x"}, model="free")

    def shown(show: str) -> set[str]:
        with world.reading("callum") as actor:
            return {one.title for one in reflections.mine(actor, show=show).rows}

    assert shown("mine") == {"Mine", "Asking", "Free"}
    assert shown("shared") == {"With Morag"}
    assert shown("ask") == {"Asking"}
    assert shown("free") == {"Free"}
    assert shown("lines") == {"Mine", "With Morag", "Asking"}
    assert titles(world, "free", show="shared") == []


def test_deleting_hides_everything_at_once_and_restoring_brings_it_back(world: World) -> None:
    with world.acting("callum") as actor:
        key = services.write(
            actor,
            new_key(),
            words={"title": "Heron", "happened": "By the loch."},
            ask=("advice", "What now?"),
        ).id
        ask = ask_queries.of(actor, row(key))
        assert ask is not None
    with world.acting("callum") as actor:
        services.delete(actor, row(key))
    with world.reading("callum") as actor:
        assert not reflections.mine(actor).rows
        assert not reflections.titles(actor, [key])
        assert ask_queries.of(actor, row(key)) is None
        assert [one.title for one in reflections.deleted(actor)] == ["Heron"]
        with pytest.raises(NotFound):
            reflections.get(actor, key)
    assert titles(world, "heron") == []
    with world.reading("tomasz") as actor:
        assert not reflections.deleted(actor)
        with pytest.raises(NotFound):
            reflections.deleted_one(actor, key)
    with world.acting("callum") as actor:
        services.restore(actor, reflections.deleted_one(actor, key))
        services.restore(actor, row(key))
        assert reflections.mine(actor).rows[0].title == "Heron"
        assert ask_queries.of(actor, row(key)) is not None


def test_what_is_shared_is_taken_back_before_it_is_deleted(world: World) -> None:
    key = written(world)
    with world.acting("callum") as actor:
        services.share_with_colleague(actor, row(key), world.ids["rhona"])
        with pytest.raises(Forbidden):
            services.delete(actor, row(key))
        services.take_back(actor, row(key))
        services.delete(actor, row(key))
        assert row(key).deleted_at is not None
    with world.acting("callum") as actor:
        for change in (
            lambda: services.edit(actor, row(key), row(key).version, words={"happened": "x"}),
            lambda: services.share(actor, row(key), actor.supervised_by[0]),
            lambda: services.share_with_team(actor, row(key), actor.memberships[0]),
            lambda: services.delete(actor, row(key)),
        ):
            with pytest.raises(Forbidden):
                change()


def test_what_opens_it_to_nobody_any_more_does_not_keep_it(world: World) -> None:
    key = written(world)
    with world.acting("callum") as actor:
        services.share_with_colleague(actor, row(key), world.ids["rhona"])
    with world.acting("rhona") as actor:
        from_here = db.session.get_one(Person, actor.person_id)
        from_here.left_on = actor.today - timedelta(days=1)
    with world.acting("callum") as actor:
        services.delete(actor, row(key))
        services.restore(actor, row(key))
    with world.acting("callum") as actor:
        assert reflections.mine(actor).rows[0].shared is False


def test_it_can_be_brought_back_for_thirty_days(world: World) -> None:
    key = written(world)
    with world.acting("callum") as actor:
        services.delete(actor, row(key))
    world.clock.advance(days=30)
    with world.reading("callum") as actor:
        assert reflections.deleted_one(actor, key)
    world.clock.advance(minutes=1)
    with world.acting("callum") as actor:
        with pytest.raises(NotFound):
            reflections.deleted_one(actor, key)
        with pytest.raises(Forbidden):
            services.restore(actor, row(key))


def test_only_the_author_deletes_and_restores(world: World) -> None:
    key = written(world)
    with world.acting("tomasz") as actor, pytest.raises(Forbidden):
        services.delete(actor, row(key))
    with world.acting("callum") as actor:
        services.delete(actor, row(key))
    with world.acting("tomasz") as actor, pytest.raises(Forbidden):
        services.restore(actor, row(key))
