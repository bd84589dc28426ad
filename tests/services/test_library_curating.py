"""Changes that a curator asks for, what is found by themes and outcomes, withdrawing, deleting."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, text

from supervision import audit
from supervision.domain.refusals import Conflict, Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import AuditEntry
from supervision.models.library import (
    ExampleTheme,
    PracticeExample,
    PracticeProposal,
    ProposalRemark,
    ProposalTheme,
)
from supervision.queries import library as queries
from supervision.queries import proposals, recordings
from supervision.services import library as services
from tests.services.proposed import WORDS, begun, opened, proposed, published
from tests.worlds import World

ASKED = "Lovely quote. Could you say what the driver did?"


def asked(world: World, name: str = "callum", curator: str = "grace") -> uuid.UUID:
    key = proposed(world, name)
    with opened(world, curator, key) as (actor, proposal):
        services.ask_for_changes(actor, proposal, ASKED)
    return key


def themed(world: World, *themes: str, outcomes: tuple[uuid.UUID, ...] = ()) -> uuid.UUID:
    """A published example with these themes and outcomes."""
    with world.acting("callum") as actor:
        key = services.begin(actor, new_key(), words=WORDS, themes=themes, outcomes=outcomes).id
        services.propose(actor, proposals.get(actor, key), kept_words="")
    with opened(world, "grace", key) as (actor, proposal):
        return services.publish(actor, proposal).id


def withdrawn(world: World, name: str = "grace") -> uuid.UUID:
    example_id = published(world)
    with world.acting(name) as actor:
        services.withdraw(actor, queries.get(actor, example_id), "Somebody knew the street.")
    return example_id


def test_changes_are_asked_for_and_it_is_proposed_again(world: World) -> None:
    key = asked(world)
    with world.reading("grace") as actor:
        with pytest.raises(NotFound):
            proposals.get(actor, key)
        assert proposals.to_check(actor) == ()
        assert proposals.last_own_remark(actor, key) == ASKED
    with opened(world, "callum", key) as (actor, proposal):
        (remark,) = proposals.remarks(actor, proposal)
        assert (remark.curator, remark.words) == ("Grace", ASKED)
        assert {read.about_id for read in audit.pending_reads()} == {world.ids["grace"]}
        audit.pending_reads().clear()
        (row,) = proposals.sent_back(actor)
        assert (row.id, row.title, row.at) == (key, WORDS["title"], remark.written_at)
        # While it is back with its author, the check does not stop a draft from being kept.
        services.edit(
            actor, proposal, proposal.version, words={**WORDS, "done": "Isobel rang the driver."}
        )
        with pytest.raises(Refused):
            services.propose(actor, proposal, kept_words="")
        audit.pending_traces().clear()
        services.edit(
            actor, proposal, proposal.version, words={**WORDS, "done": "We rang the driver."}
        )
        services.propose(actor, proposal, kept_words="")
        assert proposals.sent_back(actor) == ()
    with opened(world, "cora", key) as (actor, proposal):
        assert [one.words for one in proposals.remarks(actor, proposal)] == [ASKED]
        audit.pending_reads().clear()


def test_who_asks_for_changes(world: World) -> None:
    key, own = proposed(world), proposed(world, "grace")
    with world.reading("callum") as author:
        proposal = proposals.get(author, key)
        for name in ("callum", "morag", "eilidh", "sandy", "odile"):
            with pytest.raises(Forbidden):
                services.ask_for_changes(world.actor(name), proposal, ASKED)
    with world.reading("grace") as actor:
        with pytest.raises(Forbidden):
            services.ask_for_changes(actor, proposals.get(actor, own), ASKED)
        with pytest.raises(Refused) as refusal:
            services.ask_for_changes(actor, proposals.get(actor, key), " \n")
        assert set(refusal.value.problems) == {"words"}
        with pytest.raises(Conflict):
            services.ask_for_changes(actor, proposals.get(actor, key), ASKED, version=99)
        audit.pending_reads().clear()


def test_what_is_back_with_its_author_is_not_published(world: World) -> None:
    key = asked(world)
    with world.reading("callum"):
        proposal = db.session.get_one(PracticeProposal, key)
        for name in ("grace", "cora"):
            for act in (services.publish, lambda a, p: services.ask_for_changes(a, p, "More.")):
                with pytest.raises(Forbidden):
                    act(world.actor(name), proposal)
        services.take_back(world.actor("callum"), proposal)
        assert proposal.state == "changes_asked"


def test_publishing_erases_what_was_asked_and_keeps_the_themes(world: World) -> None:
    with world.acting("callum") as actor:
        key = services.begin(
            actor, new_key(), words=WORDS, themes=["risk", "small-things", "risk"]
        ).id
        services.propose(actor, proposals.get(actor, key), kept_words="")
    with opened(world, "grace", key) as (actor, proposal):
        services.ask_for_changes(actor, proposal, ASKED)
    with opened(world, "callum", key) as (actor, proposal):
        services.propose(actor, proposal, kept_words="")
    with opened(world, "grace", key) as (actor, proposal):
        example = services.publish(actor, proposal)
        assert queries.themes_of(example) == {"risk", "small-things"}
        rows = db.session.scalars(select(ExampleTheme)).all()
        assert {row.id.version for row in rows} == {4}, "a v7 key would tell the millisecond"
        for table in (ProposalRemark, ProposalTheme):
            assert not db.session.scalar(select(func.count()).select_from(table))
        assert proposals.last_own_remark(actor, key) is None


def test_other_themes_move_the_version(world: World) -> None:
    key = proposed(world)
    with opened(world, "callum", key) as (actor, proposal):
        before, words = proposal.version, services.spoken(proposal)
        kept = proposal.kept_words or ""
        services.edit(actor, proposal, before, words=words, themes=["risk"], kept_words=kept)
        moved = proposal.version
        assert moved > before
        services.edit(actor, proposal, moved, words=words, themes=["risk"], kept_words=kept)
        assert proposal.version == moved
        assert proposals.themes_of(proposal) == {"risk"}


def test_shelves_lead_to_what_can_be_read_and_nothing_else(world: World) -> None:
    with world.reading("callum"):
        framework = next(iter(recordings.frameworks()))
        first, second = framework.groups[0].outcomes[:2]
    one = themed(world, "risk", outcomes=(first.id, second.id))
    two = themed(world, "risk", "endings", outcomes=(first.id,))
    with world.reading("tomasz") as actor:
        shelves = queries.shelves(actor)
        assert shelves.themes == {"risk", "endings"}
        assert [(o.framework, o.code) for o in shelves.outcomes] == [
            (framework.code, first.code),
            (framework.code, second.code),
        ]

        def keys(**wanted: object) -> set[uuid.UUID]:
            return {row.id for row in queries.found(actor, **wanted).rows}  # type: ignore[arg-type]

        assert keys(theme="risk") == keys(outcome=(framework.code, first.code)) == {one, two}
        assert keys(theme="endings", outcome=(framework.code, second.code)) == set()
        assert keys(theme="risk", outcome=(framework.code, second.code)) == {one}
        assert keys(theme="endings", tokens=queries.looked_for("lunch")) == {two}
        assert keys(theme="endings", tokens=queries.looked_for("zebra")) == set()
    with world.acting("cora") as actor:
        services.withdraw(actor, queries.get(actor, two), "Somebody knew the street.")
    with world.reading("tomasz") as actor:
        assert queries.shelves(actor).themes == {"risk"}
    for name in ("sandy", "odile"):
        with world.reading(name) as actor:
            assert queries.shelves(actor) == queries.Shelves((), frozenset())
            assert not queries.found(actor, theme="risk")


def test_a_withdrawn_example_is_there_for_curators_alone(world: World) -> None:
    example_id = withdrawn(world)
    for name in ("callum", "tomasz", "agnes", "sandy", "odile"):
        with world.reading(name) as actor:
            for ask in (queries.get, queries.withdrawn_one):
                with pytest.raises(NotFound):
                    ask(actor, example_id)
            assert queries.withdrawn(actor).rows == ()
    with world.reading("cora") as actor:
        with pytest.raises(NotFound):
            queries.get(actor, example_id)
        (row,) = queries.withdrawn(actor).rows
        assert (row.id, row.title, row.withdrawn_on, row.reason) == (
            example_id,
            WORDS["title"],
            date(2026, 11, 1),
            "Somebody knew the street.",
        )
        sealed = db.session.scalar(select(PracticeExample.withdrawal_sealed))
        assert sealed and b"street" not in sealed
        entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "withdrew")).one()
        assert (entry.kind, entry.thing_id) == ("practice_examples", example_id)


def test_who_withdraws_and_with_what(world: World) -> None:
    example_id = published(world)
    with world.reading("callum") as reader:
        example = queries.get(reader, example_id)
        for name in ("callum", "eilidh", "agnes", "sandy", "odile"):
            with pytest.raises(Forbidden):
                services.withdraw(world.actor(name), example, "Somebody knew the street.")
        with pytest.raises(Refused) as refusal:
            services.withdraw(world.actor("grace"), example, " ")
        assert set(refusal.value.problems) == {"words"}
        services.withdraw(world.actor("grace"), example, "Somebody knew the street.")
        with pytest.raises(Forbidden):
            services.withdraw(world.actor("cora"), example, "Once more.")


def test_the_words_of_a_withdrawn_example_leave_the_index(world: World) -> None:
    stays = published(world, {**WORDS, "learnt": "Marzipan."})
    goes = published(world, {**WORDS, "learnt": "Meadowsweet, marzipan."})
    with world.reading("tomasz") as actor:
        assert words_in_the_index() >= {"meadowsweet", "marzipan"}
    with world.acting("cora") as actor:
        services.withdraw(actor, queries.get(actor, goes), "Somebody knew the street.")
    with world.reading("cora") as actor:
        assert queries.search(actor, "meadowsweet").rows == ()
        assert [row.id for row in queries.search(actor, "marzipan").rows] == [stays]
        assert [row.id for row in queries.newest(actor).rows] == [stays]
        assert db.session.get_one(PracticeExample, goes).search_text == ""
        assert "meadowsweet" not in words_in_the_index()
        assert "marzipan" in words_in_the_index()


def words_in_the_index() -> set[str]:
    """Every word that the full-text index holds, read from the index itself."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(
            text(f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, {queries.INDEX}, 'row')")
        )
        found = set(db.session.scalars(text("SELECT term FROM temp.terms")))
        db.session.execute(text("DROP TABLE temp.terms"))
        raw = b"".join(db.session.scalars(text(f"SELECT block FROM {queries.INDEX}_data")))
        # Terms leave out the letters that they share with the one before.
        assert (b"eadowsweet" in raw) == ("meadowsweet" in found), "left in the file"
        return found
    return set(
        db.session.scalars(
            text(
                "SELECT word FROM ts_stat("
                "$$SELECT to_tsvector('english', search_text) FROM practice_examples$$)"
            )
        )
    )


