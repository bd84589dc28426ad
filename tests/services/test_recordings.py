"""What matters to people: references, drafts, recording past the check, versions, reviews."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from sqlalchemy import event, select

from supervision import audit
from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.people import Person
from supervision.models.recordings import (
    PersonReference,
    PersonReferenceHolder,
    RecordingVersion,
)
from supervision.queries import recordings as queries
from supervision.services import recordings as services
from tests.services.recorded import (
    WORDS,
    let_hold,
    recorded,
    review,
    verbs,
    written,
)
from tests.worlds import World


def test_a_draft_has_a_reference_that_its_writer_holds_from_today(world: World) -> None:
    key = written(world)
    with world.reading("callum") as actor:
        recording = queries.get(actor, key)
        assert recording.state == "draft"
        assert services.spoken(recording) == WORDS
        assert (recording.team_id, recording.written_at) == (world.teams["Lochside"], actor.now)
        [(reference_id, code)] = queries.references(actor)
        assert recording.person_reference_id == reference_id
        assert queries.labels(actor, [key]) == ((key, f"Person {code}"),)
        holder = db.session.scalar(select(PersonReferenceHolder))
        assert (holder.person_id, holder.from_date) == (actor.person_id, actor.today)
        assert queries.holders(actor, recording) == ("Callum",)
        assert {"wrote", "made"} <= verbs()
    for name in ("morag", "tomasz", "oona", "sandy"):
        with world.reading(name) as actor, pytest.raises(NotFound):
            queries.get(actor, key)


def test_a_code_that_is_taken_is_tried_again(world: World) -> None:
    with world.acting("callum") as actor:
        first = services.new_reference(actor, _says("K7QM"))
        second = services.new_reference(actor, _says("K7QMK7QR"))
        assert (first.code, second.code) == ("K7QM", "K7QR")
    with world.acting("oona") as actor:  # another organisation has its own
        assert services.new_reference(actor, _says("K7QM")).code == "K7QM"
    with world.reading("callum") as actor, pytest.raises(Refused):
        services.new_reference(actor, _says(cycle("K7QM")))


def _says(code: Any) -> Any:
    letters: Iterator[str] = iter(code)
    return lambda _: next(letters)


def test_what_matters_is_the_only_thing_needed(world: World) -> None:
    with world.reading("callum") as actor:
        with pytest.raises(Refused) as refused:
            services.write(actor, new_key(), words={"what_matters": " \u200b", "brings": "Wit"})
        assert set(refused.value.problems) == {"what_matters"}
        services.write(actor, new_key(), words={"what_matters": "Thursdays"})


def test_only_someone_who_practises_writes_and_only_with_a_reference_they_hold(
    world: World,
) -> None:
    key = recorded(world)
    with world.reading("sandy") as actor, pytest.raises(Forbidden):
        services.write(actor, new_key(), words=WORDS)
    with world.reading("morag") as actor:
        row = queries.get(actor, key)
        reference = db.session.get(PersonReference, row.person_reference_id)
        with pytest.raises(NotFound):
            queries.reference(actor, reference.id)
        with pytest.raises(Forbidden):
            services.write(actor, new_key(), words=WORDS, reference=reference)
        with pytest.raises(Forbidden):
            services.let_hold(actor, reference, db.session.get(Person, actor.person_id), None)


def test_recording_opens_it_to_supervisors_and_holders(world: World) -> None:
    key = recorded(world)
    for name in ("morag", "priya"):
        with world.reading(name) as actor:
            assert queries.get(actor, key).state == "recorded"
            assert [row.id for row in queries.readable(actor).rows] == [key]
    for name in ("jean", "tomasz", "eilidh", "iain", "kirsty", "oona", "agnes", "noor", "sandy"):
        with world.reading(name) as actor:
            assert not queries.readable(actor)
            assert queries.labels(actor, [key]) == ()
            with pytest.raises(NotFound):
                queries.get(actor, key)
    let_hold(world, key, "callum", "kirsty")
    let_hold(world, key, "callum", "kirsty")
    with world.reading("kirsty") as actor:
        recording = queries.get(actor, key)
        assert queries.holds(actor, recording)
        assert queries.holders(actor, recording) == ("Callum", "Kirsty")
        assert queries.fellows(actor, [recording.person_reference_id]) == {
            recording.person_reference_id: ["Callum"]
        }
        assert queries.readers(actor, recording.author_id, recording.person_reference_id) == (
            "Callum",
            "Morag",
            "Priya",
        )
        with pytest.raises(Forbidden):
            services.edit(actor, recording, recording.version, words=WORDS)
        with pytest.raises(Forbidden):
            services.record(actor, recording)
    world.clock.advance(days=1)
    with world.acting("callum"):
        row = db.session.scalar(
            select(PersonReferenceHolder).where(
                PersonReferenceHolder.person_id == world.ids["kirsty"]
            )
        )
        row.to_date = row.from_date
    with world.reading("kirsty") as actor, pytest.raises(NotFound):
        queries.get(actor, key)


def test_recording_twice_is_once(world: World) -> None:
    key = recorded(world)
    with world.acting("callum") as actor:
        recording = queries.get(actor, key)
        before = recording.version
        services.record(actor, recording)
        assert recording.version == before


def test_the_check_stops_what_certainly_tells_who_it_is(world: World) -> None:
    key = written(world, what_matters="Elizabeth wants out.", brings="She lives at KW15 1AB.")
    with world.reading("callum") as actor:
        with pytest.raises(Refused) as refused:
            services.record(actor, queries.get(actor, key))
        assert set(refused.value.problems) == {"what_matters", "brings"}
        assert "“Elizabeth”" in refused.value.problems["what_matters"]
        [trace] = audit.pending_traces()
        assert (trace.verb, trace.kind, trace.thing_id) == (
            "stopped_by_check",
            "outcome_recordings",
            key,
        )
        audit.pending_traces().clear()
    with world.reading("callum") as actor:
        assert queries.get(actor, key).state == "draft"


def test_what_is_likely_does_not_stop_it(world: World) -> None:
    recorded(world, what_matters="Out by 14 October.")


def test_what_others_read_is_checked_when_it_is_edited_too(world: World) -> None:
    key = recorded(world)
    with world.reading("callum") as actor:
        recording = queries.get(actor, key)
        with pytest.raises(Refused):
            services.edit(
                actor, recording, recording.version, words={"what_matters": "Elizabeth wants out."}
            )
        audit.pending_traces().clear()


def test_the_text_before_is_kept_sealed(world: World) -> None:
    key = written(world)
    with world.acting("callum") as actor:
        recording = queries.get(actor, key)
        services.edit(actor, recording, recording.version, words={"what_matters": "The choir"})
        kept = db.session.scalar(select(RecordingVersion))
        assert json.loads(kept.words) == WORDS
        assert b"among people" not in kept.words_sealed
        assert services.spoken(recording) == {"what_matters": "The choir", "brings": ""}


def test_a_text_saved_meanwhile_is_not_written_over(world: World) -> None:
    key = written(world)
    with world.acting("callum") as actor:
        recording = queries.get(actor, key)
        services.edit(actor, recording, 1, words={"what_matters": "The choir"})
        services.edit(actor, recording, 1, words={"what_matters": "The choir"})  # sent twice
        with pytest.raises(Conflict) as conflict:
            services.edit(actor, recording, 1, words={"what_matters": "The bus"})
        assert conflict.value.theirs["what_matters"] == "The choir"
        assert conflict.value.version == recording.version == 2


def test_opening_anothers_words_is_noted(world: World) -> None:
    key = recorded(world)
    with world.acting("callum") as actor:
        made = review(actor, queries.get(actor, key), new_key()).id
        assert audit.pending_reads() == []
    with world.reading("morag") as actor:
        queries.reviews(actor, queries.get(actor, key))
        noted = {(read.kind, read.thing_id) for read in audit.pending_reads()}
        assert noted == {("outcome_recordings", key), ("outcome_reviews", made)}
        audit.pending_reads().clear()
        for question in (
            lambda: queries.readable(actor),
            lambda: queries.choices(actor),
            lambda: queries.by_author_since(actor, world.ids["callum"], None),
        ):
            assert question()
            assert {read.thing_id for read in audit.pending_reads()} == {key}
            audit.pending_reads().clear()
        queries.labels(actor, [key])
        assert audit.pending_reads() == []


def test_choices_are_own_and_readable_with_first_words(world: World) -> None:
    theirs, own = recorded(world), written(world, "morag", what_matters="Long " * 60)
    with world.reading("morag") as actor:
        offered = dict(queries.choices(actor))
        assert set(offered) == {theirs, own}
        assert offered[theirs].endswith(": I want to be out among people again.")
        assert offered[theirs].startswith("Person ")
        assert offered[own].endswith("Long…")
        audit.pending_reads().clear()


def test_lists_go_on_after_a_page(world: World) -> None:
    keys = []
    for n in range(5):
        world.clock.advance(minutes=1)
        keys.append(written(world, what_matters=f"Number {n}"))
    with world.reading("callum") as actor:
        first = queries.mine(actor, most=3)
        assert [row.id for row in first.rows] == keys[:1:-1]
        second = queries.mine(actor, before=first.earlier, most=3)
        assert [row.id for row in second.rows] == keys[1::-1]
        assert second.earlier is None


def test_lists_ask_as_much_for_many_as_for_one(world: World) -> None:
    def statements(name: str) -> int:
        asked: list[str] = []
        with world.reading(name) as actor:
            event.listen(db.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
            queries.mine(actor)
            queries.readable(actor)
            audit.pending_reads().clear()
            return len(asked)

    recorded(world)
    one = statements("morag"), statements("callum")
    for _ in range(9):
        recorded(world)
    assert (statements("morag"), statements("callum")) == one
    assert max(one) <= 4


def test_a_reference_may_stand_in_a_recording(world: World) -> None:
    recorded(world, what_matters="I want to sit with person K7QM.")
