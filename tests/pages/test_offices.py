"""Homes of those who take no part in practice, and of a leader: what they see, and no content."""

from __future__ import annotations

import re

import pytest

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.asks import Ask
from supervision.services import asks, sessions
from tests.access import making
from tests.worlds import World

WORDS = ("Heatherbell", "Bramblewood", "We walked", "Rowanberry", "Silverweed")


def life(world: World) -> dict[str, str]:
    """Something of everything that people write, with words that nobody else uses."""
    thing = making.reflection(world, ask="Bramblewood would help", share_with="morag")
    with world.acting("morag") as actor:
        asks.reply(actor, db.session.get_one(Ask, thing.keys["ask_id"]), "Silverweed is here")
    recording = making.recording(world)
    with world.acting("callum") as actor:
        relation = actor.supervision_by(world.relations["morag", "callum"])
        assert relation is not None
        made = sessions.plan(actor, relation, new_key(), starts_at=actor.now)
        sessions.add_to_agenda(actor, made, new_key(), "Silverweed on the agenda")
        session_id = str(made.id)
    return {
        "reflection_id": str(thing.keys["reflection_id"]),
        "ask_id": str(thing.keys["ask_id"]),
        "recording_id": str(recording.keys["recording_id"]),
        "session_id": session_id,
    }


@pytest.mark.parametrize("name", ["agnes", "noor", "sandy"])
def test_no_address_of_the_house_shows_them_content(world: World, name: str) -> None:
    keys = life(world)
    client = world.client(name)
    looked = 0
    for rule in world.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in ("static", "assets.file"):
            continue
        path = re.sub(
            r"<(?:\w+:)?(\w+)>",
            lambda found: keys.get(found[1], keys["reflection_id"]),
            rule.rule,
        )
        text = client.get(path).get_data(as_text=True)
        looked += 1
        assert not [word for word in WORDS if word in text], (name, path)
    assert looked > 20


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("agnes", "Nothing is open to you yet. When you are asked to look at a sample"),
        ("noor", "You look after who can read, and who has read."),
        ("sandy", "You look after people, teams, who supervises whom"),
    ],
)
def test_each_office_is_told_whose_place_it_is_and_one_thing_to_do(
    world: World, name: str, said: str
) -> None:
    page = world.client(name).get("/").text
    assert f"Hello, {name.capitalize()}" in page
    assert said in page and "Lochside Partnership" in page
    assert page.count('class="app-next') == 1 and page.count('class="govuk-button"') == 1


def test_a_leader_sees_that_people_met_and_no_words(world: World) -> None:
    life(world)
    page = world.client("eilidh").get("/").text
    assert "Sessions led by the people you supervise" in page and "Callum and Morag" in page
    assert not [word for word in WORDS if word in page]
    assert "Sessions led by the people you supervise" not in world.client("hamish").get("/").text