def test_a_draft_is_deleted_and_restored(world: World) -> None:
    key = begun(world)
    with opened(world, "callum", key) as (actor, proposal):
        services.delete(actor, proposal)
    with world.reading("callum") as actor:
        with pytest.raises(NotFound):
            proposals.get(actor, key)
        assert not proposals.mine(actor)
        (row,) = proposals.deleted(actor)
        assert (row.id, row.title, row.deleted_at) == (key, WORDS["title"], actor.now)
    for name in ("morag", "grace", "odile", "sandy"):
        with world.reading(name) as actor:
            assert proposals.deleted(actor) == ()
            with pytest.raises(NotFound):
                proposals.deleted_one(actor, key)
    world.clock.now += timedelta(days=30)
    with world.acting("callum") as actor:
        services.restore(actor, proposals.deleted_one(actor, key))
    with opened(world, "callum", key) as (actor, proposal):
        assert services.spoken(proposal) == WORDS
        services.delete(actor, proposal)
    world.clock.now += timedelta(days=30, seconds=1)
    with world.reading("callum") as actor:
        assert proposals.deleted(actor) == ()
        with pytest.raises(NotFound):
            proposals.deleted_one(actor, key)
        with pytest.raises(Forbidden):
            services.restore(actor, db.session.get_one(PracticeProposal, key))


def test_what_curators_can_read_is_taken_back_before_it_is_deleted(world: World) -> None:
    key, back = proposed(world), asked(world, "tomasz")
    with opened(world, "callum", key) as (actor, proposal):
        with pytest.raises(Forbidden):
            services.delete(actor, proposal)
        services.take_back(actor, proposal)
        services.delete(actor, proposal)
    with opened(world, "tomasz", back) as (actor, proposal):
        services.delete(actor, proposal)
        assert proposals.sent_back(actor) == ()
