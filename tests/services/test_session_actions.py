"""What the two agree to do, and how it comes back until it is settled."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.models.sessions import (
    AgendaItem,
    AgreedAction,
)
from supervision.queries import sessions as queries
from supervision.services import sessions as services
from tests.services.sessions_of_two import KEY, planned, standing
from tests.worlds import World


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
