"""What people of a group will do: who may say so, and how it went."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.keys import new_key
from supervision.queries import groups as queries
from supervision.queries import own_actions, sessions
from supervision.services import sessions as services
from tests.services.test_groups import planned, shared, sign
from tests.worlds import World


def agree(world: World, by: str, key: uuid.UUID, owner: str, **more: Any) -> uuid.UUID:
    with world.acting(by) as actor:
        row = queries.get(actor, key)
        part = queries.my_part(actor, row)
        given = {"words": "Ring the school", "owner_id": world.ids[owner], "part": part, **more}
        return services.agree_action(actor, row, given.pop("form", new_key()), **given).id


def settle(world: World, by: str, key: uuid.UUID, action_id: uuid.UUID, result: str) -> None:
    with world.acting(by) as actor:
        row = queries.get(actor, key)
        services.settle(actor, row, queries.promise(actor, row, action_id), result)


def states(world: World, name: str, key: uuid.UUID) -> list[str]:
    with world.acting(name) as actor:
        return [one.state for one in queries.promises(actor, queries.get(actor, key))]


def test_the_convener_gives_and_everyone_else_takes_on(world: World) -> None:
    key = shared(world)
    agree(world, "fergus", key, "callum")
    agree(world, "callum", key, "callum", words="Read the policy")
    with pytest.raises(Forbidden):
        agree(world, "callum", key, "tomasz")
    with pytest.raises(Refused, match="owner"):
        agree(world, "fergus", key, "kirsty")
    with pytest.raises(Refused):
        agree(world, "fergus", key, "callum", words=" ")
    for name, seen in (("fergus", 2), ("callum", 2), ("tomasz", 0)):
        assert len(states(world, name, key)) == seen, name
    with world.acting("callum") as actor:
        found = {one.words for one in own_actions.mine(actor).rows}
        assert found == {one.words for one in sessions.my_actions(actor)}
        assert found == {"Ring the school", "Read the policy"}
    with world.acting("fergus") as actor:
        assert not own_actions.mine(actor).rows


def test_a_form_sent_twice_agrees_once(world: World) -> None:
    key, form = shared(world), new_key()
    for _ in range(2):
        agree(world, "fergus", key, "callum", form=form)
    assert states(world, "fergus", key) == ["open"]
    with pytest.raises(Conflict):
        agree(world, "fergus", key, "callum", form=form, words="Write to the school")


def test_what_the_convener_agrees_begins_a_record_and_clears_no_signature(world: World) -> None:
    key = planned(world)
    agree(world, "callum", key, "callum")
    with world.acting("fergus") as actor:
        assert queries.get(actor, key).state == "planned"
    agree(world, "fergus", key, "callum")
    with world.acting("fergus") as actor:
        assert queries.get(actor, key).state == "writing"
    key = shared(world)
    sign(world, key, "callum")
    agree(world, "fergus", key, "tomasz")
    with world.acting("fergus") as actor:
        assert len(queries.parts(actor, queries.get(actor, key)).signatures) == 1
    for name in ("tomasz", "fergus"):
        sign(world, key, name)
    with pytest.raises(Forbidden):
        agree(world, "fergus", key, "callum")


def test_whoever_took_it_on_and_the_convener_say_how_it_went(world: World) -> None:
    key = shared(world)
    action_id = agree(world, "fergus", key, "callum")
    for name in ("callum", "tomasz", "fergus"):
        sign(world, key, name)
    with pytest.raises(NotFound):
        settle(world, "tomasz", key, action_id, "done")
    for by, result, state in (
        ("callum", "done", "done"),
        ("callum", "done", "done"),
        ("fergus", "carry_on", "open"),
        ("fergus", "let_go", "let_go"),
    ):
        settle(world, by, key, action_id, result)
        assert states(world, "callum", key) == [state]
