"""A statement that is built once, for everybody of one shape, finds what it would find if it were
built for whoever asks."""

from __future__ import annotations

import dataclasses
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Select, literal, select

from supervision.access import sessions as session_access
from supervision.access.actor import Actor, Relation
from supervision.extensions import db
from supervision.models.sessions import SupervisionSession
from supervision.queries import tree
from supervision.queries.likeness import facts, likeness, shape
from supervision.queries.prepared import Prepared, prepared
from supervision.queries.tree import shape as shape_of_tree
from supervision.services import people
from supervision.statements import ROOM
from tests.worlds import World

# Pages that ask most of the statements, for people of each kind of shape.
PAGES = ("/", "/supervision", "/reflections", "/outcomes", "/good-practice")
PEOPLE = ("callum", "tomasz", "morag", "rhona", "fergus")


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Run every prepared statement a second time, built for the Actor alone, and compare. Yields
    how often each was compared."""
    run, told = Prepared.__call__, Counter[str]()

    def both(self: Prepared, actor: Actor, **values: Any) -> Any:
        alone = db.session.execute(self.build(actor, **values)).all()
        found = run(self, actor, **values).all()
        assert found == alone, self.build.__name__
        told[self.build.__name__] += 1
        return run(self, actor, **values)

    monkeypatch.setattr(Prepared, "__call__", both)
    yield told


@pytest.mark.parametrize("name", PEOPLE)
def test_a_prepared_statement_finds_what_one_built_for_the_actor_finds(
    world: World, name: str, compared: Counter[str]
) -> None:
    client = world.client(name)
    for path in PAGES:
        assert client.get(path).status_code in (200, 403, 404)
    assert sum(compared.values()) > 5


def test_the_same_for_those_who_look_after_people(world: World, compared: Counter[str]) -> None:
    with world.acting("sandy") as actor:  # an invitation is asked for of nobody who has a password
        people.add_person(actor, "Zoë Last", "Zoë", "zoe@lochside.example", None, actor.today)
    client = world.client("sandy")
    narrowed = f"team={world.teams['Lochside']}&role=practitioner"
    for query in ("", narrowed, "show=left", "show=away", f"after={world.ids['grace']}"):
        assert client.get(f"/people?{query}").status_code == 200
    assert client.get(f"/people/{world.ids['callum']}").status_code == 200
    assert compared["_listed"] == 5 and compared["_today"] >= 4
    assert compared["_around"] == 1 and compared["_waiting"] == 3


def test_the_same_for_the_tree_and_for_who_supervises_whom(
    world: World, compared: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = world.client("sandy")
    with world.reading("sandy") as actor:
        service = tree.team(actor, world.teams["Lochside"]).care_service_id
    pages = ("/teams", f"/teams/services/{service}", "/who-supervises-whom")
    for path in (*pages, "/people?team_called=loch", "/people?team_called=nowhere"):
        assert client.get(path).status_code == 200
    monkeypatch.setattr(shape_of_tree, "ON_ONE_PAGE", 1)
    assert client.get("/teams").status_code == 200
    assert (compared["services"], compared["teams"], compared["counted"]) == (2, 2, 2)
    assert (compared["_nobody"], compared["_lines"], compared["_listed"]) == (1, 1, 2)


def test_lists_are_filled_up_so_that_few_shapes_do(world: World) -> None:
    with world.acting("morag") as actor:
        many = [
            dataclasses.replace(actor, supervises=tuple(_relation(actor) for _ in range(count)))
            for count in range(1, 200)
        ]
    shapes = {shape(one) for one in many}
    assert len(shapes) < len(ROOM)
    for one in many:
        names = {key.key for key in (r.id for r in likeness(shape(one)).supervises)}  # type: ignore[attr-defined]
        bound = {facts(one)[key] for key in names}
        assert bound == {r.id for r in one.supervises}  # all of them, and nobody else's


def test_what_a_likeness_does_not_know_fails(world: World) -> None:
    @prepared
    def careless(actor: Actor) -> Select[Any]:
        return select(literal(1)).where(SupervisionSession.starts_at > actor.now)

    with world.acting("morag") as actor, pytest.raises(Exception):  # noqa: B017
        careless(actor)


def test_nobody_is_answered_with_the_keys_of_whoever_asked_before(world: World) -> None:
    @prepared
    def visible(actor: Actor) -> Select[Any]:
        return select(SupervisionSession.id).where(session_access.visible_to(actor))

    for name in (*PEOPLE, *reversed(PEOPLE)):
        with world.acting(name) as actor:
            plain = select(SupervisionSession.id).where(session_access.visible_to(actor))
            assert set(visible(actor).scalars()) == set(db.session.scalars(plain))


def _relation(actor: Actor) -> Relation:
    return Relation(uuid.uuid4(), actor.person_id, uuid.uuid4(), "line", "", "")
