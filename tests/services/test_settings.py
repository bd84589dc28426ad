"""Changing settings: the value, the row that tells of it, and what needs two."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from supervision.domain import settings
from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.models.administration import SettingChange
from supervision.models.audit import AuditEntry
from supervision.models.people import Organisation, Person, RoleGrant
from supervision.queries import people as people_queries
from supervision.queries import rhythms
from supervision.queries import settings as queries
from supervision.services import people, second_looks
from supervision.services import settings as services
from tests.worlds import World

MENTOR = {"supervisor": "mentor"}
KEPT = {"supervisor": "mentor", "supervisors": "mentors"}


def change(world: World, name: str, value: object, by: str = "sandy") -> bool:
    with world.acting(by) as actor:
        return services.change(actor, name, value)


def holds(world: World, name: str) -> object:
    with world.reading("callum") as actor:
        return settings.value(actor.settings, name)


def rows(world: World) -> list[SettingChange]:
    with world.app.app_context():
        return list(db.session.scalars(select(SettingChange).order_by(SettingChange.changed_at)))


def second(world: World) -> None:
    """Grace administers as well."""
    with world.acting("sandy") as actor:
        people.grant_role(
            actor, db.session.get_one(Person, world.ids["grace"]), "administrator", actor.today
        )


def test_it_holds_from_the_next_request_and_is_told(world: World) -> None:
    assert change(world, "words", MENTOR)
    assert holds(world, "words") == KEPT
    (row,) = rows(world)
    assert (row.name, json.loads(row.value), row.changed_by) == (
        "words",
        KEPT,
        world.ids["sandy"],
    )
    with world.app.app_context():
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.thing_id == row.id)).one()
        assert entry.verb == "set"
        other = db.session.get_one(Organisation, world.ids["harbour"])
        assert other.settings == "{}", "another organisation has its own"


def test_the_same_again_changes_nothing(world: World) -> None:
    assert change(world, "words", MENTOR)
    assert not change(world, "words", MENTOR)
    assert len(rows(world)) == 1
    assert change(world, "words", {})
    with world.app.app_context():
        here = db.session.get_one(Organisation, world.ids["lochside"])
        assert here.settings == "{}"


@pytest.mark.parametrize("person", ["noor", "callum", "agnes", "grace"])
def test_only_administrators_change_one(world: World, person: str) -> None:
    with pytest.raises(Forbidden):
        change(world, "words", MENTOR, by=person)


def test_what_cannot_be(world: World) -> None:
    with pytest.raises(NotFound):
        change(world, "colour", "blue")
    with pytest.raises(Refused):
        change(world, "words", {"supervisor": "<b>"})
    assert rows(world) == []


def test_two_at_once(world: World) -> None:
    with world.acting("sandy") as actor:
        services.change(actor, "agreement", "Ours", version=0)
    with world.acting("sandy") as actor, pytest.raises(Conflict) as conflict:
        services.change(actor, "agreement", "Mine", version=0)
    assert conflict.value.version == 1
    with world.acting("sandy") as actor:
        assert not services.change(actor, "agreement", "Ours", version=0), "the same is no clash"
        assert services.change(actor, "words", MENTOR, version=0), "each setting by itself"


def test_a_higher_threshold_holds_at_once_and_a_lower_one_needs_two(world: World) -> None:
    second(world)
    assert change(world, "threshold", 10)
    with pytest.raises(Forbidden):
        change(world, "threshold", 5)
    with world.acting("sandy") as actor:
        what = services.to_be_asked_for(actor, "threshold", 5, False)
        look = second_looks.ask(actor, "setting", what, "Small teams")
        with pytest.raises(Forbidden):
            services.change(actor, "threshold", 5, second_look=look)
        key = look.id
    assert holds(world, "threshold") == 10
    world.clock.advance(hours=1)
    with world.acting("grace") as actor:
        look = db.session.get_one(type(look), key)
        with pytest.raises(Forbidden):
            services.change(actor, "threshold", 5, second_look=look)
        agreed = second_looks.agree(actor, look)
        assert services.change(actor, agreed["name"], agreed["value"], second_look=look)
    assert holds(world, "threshold") == 5
    assert rows(world)[-1].id == key
    with world.reading("noor") as actor:
        history, count = queries.history(actor, "threshold")
        assert (count, history[0].before, history[0].after) == (2, 10, 5)
        assert history[0].by == "Sandy of Lochside"
        assert history[0].agreed_by == "Grace of Lochside"


def test_a_look_is_for_its_own_value(world: World) -> None:
    second(world)
    change(world, "threshold", 10)
    with world.acting("sandy") as actor:
        look = second_looks.ask(actor, "setting", {"name": "words", "value": {}}, "No")
        key = look.id
    with world.acting("grace") as actor:
        look = db.session.get_one(type(look), key)
        second_looks.agree(actor, look)
        with pytest.raises(Forbidden):
            services.change(actor, "threshold", 5, second_look=look)


def test_one_waits_at_a_time(world: World) -> None:
    with world.acting("sandy") as actor, pytest.raises(Refused):
        services.to_be_asked_for(actor, "threshold", 5, True)


def test_the_history_is_for_those_who_look_after_it(world: World) -> None:
    change(world, "agreement", "One")
    world.clock.advance(minutes=1)
    change(world, "agreement", "Two")
    with world.reading("noor") as actor:
        history, count = queries.history(actor, "agreement")
        assert [(one.before, one.after) for one in history] == [("One", "Two"), ("", "One")]
        at, by = queries.last_changes(actor)["agreement"]
        assert (count, by, at) == (2, "Sandy of Lochside", world.clock.now)
    for person in ("callum", "agnes"):
        with world.reading(person) as actor:
            for asked in (queries.last_changes, lambda a: queries.history(a, "words")):
                with pytest.raises(NotFound):
                    asked(actor)


def test_a_sign_in_ends_sooner_where_the_organisation_says_so(world: World) -> None:
    idle, absolute = timedelta(minutes=30), timedelta(hours=12)
    token = world.sign_in(world.client(), "callum")

    def live(after: timedelta) -> bool:
        with world.app.app_context():
            found = people_queries.sign_in(token, world.clock.now + after, idle, absolute)
            assert found is not None
            return found.live

    assert live(timedelta(minutes=29))
    change(world, "sign-in", {"idle_minutes": 10, "absolute_hours": None})
    assert live(timedelta(minutes=9))
    assert not live(timedelta(minutes=10))
    change(world, "sign-in", {"idle_minutes": 120, "absolute_hours": 24})
    assert not live(timedelta(minutes=30)), "never longer than the server"


def test_how_often_each_pair_meets(world: World) -> None:
    with world.reading("morag") as actor:
        found = rhythms.rhythms(actor)
        lines = {world.relations["morag", name] for name in ("callum", "tomasz", "bram")}
        own = world.relations["eilidh", "morag"]
        assert set(found) >= {*lines, own} - {world.relations["morag", "bram"]}
        assert {one.weeks for one in found.values()} == {4}
    with world.reading("priya") as actor:
        assert rhythms.rhythms(actor) == {}, "professional supervision settles its own"
    values = {"practitioner": 5, "newly_started": 1, "leader": 8, "part_time": 9}
    change(world, "frequencies", {**values, "part_time_hours": 20})
    with world.acting("sandy"):
        tomasz = db.session.get_one(Person, world.ids["tomasz"])
        tomasz.weekly_minutes = 600
        grant = db.session.scalars(
            select(RoleGrant).where(RoleGrant.person_id == world.ids["eilidh"])
        ).one()
        assert grant.role == "leader"
    with world.reading("morag") as actor:
        found = rhythms.rhythms(actor)
        assert found[world.relations["morag", "callum"]].weeks == 5
        assert found[world.relations["morag", "tomasz"]].weeks == 9
    with world.reading("iain") as actor:
        assert rhythms.rhythms(actor)[world.relations["iain", "eilidh"]].weeks == 8
