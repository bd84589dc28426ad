"""Proposals, the check that stands between, and publishing."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import LargeBinary, func, select

from supervision import audit
from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import AuditEntry
from supervision.models.library import (
    PARTS,
    ExampleOutcome,
    PracticeExample,
    PracticeProposal,
    ProposalOutcome,
    ProposalVersion,
)
from supervision.queries import library as queries
from supervision.queries import proposals
from supervision.services import library as services
from supervision.services import reflections
from tests.services.proposed import DATED, NAMED, WORDS, add_outcomes, begun, opened, proposed
from tests.worlds import World


def test_a_draft_is_its_authors_alone(world: World) -> None:
    key = begun(world)
    for other in ("morag", "tomasz", "grace", "eilidh", "sandy", "odile"):
        with world.reading(other) as actor, pytest.raises(NotFound):
            proposals.get(actor, key)
    with world.reading("callum") as actor:
        assert services.spoken(proposals.get(actor, key)) == WORDS


def test_who_only_administers_writes_nothing(world: World) -> None:
    for name in ("sandy", "agnes", "noor"):
        with world.reading(name) as actor, pytest.raises(Forbidden):
            services.begin(actor, new_key(), words=WORDS)


def test_nothing_at_all_is_refused(world: World) -> None:
    with world.reading("callum") as actor, pytest.raises(Refused):
        services.begin(actor, new_key(), words={"title": " "})


def test_the_check_stops_a_name_and_leaves_a_trace(world: World) -> None:
    key = begun(world, words=NAMED)
    with world.reading("callum") as actor:
        proposal = proposals.get(actor, key)
        with pytest.raises(Refused) as refusal:
            services.propose(actor, proposal, kept_words="I would like to keep it.")
        assert "Isobel" in refusal.value.problems["stood"]
        assert proposal.state == "draft"
        (trace,) = audit.pending_traces()
        assert (trace.verb, trace.kind, trace.thing_id) == (
            "stopped_by_check",
            "practice_proposals",
            key,
        )
        audit.pending_traces().clear()


def test_likely_findings_need_a_reason(world: World) -> None:
    key = begun(world, words=DATED)
    with opened(world, "callum", key) as (actor, proposal):
        with pytest.raises(Refused) as refusal:
            services.propose(actor, proposal, kept_words=" ")
        assert "14 October" in refusal.value.problems["kept_words"]
        assert not audit.pending_traces()
        services.propose(actor, proposal, kept_words="It is a holiday.")
    with world.reading("grace") as actor:
        assert proposals.get(actor, key).kept_words == "It is a holiday."


def test_what_a_proposal_needs(world: World) -> None:
    key = begun(world, words={"quote": "Somebody noticed."})
    with world.reading("callum") as actor, pytest.raises(Refused) as refusal:
        services.propose(actor, proposals.get(actor, key), kept_words="")
    assert set(refusal.value.problems) == {"title", "summary", "stood"}


def test_what_waits_for_the_curators(world: World) -> None:
    first, second = proposed(world), proposed(world, "tomasz")
    own = proposed(world, "grace")
    with world.reading("grace") as actor:
        assert [row.id for row in proposals.to_check(actor)] == [first, second]
        assert proposals.to_check(actor)[0].author == "Callum"
        assert own not in {row.id for row in proposals.to_check(actor)}
        assert {read.about_id for read in audit.pending_reads()} == {
            world.ids["callum"],
            world.ids["tomasz"],
        }
        audit.pending_reads().clear()
    for name in ("callum", "eilidh", "odile", "sandy"):
        with world.reading(name) as actor:
            assert proposals.to_check(actor) == ()
    with world.reading("callum") as actor:
        assert [row.id for row in proposals.mine(actor).rows] == [first]
        assert proposals.curators(actor) == ("Cora", "Grace")


def test_an_edit_keeps_the_text_before_and_meets_the_one_meanwhile(world: World) -> None:
    key = begun(world)
    with opened(world, "callum", key) as (actor, proposal):
        read = proposal.version
        services.edit(actor, proposal, read, words={**WORDS, "title": "The seat"})
        services.edit(actor, proposal, read, words={**WORDS, "title": "The seat"})
        with pytest.raises(Conflict):
            services.edit(actor, proposal, read, words={**WORDS, "title": "A chair"})
    with world.reading("callum"):
        (version,) = db.session.scalars(select(ProposalVersion))
        assert "The seat by the door" in (version.words or "")


def test_what_curators_read_goes_through_the_check_when_it_is_edited(world: World) -> None:
    key = proposed(world)
    with world.reading("callum") as actor:
        proposal = proposals.get(actor, key)
        with pytest.raises(Refused) as refusal:
            services.edit(actor, proposal, proposal.version, words=NAMED)
        assert "stood" in refusal.value.problems
        audit.pending_traces().clear()


def test_taking_back_hides_it_from_the_curators(world: World) -> None:
    key = proposed(world)
    with opened(world, "callum", key) as (actor, proposal):
        services.take_back(actor, proposal)
        services.take_back(actor, proposal)
    with world.reading("grace") as actor, pytest.raises(NotFound):
        proposals.get(actor, key)


def test_nobody_publishes_their_own(world: World) -> None:
    key = proposed(world, "grace")
    with world.reading("grace") as actor, pytest.raises(Forbidden):
        services.publish(actor, proposals.get(actor, key))
    with opened(world, "cora", key) as (actor, proposal):
        assert services.publish(actor, proposal).title == WORDS["title"]


def test_only_a_curator_publishes(world: World) -> None:
    key = proposed(world)
    with world.reading("callum") as author:
        proposal = proposals.get(author, key)
        for name in ("callum", "morag", "eilidh", "sandy", "odile"):
            with pytest.raises(Forbidden):
                services.publish(world.actor(name), proposal)


def test_publishing_copies_the_words_and_forgets_the_rest(world: World) -> None:
    with world.acting("callum") as actor:
        source = reflections.write(actor, new_key(), words={"happened": "Isobel was missed."})
        seen, said = add_outcomes("Seeing people", "Having a say")
        source_id = source.id
        key = services.begin(actor, new_key(), words=DATED, outcomes=[said, seen], source=source).id
    with opened(world, "callum", key) as (actor, proposal):
        assert proposal.source == str(source_id)
        services.edit(actor, proposal, proposal.version, words=WORDS, outcomes=[seen, said])
        services.propose(actor, proposal, kept_words="Nothing to keep.")
    world.clock.advance(hours=1)
    with opened(world, "grace", key) as (actor, proposal):
        example_id = services.publish(actor, proposal).id
        moment = actor.now
    with world.reading("callum") as actor:
        example = queries.get(actor, example_id)
        assert example.id.version == 4
        assert (example.published_on, example.review_by) == (
            date(2026, 11, 1),
            date(2028, 11, 1),
        )
        assert {name: getattr(example, name) for name in PARTS} == WORDS
        assert queries.outcomes_of(example) == ("Seeing people", "Having a say")
        emptied = proposals.get(actor, key)
        assert emptied.title == WORDS["title"]
        assert emptied.state == "published"
        assert emptied.saved_at < moment, "the minute of publishing would tie the two together"
        left = {
            column.name
            for column in PracticeProposal.__table__.columns
            if isinstance(column.type, LargeBinary) and getattr(emptied, column.name) is not None
        }
        assert left == {"title_sealed"}
        for table in (ProposalVersion, ProposalOutcome):
            assert not db.session.scalar(select(func.count()).select_from(table))
        assert db.session.scalar(select(func.count()).select_from(ExampleOutcome)) == 2
        values = [
            str(getattr(row, column.name))
            for table in (PracticeProposal, PracticeExample)
            for row in db.session.scalars(select(table))
            for column in table.__table__.columns
        ]
        assert not any(str(source_id) in value or source_id.hex in value for value in values)
        entries = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "published")).all()
        assert [(e.kind, e.thing_id) for e in entries] == [("practice_examples", example_id)]
        assert audit.broken_at(actor.organisation_id) is None


def test_a_source_is_a_reflection_of_ones_own(world: World) -> None:
    with world.acting("callum") as actor:
        other = reflections.write(actor, new_key(), words={"happened": "Mine."})
        with pytest.raises(Forbidden):
            services.begin(world.actor("morag"), new_key(), words=WORDS, source=other)


def test_two_curators_at_once_publish_once(world: World) -> None:
    key = proposed(world)
    with world.reading("cora") as actor:
        version = proposals.get(actor, key).version
    with opened(world, "grace", key) as (actor, proposal):
        services.publish(actor, proposal, version=version)
    with world.reading("cora") as actor:
        with pytest.raises(NotFound):
            proposals.get(actor, key)
        assert len(queries.newest(actor).rows) == 1


def test_what_changed_since_it_was_read_is_not_published(world: World) -> None:
    key = proposed(world)
    with world.reading("grace") as actor:
        version = proposals.get(actor, key).version
    with opened(world, "callum", key) as (actor, proposal):
        services.edit(actor, proposal, version, words={**WORDS, "learnt": "Ask."})
    with world.reading("grace") as actor, pytest.raises(Conflict):
        services.publish(actor, proposals.get(actor, key), version=version)


def test_the_check_stands_before_publishing_too(world: World) -> None:
    key = proposed(world)
    with world.acting("callum"):
        row = db.session.get(PracticeProposal, key)
        assert row is not None
        row.learnt = "Ask Isobel."
    with world.reading("grace") as actor:
        with pytest.raises(Refused):
            services.publish(actor, proposals.get(actor, key))
        assert len(audit.pending_traces()) == 1
        audit.pending_traces().clear()


@pytest.mark.parametrize("said", ["Then person K7QM came.", "Then K7QM came.", "PERSON k7qm"])
def test_a_reference_never_reaches_the_library(world: World, said: str) -> None:
    key = begun(world, words={**WORDS, "stood": said})
    with world.reading("callum") as actor:
        with pytest.raises(Refused) as refused:
            services.propose(actor, proposals.get(actor, key), kept_words="")
        assert set(refused.value.problems) == {"stood"}
        audit.pending_traces().clear()


def test_other_outcomes_than_the_curator_read_move_the_version(world: World) -> None:
    with world.acting("callum"):
        outcomes = add_outcomes("Seeing people", "Being heard")
    key = proposed(world)
    with opened(world, "callum", key) as (actor, proposal):
        before = proposal.version
        services.edit(
            actor,
            proposal,
            before,
            words=services.spoken(proposal),
            outcomes=outcomes[:1],
            kept_words=proposal.kept_words or "",
        )
        assert proposal.version > before


def test_why_words_can_stay_is_not_overwritten_from_an_older_window(world: World) -> None:
    key = begun(world)
    for kept, fails in (("Newer", False), ("Older", True)):
        with opened(world, "callum", key) as (actor, proposal):
            words = services.spoken(proposal)
            if not fails:
                services.edit(actor, proposal, 1, words=words, kept_words=kept)
                continue
            with pytest.raises(Conflict) as conflict:
                services.edit(actor, proposal, 1, words=words, kept_words=kept)
            assert conflict.value.theirs["kept_words"] == "Newer"
