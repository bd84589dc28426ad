"""What matters to people: references, drafts, recording past the check, versions, reviews."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
from sqlalchemy import event, func, select

from supervision import audit, content
from supervision.domain import frameworks
from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import AuditEntry
from supervision.models.people import Person
from supervision.models.recordings import (
    Framework,
    FrameworkOutcome,
    OutcomeRecording,
    OutcomeReview,
    PersonReference,
    PersonReferenceHolder,
    RecordingOutcome,
    RecordingVersion,
)
from supervision.queries import recordings as queries
from supervision.services import recordings as services
from tests.worlds import World

WORDS = {"what_matters": "I want to be out among people again.", "brings": "A dry wit."}


def framework() -> frameworks.Framework:
    return next(one for one in content.frameworks() if one.code == "talking-points-people")


def written(world: World, name: str = "callum", **words: str) -> Any:
    """The key of a draft."""
    key = new_key()
    with world.acting(name) as actor:
        services.write(actor, key, words={**WORDS, **words})
    return key


def recorded(world: World, name: str = "callum", **words: str) -> Any:
    key = written(world, name, **words)
    with world.acting(name) as actor:
        services.record(actor, queries.get(actor, key))
    return key


def let_hold(world: World, key: Any, holder: str, colleague: str) -> None:
    with world.acting(holder) as actor:
        row = db.session.get(OutcomeRecording, key)
        reference = queries.reference(actor, row.person_reference_id)
        person = db.session.get(Person, world.ids[colleague])
        services.let_hold(actor, reference, person, actor.today)


def count(table: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def verbs() -> set[str]:
    return set(db.session.scalars(select(AuditEntry.verb)))


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


def test_a_framework_is_read_in_once_and_never_changes(world: World) -> None:
    given = framework()
    with world.acting("callum"):
        first = services.import_framework(given)
        assert services.import_framework(given) is first
        assert (count(Framework), count(FrameworkOutcome)) == (3, 48)
        renamed = replace(given.outcomes[0], name="Feeling very safe")
        unsure = replace(given.outcomes[0], verified=False)
        with pytest.raises(ValueError, match="never changes"):
            services.import_framework(replace(given, outcomes=(unsure, *given.outcomes[1:])))
        with pytest.raises(ValueError, match="never changes"):
            services.import_framework(replace(given, outcomes=(renamed, *given.outcomes[1:])))
        services.import_framework(replace(given, version="2013", outcomes=(renamed,)))
    with world.reading("callum"):
        newest, *others = queries.frameworks()
        assert [one.name for one in newest.groups[0].outcomes] == ["Feeling very safe"]
        assert len(others) == 2


def test_outcomes_are_by_group_and_may_change(world: World) -> None:
    with world.acting("callum") as actor:
        services.import_framework(framework())
        groups = queries.outcomes()
        assert [group.name for group in groups[:3]] == ["Quality of life", "Process", "Change"]
        assert [len(group.outcomes) for group in groups[:3]] == [6, 5, 4]
        assert {group.framework for group in groups[:3]} == {framework().name}
        first, second, *_ = groups[0].outcomes
        recording = services.write(actor, new_key(), words=WORDS, outcomes=[second.id, first.id])
        assert queries.outcomes_of(recording) == (first, second)
        services.edit(actor, recording, recording.version, words=WORDS, outcomes=[second.id])
        assert queries.outcomes_of(recording) == (second,)
        assert count(RecordingOutcome) == 1
        assert "edited" in verbs()


def review(actor: Any, recording: Any, key: Any, **changes: Any) -> Any:
    facts: dict[str, Any] = {
        "direction": "closer",
        "reviewed_on": actor.today,
        "said": "It was noisy, but I laughed.",
        "helped": " A lift there \n\nBeing asked ",
        "holds": queries.holds(actor, recording),
    }
    return services.review(actor, recording, key, **{**facts, **changes})


def test_a_review_is_one_however_often_it_is_sent(world: World) -> None:
    key, review_key = recorded(world), new_key()
    with world.acting("callum") as actor:
        recording = queries.get(actor, key)
        first = review(actor, recording, review_key)
        assert review(actor, recording, review_key) is first
        assert count(OutcomeReview) == 1
        with pytest.raises(Conflict):
            review(actor, recording, review_key, said="It was too noisy.")
        with pytest.raises(Conflict):
            review(actor, recording, review_key, direction="mixed")
        assert queries.review_by_key(actor, review_key) is first
        [row] = queries.reviews(actor, recording)
        assert (row.direction, row.helped, row.hindered) == (
            "closer",
            ("A lift there", "Being asked"),
            (),
        )
        assert "reviewed" in verbs()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"direction": "better"}, "direction"),
        ({"said": "Elizabeth laughed."}, "said"),
        ({"helped": "Mrs MacLeod drove"}, "helped"),
        ({"hindered": "Nobody at 01856 123456"}, "hindered"),
    ],
)
def test_a_review_that_cannot_be_right(world: World, changes: Any, field: str) -> None:
    key = recorded(world)
    with world.reading("callum") as actor:
        with pytest.raises(Refused) as refused:
            review(actor, queries.get(actor, key), new_key(), **changes)
        assert set(refused.value.problems) == {field}
        audit.pending_traces().clear()


def test_a_review_is_of_a_day_that_has_come(world: World) -> None:
    key = recorded(world)
    with world.reading("callum") as actor:
        recording = queries.get(actor, key)
        tomorrow = actor.today + timedelta(days=1)
        with pytest.raises(Refused) as refused:
            review(actor, recording, new_key(), reviewed_on=tomorrow)
        assert set(refused.value.problems) == {"reviewed_on"}


def test_author_and_holders_review_and_only_what_is_recorded(world: World) -> None:
    draft, key = written(world), recorded(world)
    with world.reading("callum") as actor, pytest.raises(Forbidden):
        review(actor, queries.get(actor, draft), new_key())
    with world.reading("morag") as actor, pytest.raises(Forbidden):
        review(actor, queries.get(actor, key), new_key())
    let_hold(world, key, "callum", "kirsty")
    with world.acting("kirsty") as actor:
        review(actor, queries.get(actor, key), new_key(), direction="further")


def test_each_review_is_read_by_its_own_readers(world: World) -> None:
    key = recorded(world)
    let_hold(world, key, "callum", "kirsty")
    with world.acting("callum") as actor:
        review(actor, queries.get(actor, key), new_key(), direction="keeping")
    with world.acting("kirsty") as actor:
        review(actor, queries.get(actor, key), new_key(), direction="further")
    world.clock.advance(minutes=1)

    def directions(name: str) -> list[str]:
        with world.reading(name) as actor:
            found = [row.direction for row in queries.reviews(actor, queries.get(actor, key))]
            audit.pending_reads().clear()
            return found

    assert directions("kirsty") == ["further", "keeping"]
    assert directions("callum") == ["further", "keeping"]
    assert directions("morag") == ["keeping"]
    with world.reading("morag") as actor:
        [row] = queries.readable(actor).rows
        assert row.last_direction == "keeping"
    with world.reading("callum") as actor:
        [row] = queries.mine(actor).rows
        assert row.last_direction == "further"
        assert row.what_matters == WORDS["what_matters"]


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


def test_since_you_last_met(world: World) -> None:
    old = recorded(world)
    since = world.clock.now
    world.clock.advance(hours=1)
    callum = world.ids["callum"]
    with world.reading("morag") as actor:
        assert queries.by_author_since(actor, callum, since) == ()
    new = recorded(world, what_matters="The garden.")
    written(world, what_matters="A draft.")
    with world.reading("morag") as actor:
        assert [row.id for row in queries.by_author_since(actor, callum, since)] == [new]
        assert [row.id for row in queries.by_author_since(actor, callum, None)] == [new, old]
        audit.pending_reads().clear()
    with world.acting("callum") as actor:
        review(actor, queries.get(actor, old), new_key())
    with world.reading("morag") as actor:
        assert [row.id for row in queries.by_author_since(actor, callum, since)] == [new, old]
        audit.pending_reads().clear()
    with world.reading("tomasz") as actor:
        assert queries.by_author_since(actor, callum, None) == ()


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


def test_a_review_is_not_older_than_what_it_reviews(world: World) -> None:
    key = recorded(world)
    with world.reading("callum") as actor:
        for day, refused in ((actor.today - timedelta(days=1), True), (actor.today, False)):
            with pytest.raises(Refused) if refused else nullcontext():
                services.review(
                    actor,
                    queries.get(actor, key),
                    new_key(),
                    direction="closer",
                    reviewed_on=day,
                    holds=True,
                )


def test_a_reference_may_stand_in_a_recording(world: World) -> None:
    recorded(world, what_matters="I want to sit with person K7QM.")
