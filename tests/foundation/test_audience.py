"""A rule is written once: as a where-clause and as a list it opens the same rows."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision.access import reflections as access
from supervision.access.audience import CHUNK, Doors
from supervision.extensions import db
from supervision.models.people import Team
from supervision.models.reflections import Reflection, ReflectionShare
from supervision.queries.listing import newest
from tests.foundation.steps import listening
from tests.worlds import World

KINDS = ("author", "relation", "team", "colleague")
PEOPLE = ("callum", "tomasz", "morag", "rhona", "fergus")


@pytest.fixture
def many(world: World) -> World:
    """Eighty reflections, shared in every way, some deleted, some taken back, two at one time."""
    chance = random.Random(7)
    with world.acting("callum") as actor:
        for number in range(80):
            row = Reflection(
                organisation_id=actor.organisation_id,
                author_id=world.ids[chance.choice(PEOPLE)],
                written_at=world.clock.now - timedelta(hours=chance.randrange(40)),
                saved_at=world.clock.now,
                happened=f"Number {number}",
                deleted_at=world.clock.now if chance.random() < 0.15 else None,
            )
            db.session.add(row)
            db.session.flush()
            for _ in range(chance.randrange(3)):
                kind = chance.choice(KINDS[1:])
                target = chance.choice(_targets(world)[kind])
                db.session.add(
                    ReflectionShare(
                        organisation_id=actor.organisation_id,
                        reflection_id=row.id,
                        shared_at=world.clock.now,
                        taken_back_at=world.clock.now if chance.random() < 0.3 else None,
                        **{"person_id" if kind == "colleague" else f"{kind}_id": target},
                    )
                )
    return world


def _targets(world: World) -> dict[str, list[uuid.UUID]]:
    people = [world.ids[name] for name in PEOPLE]
    relations = [v for (_, who), v in world.relations.items() if who in ("callum", "tomasz")]
    return {
        "author": people,
        "relation": relations,
        "team": list(world.teams.values()),
        "colleague": people,
    }


def _some_keys(world: World, chance: random.Random, strangers: int) -> dict[str, list[uuid.UUID]]:
    """Keys of some kinds, in any order, some of them twice, among many that open nothing."""
    keys: dict[str, list[uuid.UUID]] = {}
    for kind in chance.sample(KINDS, chance.randrange(len(KINDS) + 1)):
        known = _targets(world)[kind]
        picked = chance.choices(known, k=chance.randrange(len(known) + 1))
        picked += [uuid.UUID(int=chance.getrandbits(128)) for _ in range(strangers)]
        chance.shuffle(picked)
        keys[kind] = picked
    return keys


def _by_where(world: World, keys: Any, most: int) -> list[uuid.UUID]:
    rows = db.session.scalars(
        select(Reflection.id)
        .where(access.DOORS.where(world.ids["lochside"], keys))
        .order_by(Reflection.written_at.desc(), Reflection.id.desc())
        .limit(most)
    )
    return list(rows)


def _by_lists(world: World, keys: Any, most: int) -> Sequence[uuid.UUID]:
    return newest(access.DOORS, world.ids["lochside"], keys, Reflection.written_at, most=most)[0]


def test_both_forms_of_the_rule_agree(many: World) -> None:
    chance = random.Random(11)
    with many.reading("callum"):
        opened = 0
        for _ in range(60):
            keys, most = _some_keys(many, chance, chance.choice((0, 0, 3))), chance.randrange(1, 90)
            expected = _by_where(many, keys, most)
            assert _by_lists(many, keys, most) == expected, keys
            opened += len(expected)
        assert opened > 200, "the keys of this test open something"


@pytest.mark.parametrize("strangers", [CHUNK - 4, CHUNK, 450, 900])
def test_both_forms_agree_for_more_keys_than_a_statement_holds(many: World, strangers: int) -> None:
    chance = random.Random(strangers)
    unknown = [uuid.UUID(int=chance.getrandbits(128)) for _ in range(strangers)]
    targets = _targets(many)
    keys = {
        "relation": [*targets["relation"][:1], *unknown, *targets["relation"][1:]],
        "colleague": targets["colleague"],  # those that open something come last
    }
    with many.reading("callum"):
        found = _by_lists(many, keys, 70)
        assert found == _by_where(many, keys, 70)
        assert len(found) > 10


def test_pages_follow_each_other_without_a_gap(many: World) -> None:
    keys = {"author": _targets(many)["author"], "team": _targets(many)["team"]}
    with many.reading("callum"):
        everything = _by_where(many, keys, 500)
        found: list[uuid.UUID] = []
        before = None
        for _ in range(20):
            page, before = newest(
                access.DOORS, many.ids["lochside"], keys, Reflection.written_at, before, most=7
            )
            found += page
            if before is None:
                break
        assert found == everything


def test_without_keys_nothing_opens_and_keys_of_elsewhere_open_nothing(many: World) -> None:
    everyone = {kind: _targets(many)[kind] for kind in KINDS}
    with many.reading("callum"):
        for keys in ({}, {"author": []}, {kind: [] for kind in KINDS}):
            assert _by_where(many, keys, 90) == _by_lists(many, keys, 90) == []
        elsewhere = many.ids["harbour"]
        assert newest(access.DOORS, elsewhere, everyone, Reflection.written_at)[0] == []
        assert (
            db.session.scalars(
                select(Reflection.id).where(access.DOORS.where(elsewhere, everyone))
            ).all()
            == []
        )


def test_a_kind_of_key_without_a_door_is_a_fault() -> None:
    with pytest.raises(KeyError):
        Doors(Team, {}).where(uuid.uuid4(), {"author": [uuid.uuid4()]})


@pytest.mark.parametrize("path", ["/reflections", "/"])
def test_a_list_asks_no_more_for_more_rows(world: World, path: str) -> None:
    asked = []
    client = world.client("morag")
    for upto in (2, 60):
        with world.acting("callum") as actor:
            for number in range(upto):
                row = Reflection(
                    organisation_id=actor.organisation_id,
                    author_id=actor.person_id,
                    written_at=world.clock.now - timedelta(minutes=number),
                    saved_at=world.clock.now,
                    happened=f"Number {upto}.{number}",
                )
                db.session.add(row)
                db.session.flush()
                db.session.add(
                    ReflectionShare(
                        organisation_id=actor.organisation_id,
                        reflection_id=row.id,
                        relation_id=world.relations["morag", "callum"],
                        shared_at=world.clock.now,
                    )
                )
        client.get(path)
        with listening(world) as heard:
            assert client.get(path).status_code == 200
        asked.append(heard.count("SELECT"))
    assert asked[0] == asked[1]
