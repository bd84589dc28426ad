"""The pages on which a curator checks a proposal and publishes it."""

from __future__ import annotations

from threading import Barrier, Thread
from typing import Any

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.audit import ReadEntry
from supervision.models.library import PracticeExample
from tests.client import read_forms
from tests.pages.library_pages import HOME, at, text, traces
from tests.services.proposed import (
    DATED,
    proposed,
)
from tests.worlds import World


def test_what_waits_stands_first_for_curators(world: World) -> None:
    key = proposed(world)
    said = text(world.client("grace").get(HOME))
    assert said.index("To check") < said.index("Newest")
    assert "Callum proposed this today." in said
    assert "To check" not in text(world.client("callum").get(HOME))
    with world.reading("grace"):
        (read,) = db.session.scalars(select(ReadEntry).where(ReadEntry.thing_id == key))
        assert read.about_id == world.ids["callum"]


def test_a_curator_reads_ticks_and_publishes(world: World) -> None:
    key = proposed(world, words=DATED)
    grace = world.client("grace")
    said = text(grace.get(at(key)))
    assert "You, Callum and Cora can read this." in said
    assert "14 October" in said and "Likely" in said and "It is a common day." in said
    unticked = grace.fill(at(key), at(key, "/publication"))
    assert unticked.status_code == 422
    assert "Read it as a neighbour would, then say so here" in text(unticked)
    sent = grace.fill(at(key), at(key, "/publication"), neighbour="y")
    assert sent.status_code == 302
    read = text(grace.get(sent.location))
    assert "Published. Everyone in Lochside Partnership can read it now." in read
    assert grace.get(at(key)).status_code == 404
    own = text(world.client("callum").get(at(key)))
    assert "This has been in the library since November 2026." in own
    assert DATED["stood"] not in own
    assert world.client("callum").get(at(key, "/edit")).status_code == 403
    assert key not in traces(world, "published")


def test_an_author_who_curates_does_not_publish(world: World) -> None:
    key = proposed(world, "grace")
    grace = world.client("grace")
    assert "Publish it" not in text(grace.get(at(key)))
    assert grace.send(at(key, "/publication"), neighbour="y", version="1").status_code == 403
    assert "To check" not in text(grace.get(HOME))


def test_what_changed_meanwhile_is_read_again_first(world: World) -> None:
    key = proposed(world)
    grace = world.client("grace")
    form = grace.form(at(key), at(key, "/publication"))
    world.client("callum").fill(
        at(key, "/edit"), button="Save it for the curators", learnt="Ask earlier."
    )
    answer = grace.post(form.action, data=form.data(neighbour="y"))
    assert answer.status_code == 409
    assert "changed since you opened it" in text(answer) and "Ask earlier." in text(answer)
    again = next(f for f in read_forms(answer, form.action) if f.action == form.action)
    assert "neighbour" not in again.data()
    assert grace.post(again.action, data=again.data(neighbour="y")).status_code == 302


def test_two_curators_at_the_same_moment(world: World) -> None:
    key = proposed(world)
    clients = [world.client("grace"), world.client("cora")]
    forms = [client.form(at(key), at(key, "/publication")) for client in clients]
    start, answers = Barrier(2), []

    def press(client: Any, form: Any) -> None:
        start.wait()
        answers.append(client.post(form.action, data=form.data(neighbour="y")).status_code)

    threads = [Thread(target=press, args=pair) for pair in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) in ([302, 404], [302, 409])
    with world.reading("callum"):
        assert len(db.session.scalars(select(PracticeExample)).all()) == 1
