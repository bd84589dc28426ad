"""[Z10, Z11, Z18] A walk by chance through joining, moving, leaving, covering, handing over, giving
and ending roles and supervision, and re-organising: after each step, what each person may see is
what is worked out from scratch, of what people write and of the pages on which they are looked
after.

`SEEDS=200` walks more of them, `EVENTS=2000` walks further; `make soak` does both.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from supervision.extensions import db
from tests.walk import (
    bringing,
    ending,
    leaving,
    looking_twice,
    meeting,
    moving,
    orphans,
    rearranging,
    standing,
    writing,
)
from tests.walk.walking import Walk, begun
from tests.worlds import Backend, World

EVENTS = int(os.environ.get("EVENTS") or 250)
SEEDS = int(os.environ.get("SEEDS") or 1)
FIRST_SEED = int(os.environ.get("SEED") or 2026)
ON_POSTGRESQL = 10  # times fewer there: the rules are the same, and this asks whether they read so
LISTS = 50  # steps between two looks at the lists

ROOMS = (moving, writing, meeting, leaving, standing, looking_twice, rearranging, bringing)
STEPS = {step: weight for room in ROOMS for step, weight in room.STEPS.items()}


@pytest.mark.parametrize("seed", range(FIRST_SEED, FIRST_SEED + SEEDS))
def test_a_walk(world: World, backend: Backend, seed: int) -> None:
    events = EVENTS if backend.name == "sqlite" else EVENTS // ON_POSTGRESQL
    with walking(world, seed) as walk:
        walk.by_hand = frozenset(bringing.STEPS)
        for number in range(events):
            walk.step(STEPS)
            differences = walk.differences()
            assert differences == [], walk.tale()
            if number % LISTS == LISTS - 1:
                assert walk.listed_otherwise() == [], walk.tale()
                assert rearranging.differs(walk) == [], walk.tale()
        _, used = orphans.orphans(walk)
        assert used == [], walk.tale()
        assert orphans.dead_relations(walk) == [], walk.tale()
        tokens = ending.kept(walk)
    asked, wrong = ending.wrongly_answered(walk, tokens)
    assert asked and wrong == [], walk.tale()
    asked, wrong = ending.offices_wrongly_answered(walk, tokens)
    assert asked and wrong == [], walk.tale()


@contextmanager
def walking(world: World, seed: int) -> Iterator[Walk]:
    """A walk at its beginning. What was not kept at its end is undone."""
    with world.app.app_context():
        yield begun(world, seed)
        db.session.rollback()
